"""Turns and codebook to hits, units and presence.

Finds every entry in every turn by its characters, notes which matches count, what suppressed the others and what the
context does to each, cuts the text into the units of the settings, notes which codes are present in which unit, and who
brought up what a respondent names. Gives hits, units, presence, and codes and entries that were never found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine import log
from intertwine.coding.records import HITS, PRESENCE, UNITS, UNUSED
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES, TOKENS
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES, TOKENS),
    writes=(HITS, UNITS, PRESENCE, UNUSED),
    settings=("prompting", "units", "window"),
    codebook=("entries",),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return the tables of coding."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.coding.coding import code_as_set
    from intertwine.coding.presence import unused_codes_and_entries
    from intertwine.coding.units import segmented_corpus

    book = read_codebook(read.path(settings.codebook))
    coding = code_as_set(segmented_corpus(read(DOCUMENTS), read(TURNS), read(SENTENCES), read(TOKENS)), book, settings)
    unused = unused_codes_and_entries(coding.hits, book)
    _warn(unused)
    return {HITS: coding.hits, UNITS: coding.units, PRESENCE: coding.presence, UNUSED: unused}


def _warn(unused: pd.DataFrame) -> None:
    """Say loudly which codes were never found: a wrong encoding or a lost column looks just like this."""
    codes = unused.loc[unused["kind"] == "code", "code"].tolist()
    if codes:
        log.warn(f"{len(codes)} codes without a single hit: {', '.join(codes)}")
