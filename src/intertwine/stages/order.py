"""Which comes first: are threats named so that security follows.

For each ordered pair of the settings: which code's span comes first in a turn, which leads to which among neighbouring
spans (with a reason between them or not), which comes one to three sentences on without a question between, and which
is mentioned first in a document; document by document; with the passages that show it best. For families of codes: how
often one follows another. What is a reason is told by the justifying cues of the codebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import HITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES
from intertwine.measures.order.records import CONNECTIONS, ORDER, ORDER_DOCUMENTS, ORDER_PASSAGES, TRANSITIONS
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.codebook.reading import Codebook
    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES, HITS),
    writes=(ORDER, ORDER_DOCUMENTS, ORDER_PASSAGES, TRANSITIONS, CONNECTIONS),
    settings=("bootstrap", "cluster", "confidence", "orders", "permutations", "seed", "smallest"),
    codebook=("entries",),
)

PASSAGES = 5
"""Quoted passages of each pair and source."""

STANZA = 4
"""Turns within which codes are connected, this one included."""


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return which code comes first, in all, by document and in passages, transitions and connections."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.measures.matrix import rules_of
    from intertwine.measures.order.order import order
    from intertwine.measures.order.transitions import transitions

    pairs = settings.orders
    book = read_codebook(read.path(settings.codebook))
    documents, turns, hits = read(DOCUMENTS), read(TURNS), read(HITS)
    steps = _steps(hits, turns, book, pairs)
    table, forest = order(hits, turns, documents, steps, pairs=pairs, rules=rules_of(settings))
    families = sorted({code.path.partition(".")[0] for code in book.codes})
    return {
        ORDER: table,
        ORDER_DOCUMENTS: forest,
        ORDER_PASSAGES: _passages(steps, turns, read(SENTENCES), documents, pairs),
        TRANSITIONS: transitions(hits, turns, families),
        CONNECTIONS: _connections(hits, turns, families),
    }


def _passages(
    steps: dict[tuple[str, str, str], pd.DataFrame],
    turns: pd.DataFrame,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
    pairs: tuple[tuple[str, str], ...],
) -> pd.DataFrame:
    import pandas as pd

    from intertwine.measures.order.spans import passages

    quoted = [
        passages(steps["all", *pair], turns, sentences, documents, number=PASSAGES).assign(
            code_a=pair[0], code_b=pair[1]
        )
        for pair in pairs
    ]
    return pd.concat(quoted) if quoted else records.empty(ORDER_PASSAGES)


def _steps(
    hits: pd.DataFrame, turns: pd.DataFrame, book: Codebook, pairs: tuple[tuple[str, str], ...]
) -> dict[tuple[str, str, str], pd.DataFrame]:
    """Return neighbouring spans of each pair in each reading, with `reason`: a justifying cue stands between them."""
    from intertwine.coding.justifying import holds_reason
    from intertwine.measures.order.spans import adjacent, of_pair, spans_of
    from intertwine.vocabulary import READINGS

    texts = turns["text"].to_numpy(dtype=object)
    found = {}
    for reading in READINGS:
        spans = spans_of(hits, turns, reading)
        for pair in pairs:
            step = adjacent(of_pair(spans, pair))
            rows = records.rows_of_turns(step, turns)
            ends = zip(rows.tolist(), step["end"].tolist(), step["next_start"].tolist(), strict=True)
            between = [texts[row][end:start] for row, end, start in ends]
            found[reading, *pair] = step.assign(reason=holds_reason(between, book.cues))
    return found


def _connections(hits: pd.DataFrame, turns: pd.DataFrame, families: list[str]) -> pd.DataFrame:
    """Return how often each document's respondents and authors connect two families of codes within a few turns."""
    import numpy as np
    import pandas as pd

    from intertwine.measures.order.transitions import connections
    from intertwine.vocabulary import COUNTED_ROLES

    lines = turns[turns["role"].isin(COUNTED_ROLES)].reset_index(drop=True)
    counted = hits[hits["suppressed_by"] == ""]
    rows = records.rows_of_turns(counted, lines)
    held = np.zeros((len(lines), len(families)), dtype=np.bool_)
    column = pd.Index(families).get_indexer(pd.Index(counted["code"].str.partition(".")[0]))
    held[rows[rows >= 0], column[rows >= 0]] = True
    document = lines["document_id"].to_numpy(dtype=object)
    names, counts = connections(held, conversation=document, speaker=document, window=STANZA)
    first, second = np.triu_indices(len(families), 1)
    length = np.sqrt((counts.astype(np.float64) ** 2).sum(axis=1, keepdims=True))
    normalised = np.divide(counts, length, out=np.zeros(counts.shape), where=length > 0)
    code = np.array(families, dtype=object)
    return pd.DataFrame({
        "document_id": np.repeat(names, len(first)), "code_a": np.tile(code[first], len(names)),
        "code_b": np.tile(code[second], len(names)), "connections": counts.ravel(), "normalised": normalised.ravel(),
    })  # fmt: skip
