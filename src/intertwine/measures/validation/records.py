"""The tables of agreement, validation and reliability."""

from __future__ import annotations

from intertwine.records import COUNT, NUMBER, TEXT, Table

BLIND = "test"
"""The part of a sample on which lexicon and people may be compared: no entry was chosen by it."""

_AGREED = (
    "prevalence",
    "share_agreed",
    "positive_agreement",
    "negative_agreement",
    "estimate",
    "low",
    "high",
    "below_tentative",
    "below_reliable",
    "ac1",
    "ac1_low",
    "ac1_high",
    "kappa",
)
_SCORES = [f"{score}{end}" for score in ("precision", "recall", "f1") for end in ("", "_low", "_high")]
_VALIDATED = (*_SCORES, "wilson_low", "wilson_high", "naive", "estimate", "low", "high", "rogan_gladen")
AGREEMENT = Table(
    "measures/agreement.csv",
    key=("part", "code", "source", "language"),
    columns={
        "part": TEXT,
        "code": TEXT,
        "source": TEXT,
        "language": TEXT,
        "coders": COUNT,
        "n_units": COUNT,
        "n_clusters": COUNT,
        **dict.fromkeys(_AGREED, NUMBER),
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset(_AGREED),
)
DISAGREEMENTS = Table(
    "measures/disagreements.csv",
    key=("part", "item", "code"),
    columns=dict.fromkeys(("part", "item", "code", "votes", "text"), TEXT),
)
VALIDATION = Table(
    "measures/validation.csv",
    key=("part", "code", "source", "language"),
    columns={
        "part": TEXT,
        "code": TEXT,
        "source": TEXT,
        "language": TEXT,
        **dict.fromkeys(
            ("n_units", "n_clusters", "positive", "true_positive", "false_positive", "false_negative"), COUNT
        ),
        **dict.fromkeys(_VALIDATED, NUMBER),
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset(_VALIDATED),
)
SURROGATE = Table(
    "measures/surrogate.csv", key=VALIDATION.key, columns=VALIDATION.columns, optional=VALIDATION.optional
)
"""As `VALIDATION`, of another coder whose codes stand in place of the lexicon's."""
LEXICON = "lexicon"
"""The surrogate where there is no other."""
VALIDATION_ERRORS = Table(
    "measures/validation_errors.csv",
    key=("part", "code", "item"),
    columns={
        **dict.fromkeys(("part", "code", "item", "error", "source", "language", "document_id"), TEXT),
        "turn": COUNT,
        "inclusion": NUMBER,
        "text": TEXT,
    },
)
_CORRECTED = ("estimate", "low", "high", "together_low", "together_high", "weight", "error")
CORRECTED = Table(
    "measures/corrected.csv",
    key=("source", "code_a", "code_b"),
    columns={
        **dict.fromkeys(("source", "code_a", "code_b", "unit", "surrogate"), TEXT),
        **dict.fromkeys(_CORRECTED, NUMBER),
        **dict.fromkeys(("coded", "both", "clusters_coded", "n_units", "n_documents", "n_clusters"), COUNT),
        "note": TEXT,
    },
    optional=frozenset(_CORRECTED),
)
CORRECTED_DIFFERENCES = Table(
    "measures/corrected_differences.csv",
    key=("contrast", "code_a", "code_b"),
    columns={
        **dict.fromkeys(("contrast", "code_a", "code_b", "unit"), TEXT),
        **dict.fromkeys(("estimate", "low", "high", "p", "p_adjusted"), NUMBER),
        "n_units": COUNT,
        "n_documents": COUNT,
        "n_clusters": COUNT,
        "family": TEXT,
        "note": TEXT,
    },
    optional=frozenset({"estimate", "low", "high", "p", "p_adjusted"}),
)
RELIABILITY = Table(
    "measures/reliability.csv",
    key=("source", "language", "code"),
    columns={
        "source": TEXT,
        "language": TEXT,
        "code": TEXT,
        "entries": COUNT,
        "estimate": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
        "n_units": COUNT,
        "n_documents": COUNT,
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset({"estimate", "low", "high"}),
)
