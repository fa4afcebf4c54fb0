"""Does the answer hang on how it was asked.

Gives each hypothesis under every combination of unit, qualifiers, entries, overlap and prompting, and without one
document and without one speaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.coding.records import HITS, UNITS
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.cooccurrence.records import LEFT_OUT, SPECIFICATIONS
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, UNITS, HITS),
    writes=(SPECIFICATIONS, LEFT_OUT),
    settings=("cluster", "confidence", "counted", "hypotheses", "primary_unit", "reading", "seed", "smallest", "units"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return specifications, and what is left out."""
    from intertwine.measures.cooccurrence.left_out import left_out
    from intertwine.measures.cooccurrence.specifications import specifications
    from intertwine.measures.design import design_of
    from intertwine.measures.matrix import hits_in_reading

    documents, units, hits = read(DOCUMENTS), read(UNITS), read(HITS)
    design, kind, hypotheses = design_of(settings), settings.primary_unit, settings.hypotheses
    shown = hits_in_reading(hits, settings.reading)
    return {
        SPECIFICATIONS: specifications(
            units,
            hits,
            documents,
            kinds=settings.units,
            hypotheses=hypotheses,
            tiers=settings.counted.tiers,
            design=design,
        ),
        LEFT_OUT: left_out(units, shown, documents, kind=kind, hypotheses=hypotheses, design=design),
    }
