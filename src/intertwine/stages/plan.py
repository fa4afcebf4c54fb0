"""How many interviews would show it.

Reads documents, units and presence. From the study's own rates, lengths and runs: the power to find the odds ratio of
the settings in studies of 8 to 150 documents, for each hypothesis and source. Writes planning.csv.
"""

from __future__ import annotations

import argparse

from intertwine import records
from intertwine.coding.records import PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.cooccurrence.records import PLANNING
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    for name in ("documents", "units", "presence"):
        path_argument(parser, name, f"{name}.parquet to read")
    path_argument(parser, "planning", "planning.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.measures.cooccurrence.planning import planning
    from intertwine.stages.cooccur import design_of

    settings = chosen_settings(chosen, "plan")
    with summarised("plan") as summary:
        found = planning(
            records.read(UNITS, chosen.units),
            records.read(PRESENCE, chosen.presence),
            records.read(DOCUMENTS, chosen.documents),
            kind=settings.primary_unit,
            odds_ratio=settings.planning.odds_ratio,
            design=design_of(settings),
        )
        records.write(PLANNING, found, chosen.planning)
        summary.count(rows=len(found), not_simulated=int(found["power"].isna().sum()))
