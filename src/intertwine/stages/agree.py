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
    from intertwine.handcoding.store import HandCoded

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES),
    writes=(AGREEMENT, DISAGREEMENTS),
    settings=("bootstrap", "cluster", "coded", "confidence", "hypotheses", "seed", "smallest", "validation"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return agreement and disagreements."""
    from intertwine.handcoding.sheets import disagreements
    from intertwine.handcoding.store import read_hand_coded, target_codes

    coded = read_hand_coded(read.path(settings.coded), read(SENTENCES), read(TURNS), target_codes(settings))
    if coded is None or coded.codings.empty:
        return {AGREEMENT: empty(AGREEMENT), DISAGREEMENTS: empty(DISAGREEMENTS)}
    differ = disagreements(coded.codings, coded.sample)
    return {
        AGREEMENT: _agreement(coded, read(DOCUMENTS), settings),
        DISAGREEMENTS: differ[differ["part"].isin(coded.parts)],
    }


def _agreement(coded: HandCoded, documents: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    import pandas as pd

    from intertwine.handcoding.sheets import ADJUDICATED
    from intertwine.measures.validation.agreement import agreement

    about = coded.sample[["item", "unit_id", "document_id", "source", "language"]]
    codings = coded.codings[coded.codings["coder"] != ADJUDICATED].merge(about, on="item")
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
        ).assign(part=part, unit=coded.unit, seed=settings.seed)
        for part in coded.parts
        if (codings["part"] == part).any()
    ]
    return pd.concat(parts, ignore_index=True) if parts else empty(AGREEMENT)
