"""Which codes meet in a unit, beyond what chance has it inside a document.

For each pair of codes in each kind of unit, source and language: counts, Jaccard, NPMI, the Mantel-Haenszel odds ratio
stratified by document with its interval, and a p-value from circular shifts within documents, adjusted by Holm for the
hypotheses and by Benjamini-Hochberg for the matrix. Units of interviewers are left out; cells that are too small say
so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.coding.records import PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, UNITS, PRESENCE),
    writes=(COOCCURRENCE,),
    settings=("cluster", "confidence", "hypotheses", "permutations", "seed", "smallest", "units"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return co-occurrence."""
    from intertwine.measures.cooccurrence.cooccurrence import cooccurrence
    from intertwine.measures.design import design_of

    frames = (read(UNITS), read(PRESENCE), read(DOCUMENTS))
    pairs = cooccurrence(*frames, kinds=settings.units, hypotheses=settings.hypotheses, design=design_of(settings))
    return {COOCCURRENCE: pairs}
