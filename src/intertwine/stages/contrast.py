"""Is it more so here than there, and do three codes meet where two do not.

Reads documents, speakers, units and presence. Compares odds ratios and shares between sources, groups of respondents
and, as contrasts made inside each of them, languages; gives the patterns of three codes against what each code by
itself has, and the odds ratio of two given the third. Writes differences.csv, configurations.csv and triples.csv.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS, SPEAKERS
from intertwine.measures.cooccurrence.records import CONFIGURATIONS, DIFFERENCES, TRIPLES
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings
    from intertwine.measures.cooccurrence.differences import Groups


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    for name in ("documents", "speakers", "units", "presence"):
        path_argument(parser, name, f"{name}.parquet to read")
    for name in ("differences", "configurations", "triples"):
        path_argument(parser, name, f"{name}.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.measures.cooccurrence.differences import differences
    from intertwine.measures.cooccurrence.triples import conditional_odds, configurations
    from intertwine.measures.matrix import in_reading
    from intertwine.stages.cooccur import design_of

    settings = chosen_settings(chosen, "contrast")
    design, kind = design_of(settings), settings.primary_unit
    with summarised("contrast") as summary:
        documents = records.read(DOCUMENTS, chosen.documents)
        speakers = records.read(SPEAKERS, chosen.speakers)
        units = records.read(UNITS, chosen.units)
        presence = in_reading(records.read(PRESENCE, chosen.presence), settings.reading)
        groups = groups_of(documents, speakers, settings)
        compared = differences(units, presence, documents, kind=kind, design=design, groups=groups)
        triples = settings.triples
        patterns = configurations(units, presence, documents, kind=kind, triples=triples, design=design)
        conditional = conditional_odds(units, presence, documents, kind=kind, triples=triples, design=design)
        records.write(DIFFERENCES, compared, chosen.differences)
        records.write(CONFIGURATIONS, patterns, chosen.configurations)
        records.write(TRIPLES, conditional, chosen.triples)
        summary.count(contrasts=len(compared), patterns=len(patterns), odds_given_a_third=len(conditional))


def groups_of(documents: pd.DataFrame, speakers: pd.DataFrame, settings: Settings) -> list[Groups]:
    """Return the groups of documents that the settings compare.

    A column of speakers.csv marks a document where all its respondents share the value.
    """
    from intertwine.measures.cooccurrence.differences import Groups

    found = [
        Groups(name=one.name, value=documents.set_index("document_id")[one.column], a=one.a, b=one.b)
        for one in settings.comparisons
    ]
    respondents = speakers[speakers["role"] == "respondent"]
    for one in settings.groups:
        values = respondents.groupby("document_id")[one.column].agg(
            lambda held: held.iloc[0] if len(set(held)) == 1 else ""
        )
        found.append(Groups(name=one.name, value=values, a=one.a, b=one.b))
    return found
