"""Which comes first: the share of events in which the first code leads, measure by measure and document by document."""

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
from intertwine.results import ALL, ALPHA, rows_by, sources_in
from intertwine.wording.numbers import MISSING, probability, share

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEAD, FOOT, TITLE, ROW, GAP = 14.0, 12.0, 6.0, 3.4, 3.0
FORESTED = "adjacent spans"


def order_figure(
    order: pd.DataFrame,
    documents: pd.DataFrame,
    look: Look,
    *,
    pairs: Sequence[tuple[str, str]],
    measures: Sequence[str],
) -> Canvas:
    """Draw for each ordered pair the measures with their intervals, and beside them the documents one by one."""
    whole = order[order["language"] == ALL]
    if not pairs or whole.empty:
        return message(look, look.labels.say("no orders"))
    sources = sources_in(whole)
    rows = len(measures) * len(sources)
    margin = 5 + max(look.font.width(look.labels.say(name), SMALL) for name in measures)
    columns = [
        4 + max(look.font.width(text, SMALL) for text in ("100% [100%, 100%]", look.labels.say("a first", "\n"))),
        5 + max(look.font.width(text, SMALL) for text in ("< .001*", look.labels.say("adjusted p", "\n"))),
        4 + max(look.font.width("1,000 / 100", SMALL), look.font.width(look.labels.say("n events", "\n"), SMALL)),
    ]
    forest = 24.0
    look = look.at_least(margin + 24 + sum(columns) + forest + 8)
    block = TITLE + ROW * rows + GAP
    height = HEAD + FOOT + block * len(pairs)
    squeeze = min(1.0, (TALLEST - HEAD - FOOT) / (block * len(pairs)))
    sheet = canvas(look, HEAD + FOOT + block * len(pairs) * squeeze if squeeze < 1 else height)
    width = look.width - margin - sum(columns) - forest - 8
    legend_of_sources(sheet, look, sources, left=2, top=3.5)
    heads = [look.labels.say(name, "\n") for name in ("a first", "adjusted p", "n events")]
    edge = margin + width
    for head, column in zip(heads, columns, strict=True):
        edge += column
        sheet.text(edge, 8.5, head, size=SMALL, ha="right")
    sheet.text(look.width - 3, 8.5, look.labels.say("by document", "\n"), size=SMALL, ha="right")
    for number, pair in enumerate(pairs):
        top = HEAD + number * block * squeeze
        first, second = (look.labels.code(code) for code in pair)
        sheet.text(2, top + 2.5 * squeeze, f"{first} → {second}", size=NORMAL)
        found = whole[(whole["code_a"] == pair[0]) & (whole["code_b"] == pair[1])]
        axes = sheet.axes(margin, top + TITLE * squeeze, width, ROW * rows * squeeze)
        _measures(
            sheet, axes, look, found, measures, sources, columns, margin, width, top + TITLE * squeeze, ROW * squeeze
        )
        beside = sheet.axes(look.width - forest - 3, top + TITLE * squeeze, forest, ROW * rows * squeeze)
        mine = (documents["code_a"] == pair[0]) & (documents["code_b"] == pair[1]) & (documents["measure"] == FORESTED)
        _forest(beside, documents[mine], sources)
    for line, text in enumerate(look.font.wrapped(look.labels.say("expected tick"), SMALL, look.width - 4).split("\n")):
        sheet.text(2, sheet.height - FOOT + 5 + 2.8 * line, text, size=SMALL)
    return sheet


def _measures(
    sheet: Canvas, axes: Axes, look: Look, found: pd.DataFrame, measures: Sequence[str], sources: list[str],
    columns: Sequence[float], margin: float, width: float, top: float, row: float,
) -> None:  # fmt: skip
    axes.set(xlim=(-2, 102), ylim=(len(measures) * len(sources), 0))
    bare(axes, keep=("bottom",))
    axes.axvline(50, color=INK, linewidth=0.5)
    axes.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100%"])
    by = rows_by(found, "measure", "source")
    for place, measure in enumerate(measures):
        sheet.text(
            margin - 3, top + row * len(sources) * (place + 0.5), look.labels.say(measure), size=SMALL, ha="right"
        )
        for number, source in enumerate(sources):
            line = place * len(sources) + number + 0.5
            one = by[measure, source]
            height = top + row * line
            estimate, low, high = (float(one[name]) for name in ("estimate", "low", "high"))
            below = float(one["p_adjusted"]) < ALPHA
            said = (
                MISSING
                if math.isnan(estimate)
                else (f"{share(estimate, 0)} [{MISSING if math.isnan(low) else f'{share(low, 0)}, {share(high, 0)}'}]")
            )
            p = probability(float(one["p_adjusted"])) + ("*" if below else "")
            edge = margin + width
            for text, column in zip((said, p, f"{one['n_units']:,} / {one['n_documents']:,}"), columns, strict=True):
                edge += column
                sheet.text(edge, height, text, size=SMALL, ha="right", color=FAINT if said == MISSING else INK)
            if math.isnan(estimate):
                continue
            colour = COLOURS[number % len(COLOURS)]
            if not math.isnan(low):
                axes.hlines(line, 100 * low, 100 * high, color=colour, linewidth=1)
            expected = 100 * float(one["expected"])
            axes.plot([expected, expected], [line - 0.35, line + 0.35], color=FAINT, linewidth=1)
            filled = {} if below else {"markerfacecolor": "white"}
            axes.plot(100 * estimate, line, **{**source_mark(number), **filled}, zorder=3)


def _forest(axes: Axes, documents: pd.DataFrame, sources: list[str]) -> None:
    """Draw for each document how much oftener the first code leads than the second, fewest first."""
    ordered = documents.assign(lead=2 * documents["a_first"] - documents["n"])
    rank = ordered["source"].map({name: number for number, name in enumerate(sources)})
    ordered = (
        ordered.assign(rank=rank).sort_values(["rank", "lead", "document_id"], kind="stable").reset_index(drop=True)
    )
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
