"""Prevalence: the share of units that hold each code, with its interval; a panel for each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    legend_of_sources,
    message,
    source_mark,
)
from intertwine.results import languages_in, sources_in
from intertwine.wording.labels import in_tree_order

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEAD, FOOT = 14.0, 12.0
NARROWEST_PANEL = 18.0
ROW, LOWEST_ROW = 4.2, 2.7


def prevalence_figure(prevalence: pd.DataFrame, look: Look, *, unit: str) -> Canvas:
    """Draw the shares of units of one kind; codes stand under their parents, sources differ in colour and shape.

    Levels of two languages never share an axis: Chinese and English units differ in length, and the two halves of the
    codebook in reach.
    """
    languages = languages_in(prevalence)
    if not languages:
        return message(look, look.labels.say("nothing"))
    codes, left_out = shown_codes(prevalence, look)
    row = min(ROW, (TALLEST - HEAD - FOOT) / len(codes))
    margin = 3 + max(_indent(code) + look.font.width(look.labels.code(code), _size(code)) for code in codes)
    gap = 5.0
    look = look.at_least(margin + NARROWEST_PANEL * len(languages))
    sheet = canvas(look, HEAD + FOOT + row * len(codes))
    width = (look.width - margin - 3 - gap * (len(languages) - 1)) / len(languages)
    legend_of_sources(sheet, look, sources_in(prevalence), left=margin, top=3)
    _names(sheet, look, codes, row)
    for number, language in enumerate(languages):
        axes = sheet.axes(margin + number * (width + gap), HEAD, width, row * len(codes))
        _panel(axes, prevalence[prevalence["language"] == language], codes, sources_in(prevalence))
        sheet.text(margin + number * (width + gap), 9.5, look.labels.say(language), size=LARGE)
    sheet.text(look.width - 3, sheet.height - 3, look.labels.say("share of units", unit=unit), ha="right")
    corrected = "corrected" in prevalence and bool(prevalence["corrected"].notna().any())
    said = [look.labels.say("corrected")] if corrected else []
    said += [look.labels.say("all others", number=left_out)] if left_out else []
    sheet.text(3, sheet.height - 3, "; ".join(said), size=SMALL, color=FAINT)
    return sheet


def shown_codes(prevalence: pd.DataFrame, look: Look) -> tuple[list[str], int]:
    """Return the codes that fit on a page, in tree order, and how many do not.

    Codes of the highest level always stand; of the others the most prevalent.
    """
    codes = in_tree_order([*look.labels.codes, *prevalence["code"]])
    room = int((TALLEST - HEAD - FOOT) / LOWEST_ROW)
    if len(codes) <= room:
        return codes, 0
    highest = prevalence.groupby("code")["estimate"].max()
    ranked = sorted(codes, key=lambda code: ("." in code, -highest.get(code, 0.0), code))
    return in_tree_order(ranked[:room]), len(codes) - room


def _indent(code: str) -> float:
    return 2.5 * code.count(".")


def _size(code: str) -> float:
    return SMALL if "." in code else NORMAL


def _names(sheet: Canvas, look: Look, codes: list[str], row: float) -> None:
    for number, code in enumerate(codes):
        top = HEAD + row * (number + 0.5)
        sheet.text(2 + _indent(code), top, look.labels.code(code), size=_size(code))
        if "." not in code and number:
            sheet.line(2, HEAD + row * number, sheet.width - 3, HEAD + row * number, linewidth=0.4, color="#c8c8c8")


def _panel(axes: Axes, shares: pd.DataFrame, codes: list[str], sources: list[str]) -> None:
    axes.set_ylim(len(codes), 0)
    bare(axes, keep=("bottom",))
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.4)
    axes.set_axisbelow(True)
    drawn = [name for name in ("high", "estimate", "corrected", "corrected_high") if name in shares]
    largest = 100 * max(shares[drawn].max().max(), 0.01)
    largest = min(largest, 100.0)
    axes.set_xlim(-0.02 * largest, 1.04 * largest)
    present = [source for source in sources if (shares["source"] == source).any()]
    for place, source in enumerate(present):
        found = shares[shares["source"] == source].set_index("code").reindex(codes)
        heights = [number + 0.5 + 0.36 * (place - (len(present) - 1) / 2) for number in range(len(codes))]
        number = sources.index(source)
        axes.hlines(heights, 100 * found["low"], 100 * found["high"], color=COLOURS[number % len(COLOURS)], linewidth=1)
        estimates = 100 * found["estimate"].fillna(0.0)
        sure = found["low"].notna().to_numpy()
        mark = {**source_mark(number), "linestyle": "none", "markeredgewidth": 0.7, "clip_on": False}
        mark["markersize"] = 0.85 * mark["markersize"]
        lines = pd.Series(heights)
        axes.plot(estimates.to_numpy()[sure], lines[sure], **mark)
        axes.plot(estimates.to_numpy()[~sure], lines[~sure], **{**mark, "markerfacecolor": "white"})
        _corrected(axes, found, heights, COLOURS[number % len(COLOURS)])
    axes.tick_params(axis="x", colors=INK)


def _corrected(axes: Axes, found: pd.DataFrame, heights: list[float], colour: str) -> None:
    """Draw the shares corrected by hand coding as open diamonds beside those of the lexicon."""
    if "corrected" not in found:
        return
    known = found["corrected"].notna().to_numpy()
    beside = pd.Series(heights)[known] + 0.3
    shown = found[known]
    axes.hlines(beside, 100 * shown["corrected_low"], 100 * shown["corrected_high"], color=colour, linewidth=0.5)
    axes.plot(100 * shown["corrected"], beside, marker="D", markersize=2.6, markerfacecolor="white",
              markeredgecolor=colour, markeredgewidth=0.6, linestyle="none", clip_on=False)  # fmt: skip
