"""Turns and codebook to hits, units and presence.

Reads documents, turns, sentences, tokens and the codebook. Finds every entry in every turn by its characters, notes
which matches count, what suppressed the others and what the context does to each, cuts the text into the units of the
settings and notes which codes are present in which unit. Writes hits, units, presence, and unused.csv: codes and
entries that were never found.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("sentence", "turn", "window", "document")


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
    import pandas as pd

    from intertwine.codebook.reading import read_codebook
    from intertwine.coding.matching import Matcher
    from intertwine.coding.presence import described_hits, presence, units_of_hits, unused
    from intertwine.coding.units import Text, units_of
    from intertwine.config import folder

    settings = chosen_settings(chosen, "code")
    with summarised("code") as summary:
        book = read_codebook(folder(chosen.config, settings.codebook))
        documents, turns = records.read(records.DOCUMENTS, chosen.documents), records.read(records.TURNS, chosen.turns)
        sentences, tokens = (
            frame.assign(row=records.rows_of_turns(frame, turns))
            for frame in (
                records.read(records.SENTENCES, chosen.sentences),
                records.read(records.TOKENS, chosen.tokens),
            )
        )
        text = Text(documents, turns, sentences, tokens)
        matcher = Matcher(book.entries, book.cues)
        matches = matcher.hits(turns["text"].tolist())
        hits = described_hits(matches, matcher.entries, turns, documents)
        hits = hits.assign(**{f"{kind}_unit": -1 for kind in KINDS})
        frames = []
        for kind in settings.units:
            units = units_of(kind, text, window_zh=settings.window.zh, window_en=settings.window.en)
            hits[f"{kind}_unit"] = units_of_hits(matches, text.tokens, units)
            frames.append(units.frame)
        without = unused(hits, book)
        records.write(records.HITS, hits, chosen.hits)
        records.write(records.UNITS, pd.concat(frames, ignore_index=True), chosen.units)
        records.write(records.PRESENCE, presence(hits, turns, settings.units), chosen.presence)
        records.write(records.UNUSED, without, chosen.unused)
        _warn(without)
        counted = int((hits["suppressed_by"] == "").sum())
        summary.count(turns=len(turns), entries=len(book.entries), hits=counted, suppressed=len(hits) - counted)


def _warn(without: pd.DataFrame) -> None:
    """Say loudly which codes were never found: a wrong encoding or a lost column looks just like this."""
    codes = without.loc[without["kind"] == "code", "code"].tolist()
    if codes:
        print(f"WARNING: {len(codes)} codes without a single hit: {', '.join(codes)}", file=sys.stderr)
