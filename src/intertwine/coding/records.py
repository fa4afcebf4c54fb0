"""The tables of coding: hits, units, presence, and the codebook looked at."""

from __future__ import annotations

from intertwine.records import COUNT, NUMBER, TEXT, WORD, Folder, Table
from intertwine.vocabulary import QUALIFIERS

HITS = Table(
    "coding/hits.parquet",
    key=("document_id", "turn", "start", "end", "entry_id"),
    columns={
        "document_id": TEXT,
        "turn": COUNT,
        "start": COUNT,
        "end": COUNT,
        "entry_id": TEXT,
        "code": TEXT,
        "language": TEXT,
        "surface": TEXT,
        "qualifier": TEXT,
        "cue": TEXT,
        "suppressed_by": TEXT,
        "concept": TEXT,
        "tier": TEXT,
        "cuts": COUNT,
        "prompting": TEXT,
        "speaker": TEXT,
        "role": TEXT,
        "source": TEXT,
        "sentence_unit": COUNT,
        "turn_unit": COUNT,
        "window_unit": COUNT,
        "document_unit": COUNT,
    },
)
UNITS = Table(
    "coding/units.parquet",
    key=("unit_kind", "unit_id"),
    columns={
        "unit_kind": WORD,
        "unit_id": COUNT,
        "document_id": WORD,
        "speaker": WORD,
        "role": WORD,
        "source": WORD,
        "language": WORD,
        "position": COUNT,
        "length": COUNT,
    },
)
PRESENCE = Table(
    "coding/presence.parquet",
    key=("unit_kind", "unit_id", "code"),
    columns={
        "unit_kind": WORD,
        "unit_id": COUNT,
        "code": WORD,
        "hits": COUNT,
        "first_start": COUNT,
        **dict.fromkeys(QUALIFIERS, COUNT),
        "volunteered": COUNT,
    },
)
UNUSED = Table(
    "coding/unused.csv",
    key=("kind", "code", "language", "entry_id"),
    columns={
        "kind": TEXT,
        "code": TEXT,
        "language": TEXT,
        "entry_id": TEXT,
        "pattern": TEXT,
        "suppressed": COUNT,
    },
)
NOTHING_FOUND = Table(
    "coding/nothing_found.csv",
    key=("source", "language", "code"),
    columns={
        **dict.fromkeys(("source", "language", "code"), TEXT),
        **dict.fromkeys(("documents", "words_zh", "words_en", "entries_zh", "entries_en"), COUNT),
        "script": TEXT,
        "note": TEXT,
    },
)
ENTRIES = Table(
    "coding/entries.csv",
    key=("entry_id", "source", "document_language"),
    columns={
        "entry_id": TEXT,
        "code": TEXT,
        "language": TEXT,
        "pattern": TEXT,
        "kind": TEXT,
        "tier": TEXT,
        "source": TEXT,
        "document_language": TEXT,
        "hits": COUNT,
        "affirming": COUNT,
        "cuts": COUNT,
        "suppressed": COUNT,
        "documents": COUNT,
        "speakers": COUNT,
        "share_of_code": NUMBER,
    },
    optional=frozenset({"share_of_code"}),
)
SUPPRESSED = Table(
    "coding/suppressed.csv",
    key=("entry_id", "suppressed_by"),
    columns={"entry_id": TEXT, "suppressed_by": TEXT, "hits": COUNT, "documents": COUNT},
)
QUALIFIED = Table(
    "coding/qualified.csv",
    key=("code", "source", "document_language"),
    columns={
        "code": TEXT,
        "source": TEXT,
        "document_language": TEXT,
        "hits": COUNT,
        **dict.fromkeys(QUALIFIERS, COUNT),
    },
)
CONCORDANCE = Table(
    "concordance/concordance.csv",
    key=("document_id", "turn", "start", "entry_id"),
    columns={
        **dict.fromkeys(
            (
                "code",
                "label_en",
                "label_zh",
                "left",
                "hit",
                "right",
                "qualifier",
                "cue",
                "prompting",
                "entry_id",
                "pattern",
                "entry_language",
                "document_id",
            ),
            TEXT,
        ),
        "turn": COUNT,
        "start": COUNT,
        **dict.fromkeys(("speaker", "role", "source", "language", "title", "date"), TEXT),
    },
    open_ended=True,
)
CONCORDANCES = Folder("concordance")
"""Every hit with what stands before and after it."""
