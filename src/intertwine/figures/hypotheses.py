"""The hypotheses as a forest: odds ratios with intervals by source and language, with n and adjusted p."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.figures.canvas import (
    COLOURS,
    FAINT,
    INK,
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
from intertwine.results import ALL, ALPHA, LENGTH_ADJUSTED, hypothesis_rows, sources_in
from intertwine.wording.numbers import MISSING, interval, probability

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEAD, FOOT = 16.0, 11.0
HEADING = 1.5
LOWEST_ROW = 2.5
NARROWEST_AXIS = 30.0
FARTHEST = 5
"""Doublings on each side of 1 that the axis may reach."""


def hypotheses_figure(
    cooccurrence: pd.DataFrame, look: Look, *, hypotheses: Sequence[tuple[str, str]], unit: str, confidence: float
) -> Canvas:
    """Draw one row for each hypothesis, source and language; a source of one language has one row."""
    rows = shown_rows(cooccurrence, hypotheses)
    if rows.empty:
        return message(look, look.labels.say("no hypotheses"))
    places, height = _places(rows)
    row = min(4.0, (TALLEST - HEAD - FOOT) / height)
    texts = [_text(found) for found in rows.itertuples()]
    heads = [
        look.labels.say("effect", "\n", confidence=f"{confidence:.0%}"),
        look.labels.say("adjusted p", "\n"),
        look.labels.say("units", "\n", unit=unit),
        look.labels.say("documents", "\n"),
    ]
    widths = [
        max(look.font.width(text, SMALL) for text in (head, *column)) + 3
        for head, column in zip(heads, zip(*texts, strict=True), strict=True)
    ]
    names = [f"{look.labels.say(found.source)}, {look.labels.say(found.language)}" for found in rows.itertuples()]
    margin = 9 + max(look.font.width(name, SMALL) for name in names)
    look = look.at_least(margin + NARROWEST_AXIS + 6 + sum(widths))
    sheet = canvas(look, HEAD + FOOT + row * height)
    right = look.width - 2 - sum(widths)
    axes = sheet.axes(margin, HEAD, right - margin - 4, row * height)
    _draw(axes, rows, places, height, sources_in(rows))
    _headings(sheet, look, rows, places, hypotheses, row)
    for place, name, text in zip(places, names, texts, strict=True):
        top = HEAD + row * place
        sheet.text(5, top, name, size=SMALL)
        _columns(sheet, text, widths, right, top, color=FAINT if text[0] == MISSING else INK)
    _columns(sheet, heads, widths, right, HEAD - 4, color=INK)
    end = legend_of_sources(sheet, look, sources_in(rows), left=2, top=3.5)
    sheet.line(end + 1, 3.5, end + 1, 3.5, marker="x", markersize=3.2, markeredgewidth=0.7, color=FAINT)
    sheet.text(end + 3.5, 3.5, look.labels.say("crude"))
    after = end + 3.5 + look.font.width(look.labels.say("crude"), NORMAL) + 5
    sheet.line(after, 3.5, after, 3.5, marker="|", markersize=5, markeredgewidth=0.9, color=FAINT)
    sheet.text(after + 2.5, 3.5, look.labels.say("mantel-haenszel"))
    filled = f"● {look.labels.say('below .05')}   ○ {look.labels.say('otherwise')}"
    sheet.text(2, sheet.height - 2.5, filled, size=SMALL)
    sheet.text(look.width - 2, sheet.height - 2.5, look.labels.say("odds ratio"), ha="right")
    return sheet


def shown_rows(cooccurrence: pd.DataFrame, hypotheses: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Return the rows of the hypotheses; where they do not fit on a page, those of all languages together."""
    rows = hypothesis_rows(cooccurrence, hypotheses)
    if rows.empty or LOWEST_ROW * _places(rows)[1] <= TALLEST - HEAD - FOOT:
        return rows
    return rows[rows["language"] == ALL].reset_index(drop=True)


def _places(rows: pd.DataFrame) -> tuple[list[float], float]:
    """Return the height of each row, with a heading above each hypothesis, and of them all."""
    headings = (rows["hypothesis"] != rows["hypothesis"].shift()).cumsum()
    places = [number + heading * HEADING + 0.5 for number, heading in enumerate(headings)]
    return places, len(rows) + HEADING * int(headings.max()) + 0.3


