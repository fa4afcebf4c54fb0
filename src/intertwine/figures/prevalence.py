"""Prevalence: the share of units that hold each code, with its interval; a panel for each language."""

from __future__ import annotations

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
    legend_of_sources,
    message,
    source_mark,
)
from intertwine.figures.figure import Figure, labelled, texts_in
from intertwine.results import languages_in, of_unit, sources_in
from intertwine.vocabulary import ALL
from intertwine.wording.labels import Labels, Pair, in_tree_order
from intertwine.wording.sentences import joined
from intertwine.wording.statements import (
    NOTHING,
    THESE,
    cluster_sentence,
    few_clusters_sentence,
    share_interval_sentence,
    sizes_sentence,
    unit_sentence,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from intertwine.config import Settings
    from intertwine.results import Results

HEAD, FOOT, GAP = 14.0, 12.0, 5.0
NARROWEST_PANEL = 18.0
ROW, LOWEST_ROW = 4.2, 2.7

WHAT: Pair = ("Prevalence of codes by source.", "各来源中编码的出现率。")
MEASURE: Pair = (
    "Share of units that hold the code; a parent holds what its children hold.",
    "含该编码的单位所占比例；上级编码包含其下级。",
)
CORRECTED: Pair = (
    "Open diamonds: shares corrected by the sample coded by hand, with their intervals.",
    "空心菱形：以人工编码样本校正的比例及其区间。",
)
NOT_VALIDATED: Pair = (
    "The lexicon was not validated by hand: shares are of words.",
    "词表未经人工验证：比例反映的是词语。",
)
MARKS: Pair = (
    "Nothing is tested. Colour and shape: source; open mark: no interval.",
    "未作检验。颜色与形状表示来源；空心标记表示无区间。",
)
AXES: Pair = (
    "Each language has its own axis: the levels of two languages must not be compared.",
    "各语言各用一条坐标轴：两种语言的水平不可相互比较。",
)


def prevalence_figure(results: Results, labels: Labels, settings: Settings) -> Figure:
    """Return the shares of units with each code, by language and source."""
    shares = of_unit(results.prevalence, settings.primary_unit)
    return Figure(
        name="prevalence",
        data=labelled(shares[shares["language"] != ALL], labels),
        caption=prevalence_caption(shares, settings),
        texts=texts_in(shares, "source", "language", "code"),
        draw=partial(draw_prevalence, shares, unit=settings.primary_unit),
    )


def prevalence_caption(shares: pd.DataFrame, settings: Settings) -> Pair:
    """Return the caption; `shares` are those of one unit."""
    languages = languages_in(shares)
    if not languages:
        return NOTHING
    return joined(
        [
            WHAT,
            MEASURE,
            unit_sentence(settings.primary_unit, settings.reading),
            sizes_sentence(shares, settings.primary_unit, languages),
            CORRECTED if shares["corrected"].notna().any() else NOT_VALIDATED,
            cluster_sentence(settings),
            share_interval_sentence(settings),
            few_clusters_sentence(shares[shares["language"].isin(languages)]),
            MARKS,
            AXES,
            THESE,
        ]
    )


def draw_prevalence(shares: pd.DataFrame, look: Look, *, unit: str) -> Canvas:
    """Draw the shares of units of one kind; codes stand under their parents, sources differ in colour and shape.

    Levels of two languages never share an axis: Chinese and English units differ in length, and the two halves of the
    codebook in reach.
    """
    languages = languages_in(shares)
    if not languages:
        return message(look, look.labels.say("nothing"))
    codes, left_out = shown_codes(shares, look.labels)
    row = min(ROW, (TALLEST - HEAD - FOOT) / len(codes))
    margin = 3 + max(_indent(code) + look.font.width(look.labels.code(code), _size(code)) for code in codes)
    look = look.at_least(margin + NARROWEST_PANEL * len(languages))
    sheet = canvas(look, HEAD + FOOT + row * len(codes))
    width = (look.width - margin - 3 - GAP * (len(languages) - 1)) / len(languages)
    legend_of_sources(sheet, look, sources_in(shares), left=margin, top=3)
    _write_names(sheet, look, codes, row)
    for number, language in enumerate(languages):
        left = margin + number * (width + GAP)
        axes = sheet.axes(left, HEAD, width, row * len(codes))
        _draw_panel(axes, shares[shares["language"] == language], codes, sources_in(shares))
        sheet.text(left, 9.5, look.labels.say(language), size=LARGE)
    _write_foot(sheet, look, shares, unit=unit, left_out=left_out)
    return sheet


def shown_codes(shares: pd.DataFrame, labels: Labels) -> tuple[list[str], int]:
    """Return the codes that fit on a page, in tree order, and how many do not.

    Codes of the highest level always stand; of the others the most prevalent.
    """
    codes = in_tree_order([*labels.codes, *shares["code"]])
    room = int((TALLEST - HEAD - FOOT) / LOWEST_ROW)
    if len(codes) <= room:
        return codes, 0
    highest = shares.groupby("code")["estimate"].max()
    ranked = sorted(codes, key=lambda code: ("." in code, -highest.get(code, 0.0), code))
    return in_tree_order(ranked[:room]), len(codes) - room


def _indent(code: str) -> float:
    return 2.5 * code.count(".")


def _size(code: str) -> float:
    return SMALL if "." in code else NORMAL


def _write_names(sheet: Canvas, look: Look, codes: list[str], row: float) -> None:
    for number, code in enumerate(codes):
        top = HEAD + row * (number + 0.5)
        sheet.text(2 + _indent(code), top, look.labels.code(code), size=_size(code))
        if "." not in code and number:
            sheet.line(2, HEAD + row * number, sheet.width - 3, HEAD + row * number, linewidth=0.4, color="#c8c8c8")


def _write_foot(sheet: Canvas, look: Look, shares: pd.DataFrame, *, unit: str, left_out: int) -> None:
    sheet.text(look.width - 3, sheet.height - 3, look.labels.say("share of units", unit=unit), ha="right")
    notes = [look.labels.say("corrected")] if shares["corrected"].notna().any() else []
    notes += [look.labels.say("all others", number=left_out)] if left_out else []
    sheet.text(3, sheet.height - 3, "; ".join(notes), size=SMALL, color=FAINT)


def _draw_panel(axes: Axes, shares: pd.DataFrame, codes: list[str], sources: list[str]) -> None:
    axes.set_ylim(len(codes), 0)
    bare(axes, keep=("bottom",))
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.4)
    axes.set_axisbelow(True)
    largest = 100 * max(shares[["high", "estimate", "corrected", "corrected_high"]].max().max(), 0.01)
    largest = min(largest, 100.0)
    axes.set_xlim(-0.02 * largest, 1.04 * largest)
    present = [source for source in sources if (shares["source"] == source).any()]
    for place, source in enumerate(present):
        of_source = shares[shares["source"] == source].set_index("code").reindex(codes)
        offset = 0.36 * (place - (len(present) - 1) / 2)
        heights = np.array([number + 0.5 + offset for number in range(len(codes))])
        _draw_source(axes, of_source, heights, sources.index(source))
    axes.tick_params(axis="x", colors=INK)


