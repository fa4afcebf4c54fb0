"""Does the answer hang on how it was asked.

Gives each hypothesis under every combination of unit, qualifiers, entries, overlap, prompting and length; without one
document and without one speaker; and with the length of units in the model (conditional logit and GEE).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.coding.records import HITS, PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.cooccurrence.records import ADJUSTED, LEFT_OUT, SPECIFICATIONS
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, UNITS, PRESENCE, HITS),
    writes=(SPECIFICATIONS, LEFT_OUT, ADJUSTED),
    settings=(
        "cluster",
        "confidence",
        "hypotheses",
        "primary_unit",
        "reading",
        "seed",
        "smallest",
        "units",
    ),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return specifications, what is left out, and length-adjusted odds ratios."""
    from intertwine.measures.cooccurrence.left_out import left_out
    from intertwine.measures.cooccurrence.length_adjusted import length_adjusted
    from intertwine.measures.cooccurrence.specifications import specifications
    from intertwine.measures.design import design_of
    from intertwine.measures.matrix import hits_in_reading, in_reading

    documents, units, hits = read(DOCUMENTS), read(UNITS), read(HITS)
    presence = in_reading(read(PRESENCE), settings.reading)
    design, kind, hypotheses = design_of(settings), settings.primary_unit, settings.hypotheses
    shown = hits_in_reading(hits, settings.reading)
    return {
        SPECIFICATIONS: specifications(
            units, hits, documents, kinds=settings.units, hypotheses=hypotheses, design=design
        ),
        LEFT_OUT: left_out(units, shown, documents, kind=kind, hypotheses=hypotheses, design=design),
        ADJUSTED: length_adjusted(units, presence, documents, kind=kind, hypotheses=hypotheses, design=design),
    }
