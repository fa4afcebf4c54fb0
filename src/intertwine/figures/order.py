"""Which comes first: the share of events in which the first code leads, measure by measure and document by document."""

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
    legend_of_sources,
    message,
    source_mark,
    write_columns,
    write_wrapped,
)
from intertwine.figures.figure import Figure, labelled, texts_in
from intertwine.measures.order.order import MEASURES
from intertwine.measures.order.records import ORDER, ORDER_DOCUMENTS
from intertwine.results import ALPHA, of_reading, rows_by, sources_in
from intertwine.vocabulary import ALL
from intertwine.wording.labels import Labels, Pair
from intertwine.wording.numbers import MISSING, probability, share
from intertwine.wording.sentences import joined
from intertwine.wording.statements import NOTHING, THESE, cluster_sentence, seed_of, sign_test_sentence

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from intertwine.config import Settings
    from intertwine.results import Results

HEAD, FOOT, TITLE, ROW, GAP = 14.0, 12.0, 6.0, 3.4, 3.0
FOREST = 24.0
"""Width in mm of the documents one by one."""
NO_ORDERS: Pair = (
    "No ordered pairs are declared in the settings, so there is nothing to show here.",
    "设置中未声明有序编码对，故无可展示。",
)
WHAT: Pair = ("Which of two codes comes first.", "两个编码孰先孰后。")
MEASURE: Pair = (
    "Share of events in which the first code comes first: the first span in turns that begin with one of the two and "
    "end with the other; neighbouring spans with a justifying cue between them; sentences one to three further on in "
    "what one speaker says without a question between (in prose, in one paragraph); the first mention in documents "
    "that begin with one and end with the other, which may be what was asked first.",
    "前一编码在先的事件比例：始于其一、终于另一的话轮中首个片段；其间有理由提示词的相邻片段；"
    "同一说话人不间断话语（散文为同一段落）中后一至三句；始于其一、终于另一的文档中的首次提及（可能只是先被问及者）。",
)
UNIT: Pair = (
    "Unit: turn, pair of neighbouring spans, pair of sentences, or document; n by row: events / documents.",
    "单位：话轮、相邻片段对、句对或文档；n 见各行：事件 / 文档。",
)
BY_CHANCE: Pair = (
    "By chance: one half, however frequent each code is and however its uses clump.",
    "随机时：一半，无论各编码多常见、其使用是否成串。",
)
ADJUSTED: Pair = (
    "p adjusted by Holm over measures, pairs and sources. Order is neither association nor justification.",
    "p 值对各测量、编码对与来源一并作 Holm 校正。先后既非关联，也非理由。",
)


def order_figure(results: Results, labels: Labels, settings: Settings) -> Figure:
    """Return which code of each ordered pair comes first, by measure and source, and document by document."""
    order = of_reading(results[ORDER], settings.reading)
    return Figure(
        name="order",
        data=labelled(order, labels),
        caption=order_caption(order, settings),
        texts=texts_in(order, "source", "measure", "code_a", "code_b"),
        draw=partial(draw_order, order, results[ORDER_DOCUMENTS], pairs=settings.orders),
    )


def order_caption(order: pd.DataFrame, settings: Settings) -> Pair:
    """Return the caption of the figure of order."""
    if not settings.orders:
        return NO_ORDERS
    if order.empty:
        return NOTHING
    intervals = sign_test_sentence(settings, seed_of(order))
    return joined([WHAT, MEASURE, UNIT, BY_CHANCE, ADJUSTED, cluster_sentence(settings), intervals, THESE])


@dataclass(frozen=True, slots=True)
class _Layout:
    """Places in mm: margin, columns and width of the measures, and by how much rows are flattened to fit a page."""

    margin: float
    columns: list[float]
    width: float
    squeeze: float


def draw_order(order: pd.DataFrame, documents: pd.DataFrame, look: Look, *, pairs: Sequence[tuple[str, str]]) -> Canvas:
    """Draw for each ordered pair the measures with their intervals, and beside them the documents one by one."""
    whole = order[order["language"] == ALL]
    if not pairs or whole.empty:
        return message(look, look.labels.say("nothing" if pairs else "no orders"))
    sources = sources_in(whole)
    margin = 5 + max(look.font.width(look.labels.say(name), SMALL) for name in MEASURES)
    columns = _widths_of_columns(look)
    look = look.at_least(margin + 24 + sum(columns) + FOREST + 8)
    rows = ROW * (len(MEASURES) * len(sources))
    block = TITLE + rows + GAP
    squeeze = min(1.0, (TALLEST - HEAD - FOOT) / (block * len(pairs)))
    layout = _Layout(margin, columns, look.width - margin - sum(columns) - FOREST - 8, squeeze)
    sheet = canvas(look, HEAD + FOOT + block * len(pairs) * squeeze)
    legend_of_sources(sheet, look, sources, left=2, top=3.5)
    _write_heads(sheet, look, layout)
    for number, pair in enumerate(pairs):
        top = HEAD + number * block * squeeze
        first, second = (look.labels.code(code) for code in pair)
        sheet.text(2, top + 2.5 * squeeze, f"{first} → {second}", size=NORMAL)
        top, of_pair = top + TITLE * squeeze, whole[_is_pair(whole, pair)]
        _write_measures(sheet, look, of_pair, sources, layout, top=top)
        _draw_measures(sheet.axes(margin, top, layout.width, rows * squeeze), of_pair, sources)
        beside = sheet.axes(look.width - FOREST - 3, top, FOREST, rows * squeeze)
        _draw_documents(beside, documents[_is_pair(documents, pair)], sources)
    write_wrapped(sheet, look, look.labels.say("half by chance"), top=sheet.height - FOOT + 5)
    return sheet


