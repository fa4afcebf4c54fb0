"""The tables of key words, and of words of the other language."""

from __future__ import annotations

from intertwine.measures.columns import COMPARISON, ESTIMATED
from intertwine.records import COUNT, NUMBER, TEXT, Table

_FREQUENCIES = (
    "lrc",
    "log_odds_z",
    "juilland_d",
    "carroll_d2",
    "rosengren_s",
    "divergence",
    "log_likelihood",
    "percent_difference",
    "difference_coefficient",
    "simple_maths",
)
KEYNESS = Table(
    "measures/keyness.csv",
    key=("comparison", "language", "word"),
    columns={
        "comparison": TEXT,
        "language": TEXT,
        "word": TEXT,
        "frequency_a": COUNT,
        "frequency_b": COUNT,
        "range_a": COUNT,
        "range_b": COUNT,
        "rate_a": NUMBER,
        "rate_b": NUMBER,
        "dispersion": NUMBER,
        "worth_a": NUMBER,
        "worth_b": NUMBER,
        **COMPARISON,
        **dict.fromkeys(_FREQUENCIES, NUMBER),
    },
    optional=ESTIMATED | {"rate_a", "rate_b", "dispersion", "worth_a", "worth_b", *_FREQUENCIES},
)
CODE_SWITCHING = Table(
    "measures/code_switching.csv",
    key=("document_language", "source", "word"),
    columns={
        **dict.fromkeys(("document_language", "source", "language", "word"), TEXT),
        **dict.fromkeys(("frequency", "range", "speakers"), COUNT),
        "share": NUMBER,
        **dict.fromkeys(("n_units", "n_documents"), COUNT),
    },
)
