"""Is it more so here than there, and do three codes meet where two do not.

Compares odds ratios and shares between sources, groups of respondents and, as contrasts made inside each of them,
languages; gives the patterns of three codes against what each code by itself has, and the odds ratio of two given the
third.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.coding.records import PRESENCE, UNITS
from intertwine.corpus.records import DOCUMENTS, SPEAKERS
from intertwine.measures.cooccurrence.records import CONFIGURATIONS, DIFFERENCES, TRIPLES
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings
    from intertwine.measures.cooccurrence.differences import Groups

STAGE = Stage(
    reads=(DOCUMENTS, SPEAKERS, UNITS, PRESENCE),
    writes=(DIFFERENCES, CONFIGURATIONS, TRIPLES),
    settings=(
        "cluster",
        "comparisons",
        "confidence",
        "groups",
        "hypotheses",
        "permutations",
        "primary_unit",
        "reading",
        "seed",
        "smallest",
        "triples",
    ),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return differences, patterns of three codes, and odds ratios given a third code."""
    from intertwine.measures.cooccurrence.differences import differences
    from intertwine.measures.cooccurrence.triples import conditional_odds, configurations
    from intertwine.measures.design import design_of
    from intertwine.measures.matrix import in_reading

    documents, units = read(DOCUMENTS), read(UNITS)
    presence = in_reading(read(PRESENCE), settings.reading)
    design, kind, triples = design_of(settings), settings.primary_unit, settings.triples
    groups = _groups(documents, read(SPEAKERS), settings)
    return {
        DIFFERENCES: differences(
            units, presence, documents, kind=kind, groups=groups, hypotheses=settings.hypotheses, design=design
        ),
        CONFIGURATIONS: configurations(units, presence, documents, kind=kind, triples=triples, design=design),
        TRIPLES: conditional_odds(units, presence, documents, kind=kind, triples=triples, design=design),
    }


def _groups(documents: pd.DataFrame, speakers: pd.DataFrame, settings: Settings) -> list[Groups]:
    """Return the groups of documents that the settings compare.

    A column of speakers.csv marks a document where all its respondents share the value.
    """
    from intertwine.measures.cooccurrence.differences import Groups

    by_document = documents.set_index("document_id")
    respondents = speakers[speakers["role"] == "respondent"].groupby("document_id")
    columns = {each.name: by_document[each.column] for each in settings.comparisons} | {
        each.name: respondents[each.column].agg(lambda held: held.iloc[0] if len(set(held)) == 1 else "")
        for each in settings.groups
    }
    compared = (*settings.comparisons, *settings.groups)
    return [Groups(name=each.name, value=columns[each.name], a=each.a, b=each.b) for each in compared]
