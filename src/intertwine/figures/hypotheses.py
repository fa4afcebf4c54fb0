"""The hypotheses as a forest: odds ratios with intervals by source and language, with n and adjusted p."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

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
    legend_of_fill,
    legend_of_sources,
    message,
    odds_ticks,
    source_mark,
    write_columns,
)
from intertwine.figures.figure import Figure, labelled, texts_in
from intertwine.measures.validation.records import CORRECTED
from intertwine.results import ALPHA, hypothesis_rows, of_unit, sources_in, with_people
from intertwine.vocabulary import ALL
from intertwine.wording.labels import Labels, Pair
from intertwine.wording.numbers import MISSING, NOT_ADJUSTED, adjusted_probability, interval
from intertwine.wording.sentences import filled, joined
from intertwine.wording.statements import (
    NO_HYPOTHESES,
    NOTHING,
    THESE,
    adjustment_sentence,
    as_people_code_sentence,
    cluster_sentence,
    family_limits_sentence,
    few_clusters_sentence,
    missing_sentence,
    odds_ratio_sentence,
    sizes_sentence,
    unit_sentence,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from intertwine.config import Settings
    from intertwine.results import Results

HEAD, FOOT, ROW = 16.0, 11.0, 4.0
DIAMOND = {"marker": "D", "markersize": 2.6, "markerfacecolor": "white", "markeredgewidth": 0.6}
BESIDE = 0.33
"""How far below its row the odds ratio as people code is drawn, in rows."""
HEADING = 1.5
"""Height of the heading of a hypothesis, in rows."""
LOWEST_ROW = 2.5
NARROWEST_AXIS = 30.0
LIMITS = ("estimate", "low", "high")
FARTHEST = 5
"""Doublings on each side of 1 that the axis may reach."""

WHAT: Pair = ("The hypothesised pairs of codes by source and language.", "各来源与语言中假设的编码对。")
FAMILY: Pair = (
    "The hypotheses of all languages together, in all sources, are the one family that was declared; rows of one "
    "language show whether it holds there too and are not adjusted.",
    "全部语言合并的假设（各来源）是事先声明的唯一检验族；单一语言的各行只示其是否同样成立，不作校正。",
)
TESTED: Pair = ("{tested} of {rows} rows could be tested.", "{rows} 行中有 {tested} 行可检验。")
DIAMONDS: Pair = (
    "Open diamonds: as people code, with the interval and, thinner, that of all of them together.",
    "空心菱形：按人工编码，附区间，细线为全部同时成立的区间。",
)
MARKS: Pair = (
    "Colour and shape: source; filled mark and *: adjusted p < .05; arrow: the interval goes on; –: not adjusted.",
    "颜色与形状表示来源；实心标记与 *：校正后 p < .05；箭头：区间超出坐标轴；–：未作校正。",
)


def hypotheses_figure(results: Results, labels: Labels, settings: Settings) -> Figure:
    """Return the forest of the hypotheses: odds ratios at equal length, one row for each source and language."""
    pairs, corrected = of_unit(results.cooccurrence, settings.primary_unit), results[CORRECTED]
    rows = with_people(shown_rows(pairs, settings.hypotheses), corrected)
    every = with_people(hypothesis_rows(pairs, settings.hypotheses).drop(columns="hypothesis"), corrected)
    return Figure(
        name="hypotheses",
        data=labelled(every, labels),
        caption=hypotheses_caption(rows, corrected["surrogate"].tolist(), settings),
        texts=(*texts_in(rows, "source", "language", "code_a", "code_b"), NOT_ADJUSTED),
        draw=partial(
            draw_hypotheses,
            rows,
            hypotheses=settings.hypotheses,
            unit=settings.primary_unit,
            confidence=settings.confidence,
        ),
    )


def shown_rows(pairs: pd.DataFrame, hypotheses: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Return the rows of the hypotheses; where they do not fit on a page, those of all languages together."""
    rows = hypothesis_rows(pairs, hypotheses)
    if rows.empty or LOWEST_ROW * _heights(rows)[1] <= TALLEST - HEAD - FOOT:
        return rows
    return rows[rows["language"] == ALL].reset_index(drop=True)


