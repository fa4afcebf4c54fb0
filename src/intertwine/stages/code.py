"""Turns and codebook to hits, units and presence.

Reads documents, turns, sentences, tokens and the codebook. Finds every entry in every turn by its characters, notes
which matches count, what suppressed the others and what the context does to each, cuts the text into the units of the
settings, notes which codes are present in which unit, and who brought up what a respondent names. Writes
hits, units, presence, and unused.csv: codes and entries that were never found.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import HITS, PRESENCE, UNITS, UNUSED
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES, TOKENS
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.codebook.reading import Codebook
    from intertwine.coding.coding import Coded
    from intertwine.coding.units import Text
    from intertwine.config import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    for name in ("documents", "turns", "sentences", "tokens"):
        path_argument(parser, name, f"{name}.parquet to read")
    for name in ("hits", "units", "presence"):
        path_argument(parser, name, f"{name}.parquet to write")
    path_argument(parser, "unused", "unused.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.coding.presence import unused
    from intertwine.config import folder

    settings = chosen_settings(chosen, "code")
    with summarised("code") as summary:
        book = read_codebook(folder(chosen.config, settings.codebook))
        text = read_text(chosen.documents, chosen.turns, chosen.sentences, chosen.tokens)
        found = coded_as_set(text, book, settings)
        without = unused(found.hits, book)
        records.write(HITS, found.hits, chosen.hits)
        records.write(UNITS, found.units, chosen.units)
        records.write(PRESENCE, found.presence, chosen.presence)
        records.write(UNUSED, without, chosen.unused)
        _warn(without)
        counted = int((found.hits["suppressed_by"] == "").sum())
        summary.count(
            turns=len(text.turns), entries=len(book.entries), hits=counted, suppressed=len(found.hits) - counted
        )


def coded_as_set(text: Text, book: Codebook, settings: Settings) -> Coded:
    """Return what a codebook finds in a text under these settings."""
    from intertwine.coding.coding import coded

    return coded(
        text,
        book,
        kinds=settings.units,
        window_zh=settings.window.zh,
        window_en=settings.window.en,
        preceding=settings.prompting.turns,
        brief=settings.prompting.brief,
    )


def read_text(documents: Path, turns: Path, sentences: Path, tokens: Path) -> Text:
    """Read the hand-over tables that units are made of."""
    from intertwine.coding.units import Text

    of_turns = records.read(TURNS, turns)
    within = [
        frame.assign(row=records.rows_of_turns(frame, of_turns))
        for frame in (records.read(SENTENCES, sentences), records.read(TOKENS, tokens))
    ]
    return Text(records.read(DOCUMENTS, documents), of_turns, *within)


def _warn(without: pd.DataFrame) -> None:
    """Say loudly which codes were never found: a wrong encoding or a lost column looks just like this."""
    codes = without.loc[without["kind"] == "code", "code"].tolist()
    if codes:
        print(f"WARNING: {len(codes)} codes without a single hit: {', '.join(codes)}", file=sys.stderr)
