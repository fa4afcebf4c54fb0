"""Does the answer hang on how it was asked.

Reads documents, units, presence and hits. Gives each hypothesis under every combination of unit, qualifiers, entries,
overlap, prompting and length; without one document and without one speaker; and with the length of units in the model
(conditional logit and GEE). Writes specifications.csv, left_out.csv and adjusted.csv.
"""

from __future__ import annotations

import argparse

from intertwine import records
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
    from intertwine.measures.length_adjusted import length_adjusted
    from intertwine.measures.matrix import as_read, hits_as_read
    from intertwine.measures.specifications import left_out, specifications
    from intertwine.stages.cooccur import design_of

    settings = chosen_settings(chosen, "specify")
    design, kind = design_of(settings), settings.primary_unit
    with summarised("specify") as summary:
        documents = records.read(records.DOCUMENTS, chosen.documents)
        units = records.read(records.UNITS, chosen.units)
        presence = records.read(records.PRESENCE, chosen.presence)
        hits = records.read(records.HITS, chosen.hits)
        curve = specifications(units, hits, documents, kinds=settings.units, design=design)
        without = left_out(units, hits_as_read(hits, settings.reading), documents, kind=kind, design=design)
        read = as_read(presence, settings.reading)
        adjusted = length_adjusted(units, read, documents, kind=kind, design=design)
        records.write(records.SPECIFICATIONS, curve, chosen.specifications)
        records.write(records.LEFT_OUT, without, chosen.left_out)
        records.write(records.ADJUSTED, adjusted, chosen.adjusted)
        summary.count(hypotheses=len(design.declared), specifications=len(curve), left_out=len(without))
