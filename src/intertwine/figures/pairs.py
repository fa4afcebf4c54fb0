"""Co-occurrence inside the hypothesised pairs: the codes under the first of a pair against those under the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.figures.canvas import LARGE, NORMAL, SMALL, TALLEST, Canvas, Look, canvas, message
from intertwine.figures.figure import Figure, labelled, texts_in
from intertwine.figures.heat_map import (
    LEGEND,
    Grid,
    column_heads,
    draw_cells,
    heads_of,
    longest,
    reach,
    row_names,
)
from intertwine.figures.odds_ratio_cells import (
    NARROWEST_CELL,
    Pairs,
    cells_sentence,
    odds_ratio_cells,
    odds_ratio_scale,
)
from intertwine.results import of_unit, sources_in
from intertwine.vocabulary import ALL
from intertwine.wording.labels import Labels, Pair, in_tree_order, leaves
from intertwine.wording.sentences import joined
from intertwine.wording.statements import NO_HYPOTHESES, NOTHING, THESE, cooccurrence_sentences

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results

TITLE = 6.0
"""Room in mm over a panel, for its name."""
WHAT: Pair = (
    "Which codes meet inside the hypothesised pairs of families, by source, all languages together.",
    "假设所涉大类之下，哪些编码彼此共现（按来源，全部语言合并）。",
)
ROWS: Pair = (
    "Rows: codes under the first of a pair; columns: codes under the second; blank: not a declared pair.",
    "行：编码对中前者的下级；列：后者的下级；空白：未声明的编码对。",
)
EXPLORED: Pair = (
    "These pairs are explored; only the pairs of families were declared before looking.",
    "这些编码对属于探索；事先声明的只有大类之间的编码对。",
)


def pairs_figure(results: Results, labels: Labels, settings: Settings) -> Figure:
    """Return the matrix of the codes under the hypotheses, a panel for each source, all languages together."""
    pairs = of_unit(results.cooccurrence, settings.primary_unit)
    asked = leaf_pairs([*labels.codes, *pairs["code_a"], *pairs["code_b"]], settings.hypotheses)
    shown = _pairs_among(pairs[pairs["language"] == ALL], asked)
    return Figure(
        name="pairs",
        data=labelled(shown, labels),
        caption=pairs_caption(shown, settings),
        texts=texts_in(pairs, "source", "code_a", "code_b"),
        draw=partial(draw_pairs, pairs, asked),
    )


def leaf_pairs(paths: Sequence[str], hypotheses: Pairs) -> list[tuple[str, str]]:
    """Return the pairs of a leaf under the first code of a hypothesis and a leaf under its second.

    >>> leaf_pairs(["a", "a.x", "b", "b.y", "b.z"], [("a", "b")])
    [('a.x', 'b.y'), ('a.x', 'b.z')]
    """
    return [
        (row, column)
        for first, second in hypotheses
        for row in leaves([*paths, first], first)
        for column in leaves([*paths, second], second)
    ]


def _pairs_among(pairs: pd.DataFrame, asked: Pairs) -> pd.DataFrame:
    wanted = {tuple(sorted(pair)) for pair in asked}
    inside = [pair in wanted for pair in zip(pairs["code_a"], pairs["code_b"], strict=True)]
    return pairs[pd.Series(inside, index=pairs.index, dtype=bool)]


def pairs_caption(shown: pd.DataFrame, settings: Settings) -> Pair:
    """Return the caption; `shown` holds the pairs that are shown."""
    if not settings.hypotheses:
        return NO_HYPOTHESES
    if shown.empty:
        return NOTHING
    return joined([WHAT, ROWS, *cooccurrence_sentences(shown, settings), cells_sentence(shown), EXPLORED, THESE])


def draw_pairs(pairs: pd.DataFrame, asked: Pairs, look: Look) -> Canvas:
    """Draw the leaves of the first code of each hypothesis against those of the second, a panel for each source."""
    sources = sources_in(pairs)
    if not asked or not sources:
        return message(look, look.labels.say("nothing" if asked else "no hypotheses"))
    rows, columns = in_tree_order(row for row, _ in asked), in_tree_order(column for _, column in asked)
    matrices = [odds_ratio_cells(pairs, source, rows, columns, asked) for source in sources]
    names = [look.labels.code(code) for code in rows]
    margin = longest(look, names) + 5
    look = look.at_least(margin + 3 + NARROWEST_CELL * len(columns))
    width = min(9.0, (look.width - margin - 3) / len(columns))
    heads = heads_of(look, columns, width)
    head = longest(look, heads) + 11
    height = min(4.6, (TALLEST - head - LEGEND - 7 * len(sources)) / (len(sources) * len(rows)))
    sheet = canvas(look, head + LEGEND + len(sources) * (7 + height * len(rows)))
    grid = Grid(margin, head, width, height)
    _write_families(sheet, look, columns, grid)
    column_heads(sheet, heads, grid)
    for source, cells in zip(sources, matrices, strict=True):
        sheet.text(2, grid.top + 3, look.labels.say(source), size=LARGE)
        grid = replace(grid, top=grid.top + TITLE)
        draw_cells(sheet, look, cells, grid, end=reach(matrices))
        row_names(sheet, names, grid, size=SMALL)
        _rule_families(sheet, rows, columns, grid)
        grid = replace(grid, top=grid.top + (height * len(rows) + 1))
    odds_ratio_scale(sheet, look, matrices)
    return sheet


def _runs_of_families(codes: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return each family with its first place and the place after its last."""
    families = [code.partition(".")[0] for code in codes]
    starts = [place for place, family in enumerate(families) if place == 0 or family != families[place - 1]]
    return [(families[start], start, end) for start, end in zip(starts, [*starts[1:], len(codes)], strict=True)]


def _write_families(sheet: Canvas, look: Look, columns: Sequence[str], grid: Grid) -> None:
    """Write the families over their columns, each over a line."""
    left, width = grid.left, grid.width
    for family, start, end in _runs_of_families(columns):
        fits = look.font.width(look.labels.code(family), NORMAL) <= (end - start) * width
        name = look.labels.code(family, " " if fits else "\n")
        sheet.text(left + (start + end) / 2 * width, 4.2, name, ha="center", size=NORMAL)
        sheet.line(left + start * width + 0.7, 8.0, left + end * width - 0.7, 8.0)


def _rule_families(sheet: Canvas, rows: Sequence[str], columns: Sequence[str], grid: Grid) -> None:
    """Draw lines between families of codes."""
    right, bottom = grid.left + len(columns) * grid.width, grid.top + len(rows) * grid.height
    for _, start, _ in _runs_of_families(rows)[1:]:
        sheet.line(grid.left - 3, grid.top + start * grid.height, right, grid.top + start * grid.height)
    for _, start, _ in _runs_of_families(columns)[1:]:
        sheet.line(grid.left + start * grid.width, grid.top, grid.left + start * grid.width, bottom)