def hypotheses_caption(rows: pd.DataFrame, surrogates: Sequence[str], settings: Settings) -> Pair:
    """Return the caption; `rows` are those shown."""
    if rows.empty:
        return NOTHING if settings.hypotheses else NO_HYPOTHESES
    return joined(
        [
            WHAT,
            unit_sentence(settings.primary_unit, settings.reading),
            sizes_sentence(rows, settings.primary_unit, sorted(set(rows["language"]))),
            cluster_sentence(settings),
            odds_ratio_sentence(settings),
            adjustment_sentence(rows),
            FAMILY,
            family_limits_sentence(settings),
            filled(TESTED, tested=int(rows["p"].notna().sum()), rows=len(rows)),
            MARKS,
            *([as_people_code_sentence(surrogates), DIAMONDS] if rows["corrected"].notna().any() else []),
            missing_sentence(settings),
            few_clusters_sentence(rows),
            THESE,
        ]
    )


@dataclass(frozen=True, slots=True)
class _Layout:
    """Places in mm: where rows stand (in rows), how high a row is, and how wide margin and columns are."""

    places: list[float]
    row: float
    margin: float
    widths: list[float]

    def top(self, place: float) -> float:
        return HEAD + self.row * place


def draw_hypotheses(
    rows: pd.DataFrame, look: Look, *, hypotheses: Sequence[tuple[str, str]], unit: str, confidence: float
) -> Canvas:
    """Draw one row for each hypothesis, source and language; a source of one language has one row."""
    if rows.empty:
        return message(look, look.labels.say("nothing" if hypotheses else "no hypotheses"))
    places, height = _heights(rows)
    names = [f"{look.labels.say(row.source)}, {look.labels.say(row.language)}" for row in rows.itertuples()]
    heads, texts = _heads(look.labels, unit, confidence), [_numbers(row) for row in rows.to_dict("records")]
    widths = [max(look.font.width(text, SMALL) for text in column) + 3 for column in zip(heads, *texts, strict=True)]
    margin = 9 + max(look.font.width(name, SMALL) for name in names)
    layout = _Layout(places, min(ROW, (TALLEST - HEAD - FOOT) / height), margin, widths)
    look = look.at_least(margin + NARROWEST_AXIS + 6 + sum(widths))
    sheet = canvas(look, HEAD + FOOT + layout.row * height)
    right = look.width - 2 - sum(widths)
    axes = sheet.axes(margin, HEAD, right - margin - 4, layout.row * height)
    _draw_forest(axes, rows, places, height)
    _write_headings(sheet, look, rows, layout, hypotheses)
    for place, name, row in zip(places, names, texts, strict=True):
        sheet.text(5, layout.top(place), name, size=SMALL)
        color = FAINT if row[0] == MISSING else INK
        write_columns(sheet, row, widths, left=right, top=layout.top(place), color=color)
    write_columns(sheet, heads, widths, left=right, top=HEAD - 4)
    _write_legend(sheet, look, sources_in(rows), corrected=bool(rows["corrected"].notna().any()))
    return sheet


def _heights(rows: pd.DataFrame) -> tuple[list[float], float]:
    """Return the height of each row, with a heading above each hypothesis, and of them all; in rows."""
    headings = (rows["hypothesis"] != rows["hypothesis"].shift()).cumsum()
    places = [number + heading * HEADING + 0.5 for number, heading in enumerate(headings)]
    return places, len(rows) + HEADING * int(headings.max()) + 0.3


def _heads(labels: Labels, unit: str, confidence: float) -> list[str]:
    return [
        labels.say("effect", "\n", confidence=f"{confidence:.0%}"),
        labels.say("adjusted p", "\n"),
        labels.say("units", "\n", unit=unit),
        labels.say("documents", "\n"),
    ]


def _numbers(row: Mapping[Any, Any]) -> list[str]:
    """Return what stands beside a row: effect, adjusted p, units and documents."""
    p_adjusted = float(row["p_adjusted"])
    return [
        interval(*(float(row[name]) for name in LIMITS)),
        adjusted_probability(float(row["p"]), p_adjusted) + ("*" if p_adjusted < ALPHA else ""),
        f"{row['n_units']:,}",
        f"{row['n_documents']:,}",
    ]


