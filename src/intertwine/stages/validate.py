"""How good the codebook is: its hits against the adjudicated codes of the sample.

Reads from the setting `coded` the sample, the sheets that came back and the record of openings. Gives precision, recall
and F1, weighted by the chance of being drawn, with intervals over clusters; the share of units that the lexicon marks
and the corrected one; every false positive and false negative with its text; and the odds ratios of the hypotheses as
people code. Where another coder (a program, a language model) coded all units, its codes stand in place of those of the
lexicon there, and it is scored as the lexicon is. The test part is looked at only once its opening is on record
(`intertwine open-test`). Without a sample all tables are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine import log
from intertwine.coding.records import PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES
from intertwine.measures.validation.records import (
    CORRECTED,
    CORRECTED_DIFFERENCES,
    LEXICON,
    SURROGATE,
    VALIDATION,
    VALIDATION_ERRORS,
)
from intertwine.records import Table, empty
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES, UNITS, PRESENCE),
    writes=(VALIDATION, VALIDATION_ERRORS, SURROGATE, CORRECTED, CORRECTED_DIFFERENCES),
    settings=(
        "cluster",
        "coded",
        "comparisons",
        "confidence",
        "hypotheses",
        "reading",
        "seed",
        "smallest",
        "validation",
    ),
    codebook=("entries",),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return validation, its errors, and what people would have found."""
    import pandas as pd

    from intertwine.codebook.reading import read_codebook
    from intertwine.handcoding.sheets import gold_standard
    from intertwine.handcoding.store import judged_units, read_hand_coding, target_codes
    from intertwine.handcoding.surrogate import read_surrogate
    from intertwine.measures.design import design_of
    from intertwine.measures.matrix import counted_units, in_reading, sources_of
    from intertwine.measures.validation.corrected import as_people_code, corrected_differences
    from intertwine.measures.validation.validation import errors_of, marked_units, validation

    codes = target_codes(settings)
    hand_coding = read_hand_coding(read.path(settings.coded), read(SENTENCES), read(TURNS), codes)
    if hand_coding is None:
        log.warn("no sample was coded by hand: nothing is known of the codebook's quality")
    if hand_coding is None or hand_coding.codings.empty:
        return {table: empty(table) for table in STAGE.writes if isinstance(table, Table)}
    units, presence, documents, kind = read(UNITS), read(PRESENCE), read(DOCUMENTS), hand_coding.unit
    gold, design = gold_standard(hand_coding.codings), design_of(settings)
    meaning = read_codebook(read.path(settings.codebook)).meaning("entries")
    counted = pd.concat([counted_units(units, kind=kind, source=source) for source in sources_of(units)])
    other = read_surrogate(read.path(settings.coded), counted, read(SENTENCES), read(TURNS), kind=kind, codes=codes)

    def scores(judged: pd.DataFrame, said: pd.DataFrame, notes: Mapping[str, str]) -> pd.DataFrame:
        marked = marked_units(units, said, kind=kind, codes=codes)
        return validation(judged, marked, documents, unit=kind, part_notes=notes, design=design)

    sample, of_other = judged_units(hand_coding, gold, presence), empty(SURROGATE)
    if other is not None:
        judged = judged_units(hand_coding, gold, other.presence)
        of_other = scores(judged, other.presence, hand_coding.part_notes(None))
    corrected = as_people_code(
        units,
        in_reading(presence, settings.reading) if other is None else other.presence,
        documents,
        sample,
        kind=kind,
        hypotheses=settings.hypotheses,
        design=design,
        surrogate=LEXICON if other is None else other.name,
    )
    sources = {each.name: (each.a, each.b) for each in settings.comparisons if each.column == "source"}
    return {
        VALIDATION: scores(sample, presence, hand_coding.part_notes(meaning)),
        VALIDATION_ERRORS: errors_of(sample),
        SURROGATE: of_other,
        CORRECTED: corrected,
        CORRECTED_DIFFERENCES: corrected_differences(corrected, sources, confidence=settings.confidence),
    }
