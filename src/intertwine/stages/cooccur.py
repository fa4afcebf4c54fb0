"""Which codes meet in a unit, beyond what chance has it inside a document.

Reads documents, units and presence. For each pair of codes in each kind of unit, source and language: counts, Jaccard,
NPMI, the Mantel-Haenszel odds ratio stratified by document with its interval, and a p-value from circular shifts within
documents, adjusted by Holm for the hypotheses and by Benjamini-Hochberg for the matrix. Units of interviewers are left
out; cells that are too small say so. Writes cooccurrence.csv.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.measures.cooccurrence.cooccurrence import Design


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    path_argument(parser, "documents", "documents.parquet to read")
    path_argument(parser, "units", "units.parquet to read")
    path_argument(parser, "presence", "presence.parquet to read")
    path_argument(parser, "cooccurrence", "cooccurrence.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.measures.cooccurrence.cooccurrence import cooccurrence

    settings = chosen_settings(chosen, "cooccur")
    design = design_of(settings)
    with summarised("cooccur") as summary:
        units = records.read(UNITS, chosen.units)
        presence = records.read(PRESENCE, chosen.presence)
        documents = records.read(DOCUMENTS, chosen.documents)
        found = cooccurrence(units, presence, documents, kinds=settings.units, design=design)
        records.write(COOCCURRENCE, found, chosen.cooccurrence)
        tested = found["p"].notna()
        summary.count(units=len(units), pairs=len(found), tested=int(tested.sum()), too_small=int((~tested).sum()))


def design_of(settings: Settings) -> Design:
    """Return what the settings say about co-occurrence."""
    from intertwine.measures.cooccurrence.cooccurrence import Design

    return Design(
        hypotheses=settings.hypotheses,
        cluster=settings.cluster,
        permutations=settings.permutations,
        confidence=settings.confidence,
        documents=settings.smallest.documents,
        expected=settings.smallest.expected,
        clusters=settings.smallest.clusters,
        seed=settings.seed,
    )
