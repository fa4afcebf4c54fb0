"""Keyness: the words that mark each side of a comparison most surely; a panel for each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from intertwine.figures.canvas import (
    COLOURS,
    FAINT,
    INK,
    LARGE,
    NORMAL,
    SMALL,
    TALLEST,
    Canvas,
    Look,
    bare,
    canvas,
    message,
)
from intertwine.results import is_below, languages_in, top_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEAD, FOOT, ROW, LOWEST_ROW = 19.0, 12.0, 3.8, 2.7

NARROWEST_PANEL = 22.0


def keyness_figure(keyness: pd.DataFrame, look: Look, *, words: int) -> Canvas:
    """Draw the log ratio with its interval of the top words on each side, for each comparison and language."""
    shown = shown_words(keyness, words)
    if shown.empty:
        return message(look, look.labels.say("no comparison"))
    comparisons, languages = sorted(shown["comparison"].unique()), languages_in(shown)
    most = shown.groupby(["comparison", "language"]).size().groupby("comparison").max()
    row = min(ROW, (TALLEST - FOOT - HEAD * len(comparisons)) / int(most.sum()))
    margin = max(look.font.width(word, SMALL) for word in shown["word"]) + 5
    look = look.at_least(len(languages) * (margin + 3 + NARROWEST_PANEL))
    sheet = canvas(look, FOOT + HEAD * len(comparisons) + row * int(most.sum()))
    width = look.width / len(languages) - margin - 3
    top = 0.0
    for comparison in comparisons:
        sheet.text(2, top + 3.5, named(comparison, look), size=LARGE)
        for number, language in enumerate(languages):
            chosen = shown[(shown["comparison"] == comparison) & (shown["language"] == language)]
            left = number * look.width / len(languages)
            sheet.text(left + margin, top + 8.5, look.labels.say(language), size=NORMAL)
            if chosen.empty:
                sheet.text(left + margin, top + HEAD + 3, look.labels.say("no comparison"), size=SMALL, color=FAINT)
                continue
            axes = sheet.axes(left + margin, top + HEAD, width, row * len(chosen))
            _panel(axes, chosen.reset_index(drop=True))
            _heads(sheet, look, comparison, left=left + margin, right=left + margin + width, top=top + 14.5)
        top += HEAD + row * int(most[comparison])
    sheet.text(
        2, sheet.height - 2.5, f"● {look.labels.say('below .05')}   ○ {look.labels.say('otherwise')}", size=SMALL
    )
    sheet.text(look.width - 3, sheet.height - 2.5, look.labels.say("log ratio"), ha="right")
    return sheet


def shown_words(keyness: pd.DataFrame, words: int) -> pd.DataFrame:
    """Return the top words on each side, fewer where more would not fit on a page; the largest ratio first."""
    comparisons = max(1, keyness["comparison"].nunique())
    room = int((TALLEST - FOOT - HEAD * comparisons) / LOWEST_ROW / comparisons / 2)
    found = top_words(keyness, max(1, min(words, room)))
    return found.sort_values(
        ["comparison", "language", "estimate", "word"], ascending=[True, True, False, True], kind="stable"
    ).reset_index(drop=True)


def sides(comparison: str) -> tuple[str, str]:
    """Return the two groups that the name of a comparison holds.

    >>> sides("source: promotional / interview")
    ('promotional', 'interview')
    """
    one, _, other = comparison.partition(": ")[2].partition(" / ")
    return one, other


def named(comparison: str, look: Look) -> str:
    """Return the name of a comparison with its groups as labels have it."""
    one, other = (look.labels.say(group) for group in sides(comparison))
    return f"{comparison.partition(': ')[0]}: {one} / {other}"


def _heads(sheet: Canvas, look: Look, comparison: str, *, left: float, right: float, top: float) -> None:
    """Write over each side of a panel whose words stand there."""
    said = (look.labels.say("more in", "\n", group=group) for group in sides(comparison))
    room = (right - left) / 2 - 1
    first, second = ("\n".join(look.font.wrapped(line, SMALL, room) for line in text.split("\n")) for text in said)
    sheet.text(right, top, first, size=SMALL, color=COLOURS[0], ha="right", linespacing=1.1)
    sheet.text(left, top, second, size=SMALL, color=COLOURS[1], linespacing=1.1)


def _panel(axes: Axes, words: pd.DataFrame) -> None:
    rows = np.arange(len(words)) + 0.5
    axes.set_ylim(len(words), 0)
    bare(axes, keep=("bottom",))
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.4)
    axes.set_axisbelow(True)
    axes.axvline(0, color=INK, linewidth=0.6)
    sure = is_below(words["p_adjusted"]).to_numpy()
    for side, number in ((1, 0), (-1, 1)):
        of_side = (np.sign(words["estimate"]) == side).to_numpy()
        colour, marker = COLOURS[number], "os"[number]
        chosen = words[of_side]
        axes.hlines(rows[of_side], chosen["low"], chosen["high"], color=colour, linewidth=0.9)
        for filled, face in ((sure, colour), (~sure, "white")):
            kept = of_side & filled
            axes.plot(words["estimate"].to_numpy()[kept], rows[kept], marker, markersize=3.2, color=colour,
                      markerfacecolor=face, markeredgewidth=0.7)  # fmt: skip
    axes.set_yticks(rows, list(words["word"]))
    axes.tick_params(axis="y", length=0)
