"""The tables of which codes meet."""

from __future__ import annotations

from intertwine.measures.columns import COMPARISON, ESTIMATED, LIMITS, PAIR, SIZES
from intertwine.records import COUNT, NUMBER, TEXT, Table

_DESCRIPTIVE = (
    "jaccard",
    "npmi",
    "phi",
    "log_dice",
    "delta_p_b_given_a",
    "delta_p_a_given_b",
    "crude_odds_ratio",
)
_BESIDE = ("mantel_haenszel", "rbg_low", "rbg_high")
POOLED = ("pooled", "pooled_low", "pooled_high", "pooled_above", "own")
COOCCURRENCE = Table(
    "measures/cooccurrence.csv",
    key=("unit", "source", "language", "code_a", "code_b", "reading"),
    columns={
        "unit": TEXT,
        "source": TEXT,
        "language": TEXT,
        "code_a": TEXT,
        "code_b": TEXT,
        "reading": TEXT,
        "both": COUNT,
        "only_a": COUNT,
        "only_b": COUNT,
        "neither": COUNT,
        "documents_both": COUNT,
        "expected": NUMBER,
        **dict.fromkeys((*_DESCRIPTIVE, *_BESIDE), NUMBER),
        **{name: kind for name, kind in COMPARISON.items() if name not in ("unit", "seed")},
        **dict.fromkeys(("together_low", "together_high", *POOLED), NUMBER),
        "method": TEXT,
        "role": TEXT,
    },
    optional=ESTIMATED | {"together_low", "together_high", *POOLED, *_DESCRIPTIVE, *_BESIDE},
)
DIRECTED = {"code_a": "code_b", "only_a": "only_b", "delta_p_b_given_a": "delta_p_a_given_b"}
"""Columns of pairs that change places when the pair is read the other way round."""

INFLUENCE = Table(
    "measures/influence.csv",
    key=("source", "code_a", "code_b", "code", "entry_id"),
    columns={
        "source": TEXT,
        "code_a": TEXT,
        "code_b": TEXT,
        "code": TEXT,
        "entry_id": TEXT,
        "language": TEXT,
        "pattern": TEXT,
        "share": NUMBER,
        "estimate": NUMBER,
        "estimate_without": NUMBER,
        "change": NUMBER,
        "units_lost": COUNT,
        "unit": TEXT,
        "note": TEXT,
    },
    optional=frozenset({"estimate", "estimate_without", "change"}),
)
_TRIPLE = dict.fromkeys(("source", "code_a", "code_b", "code_c"), TEXT)
SPECIFICATIONS = Table(
    "measures/specifications.csv",
    key=("source", "code_a", "code_b", "unit", "qualifiers", "entries", "overlap", "prompting"),
    columns={
        **dict.fromkeys(("source", "code_a", "code_b", "unit", "qualifiers", "entries", "overlap", "prompting"), TEXT),
        **LIMITS,
        "both": COUNT,
        **SIZES,
        "declared": COUNT,
        "note": TEXT,
    },
    optional=frozenset(LIMITS),
)
_WITHOUT = dict.fromkeys(("estimate", "estimate_without", "change"), NUMBER)
LEFT_OUT = Table(
    "measures/left_out.csv",
    key=("source", "code_a", "code_b", "what", "left_out"),
    columns={
        **dict.fromkeys(("source", "code_a", "code_b", "what", "left_out"), TEXT),
        **_WITHOUT,
        "unit": TEXT,
        "note": TEXT,
    },
    optional=frozenset(_WITHOUT),
)
DIFFERENCES = Table(
    "measures/differences.csv",
    key=("contrast", "measure", "source", "language", "code_a", "code_b"),
    columns={
        "contrast": TEXT,
        "measure": TEXT,
        **PAIR,
        **{name: kind for name, kind in COMPARISON.items() if name != "seed"},
    },
    optional=ESTIMATED,
)
CONFIGURATIONS = Table(
    "measures/configurations.csv",
    key=("source", "code_a", "code_b", "code_c", "pattern"),
    columns={
        **_TRIPLE,
        "pattern": TEXT,
        "observed": COUNT,
        "expected": NUMBER,
        "independent": NUMBER,
        **COMPARISON,
    },
    optional=ESTIMATED,
)
TRIPLES = Table(
    "measures/triples.csv",
    key=("source", "code_a", "code_b", "code_c", "given"),
    columns={
        **_TRIPLE,
        "given": TEXT,
        **dict.fromkeys(("estimate", "low", "high", "p"), NUMBER),
        "both": COUNT,
        **SIZES,
        "three_way_deviance": NUMBER,
        "breslow_day": NUMBER,
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset({"estimate", "low", "high", "p", "three_way_deviance", "breslow_day"}),
)
PLANNING = Table(
    "measures/planning.csv",
    key=("source", "code_a", "code_b", "documents"),
    columns={
        **dict.fromkeys(("source", "code_a", "code_b"), TEXT),
        "documents": COUNT,
        **dict.fromkeys(("odds_ratio", "power", "critical"), NUMBER),
        "runs": COUNT,
        **SIZES,
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset({"power", "critical"}),
)
