"""Does the answer hang on how it was asked.

Reads documents, units, presence and hits. Gives each hypothesis under every combination of unit, qualifiers, entries,
overlap, prompting and length; without one document and without one speaker; and with the length of units in the model
(conditional logit and GEE). Writes specifications.csv, left_out.csv and adjusted.csv.
"""

from __future__ import annotations

import argparse

from intertwine import records
from intertwine.coding.records import HITS, PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.cooccurrence.records import ADJUSTED, LEFT_OUT, SPECIFICATIONS
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    for name in ("documents", "units", "presence", "hits"):
        path_argument(parser, name, f"{name}.parquet to read")
    path_argument(parser, "specifications", "specifications.csv to write")
    path_argument(parser, "left-out", "left_out.csv to write")
    path_argument(parser, "adjusted", "adjusted.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.measures.cooccurrence.length_adjusted import length_adjusted
    from intertwine.measures.cooccurrence.specifications import left_out, specifications
    from intertwine.measures.matrix import hits_in_reading, in_reading
    from intertwine.stages.cooccur import design_of

    settings = chosen_settings(chosen, "specify")
    design, kind = design_of(settings), settings.primary_unit
    with summarised("specify") as summary:
        documents = records.read(DOCUMENTS, chosen.documents)
        units = records.read(UNITS, chosen.units)
        presence = records.read(PRESENCE, chosen.presence)
        hits = records.read(HITS, chosen.hits)
        curve = specifications(units, hits, documents, kinds=settings.units, design=design)
        without = left_out(units, hits_in_reading(hits, settings.reading), documents, kind=kind, design=design)
        read = in_reading(presence, settings.reading)
        adjusted = length_adjusted(units, read, documents, kind=kind, design=design)
        records.write(SPECIFICATIONS, curve, chosen.specifications)
        records.write(LEFT_OUT, without, chosen.left_out)
        records.write(ADJUSTED, adjusted, chosen.adjusted)
        summary.count(hypotheses=len(design.declared), specifications=len(curve), left_out=len(without))
