"""The tables of agreement and validation."""

from __future__ import annotations

from intertwine.records import COUNT, NUMBER, TEXT, Table

_VALIDATED = (
    "precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high", "f1", "f1_low", "f1_high",
    "wilson_low", "wilson_high", "naive", "estimate", "low", "high", "rogan_gladen",
)  # fmt: skip
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
        **dict.fromkeys(
            ("prevalence", "share_agreed", "positive_agreement", "negative_agreement", "estimate", "low", "high",
             "below_tentative", "below_reliable", "ac1", "ac1_low", "ac1_high", "kappa"), NUMBER,
        ),
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset(
        {"prevalence", "share_agreed", "positive_agreement", "negative_agreement", "estimate", "low", "high",
         "below_tentative", "below_reliable", "ac1", "ac1_low", "ac1_high", "kappa"}
    ),
)  # fmt: skip
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
