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
    from intertwine.handcoding.store import HandCoding

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES),
    writes=(AGREEMENT, DISAGREEMENTS),
    settings=("bootstrap", "cluster", "coded", "confidence", "hypotheses", "seed", "smallest", "validation"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return agreement and disagreements."""
    from intertwine.handcoding.sheets import disagreements
    from intertwine.handcoding.store import read_hand_coding, target_codes

    hand_coding = read_hand_coding(read.path(settings.coded), read(SENTENCES), read(TURNS), target_codes(settings))
    if hand_coding is None or hand_coding.codings.empty:
        return {AGREEMENT: empty(AGREEMENT), DISAGREEMENTS: empty(DISAGREEMENTS)}
    differ = disagreements(hand_coding.codings, hand_coding.sample)
    return {
        AGREEMENT: _agreement(hand_coding, read(DOCUMENTS), settings),
        DISAGREEMENTS: differ[differ["part"].isin(hand_coding.parts)],
    }


def _agreement(hand_coding: HandCoding, documents: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    import pandas as pd

    from intertwine.handcoding.sheets import ADJUDICATED
    from intertwine.measures.validation.agreement import agreement

    about = hand_coding.sample[["item", "unit_id", "document_id", "source", "language"]]
    codings = hand_coding.codings[hand_coding.codings["coder"] != ADJUDICATED].merge(about, on="item")
    clusters = documents.set_index("document_id")["cluster"]
    by_speaker = codings["document_id"].map(clusters) if settings.cluster == "speaker" else codings["document_id"]
    codings = codings.assign(cluster=by_speaker)
    parts = [
        agreement(
            codings[codings["part"] == part],
            resamples=settings.bootstrap,
            confidence=settings.confidence,
            seed=settings.seed,
            clusters=settings.smallest.clusters,
        ).assign(part=part, unit=hand_coding.unit, seed=settings.seed)
        for part in hand_coding.parts
        if (codings["part"] == part).any()
    ]
    return pd.concat(parts, ignore_index=True) if parts else empty(AGREEMENT)
