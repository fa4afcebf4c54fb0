"""Which codes meet in a unit, beyond what chance has it inside a document.

For each pair of codes in the primary unit, by source and language: counts, Jaccard, NPMI, the odds ratio inside
documents at equal length and place of the unit with interval and p-value, and what the pair and those of its families
say together. The hypotheses also in the other units and readings. Units of interviewers are left out; what is too thin
says so.
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
    settings=("cluster", "confidence", "hypotheses", "primary_unit", "reading", "seed", "smallest", "units"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return co-occurrence."""
    from intertwine.measures.cooccurrence.cooccurrence import cooccurrence
    from intertwine.measures.design import design_of

    frames = (read(UNITS), read(PRESENCE), read(DOCUMENTS))
    pairs = cooccurrence(
        *frames,
        kinds=settings.units,
        primary=settings.primary_unit,
        reading=settings.reading,
        hypotheses=settings.hypotheses,
        design=design_of(settings),
    )
    return {COOCCURRENCE: pairs}
