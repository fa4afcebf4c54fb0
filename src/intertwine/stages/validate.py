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
    from intertwine.handcoding.store import HandCoding

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES, UNITS, PRESENCE),
    writes=(VALIDATION, VALIDATION_ERRORS),
    settings=("bootstrap", "cluster", "coded", "confidence", "hypotheses", "seed", "smallest", "validation"),
    codebook=("entries",),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return validation and its errors."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.handcoding.store import read_hand_coding, target_codes

    hand_coding = read_hand_coding(read.path(settings.coded), read(SENTENCES), read(TURNS), target_codes(settings))
    if hand_coding is None:
        log.warn("no sample was coded by hand: nothing is known of the codebook's quality")
    if hand_coding is None or hand_coding.codings.empty:
        return {VALIDATION: empty(VALIDATION), VALIDATION_ERRORS: empty(VALIDATION_ERRORS)}
    meaning = read_codebook(read.path(settings.codebook)).meaning("entries")
    units, presence = (frame[frame["unit_kind"] == hand_coding.unit] for frame in (read(UNITS), read(PRESENCE)))
    found, wrong = _validated(hand_coding, units, presence, read(DOCUMENTS), settings, meaning)
    return {VALIDATION: found, VALIDATION_ERRORS: wrong}


def _validated(
    hand_coding: HandCoding,
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    settings: Settings,
    meaning: str,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    import pandas as pd

    from intertwine.handcoding.sheets import gold_standard
    from intertwine.handcoding.store import judged_units, target_codes
    from intertwine.measures.validation.validation import errors_of, validation

    clusters = documents.set_index("document_id")["cluster"]
    gold = gold_standard(hand_coding.codings)
    population = _population(units, presence, target_codes(settings))
    population = population.assign(cluster=_clusters(population["document_id"], clusters, settings.cluster))
    results, errors = [], []
    for part in hand_coding.parts:
        sample = judged_units(hand_coding, gold, presence, part)
        if sample.empty:
            continue
        sample = sample.assign(cluster=_clusters(sample["document_id"], clusters, settings.cluster))
        found = validation(
            sample,
            population,
            clusters=settings.smallest.clusters,
            resamples=settings.bootstrap,
            confidence=settings.confidence,
            seed=settings.seed,
        )
        told = _opened(hand_coding, part, meaning)
        notes = [f"{note}; {told}" if note and told else note or told for note in found["note"]]
        results.append(found.assign(part=part, unit=hand_coding.unit, seed=settings.seed, note=notes))
        errors.append(errors_of(sample).assign(part=part))
    if not results:
        return empty(VALIDATION), empty(VALIDATION_ERRORS)
    wrong = pd.concat(errors, ignore_index=True)
    return pd.concat(results, ignore_index=True), wrong[list(VALIDATION_ERRORS.columns)]


def _clusters(document: pd.Series, clusters: pd.Series, chosen: str) -> pd.Series:
    return document.astype("str").map(clusters) if chosen == "speaker" else document.astype("str")


def _population(units: pd.DataFrame, presence: pd.DataFrame, codes: tuple[str, ...]) -> pd.DataFrame:
    """Return for each document and code how many units it has and in how many the code is present."""
    import pandas as pd

    from intertwine.vocabulary import COUNTED_ROLES

    keys = ["document_id", "source", "language"]
    counted = units[units["role"].isin(COUNTED_ROLES)].astype(dict.fromkeys(keys, "str"))
    frames = []
    for code in codes:
        held = presence.loc[presence["code"] == code, "unit_id"]
        marked = counted.assign(code=code, held=counted["unit_id"].isin(held))
        frames.append(
            marked.groupby([*keys, "code"], as_index=False).agg(units=("held", "size"), units_with_code=("held", "sum"))
        )
    return pd.concat(frames, ignore_index=True)


def _opened(hand_coding: HandCoding, part: str, meaning: str) -> str:
    """Say what a reader must know of the test part: how often it was opened, and whether the codebook changed since."""
    if part != "test":
        return "development part: entries may have been chosen on it"
    openings = hand_coding.openings.sort_values("opened")
    times = f"test part, opened {len(openings)} time{'s' if len(openings) > 1 else ''}"
    changed = openings["codebook"].iloc[0] != meaning
    return f"{times}; the codebook was changed after the first opening" if changed else times
