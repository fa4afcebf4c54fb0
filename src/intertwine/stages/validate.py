"""How good the codebook is: its hits against the adjudicated codes of the sample.

Reads from the setting `coded` the sample, the sheets that came back and the record of openings. Gives precision, recall
and F1, weighted by the chance of being drawn, with intervals over clusters; the share of units that the lexicon marks
and the corrected one; and every false positive and false negative with its text. The test part is looked at only once
its opening is on record (`intertwine open-test`). Without a sample both tables are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine import log
from intertwine.coding.records import PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES
from intertwine.measures.validation.records import VALIDATION, VALIDATION_ERRORS
from intertwine.records import Table, empty
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES, UNITS, PRESENCE),
    writes=(VALIDATION, VALIDATION_ERRORS),
    settings=("bootstrap", "cluster", "coded", "confidence", "hypotheses", "seed", "smallest", "validation"),
    codebook=("entries",),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return validation and its errors."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.handcoding.sheets import gold_standard
    from intertwine.handcoding.store import judged_units, read_hand_coding, target_codes
    from intertwine.measures.design import design_of
    from intertwine.measures.validation.validation import errors_of, marked_units, validation

    codes = target_codes(settings)
    hand_coding = read_hand_coding(read.path(settings.coded), read(SENTENCES), read(TURNS), codes)
    if hand_coding is None:
        log.warn("no sample was coded by hand: nothing is known of the codebook's quality")
    if hand_coding is None or hand_coding.codings.empty:
        return {VALIDATION: empty(VALIDATION), VALIDATION_ERRORS: empty(VALIDATION_ERRORS)}
    units, presence, kind = read(UNITS), read(PRESENCE), hand_coding.unit
    sample = judged_units(hand_coding, gold_standard(hand_coding.codings), presence)
    meaning = read_codebook(read.path(settings.codebook)).meaning("entries")
    scores = validation(
        sample,
        marked_units(units, presence, kind=kind, codes=codes),
        read(DOCUMENTS),
        unit=kind,
        part_notes=hand_coding.part_notes(meaning),
        design=design_of(settings),
    )
    return {VALIDATION: scores, VALIDATION_ERRORS: errors_of(sample)}
