"""Whose words they are: how respondents came to name each family of codes, and how often, asked and unasked."""

from __future__ import annotations

import math
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
from intertwine.results import ALL, rows_by
from intertwine.vocabulary import PROMPTING
from intertwine.wording.labels import top_level
from intertwine.wording.numbers import MISSING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEAD, FOOT, ROW = 15.0, 17.0, 7.0
WAYS = dict(zip(PROMPTING, ("#0f4c81", "#7fa8cc", "#d9d9d9", "#de7a22", "#8c4a0c"), strict=True))
STATES = {"unasked": ("o", "#0f4c81"), "later": ("^", "#8a8a8a"), "asked": ("s", "#de7a22")}


FEWEST_LEFT = 3
"""Interviews that must still be at risk for a curve to go on."""


def uptake_figure(uptake: pd.DataFrame, opportunities: pd.DataFrame, look: Look) -> Canvas:
    """Draw the ways in which each family of codes was named as parts of a bar, and beside it shares of turns."""
    whole = uptake[uptake["language"] == ALL]
    codes = top_level(whole["code"]) if len(whole) else []
    if not codes:
        return message(look, look.labels.say("no uptake"))
    sources = sorted(whole["source"].unique())
    rows = [(source, code) for source in sources for code in codes]
    margin = 5 + max(look.font.width(look.labels.code(code), NORMAL) for code in codes)
    uses = 6 + look.font.width("1,000 / 100", SMALL)
    look = look.at_least(margin + uses + 90)
    row = min(ROW, (TALLEST - HEAD - FOOT) / (len(rows) + len(sources)))
    sheet = canvas(look, HEAD + FOOT + row * (len(rows) + len(sources)))
    width = (look.width - margin - uses - 12) / 2
    _legend(sheet, look, margin + width + uses + 8)
    top = HEAD
    for source in sources:
        if len(sources) > 1:
            sheet.text(2, top + row / 2, look.labels.say(source), size=LARGE)
        top += row if len(sources) > 1 else 0
        left, right = (sheet.axes(place, top, width, row * len(codes)) for place in (margin, margin + width + uses + 8))
        of_source = whole[whole["source"] == source]
        _ways(sheet, left, of_source, codes, margin + width, top, row)
        _states(right, opportunities[(opportunities["source"] == source) & (opportunities["language"] == ALL)], codes)
        for number, code in enumerate(codes):
            sheet.text(margin - 2, top + row * (number + 0.5), look.labels.code(code), size=NORMAL, ha="right")
        top += row * len(codes)
    sheet.text(margin, sheet.height - 8, look.labels.say("share of uses"), size=SMALL)
    sheet.text(look.width - 3, sheet.height - 8, look.labels.say("share of turns"), size=SMALL, ha="right")
    sheet.text(2, sheet.height - 3, look.labels.say("unprompted bracket"), size=SMALL, color=FAINT)
    return sheet


def _legend(sheet: Canvas, look: Look, right: float) -> None:
    place, top = 2.0, 4.0
    for way, colour in WAYS.items():
        name = look.labels.say(way)
        needed = 5 + look.font.width(name, SMALL) + 4
        if place + needed > sheet.width:
            place, top = 2.0, top + 4
        sheet.line(place, top, place + 3, top, color=colour, linewidth=5, solid_capstyle="butt")
        sheet.text(place + 4.5, top, name, size=SMALL)
        place += needed
    needed = sum(5 + look.font.width(look.labels.say(state), SMALL) for state in STATES)
    place = min(right, sheet.width - needed)
    for state, (marker, colour) in STATES.items():
        sheet.line(place, HEAD - 4, place, HEAD - 4, marker=marker, markersize=4, color=colour, linestyle="none")
        sheet.text(place + 2, HEAD - 4, look.labels.say(state), size=SMALL)
        place += 5 + look.font.width(look.labels.say(state), SMALL)


def _ways(
    sheet: Canvas, axes: Axes, found: pd.DataFrame, codes: list[str], edge: float, top: float, row: float
) -> None:
    axes.set(xlim=(0, 100), ylim=(len(codes), 0))
    bare(axes, keep=("bottom",))
    axes.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100%"])
    by = rows_by(found, "code", "way")
    for number, code in enumerate(codes):
        if (code, "unprompted") not in by:
            continue
        begin = 0.0
        for way, colour in WAYS.items():
            value = 100 * float(by[code, way]["estimate"])
            if math.isnan(value):
                break
            axes.barh(number + 0.5, value, left=begin, height=0.55, color=colour, linewidth=0)
            begin += value
        one = by[code, "unprompted"]
        if not math.isnan(one["low"]):
            axes.hlines(number + 0.9, 100 * one["low"], 100 * one["high"], color=INK, linewidth=1)
            axes.plot(100 * one["estimate"], number + 0.9, "|", color=INK, markersize=4)
        count = f"{one['n_units']:,} / {one['n_documents']:,}"
        text = count if not math.isnan(one["estimate"]) else f"{MISSING} ({count})"
        sheet.text(edge + 3, top + row * (number + 0.5), text, size=SMALL, color=INK if count == text else FAINT)


