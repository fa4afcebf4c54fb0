"""Which comes first: are threats named so that security follows.

For each ordered pair of the settings: which code's span comes first in a turn, which leads to which among neighbouring
spans (with a reason between them or not), which comes one to three sentences on without a question between, and which
is mentioned first in a document; document by document; with the passages that show it best. For families of codes: how
often one follows another. What is a reason is told by the justifying cues of the codebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.coding.records import HITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES
from intertwine.measures.order.records import CONNECTIONS, ORDER, ORDER_DOCUMENTS, ORDER_PASSAGES, TRANSITIONS
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES, HITS),
    writes=(ORDER, ORDER_DOCUMENTS, ORDER_PASSAGES, TRANSITIONS, CONNECTIONS),
    settings=("cluster", "confidence", "orders", "permutations", "seed", "smallest"),
    codebook=("entries",),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return which code comes first, in all, by document and in passages, transitions and connections."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.coding.justifying import holds_reason
    from intertwine.measures.design import design_of
    from intertwine.measures.order.connections import connections
    from intertwine.measures.order.order import order
    from intertwine.measures.order.passages import passages
    from intertwine.measures.order.spans import neighbours
    from intertwine.measures.order.transitions import transitions

    book = read_codebook(read.path(settings.codebook))
    families = sorted({code.path.partition(".")[0] for code in book.codes})
    documents, turns, hits = read(DOCUMENTS), read(TURNS), read(HITS)
    steps = neighbours(hits, turns, settings.orders, holds_reason=lambda texts: holds_reason(texts, book.cues))
    in_all, by_document = order(hits, turns, documents, steps, pairs=settings.orders, design=design_of(settings))
    return {
        ORDER: in_all,
        ORDER_DOCUMENTS: by_document,
        ORDER_PASSAGES: passages(steps, turns, read(SENTENCES), documents),
        TRANSITIONS: transitions(hits, turns, families),
        CONNECTIONS: connections(hits, turns, families),
    }
