"""The table of how often each code occurs."""

from __future__ import annotations

from intertwine.measures.columns import COMPARISON
from intertwine.records import COUNT, TEXT, Table

PREVALENCE = Table(
    "measures/prevalence.csv",
    key=("unit", "source", "language", "code", "reading"),
    columns={
        "unit": TEXT,
        "source": TEXT,
        "language": TEXT,
        "code": TEXT,
        "reading": TEXT,
        "units_with_code": COUNT,
        "documents_with_code": COUNT,
        "hits": COUNT,
        **{name: kind for name, kind in COMPARISON.items() if name not in ("unit", "p", "p_adjusted")},
    },
    optional=frozenset({"estimate", "low", "high"}),
)
