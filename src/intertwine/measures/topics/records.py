"""The tables of topics."""

from __future__ import annotations

from intertwine.records import COUNT, NUMBER, TEXT, Table

TOPICS = Table(
    "measures/topics.csv",
    key=("language", "engine", "topic"),
    columns={
        "language": TEXT,
        "engine": TEXT,
        "topic": COUNT,
        "words": TEXT,
        "share": NUMBER,
        "coherence": NUMBER,
        "n_units": COUNT,
        "n_documents": COUNT,
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset({"coherence", "share"}),
)
TOPIC_WORDS = Table(
    "measures/topic_words.csv",
    key=("language", "engine", "topic", "rank"),
    columns={
        "language": TEXT,
        "engine": TEXT,
        "topic": COUNT,
        "rank": COUNT,
        "word": TEXT,
        "weight": NUMBER,
    },
)
TOPIC_CODES = Table(
    "measures/topic_codes.csv",
    key=("language", "engine", "topic", "code"),
    columns={
        "language": TEXT,
        "engine": TEXT,
        "topic": COUNT,
        "code": TEXT,
        "share": NUMBER,
        "share_elsewhere": NUMBER,
        "estimate": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
        "n_units": COUNT,
        "n_documents": COUNT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset({"share", "share_elsewhere", "estimate", "low", "high"}),
)
TOPIC_EXEMPLARS = Table(
    "measures/topic_exemplars.csv",
    key=("language", "engine", "topic", "rank"),
    columns={
        "language": TEXT,
        "engine": TEXT,
        "topic": COUNT,
        "rank": COUNT,
        "weight": NUMBER,
        "document_id": TEXT,
        "turn": COUNT,
        "sentence": COUNT,
        "text": TEXT,
    },
)
