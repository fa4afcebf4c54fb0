"""How far the people who coded the sample by hand agree.

Reads from the setting `coded` the sample and the sheets that came back. Gives Krippendorff's alpha, Gwet's AC1, kappa,
positive and negative agreement and prevalence, by code, source and language, and what is still to be adjudicated.
Without a sample both tables are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES
from intertwine.measures.validation.records import AGREEMENT, DISAGREEMENTS
from intertwine.records import Table, empty
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES),
    writes=(AGREEMENT, DISAGREEMENTS),
    settings=("bootstrap", "cluster", "coded", "confidence", "hypotheses", "seed", "smallest", "validation"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return agreement and disagreements."""
    from intertwine.handcoding.sheets import disagreements
    from intertwine.handcoding.store import read_hand_coding, target_codes
    from intertwine.measures.design import design_of
    from intertwine.measures.validation.agreement import agreement

    hand_coding = read_hand_coding(read.path(settings.coded), read(SENTENCES), read(TURNS), target_codes(settings))
    if hand_coding is None or hand_coding.codings.empty:
        return {AGREEMENT: empty(AGREEMENT), DISAGREEMENTS: empty(DISAGREEMENTS)}
    differ = disagreements(hand_coding.codings, hand_coding.sample)
    return {
        AGREEMENT: agreement(
            hand_coding.of_coders(), read(DOCUMENTS), unit=hand_coding.unit, design=design_of(settings)
        ),
        DISAGREEMENTS: differ[differ["part"].isin(hand_coding.parts)],
    }
