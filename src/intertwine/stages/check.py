"""Invariants of the real results.

Reads the results of all stages. Checks that numbers add up from the hits to the tables, that intervals hold their
estimates, that cells that are too small print nothing, and that every figure has its data and captions. Writes
check.csv; fails if anything is wrong.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict

from intertwine import records
from intertwine.checks import CHECK
from intertwine.coding.records import HITS, PRESENCE, UNITS
from intertwine.corpus.records import TURNS
from intertwine.errors import UserError
from intertwine.language.records import TOKENS
from intertwine.measures.cooccurrence.records import ADJUSTED, CONFIGURATIONS, COOCCURRENCE, DIFFERENCES, SPECIFICATIONS
from intertwine.measures.keyness.records import KEYNESS
from intertwine.measures.order.records import ORDER
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.measures.topics.records import TOPIC_CODES
from intertwine.measures.uptake.records import ECHOES, OPPORTUNITIES, UPTAKE
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised

READ = (
    TURNS,
    TOKENS,
    HITS,
    UNITS,
    PRESENCE,
    PREVALENCE,
    COOCCURRENCE,
    KEYNESS,
    TOPIC_CODES,
    ADJUSTED,
    SPECIFICATIONS,
    DIFFERENCES,
    CONFIGURATIONS,
    ORDER,
    UPTAKE,
    OPPORTUNITIES,
    ECHOES,
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    path_argument(parser, "results", "folder of the results to read")
    path_argument(parser, "check", "check.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    import pandas as pd

    from intertwine.checks import figures_are_whole, findings, tables_are_whole

    settings = chosen_settings(chosen, "check")
    with summarised("check") as summary:
        frames = {}
        for table in READ:
            frames[table.stem] = records.read(table, chosen.results / table.name)
        found = findings(frames)
        found.append(figures_are_whole(chosen.results / "figures", settings.figures.formats))
        found.append(tables_are_whole(chosen.results / "tables"))
        records.write(CHECK, pd.DataFrame([asdict(one) for one in found]), chosen.check)
        summary.count(checks=len(found), looked_at=sum(one.looked_at for one in found))
    wrong = [one for one in found if one.wrong]
    if wrong:
        told = "; ".join(f"not so in {one.wrong} of {one.looked_at}: {one.check}" for one in wrong)
        raise UserError(told, where=str(chosen.results), allowed="results that agree; please report this as a fault")
