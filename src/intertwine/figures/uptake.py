"""Whose words they are: how respondents came to name each family of codes, and how often, asked and unasked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from intertwine.figures.canvas import (
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
from intertwine.figures.figure import Figure, labelled, texts_in
from intertwine.measures.uptake.records import OPPORTUNITIES, UPTAKE
from intertwine.results import rows_by, sources_in
from intertwine.vocabulary import ALL, PROMPTING
from intertwine.wording.labels import Labels, Pair, top_level
from intertwine.wording.numbers import MISSING
from intertwine.wording.sentences import filled, joined
from intertwine.wording.statements import NO_UPTAKE, THESE, cluster_sentence, share_interval_sentence

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from intertwine.config import Settings
    from intertwine.results import Results

HEAD, FOOT, ROW = 15.0, 17.0, 7.0
WAYS = dict(zip(PROMPTING, ("#0f4c81", "#7fa8cc", "#d9d9d9", "#de7a22", "#8c4a0c"), strict=True))
STATES = {"unasked": ("o", "#0f4c81"), "later": ("^", "#8a8a8a"), "asked": ("s", "#de7a22")}

WHAT: Pair = (
    "Whose words they are: how respondents came to name each family of codes.",
    "这是谁的话：受访者如何提及各编码大类。",
)
MEASURE: Pair = (
    "Left: each use of a concept (in either language) is prompted if one of the interviewer's last {turns} turns names "
    "it, only an answer if the turn says little more ({brief} words), echoed if an interviewer named it earlier, "
    "self-repeated if only the respondents did, else volunteered. Right: share of turns that name the code, before an "
    "interviewer named it, right after, and later.",
    "左：每次使用某概念（不论语言），若访谈者此前 {turns} 个话轮内提及则为被提示；若该话轮几无他言（{brief} 词以内）"
    "则仅作应答；若访谈者更早提及则为稍后回应；若只有受访者提及过则为自我重复；否则为主动提及。"
    "右：在访谈者提及之前、刚提及之后与此后，含该编码的话轮比例。",
)
UNIT: Pair = (
    "Unit: a use (left; n beside each bar: uses / documents), a turn (right).",
    "单位：一次使用（左；n 见条旁：使用数 / 文档数），一个话轮（右）。",
)
NOT_TESTED: Pair = (
    "Nothing is tested here. A volunteered word is not yet a conviction: what it is said for must be read.",
    "此处未作检验。主动说出的词未必是信念：其用意须读原文。",
)


def uptake_figure(results: Results, labels: Labels, settings: Settings) -> Figure:
    """Return how each family of codes came to be named, and its share of turns, asked and unasked."""
    uptake, opportunities = results[UPTAKE], results[OPPORTUNITIES]
    whole = uptake[uptake["language"] == ALL]
    return Figure(
        name="uptake",
        data=labelled(whole, labels),
        caption=uptake_caption(uptake, settings),
        texts=texts_in(uptake, "source", "code"),
        draw=partial(draw_uptake, whole, opportunities[opportunities["language"] == ALL]),
    )


def uptake_caption(uptake: pd.DataFrame, settings: Settings) -> Pair:
    """Return the caption of the figure of uptake."""
    if uptake.empty:
        return NO_UPTAKE
    measure = filled(MEASURE, turns=settings.prompting.turns, brief=settings.prompting.brief)
    intervals = share_interval_sentence(settings)
    return joined([WHAT, measure, UNIT, NOT_TESTED, cluster_sentence(settings), intervals, THESE])


@dataclass(frozen=True, slots=True)
class _Layout:
    """Places in mm: where bars begin and end, where shares of turns begin, and how high a row is."""

    margin: float
    width: float
    beside: float
    row: float

    @property
    def edge(self) -> float:
        return self.margin + self.width


def draw_uptake(uptake: pd.DataFrame, opportunities: pd.DataFrame, look: Look) -> Canvas:
    """Draw the ways in which each family of codes was named as parts of a bar, and beside it shares of turns."""
    if uptake.empty:
        return message(look, look.labels.say("no uptake"))
    sources, codes = sources_in(uptake), top_level(uptake["code"])
    margin = 5 + max(look.font.width(look.labels.code(code), NORMAL) for code in codes)
    uses = 6 + look.font.width("1,000 / 100", SMALL)
    look = look.at_least(margin + uses + 90)
    rows = len(sources) * len(codes) + len(sources)
    row = min(ROW, (TALLEST - HEAD - FOOT) / rows)
    sheet = canvas(look, HEAD + FOOT + row * rows)
    width = (look.width - margin - uses - 12) / 2
    layout = _Layout(margin, width, margin + width + uses + 8, row)
    _write_legend_of_ways(sheet, look)
    _write_legend_of_states(sheet, look, layout)
    top = HEAD
    for source in sources:
        if len(sources) > 1:
            sheet.text(2, top + row / 2, look.labels.say(source), size=LARGE)
            top += row
        ways, states = (frame[frame["source"] == source] for frame in (uptake, opportunities))
        _draw_ways(sheet.axes(margin, top, width, row * len(codes)), ways, codes)
        _draw_states(sheet.axes(layout.beside, top, width, row * len(codes)), states, codes)
        _write_uses(sheet, ways, codes, layout, top=top)
        _write_codes(sheet, look, codes, layout, top=top)
        top += row * len(codes)
    _write_foot(sheet, look, layout)
    return sheet


def _write_legend_of_ways(sheet: Canvas, look: Look) -> None:
    left, top = 2.0, 4.0
    for way, colour in WAYS.items():
        name = look.labels.say(way)
        needed = 5 + look.font.width(name, SMALL) + 4
        if left + needed > sheet.width:
            left, top = 2.0, top + 4
        sheet.line(left, top, left + 3, top, color=colour, linewidth=5, solid_capstyle="butt")
        sheet.text(left + 4.5, top, name, size=SMALL)
        left += needed


def _write_legend_of_states(sheet: Canvas, look: Look, layout: _Layout) -> None:
    needed = sum(5 + look.font.width(look.labels.say(state), SMALL) for state in STATES)
    left = min(layout.beside, sheet.width - needed)
    for state, (marker, colour) in STATES.items():
        sheet.line(left, HEAD - 4, left, HEAD - 4, marker=marker, markersize=4, color=colour, linestyle="none")
        sheet.text(left + 2, HEAD - 4, look.labels.say(state), size=SMALL)
        left += 5 + look.font.width(look.labels.say(state), SMALL)


def _write_codes(sheet: Canvas, look: Look, codes: list[str], layout: _Layout, *, top: float) -> None:
    for number, code in enumerate(codes):
        middle = top + layout.row * (number + 0.5)
        sheet.text(layout.margin - 2, middle, look.labels.code(code), size=NORMAL, ha="right")


def _write_foot(sheet: Canvas, look: Look, layout: _Layout) -> None:
    sheet.text(layout.margin, sheet.height - 8, look.labels.say("share of uses"), size=SMALL)
    sheet.text(look.width - 3, sheet.height - 8, look.labels.say("share of turns"), size=SMALL, ha="right")
    sheet.text(2, sheet.height - 3, look.labels.say("unprompted bracket"), size=SMALL, color=FAINT)


def _draw_ways(axes: Axes, uptake: pd.DataFrame, codes: list[str]) -> None:
    """Draw a bar for each code, of the shares of its uses, and under it what was unprompted."""
    axes.set(xlim=(0, 100), ylim=(len(codes), 0))
    bare(axes, keep=("bottom",))
    axes.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100%"])
    by_way = rows_by(uptake, "code", "way")
    for number, code in enumerate(codes):
        begin = 0.0
        for way, colour in WAYS.items():
            value = 100 * float(by_way[code, way]["estimate"]) if (code, way) in by_way else math.nan
            if math.isnan(value):
                break
            axes.barh(number + 0.5, value, left=begin, height=0.55, color=colour, linewidth=0)
            begin += value
        unprompted = by_way.get((code, "unprompted"))
        if unprompted and not math.isnan(unprompted["low"]):
            axes.hlines(number + 0.9, 100 * unprompted["low"], 100 * unprompted["high"], color=INK, linewidth=1)
            axes.plot(100 * unprompted["estimate"], number + 0.9, "|", color=INK, markersize=4)


def _write_uses(sheet: Canvas, uptake: pd.DataFrame, codes: list[str], layout: _Layout, *, top: float) -> None:
    """Write uses and documents beside the bars."""
    by_way = rows_by(uptake, "code", "way")
    for number, code in enumerate(codes):
        if (code, "unprompted") not in by_way:
            continue
        row = by_way[code, "unprompted"]
        count = f"{row['n_units']:,} / {row['n_documents']:,}"
        known = not math.isnan(row["estimate"])
        text, color = (count, INK) if known else (f"{MISSING} ({count})", FAINT)
        sheet.text(layout.edge + 3, top + layout.row * (number + 0.5), text, size=SMALL, color=color)


def _draw_states(axes: Axes, opportunities: pd.DataFrame, codes: list[str]) -> None:
    """Draw the share of turns that name each code, not yet asked, just asked and later."""
    axes.set_ylim(len(codes), 0)
    bare(axes, keep=("bottom",))
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.4)
    axes.set_axisbelow(True)
    shown = opportunities[opportunities["code"].isin(codes)]
    largest = float(np.nanmax([0.1, shown["estimate"].max(), shown["high"].max()]))
    axes.set_xlim(-0.03 * 100 * largest, 100 * largest * 1.03)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}%")
    by_state = rows_by(shown, "code", "state")
    for number, code in enumerate(codes):
        for place, (state, (marker, colour)) in enumerate(STATES.items()):
            row, height = by_state.get((code, state)), number + 0.25 + 0.25 * place
            if row is None or math.isnan(row["estimate"]):
                continue
            sure = not math.isnan(row["low"])
            if sure:
                axes.hlines(height, 100 * row["low"], 100 * row["high"], color=colour, linewidth=0.9)
            inside = colour if sure else "white"
            axes.plot(100 * row["estimate"], height, marker, color=colour, markersize=3.4, markerfacecolor=inside)