def _draw_source(axes: Axes, shares: pd.DataFrame, heights: NDArray[np.float64], number: int) -> None:
    """Draw the shares of source `number` with their intervals; open where there is none."""
    colour = COLOURS[number % len(COLOURS)]
    axes.hlines(heights, 100 * shares["low"], 100 * shares["high"], color=colour, linewidth=1)
    estimates = (100 * shares["estimate"].fillna(0.0)).to_numpy()
    sure = shares["low"].notna().to_numpy()
    mark = {**source_mark(number), "linestyle": "none", "markeredgewidth": 0.7, "clip_on": False}
    mark["markersize"] = 0.85 * mark["markersize"]
    axes.plot(estimates[sure], heights[sure], **mark)
    axes.plot(estimates[~sure], heights[~sure], **{**mark, "markerfacecolor": "white"})
    _draw_corrected(axes, shares, heights, colour)


def _draw_corrected(axes: Axes, shares: pd.DataFrame, heights: NDArray[np.float64], colour: str) -> None:
    """Draw the shares corrected by hand coding as open diamonds beside those of the lexicon."""
    known = shares["corrected"].notna().to_numpy()
    beside, shown = heights[known] + 0.3, shares[known]
    axes.hlines(beside, 100 * shown["corrected_low"], 100 * shown["corrected_high"], color=colour, linewidth=0.5)
    diamond: dict[str, Any] = {"marker": "D", "markersize": 2.6, "markerfacecolor": "white", "markeredgecolor": colour}
    axes.plot(100 * shown["corrected"], beside, **diamond, markeredgewidth=0.6, linestyle="none", clip_on=False)
