"""How often each code occurs, by kind of unit, source and language.

Reads documents, units and presence. Counts the units of respondents and authors that hold each code (a parent holds
what its children hold) and gives their share with a bootstrap interval over clusters. Writes prevalence.csv.
"""

from __future__ import annotations

import argparse

from intertwine import records
from intertwine.coding.records import PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    path_argument(parser, "documents", "documents.parquet to read")
    path_argument(parser, "units", "units.parquet to read")
    path_argument(parser, "presence", "presence.parquet to read")
    path_argument(parser, "prevalence", "prevalence.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.measures.prevalence.prevalence import prevalence

    settings = chosen_settings(chosen, "prevalence")
    with summarised("prevalence") as summary:
        found = prevalence(
            records.read(UNITS, chosen.units),
            records.read(PRESENCE, chosen.presence),
            records.read(DOCUMENTS, chosen.documents),
            kinds=settings.units,
            cluster=settings.cluster,
            clusters=settings.smallest.clusters,
            resamples=settings.bootstrap,
            confidence=settings.confidence,
            seed=settings.seed,
        )
        records.write(PREVALENCE, found, chosen.prevalence)
        summary.count(codes=found["code"].nunique(), rows=len(found), without_interval=int(found["low"].isna().sum()))
