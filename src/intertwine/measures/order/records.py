"""The tables of which code comes first."""

from __future__ import annotations

from intertwine.measures.columns import COMPARISON, ESTIMATED, PAIR
from intertwine.records import COUNT, NUMBER, TEXT, Table

ORDER = Table(
    "measures/order.csv",
    key=("measure", "source", "language", "code_a", "code_b", "reading"),
    columns={
        "measure": TEXT,
        **PAIR,
        "reading": TEXT,
        "a_first": COUNT,
        "b_first": COUNT,
        **COMPARISON,
    },
    optional=ESTIMATED,
)
ORDER_DOCUMENTS = Table(
    "measures/order_documents.csv",
    key=("measure", "code_a", "code_b", "document_id"),
    columns={
        **dict.fromkeys(("measure", "code_a", "code_b", "document_id", "source", "language"), TEXT),
        "n": COUNT,
        "a_first": COUNT,
    },
)
ORDER_PASSAGES = Table(
    "measures/order_passages.csv",
    key=("code_a", "code_b", "source", "rank"),
    columns={
        **dict.fromkeys(("code_a", "code_b", "source"), TEXT),
        "rank": COUNT,
        "document_id": TEXT,
        "turn": COUNT,
        "start": COUNT,
        **dict.fromkeys(("surface", "next_surface", "reason", "text"), TEXT),
    },
)
TRANSITIONS = Table(
    "measures/transitions.csv",
    key=("source", "code_a", "code_b"),
    columns={
        **dict.fromkeys(("source", "code_a", "code_b"), TEXT),
        "observed": COUNT,
        **dict.fromkeys(("expected", "adjusted_residual", "yule_q"), NUMBER),
    },
    optional=frozenset({"expected", "adjusted_residual", "yule_q"}),
)
CONNECTIONS = Table(
    "measures/connections.csv",
    key=("document_id", "code_a", "code_b"),
    columns={**dict.fromkeys(("document_id", "code_a", "code_b"), TEXT), "connections": COUNT, "normalised": NUMBER},
)
