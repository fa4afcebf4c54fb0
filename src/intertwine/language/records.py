"""The tables of segmentation: sentences, tokens, and what cut them."""

from __future__ import annotations

from intertwine.records import COUNT, TEXT, WORD, Table

SENTENCES = Table(
    "corpus/sentences.parquet",
    key=("document_id", "turn", "sentence"),
    columns={
        "document_id": WORD,
        "turn": COUNT,
        "sentence": COUNT,
        "start": COUNT,
        "end": COUNT,
        "language": WORD,
    },
)
TOKENS = Table(
    "corpus/tokens.parquet",
    key=("document_id", "turn", "token"),
    columns={
        "document_id": WORD,
        "turn": COUNT,
        "token": COUNT,
        "sentence": COUNT,
        "start": COUNT,
        "end": COUNT,
        "form": WORD,
        "norm": WORD,
        "language": WORD,
    },
)
ENGINES = Table(
    "corpus/engines.csv",
    key=("language",),
    columns={"language": TEXT, "engine": TEXT, "version": TEXT, "dictionary": TEXT},
)