def _text(row: object) -> tuple[str, str, str, str]:
    estimate, low, high, p_adjusted = (float(getattr(row, name)) for name in (*LENGTH_ADJUSTED.values(), "p_adjusted"))
    star = "*" if p_adjusted < ALPHA else ""
    return (
        interval(estimate, low, high),
        probability(p_adjusted) + star if not math.isnan(p_adjusted) else MISSING,
        f"{getattr(row, 'n_units'):,}",  # noqa: B009 - columns of a frame are not declared
        f"{getattr(row, 'n_documents'):,}",  # noqa: B009 - columns of a frame are not declared
    )


def _columns(
    sheet: Canvas, texts: Sequence[str], widths: Sequence[float], left: float, top: float, *, color: str
) -> None:
    for text, width in zip(texts, widths, strict=True):
        left += width
        sheet.text(left, top, text, size=SMALL, ha="right", color=color)


def _headings(
    sheet: Canvas,
    look: Look,
    rows: pd.DataFrame,
    places: Sequence[float],
    hypotheses: Sequence[tuple[str, str]],
    row: float,
) -> None:
    first = ~rows["hypothesis"].duplicated()
    for place, number in zip(pd.Series(places)[first.to_numpy()], rows.loc[first, "hypothesis"], strict=True):
        one, other = hypotheses[number]
        top = HEAD + row * (place - 1.05)
        sheet.text(2, top, f"{look.labels.code(one)} × {look.labels.code(other)}", size=NORMAL)
        if place > 2:
            sheet.line(2, top - 0.85 * row, sheet.width - 2, top - 0.85 * row, color="#d8d8d8")


def _draw(axes: Axes, rows: pd.DataFrame, places: Sequence[float], height: float, sources: list[str]) -> None:
    axes.set_ylim(height, 0)
    axes.set_xscale("log", base=2)
    bare(axes, keep=("bottom",))
    low, high = _range(rows)
    axes.set_xlim(2.0**low, 2.0**high)
    ticks = [power for power in range(low, high + 1) if (high - low) <= 6 or power % 2 == 0]
    axes.set_xticks(
        [2.0**power for power in ticks], [f"1/{2**-power}" if power < 0 else str(2**power) for power in ticks]
    )
    axes.minorticks_off()
    axes.axvline(1, color=INK, linewidth=0.6)
    smallest, largest = axes.get_xlim()
    for place, row in zip(places, rows.itertuples(), strict=True):
        number = sources.index(str(row.source))
        estimate, start, end = (float(getattr(row, name)) for name in LENGTH_ADJUSTED.values())
        if math.isnan(estimate):
            continue
        colour = COLOURS[number % len(COLOURS)]
        if not math.isnan(start):
            axes.hlines(place, max(start, smallest), min(end, largest), color=colour, linewidth=1.1)
            for beyond, edge, arrow in ((start < smallest, smallest, "<"), (end > largest, largest, ">")):
                if beyond:
                    axes.plot(edge, place, marker=arrow, color=colour, markersize=3, clip_on=False)
        filled = {} if float(row.p_adjusted) < ALPHA else {"markerfacecolor": "white"}  # type: ignore[arg-type]
        shown = min(max(estimate, smallest), largest)
        for value, marker, size in ((row.crude_odds_ratio, "x", 3.2), (row.estimate, "|", 5)):
            axes.plot(float(value), place, marker=marker, markersize=size, markeredgewidth=0.8, color=FAINT)  # type: ignore[arg-type]
        axes.plot(shown, place, **{**source_mark(number), **filled}, zorder=3)


def _range(rows: pd.DataFrame) -> tuple[int, int]:
    """Return the powers of 2 between which the axis reaches."""
    values = pd.concat(
        [*(rows[name] for name in LENGTH_ADJUSTED.values()), rows["crude_odds_ratio"][rows["adjusted"].notna()]]
    )
    values = values[(values > 0) & (values < math.inf)]
    if values.empty:
        return -2, 2
    low, high = math.floor(math.log2(values.min())), math.ceil(math.log2(values.max()))
    return max(min(low, -1), -FARTHEST), min(max(high, 1), FARTHEST)
