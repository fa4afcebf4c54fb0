"""Turns and codebook to hits, units and presence.

Finds every entry in every turn by its characters, notes which matches count, what suppressed the others and what the
context does to each, cuts the text into the units of the settings, notes which codes are present in which unit, and who
brought up what a respondent names. Gives hits, units, presence, codes and entries that were never found, and sources,
languages and codes in which nothing was, with what was looked for there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine import log
from intertwine.coding.records import HITS, NOTHING_FOUND, PRESENCE, UNITS, UNUSED
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES, TOKENS
from intertwine.records import Table
from intertwine.stage import Reader, Stage
from intertwine.vocabulary import ALL

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES, TOKENS),
    writes=(HITS, UNITS, PRESENCE, UNUSED, NOTHING_FOUND),
    settings=("counted", "prompting", "units", "window"),
    codebook=("entries",),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return the tables of coding."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.coding.coding import code_as_set
    from intertwine.coding.nothing_found import nothing_found
    from intertwine.coding.presence import unused_codes_and_entries
    from intertwine.coding.units import segmented_corpus

    book = read_codebook(read.path(settings.codebook))
    corpus = segmented_corpus(read(DOCUMENTS), read(TURNS), read(SENTENCES), read(TOKENS))
    coding = code_as_set(corpus, book, settings)
    unused, nothing = unused_codes_and_entries(coding.hits, book), nothing_found(coding.hits, corpus, book)
    _warn(unused, nothing)
    return {
        HITS: coding.hits,
        UNITS: coding.units,
        PRESENCE: coding.presence,
        UNUSED: unused,
        NOTHING_FOUND: nothing,
    }


def _warn(unused: pd.DataFrame, nothing: pd.DataFrame) -> None:
    """Say loudly what was never found: a wrong encoding or a lost column looks just like this."""
    for row in nothing[nothing["code"] == ALL].to_dict("records"):
        part = [f"{name} {row[name]}" for name in ("source", "language") if row[name] != ALL]
        log.warn(
            f"nothing found in {' '.join(part) or 'the whole study'}: looked for {row['entries_zh']:,} zh and "
            f"{row['entries_en']:,} en entries in {row['documents']:,} documents ({row['words_zh']:,} zh words"
            f"{row['script'] and ', ' + row['script']}; {row['words_en']:,} en words); what to try is in the report"
        )
    codes = unused.loc[unused["kind"] == "code", "code"].tolist()
    if codes:
        log.warn(f"{len(codes)} codes without a single hit: {', '.join(codes)}")
