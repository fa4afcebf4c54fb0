"""Co-occurrence as matrices: all families of codes, and the leaves of the families that the hypotheses name."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from intertwine.figures.canvas import (
    LARGE,
    NORMAL,
    SMALL,
    TALLEST,
    Canvas,
    Look,
    canvas,
    message,
)
from intertwine.figures.heat_map import (
    LEGEND,
    Cells,
    cell_text,
    column_heads,
    draw_cells,
    heads_of,
    longest,
    reach,
    scale_bar,
)
from intertwine.results import ALL, is_below, log2_or_nan, pairs_table, sources_in
from intertwine.wording.labels import in_tree_order, leaves, top_level
from intertwine.wording.numbers import MISSING, short_ratio

Pairs = Sequence[tuple[str, str]]
NARROWEST_CELL = 2.6
"""Width in mm that leaves room for the names of columns."""


def cells_of(
    cooccurrence: pd.DataFrame, source: str, rows: Sequence[str], columns: Sequence[str], asked: Pairs
) -> Cells:
    """Return the odds ratios of one source as a matrix; only `asked` cells hold something."""
    wanted = pd.MultiIndex.from_product([[source], [ALL], rows, columns])
    of_source = (cooccurrence["source"] == source) & (cooccurrence["language"] == ALL)
    found = pairs_table(cooccurrence[of_source])[["estimate", "p_adjusted"]].reindex(wanted)
    values = log2_or_nan(found["estimate"]).to_numpy().reshape(len(rows), len(columns))
    marks = np.where(is_below(found["p_adjusted"]), "*", "")
    said = [
        cell_text(short_ratio(value), mark) if not math.isnan(value) else MISSING
        for value, mark in zip(found["estimate"], marks, strict=True)
    ]
    wanted_cells = set(asked)
    mask = np.array([[(row, column) in wanted_cells for column in columns] for row in rows], dtype=np.bool_)
    return Cells(values, np.array(said, dtype=object).reshape(values.shape), mask.reshape(values.shape))


def cooccurrence_figure(cooccurrence: pd.DataFrame, look: Look) -> Canvas:
    """Draw the families of codes against each other, a panel for each source, all languages together."""
    sources, codes = sources_in(cooccurrence), top_level([*cooccurrence["code_a"], *cooccurrence["code_b"]])
    if len(codes) < 2:
        return message(look, look.labels.say("nothing"))
    rows, columns = codes[1:], codes[:-1]
    asked = [(row, column) for row in rows for column in columns if column < row]
    matrices = [cells_of(cooccurrence, source, rows, columns, asked) for source in sources]
    row_names = [look.labels.code(code) for code in rows]
    margin, across = longest(look, row_names, NORMAL) + 5, 2 if len(sources) > 1 else 1
    look = look.at_least(margin + across * (NARROWEST_CELL * len(columns) + 4))
    width = min(11.0, (look.width - margin - 4 * across) / across / len(columns))
    column_names = heads_of(look, columns, width, NORMAL)
    height, foot = min(7.0, width), longest(look, column_names, NORMAL) + 4
    panel = 9 + height * len(rows) + foot
    sheet = canvas(look, panel * math.ceil(len(sources) / across) + LEGEND)
    for number, (source, cells) in enumerate(zip(sources, matrices, strict=True)):
        left = margin + (number % across) * (width * len(columns) + 4)
        top = 9 + (number // across) * panel
        draw_cells(sheet, look, cells, left=left, top=top, width=width, height=height, end=reach(matrices))
        sheet.text(left, top - 4.5, look.labels.say(source), size=LARGE)
        _feet(sheet, column_names, left=left, top=top + height * len(rows), width=width)
        if number % across == 0:
            _row_names(sheet, row_names, right=left, top=top, height=height)
    _scale(sheet, look, matrices, top=sheet.height - LEGEND + 3)
    return sheet


def pairs_figure(cooccurrence: pd.DataFrame, look: Look, *, hypotheses: Pairs) -> Canvas:
    """Draw the leaves of the first code of each hypothesis against those of the second, a panel for each source."""
    paths = [*look.labels.codes, *cooccurrence["code_a"], *cooccurrence["code_b"]]
    rows, columns, asked = hypothesis_leaves(paths, hypotheses)
    if not asked:
        return message(look, look.labels.say("no hypotheses"))
    sources = sources_in(cooccurrence)
    matrices = [cells_of(cooccurrence, source, rows, columns, asked) for source in sources]
    row_names = [look.labels.code(code) for code in rows]
    margin = longest(look, row_names) + 5
    look = look.at_least(margin + 3 + NARROWEST_CELL * len(columns))
    width = min(9.0, (look.width - margin - 3) / len(columns))
    column_names = heads_of(look, columns, width)
    head = longest(look, column_names) + 11
    height = min(4.6, (TALLEST - head - LEGEND - 7 * len(sources)) / (len(sources) * len(rows)))
    sheet = canvas(look, head + LEGEND + len(sources) * (7 + height * len(rows)))
    _families(sheet, look, columns, left=margin, width=width)
    column_heads(sheet, column_names, left=margin, bottom=head, width=width)
    top = head
    for source, cells in zip(sources, matrices, strict=True):
        sheet.text(2, top + 3, look.labels.say(source), size=LARGE)
        top += 6
        draw_cells(sheet, look, cells, left=margin, top=top, width=width, height=height, end=reach(matrices))
        _row_names(sheet, row_names, right=margin, top=top, height=height, size=SMALL)
        _rules(sheet, rows, columns, left=margin, top=top, width=width, height=height)
        top += height * len(rows) + 1
    _scale(sheet, look, matrices, top=sheet.height - LEGEND + 3)
    return sheet


def hypothesis_leaves(paths: Sequence[str], hypotheses: Pairs) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Return the leaves under the first codes, those under the second codes, and the pairs to show.

    >>> hypothesis_leaves(["a", "a.x", "b", "b.y", "b.z"], [("a", "b")])
    (['a.x'], ['b.y', 'b.z'], [('a.x', 'b.y'), ('a.x', 'b.z')])
    """
    asked = [
        (row, column)
        for first, second in hypotheses
        for row in leaves([*paths, first], first)
        for column in leaves([*paths, second], second)
    ]
    rows, columns = in_tree_order(row for row, _ in asked), in_tree_order(column for _, column in asked)
    return rows, columns, asked


