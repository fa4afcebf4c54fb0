"""The tables of whose words they are."""

from __future__ import annotations

from intertwine.measures.columns import COMPARISON, ESTIMATED, LIMITS, SIZES
from intertwine.records import COUNT, NUMBER, TEXT, Table
from intertwine.vocabulary import PROMPTING

_WAYS = {"uses": COUNT, **LIMITS, **SIZES, "unit": TEXT, "seed": COUNT, "note": TEXT}
UPTAKE = Table(
    "measures/uptake.csv",
    key=("source", "language", "code", "way"),
    columns={**dict.fromkeys(("source", "language", "code", "way"), TEXT), **_WAYS},
    optional=frozenset(LIMITS),
)
OPPORTUNITIES = Table(
    "measures/opportunities.csv",
    key=("source", "language", "code", "state"),
    columns={**dict.fromkeys(("source", "language", "code", "state"), TEXT), **_WAYS},
    optional=frozenset(LIMITS),
)
ECHOES = Table(
    "measures/echoes.csv",
    key=("source", "language", "code"),
    columns={
        **dict.fromkeys(("source", "language", "code"), TEXT),
        **dict.fromkeys(("questions", "answers", "both"), COUNT),
        "crude_echo": NUMBER,
        **COMPARISON,
    },
    optional=ESTIMATED | {"crude_echo"},
)
FIRST_USES = Table(
    "measures/first_uses.csv",
    key=("document_id", "code"),
    columns={
        **dict.fromkeys(("document_id", "source", "language", "code"), TEXT),
        "time": COUNT,
        "event": TEXT,
    },
)
INCIDENCE = Table(
    "measures/incidence.csv",
    key=("source", "language", "code", "time"),
    columns={
        **dict.fromkeys(("source", "language", "code"), TEXT),
        **dict.fromkeys(("time", "at_risk"), COUNT),
        **dict.fromkeys(("volunteered", "asked"), NUMBER),
        "n_documents": COUNT,
    },
)
LEXICON = Table(
    "measures/lexicon.csv",
    key=("language", "term"),
    columns={
        **dict.fromkeys(("language", "term"), TEXT),
        **dict.fromkeys(("words", "frequency", "range"), COUNT),
        "log_ratio": NUMBER,
    },
    optional=frozenset({"log_ratio"}),
)
REUSE = Table(
    "measures/reuse.csv",
    key=("document_id", "speaker", "role", "language"),
    columns={
        **dict.fromkeys(("document_id", "speaker", "role", "language"), TEXT),
        **dict.fromkeys(("runs", "reused"), COUNT),
        "share": NUMBER,
    },
)
REUSED = Table(
    "measures/reused.csv",
    key=("language", "role", "text"),
    columns={**dict.fromkeys(("language", "role", "text"), TEXT), **dict.fromkeys(("documents", "times"), COUNT)},
)
PROFILES = Table(
    "measures/profiles.csv",
    key=("document_id", "speaker"),
    columns={
        **dict.fromkeys(("document_id", "speaker", "source", "language"), TEXT),
        **dict.fromkeys(("turns", "words", *PROMPTING, "company_terms"), COUNT),
        **dict.fromkeys(("unprompted", "matching"), NUMBER),
    },
    optional=frozenset({"unprompted", "matching"}),
)
