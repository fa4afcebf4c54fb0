"""How many interviews would show it.

From the study's own rates, lengths and runs: the power to find the odds ratio of the settings in studies of 8 to 150
documents, for each hypothesis and source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.coding.records import PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.cooccurrence.records import PLANNING
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, UNITS, PRESENCE),
    writes=(PLANNING,),
    settings=("cluster", "confidence", "hypotheses", "planning", "primary_unit", "reading", "seed", "smallest"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return the power of studies."""
    from intertwine.measures.cooccurrence.planning import planning
    from intertwine.measures.design import design_of
    from intertwine.measures.matrix import in_reading

    frames = (read(UNITS), in_reading(read(PRESENCE), settings.reading), read(DOCUMENTS))
    power = planning(
        *frames,
        kind=settings.primary_unit,
        odds_ratio=settings.planning.odds_ratio,
        hypotheses=settings.hypotheses,
        design=design_of(settings),
    )
    return {PLANNING: power}