def _write_headings(
    sheet: Canvas, look: Look, rows: pd.DataFrame, layout: _Layout, hypotheses: Sequence[tuple[str, str]]
) -> None:
    first = ~rows["hypothesis"].duplicated()
    for place, number in zip(pd.Series(layout.places)[first.to_numpy()], rows.loc[first, "hypothesis"], strict=True):
        code_a, code_b = hypotheses[number]
        top = layout.top(place - 1.05)
        sheet.text(2, top, f"{look.labels.code(code_a)} × {look.labels.code(code_b)}", size=NORMAL)
        if place > 2:
            above = top - 0.85 * layout.row
            sheet.line(2, above, sheet.width - 2, above, color="#d8d8d8")


def _write_legend(sheet: Canvas, look: Look, sources: list[str], *, corrected: bool) -> None:
    legend_of_sources(sheet, look, sources, left=2, top=3.5)
    legend_of_fill(sheet, look, *([f"◇ {look.labels.head('people_code')}"] if corrected else []))
    sheet.text(look.width - 2, sheet.height - 2.5, look.labels.say("odds ratio"), ha="right")


def _draw_forest(axes: Axes, rows: pd.DataFrame, places: Sequence[float], height: float) -> None:
    axes.set_ylim(height, 0)
    axes.set_xscale("log", base=2)
    bare(axes, keep=("bottom",))
    low, high = _powers_of_axis(rows)
    axes.set_xlim(2.0**low, 2.0**high)
    powers = [power for power in range(low, high + 1) if (high - low) <= 6 or power % 2 == 0]
    axes.set_xticks([2.0**power for power in powers], odds_ticks(powers))
    axes.minorticks_off()
    axes.axvline(1, color=INK, linewidth=0.6)
    sources = sources_in(rows)
    for place, row in zip(places, rows.to_dict("records"), strict=True):
        if not math.isnan(row["estimate"]):
            _draw_odds_ratio(axes, row, place, sources.index(str(row["source"])))
        if not math.isnan(row["corrected"]):
            _draw_as_people_code(axes, row, place + BESIDE, sources.index(str(row["source"])))


def _draw_odds_ratio(axes: Axes, row: Mapping[Any, Any], place: float, number: int) -> None:
    """Draw mark and interval of source `number`, and thinner the interval of its family."""
    smallest, largest = axes.get_xlim()
    for low, high, thickness in (("together_low", "together_high", 0.5), ("low", "high", 1.4)):
        if not math.isnan(row[low]):
            _draw_interval(axes, float(row[low]), float(row[high]), place, number, thickness)
    inside = min(max(float(row["estimate"]), smallest), largest)
    fill = {} if float(row["p_adjusted"]) < ALPHA else {"markerfacecolor": "white"}
    axes.plot(inside, place, **{**source_mark(number), **fill}, zorder=3)


def _draw_as_people_code(axes: Axes, row: Mapping[Any, Any], place: float, number: int) -> None:
    """Draw the odds ratio by hand codes as an open diamond, with its interval and that of all of them together."""
    smallest, largest = axes.get_xlim()
    for name, thickness in (("corrected_together", 0.4), ("corrected", 0.8)):
        low, high = float(row[f"{name}_low"]), float(row[f"{name}_high"])
        if not math.isnan(low):
            _draw_interval(axes, low, high, place, number, thickness)
    inside = min(max(float(row["corrected"]), smallest), largest)
    axes.plot(inside, place, **{**source_mark(number), **DIAMOND}, zorder=3)


def _draw_interval(axes: Axes, low: float, high: float, place: float, number: int, thickness: float) -> None:
    """Draw an interval; an arrow where it goes on beyond the axis."""
    smallest, largest = axes.get_xlim()
    colour = COLOURS[number % len(COLOURS)]
    axes.hlines(place, max(low, smallest), min(high, largest), color=colour, linewidth=thickness)
    for beyond, edge, arrow in ((low < smallest, smallest, "<"), (high > largest, largest, ">")):
        if beyond:
            axes.plot(edge, place, marker=arrow, color=colour, markersize=3, clip_on=False)


def _powers_of_axis(rows: pd.DataFrame) -> tuple[int, int]:
    """Return the powers of 2 between which the axis reaches."""
    values = pd.concat([rows[name] for name in (*LIMITS, "together_low", "together_high")])
    values = values[(values > 0) & (values < math.inf)]
    if values.empty:
        return -2, 2
    low, high = math.floor(math.log2(values.min())), math.ceil(math.log2(values.max()))
    return max(min(low, -1), -FARTHEST), min(max(high, 1), FARTHEST)
