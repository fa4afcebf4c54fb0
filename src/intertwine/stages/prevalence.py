"""How often each code occurs, by kind of unit, source and language.

Counts the units of respondents and authors that hold each code (a parent holds what its children hold) and gives their
share with an interval over clusters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.coding.records import PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, UNITS, PRESENCE),
    writes=(PREVALENCE,),
    settings=("cluster", "confidence", "seed", "smallest", "units"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return prevalence."""
    from intertwine.measures.design import design_of
    from intertwine.measures.prevalence.prevalence import prevalence

    table = prevalence(read(UNITS), read(PRESENCE), read(DOCUMENTS), kinds=settings.units, design=design_of(settings))
    return {PREVALENCE: table}