def _states(axes: Axes, found: pd.DataFrame, codes: list[str]) -> None:
    axes.set_ylim(len(codes), 0)
    bare(axes, keep=("bottom",))
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.4)
    axes.set_axisbelow(True)
    by = rows_by(found, "code", "state")
    shown = found[found["code"].isin(codes)]
    largest = float(np.nanmax([0.1, shown["estimate"].max(), shown["high"].max()]))
    axes.set_xlim(-0.03 * 100 * largest, 100 * largest * 1.03)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}%")
    for number, code in enumerate(codes):
        for place, (state, (marker, colour)) in enumerate(STATES.items()):
            if (code, state) not in by or math.isnan(by[code, state]["estimate"]):
                continue
            one, height = by[code, state], number + 0.25 + 0.25 * place
            if not math.isnan(one["low"]):
                axes.hlines(height, 100 * one["low"], 100 * one["high"], color=colour, linewidth=0.9)
            inside = colour if not math.isnan(one["low"]) else "white"
            axes.plot(100 * one["estimate"], height, marker, color=colour, markersize=3.4, markerfacecolor=inside)


def first_uses_figure(incidence: pd.DataFrame, look: Look) -> Canvas:
    """Draw how the share of interviews in which a family was volunteered, or asked for, grows with what was said."""
    if incidence.empty:
        return message(look, look.labels.say("no uptake"))
    languages = [name for name in ("zh", "en", "mixed") if (incidence["language"] == name).any()]
    codes = top_level(incidence["code"])
    columns = min(4, len(codes))
    lines = -(-len(codes) // columns)
    panel, head, title = 26.0, 9.0, 7.0
    sheet = canvas(look, head + 6 + lines * (panel + title + 5))
    width = (look.width - 10 - 5 * (columns - 1)) / columns
    place = 2.0
    for number, language in enumerate(languages):
        sheet.line(place, 4, place + 5, 4, color=COLOURS[number], linewidth=1.4)
        sheet.text(place + 6.5, 4, look.labels.say(language))
        place += 12 + look.font.width(look.labels.say(language), NORMAL)
    sheet.line(place, 4, place + 5, 4, color=INK, linewidth=1)
    sheet.text(place + 6.5, 4, look.labels.say("volunteered"))
    place += 12 + look.font.width(look.labels.say("volunteered"), NORMAL)
    sheet.line(place, 4, place + 5, 4, color=INK, linewidth=1, linestyle=(0, (2, 1)))
    sheet.text(place + 6.5, 4, look.labels.say("asked first"))
    latest = int(incidence["time"].max())
    for number, code in enumerate(codes):
        left = 8 + (number % columns) * (width + 5)
        top = head + (number // columns) * (panel + title + 5)
        sheet.text(left, top + 2.5, look.labels.code(code), size=SMALL)
        axes = sheet.axes(left, top + title - 1.5, width, panel)
        for line, language in enumerate(languages):
            found = incidence[(incidence["code"] == code) & (incidence["language"] == language)]
            found = found[found["at_risk"] >= FEWEST_LEFT]
            for name, style in (("volunteered", "-"), ("asked", (0, (2, 1)))):
                time = np.concatenate([[0], found["time"]])
                share = np.concatenate([[0], found[name]])
                axes.step(time, 100 * share, where="post", color=COLOURS[line], linewidth=1, linestyle=style)
        axes.set(xlim=(0, latest), ylim=(0, 102))
        bare(axes, keep=("left", "bottom"))
        axes.set_yticks([0, 50, 100], ["0", "50", "100%"] if number % columns == 0 else ["", "", ""])
        axes.set_xticks([0, latest // 2, latest], ["0", f"{latest // 2:,}", f"{latest:,}"])
        axes.get_xticklabels()[-1].set_horizontalalignment("right")
    sheet.text(look.width - 2, sheet.height - 3, look.labels.say("words so far"), size=SMALL, ha="right")
    return sheet