def _is_pair(frame: pd.DataFrame, pair: tuple[str, str]) -> pd.Series:
    return (frame["code_a"] == pair[0]) & (frame["code_b"] == pair[1])


def _widths_of_columns(look: Look) -> list[float]:
    def widest(*texts: str) -> float:
        return max(look.font.width(text, SMALL) for text in texts)

    return [
        4 + widest("100% [100%, 100%]", look.labels.say("a first", "\n")),
        5 + widest("< .001*", look.labels.say("adjusted p", "\n")),
        4 + widest("1,000 / 100", look.labels.say("n events", "\n")),
    ]


def _write_heads(sheet: Canvas, look: Look, layout: _Layout) -> None:
    heads = [look.labels.say(name, "\n") for name in ("a first", "adjusted p", "n events")]
    write_columns(sheet, heads, layout.columns, left=layout.margin + layout.width, top=8.5)
    sheet.text(look.width - 3, 8.5, look.labels.say("by document", "\n"), size=SMALL, ha="right")


def _write_measures(
    sheet: Canvas, look: Look, rows: pd.DataFrame, sources: list[str], layout: _Layout, *, top: float
) -> None:
    """Write the name of each measure, and line by line what was found by source."""
    by_source, height = rows_by(rows, "measure", "source"), ROW * layout.squeeze
    right = layout.margin + layout.width
    for place, measure in enumerate(MEASURES):
        middle = top + height * len(sources) * (place + 0.5)
        sheet.text(layout.margin - 3, middle, look.labels.say(measure), size=SMALL, ha="right")
        for number, source in enumerate(sources):
            texts = _numbers(by_source.get((measure, source)))
            line = top + height * (place * len(sources) + number + 0.5)
            color = FAINT if texts[0] == MISSING else INK
            write_columns(sheet, texts, layout.columns, left=right, top=line, color=color)


def _numbers(row: Mapping[str, Any] | None) -> list[str]:
    """Return what stands beside a measure: its share with the interval, adjusted p, and n."""
    if row is None:
        return [MISSING, MISSING, ""]
    p_adjusted = float(row["p_adjusted"])
    p = probability(p_adjusted) + ("*" if p_adjusted < ALPHA else "")
    n = f"{row['n_units']:,} / {row['n_documents']:,}"
    if math.isnan(row["estimate"]):
        return [MISSING, p, n]
    ends = MISSING if math.isnan(row["low"]) else f"{share(float(row['low']), 0)}, {share(float(row['high']), 0)}"
    return [f"{share(float(row['estimate']), 0)} [{ends}]", p, n]


def _draw_measures(axes: Axes, rows: pd.DataFrame, sources: list[str]) -> None:
    axes.set(xlim=(-2, 102), ylim=(len(MEASURES) * len(sources), 0))
    bare(axes, keep=("bottom",))
    axes.axvline(50, color=INK, linewidth=0.5)
    axes.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100%"])
    by_source = rows_by(rows, "measure", "source")
    for line, place in enumerate((measure, source) for measure in MEASURES for source in sources):
        if place in by_source and not math.isnan(by_source[place]["estimate"]):
            _draw_share(axes, by_source[place], line + 0.5, sources.index(place[1]))


def _draw_share(axes: Axes, row: Mapping[str, Any], line: float, number: int) -> None:
    """Draw the share of source `number` with its interval."""
    estimate, low, high = (100 * float(row[name]) for name in ("estimate", "low", "high"))
    if not math.isnan(low):
        axes.hlines(line, low, high, color=COLOURS[number % len(COLOURS)], linewidth=1)
    fill = {} if float(row["p_adjusted"]) < ALPHA else {"markerfacecolor": "white"}
    axes.plot(estimate, line, **{**source_mark(number), **fill}, zorder=3)


def _draw_documents(axes: Axes, documents: pd.DataFrame, sources: list[str]) -> None:
    """Draw for each document how much oftener the first code leads than the second, fewest first."""
    rank = documents["source"].map({name: number for number, name in enumerate(sources)})
    ordered = documents.assign(lead=2 * documents["a_first"] - documents["n"], rank=rank)
    ordered = ordered.sort_values(["rank", "lead", "document_id"], kind="stable")
    axes.set_ylim(max(len(ordered), 1), 0)
    bare(axes, keep=("bottom",))
    axes.axvline(0, color=INK, linewidth=0.5)
    end = max(3, int(ordered["lead"].abs().max()) if len(ordered) else 3)
    axes.set_xlim(-end - 0.5, end + 0.5)
    axes.set_xticks([-end, 0, end], [f"−{end}", "0", f"+{end}"])
    for place, row in enumerate(ordered.to_dict("records")):
        colour, lead = COLOURS[int(row["rank"]) % len(COLOURS)], float(row["lead"])
        axes.hlines(place + 0.5, 0, lead, color=colour, linewidth=1)
        axes.plot(lead, place + 0.5, "o", color=colour, markersize=2)