def _row_names(
    sheet: Canvas, names: Sequence[str], *, right: float, top: float, height: float, size: float = NORMAL
) -> None:
    for number, name in enumerate(names):
        sheet.text(right - 1.5, top + (number + 0.5) * height, name, size=size, ha="right")


def _feet(sheet: Canvas, names: Sequence[str], *, left: float, top: float, width: float) -> None:
    for number, name in enumerate(names):
        sheet.text(left + (number + 0.5) * width, top + 1.5, name, rotation=90, va="top", ha="center", linespacing=1.05)


def _runs(codes: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return each family with its first place and the place after its last."""
    families = [code.partition(".")[0] for code in codes]
    starts = [place for place, family in enumerate(families) if place == 0 or family != families[place - 1]]
    return [(families[start], start, end) for start, end in zip(starts, [*starts[1:], len(codes)], strict=True)]


def _families(sheet: Canvas, look: Look, columns: Sequence[str], *, left: float, width: float) -> None:
    for family, start, end in _runs(columns):
        name = look.labels.code(family)
        if look.font.width(name, NORMAL) > (end - start) * width:
            name = look.labels.code(family, "\n")
        sheet.text(left + (start + end) / 2 * width, 4.2, name, ha="center", size=NORMAL)
        sheet.line(left + start * width + 0.7, 8.0, left + end * width - 0.7, 8.0)


def _rules(
    sheet: Canvas, rows: Sequence[str], columns: Sequence[str], *, left: float, top: float, width: float, height: float
) -> None:
    for _, start, _ in _runs(rows)[1:]:
        sheet.line(left - 3, top + start * height, left + len(columns) * width, top + start * height)
    for _, start, _ in _runs(columns)[1:]:
        sheet.line(left + start * width, top, left + start * width, top + len(rows) * height)


def _scale(sheet: Canvas, look: Look, matrices: Sequence[Cells], *, top: float) -> None:
    notes = [f"* {look.labels.say('below .05')}", f"{MISSING}: {look.labels.say('too small')}"]
    scale_bar(sheet, look, left=4, top=top, end=reach(matrices), name=look.labels.say("log2 odds ratio"), notes=notes)
