"""How far the people who coded the sample by hand agree.

Reads documents, turns and sentences, and from the setting `coded` the sample and the sheets that came back. Writes
agreement.csv (Krippendorff's alpha, Gwet's AC1, kappa, positive and negative agreement, prevalence, by code, source and
language) and disagreements.csv (what is still to be adjudicated). Without a sample both are empty.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES
from intertwine.measures.validation.records import AGREEMENT, DISAGREEMENTS
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings
    from intertwine.handcoding.store import HandCoded


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    for name in ("documents", "turns", "sentences"):
        path_argument(parser, name, f"{name}.parquet to read")
    for name in ("agreement", "disagreements"):
        path_argument(parser, name, f"{name}.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    import pandas as pd

    from intertwine.config import folder
    from intertwine.handcoding.sheets import disagreements
    from intertwine.handcoding.store import read_hand_coded

    settings = chosen_settings(chosen, "agree")
    with summarised("agree") as summary:
        documents = records.read(DOCUMENTS, chosen.documents)
        sentences = records.read(SENTENCES, chosen.sentences)
        turns = records.read(TURNS, chosen.turns)
        coded = read_hand_coded(folder(chosen.config, settings.coded), sentences, turns, settings.target_codes)
        found, differ = (pd.DataFrame(columns=list(table.columns)) for table in (AGREEMENT, DISAGREEMENTS))
        if coded is not None and len(coded.codings):
            found = _agreement(coded, documents, settings)
            differ = disagreements(coded.codings, coded.sample)
            differ = differ[differ["part"].isin(coded.parts)]
        records.write(AGREEMENT, found, chosen.agreement)
        records.write(DISAGREEMENTS, differ, chosen.disagreements)
        summary.count(rows=len(found), to_be_adjudicated=len(differ))


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
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(AGREEMENT.columns))
