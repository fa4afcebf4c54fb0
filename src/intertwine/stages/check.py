"""Invariants of the real results.

Checks that numbers add up from the hits to the tables, that intervals hold their estimates and have a width, that no
number is infinite, that cells that are too small print nothing, and that every figure has its data and captions. Fails
if anything is wrong.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from intertwine.checks import CHECK
from intertwine.coding.records import HITS, PRESENCE, UNITS
from intertwine.corpus.records import TURNS
from intertwine.errors import UserError
from intertwine.figures import FIGURES
from intertwine.language.records import TOKENS
from intertwine.measures.cooccurrence.records import (
    CONFIGURATIONS,
    COOCCURRENCE,
    DIFFERENCES,
    INFLUENCE,
    LEFT_OUT,
    PLANNING,
    SPECIFICATIONS,
    TRIPLES,
)
from intertwine.measures.keyness.records import CODE_SWITCHING, KEYNESS
from intertwine.measures.order.records import CONNECTIONS, ORDER, TRANSITIONS
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.measures.topics.records import TOPIC_CODES, TOPIC_EXEMPLARS, TOPIC_WORDS, TOPICS
from intertwine.measures.uptake.records import ECHOES, INCIDENCE, LEXICON, OPPORTUNITIES, PROFILES, REUSE, UPTAKE
from intertwine.measures.validation.records import (
    AGREEMENT,
    CORRECTED,
    CORRECTED_DIFFERENCES,
    RELIABILITY,
    SURROGATE,
    VALIDATION,
    VALIDATION_ERRORS,
)
from intertwine.records import Table
from intertwine.report import REPORT
from intertwine.stage import Reader, Stage
from intertwine.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

MEASURED = (
    COOCCURRENCE,
    INFLUENCE,
    SPECIFICATIONS,
    LEFT_OUT,
    DIFFERENCES,
    CONFIGURATIONS,
    TRIPLES,
    PLANNING,
    KEYNESS,
    CODE_SWITCHING,
    ORDER,
    TRANSITIONS,
    CONNECTIONS,
    PREVALENCE,
    TOPICS,
    TOPIC_WORDS,
    TOPIC_CODES,
    TOPIC_EXEMPLARS,
    UPTAKE,
    OPPORTUNITIES,
    ECHOES,
    INCIDENCE,
    LEXICON,
    REUSE,
    PROFILES,
    AGREEMENT,
    VALIDATION,
    CORRECTED,
    CORRECTED_DIFFERENCES,
    VALIDATION_ERRORS,
    SURROGATE,
    RELIABILITY,
)
"""Every table of measures that holds a number; named, so that a new table re-runs no check of others."""

CHECKED = (TURNS, TOKENS, HITS, UNITS, PRESENCE, *MEASURED)
STAGE = Stage(reads=(*CHECKED, TABLES, FIGURES, REPORT), writes=(CHECK,), settings=("figures",))


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return what was checked.

    Raises
    ------
    UserError
        If anything is wrong.
    """
    import pandas as pd

    from intertwine.checks import figures_are_whole, findings, tables_are_whole

    found = findings({table.stem: read(table) for table in CHECKED})
    found.append(figures_are_whole(read.folder(FIGURES), settings.figures.formats))
    found.append(tables_are_whole(read.folder(TABLES)))
    wrong = [each for each in found if each.wrong]
    if wrong:
        told = "; ".join(f"not so in {each.wrong} of {each.looked_at}: {each.check}" for each in wrong)
        raise UserError(told, where="results", allowed="results that agree; please report this as a fault")
    return {CHECK: pd.DataFrame([asdict(each) for each in found])}
