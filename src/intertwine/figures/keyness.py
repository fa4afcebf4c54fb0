"""Keyness: the words that mark each side of a comparison most surely; a panel for each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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
    legend_of_fill,
    message,
)
from intertwine.figures.figure import Figure, texts_in
from intertwine.measures.keyness.records import KEYNESS
from intertwine.results import is_below, languages_in, top_words
from intertwine.wording.key_words import NO_WORDS, keyness_sentences
from intertwine.wording.labels import Labels, Pair
from intertwine.wording.sentences import filled, joined
from intertwine.wording.statements import THESE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from intertwine.config import Settings
    from intertwine.results import Results

Numbers = NDArray[np.float64]

HEAD, FOOT, ROW, LOWEST_ROW = 19.0, 12.0, 3.8, 2.7
NARROWEST_PANEL = 22.0


WHAT: Pair = (
    "Words that mark one group of documents against another, within each language.",
    "在各语言内部，使一组文档区别于另一组的词。",
)
BELOW: Pair = (
    "{below} of the {words} words shown have an adjusted p < .05 (filled marks).",
    "所示 {words} 个词中有 {below} 个校正后 p < .05（实心标记）。",
)


def keyness_figure(results: Results, _labels: Labels, settings: Settings) -> Figure:
    """Return the words that mark each side of each comparison most surely."""
    words = shown_words(results[KEYNESS], settings.keyness.words)
    return Figure(
        name="keyness",
        data=words,
        caption=keyness_caption(words, settings),
        texts=texts_in(words, "word", "comparison"),
        draw=partial(draw_keyness, words),
    )


def keyness_caption(words: pd.DataFrame, settings: Settings) -> Pair:
    """Return the caption; `words` are those shown."""
    if words.empty:
        return NO_WORDS
    below = filled(BELOW, below=int(is_below(words["p_adjusted"]).sum()), words=len(words))
    return joined([WHAT, *keyness_sentences(words, settings), below, THESE])


@dataclass(frozen=True, slots=True)
class _Layout:
    """Places in mm: room for words before a panel, its width, and how high a word is."""

    margin: float
    width: float
    row: float


def draw_keyness(words: pd.DataFrame, look: Look) -> Canvas:
    """Draw the log ratio with its interval of the top words on each side, for each comparison and language."""
    if words.empty:
        return message(look, look.labels.say("no comparison"))
    languages = languages_in(words)
    most = words.groupby(["comparison", "language"]).size().groupby("comparison").max()
    row = min(ROW, (TALLEST - FOOT - HEAD * len(most)) / int(most.sum()))
    margin = max(look.font.width(word, SMALL) for word in words["word"]) + 5
    look = look.at_least(len(languages) * (margin + 3 + NARROWEST_PANEL))
    sheet = canvas(look, FOOT + HEAD * len(most) + row * int(most.sum()))
    layout = _Layout(margin, look.width / len(languages) - margin - 3, row)
    top = 0.0
    for comparison, tallest in sorted(most.items()):
        sheet.text(2, top + 3.5, named(str(comparison), look.labels), size=LARGE)
        for number, language in enumerate(languages):
            chosen = words[(words["comparison"] == comparison) & (words["language"] == language)]
            left = number * look.width / len(languages) + margin
            sheet.text(left, top + 8.5, look.labels.say(language), size=NORMAL)
            _draw_comparison(sheet, look, chosen.reset_index(drop=True), layout, left=left, top=top)
        top += HEAD + row * int(tallest)
    legend_of_fill(sheet, look)
    sheet.text(look.width - 3, sheet.height - 2.5, look.labels.say("log ratio"), ha="right")
    return sheet


def _draw_comparison(
    sheet: Canvas, look: Look, words: pd.DataFrame, layout: _Layout, *, left: float, top: float
) -> None:
    """Draw the words of one comparison in one language; say so where there are none."""
    if words.empty:
        sheet.text(left, top + HEAD + 3, look.labels.say("no comparison"), size=SMALL, color=FAINT)
        return
    _draw_words(sheet.axes(left, top + HEAD, layout.width, layout.row * len(words)), words)
    _write_heads(sheet, look, words["comparison"].iloc[0], left=left, right=left + layout.width, top=top + 14.5)


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
    first, _, second = comparison.partition(": ")[2].partition(" / ")
    return first, second


def named(comparison: str, labels: Labels) -> str:
    """Return the name of a comparison with its groups as labels have it."""
    first, second = (labels.say(group) for group in sides(comparison))
    return f"{comparison.partition(': ')[0]}: {first} / {second}"


def _write_heads(sheet: Canvas, look: Look, comparison: str, *, left: float, right: float, top: float) -> None:
    """Write over each side of a panel whose words stand there."""
    room = (right - left) / 2 - 1
    lines = (look.labels.say("more in", "\n", group=group).split("\n") for group in sides(comparison))
    first, second = ("\n".join(look.font.wrapped(line, SMALL, room) for line in both) for both in lines)
    sheet.text(right, top, first, size=SMALL, color=COLOURS[0], ha="right", linespacing=1.1)
    sheet.text(left, top, second, size=SMALL, color=COLOURS[1], linespacing=1.1)


def _ends(axes: Axes, words: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Return the ends of intervals, and set the scale by them: one without a limit ends at the edge of the panel."""
    low, high = (words[end].to_numpy(dtype=np.float64) for end in ("low", "high"))
    known = np.concatenate([[0.0], low, high, words["estimate"]])
    least, most = np.nanmin(known), np.nanmax(known)
    room = 0.05 * max(most - least, 1.0)
    axes.set_xlim(least - room, most + room)
    open_low, open_high = np.isnan(low) & ~np.isnan(high), np.isnan(high) & ~np.isnan(low)
    return np.where(open_low, least - room, low), np.where(open_high, most + room, high)


def _draw_words(axes: Axes, words: pd.DataFrame) -> None:
    """Draw log ratios with intervals, the words beside them; filled where the adjusted p is below .05."""
    rows = np.arange(len(words)) + 0.5
    axes.set_ylim(len(words), 0)
    bare(axes, keep=("bottom",))
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.4)
    axes.set_axisbelow(True)
    axes.axvline(0, color=INK, linewidth=0.6)
    estimates, sure = words["estimate"].to_numpy(), is_below(words["p_adjusted"]).to_numpy()
    low, high = _ends(axes, words)
    for side, colour, marker in ((1, COLOURS[0], "o"), (-1, COLOURS[1], "s")):
        of_side = np.sign(estimates) == side
        axes.hlines(rows[of_side], low[of_side], high[of_side], color=colour, linewidth=0.9)
        for chosen, face in ((sure, colour), (~sure, "white")):
            kept = of_side & chosen
            mark: dict[str, Any] = {"markersize": 3.2, "color": colour, "markerfacecolor": face, "markeredgewidth": 0.7}
            axes.plot(estimates[kept], rows[kept], marker, **mark)
    axes.set_yticks(rows, list(words["word"]))
    axes.tick_params(axis="y", length=0)
