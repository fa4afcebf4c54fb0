"""Co-occurrence of all families of codes as a matrix."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from intertwine.figures.canvas import LARGE, NORMAL, Canvas, Look, canvas, message
from intertwine.figures.figure import Figure, labelled, texts_in
from intertwine.figures.heat_map import LEGEND, Grid, draw_cells, heads_of, longest, reach, row_names
from intertwine.figures.odds_ratio_cells import NARROWEST_CELL, cells_sentence, odds_ratio_cells, odds_ratio_scale
from intertwine.results import of_unit, sources_in
from intertwine.vocabulary import ALL
from intertwine.wording.labels import Labels, Pair, top_level
from intertwine.wording.sentences import joined
from intertwine.wording.statements import NOTHING, THESE, cooccurrence_sentences

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results

HEAD = 9.0
"""Room in mm over a panel, for its name."""


def cooccurrence_figure(results: Results, labels: Labels, settings: Settings) -> Figure:
    """Return the matrix of families of codes, a panel for each source, all languages together."""
    pairs = of_unit(results.cooccurrence, settings.primary_unit)
    families = pairs_of_families(pairs)
    return Figure(
        name="cooccurrence",
        data=labelled(families, labels),
        caption=cooccurrence_caption(families, settings),
        texts=texts_in(pairs, "source", "code_a", "code_b"),
        draw=partial(draw_cooccurrence, pairs),
    )


def pairs_of_families(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of codes of the highest level, all languages together."""
    tops = top_level([*pairs["code_a"], *pairs["code_b"]])
    return pairs[(pairs["language"] == ALL) & pairs["code_a"].isin(tops) & pairs["code_b"].isin(tops)]


def cooccurrence_caption(families: pd.DataFrame, settings: Settings) -> Pair:
    """Return the caption; `families` holds the pairs that are shown."""
    if families.empty:
        return NOTHING
    what = (
        "Co-occurrence of families of codes by source, all languages together.",
        "各来源中编码大类的共现，全部语言合并。",
    )
    return joined([what, *cooccurrence_sentences(families, settings), cells_sentence(families), THESE])


@dataclass(frozen=True, slots=True)
class _Panels:
    """How the panels of sources stand: so many beside each other, each with so large cells, in mm."""

    across: int
    margin: float
    width: float
    height: float
    panel: float

    def grid(self, number: int, columns: int) -> Grid:
        left = self.margin + (number % self.across) * (self.width * columns + 4)
        return Grid(left, HEAD + (number // self.across) * self.panel, self.width, self.height)


def draw_cooccurrence(pairs: pd.DataFrame, look: Look) -> Canvas:
    """Draw the families of codes against each other, a panel for each source, all languages together."""
    sources, codes = sources_in(pairs), top_level([*pairs["code_a"], *pairs["code_b"]])
    if len(codes) < 2:
        return message(look, look.labels.say("nothing"))
    rows, columns = codes[1:], codes[:-1]
    asked = [(row, column) for row in rows for column in columns if column < row]
    matrices = [odds_ratio_cells(pairs, source, rows, columns, asked) for source in sources]
    names = [look.labels.code(code) for code in rows]
    margin, across = longest(look, names, NORMAL) + 5, 2 if len(sources) > 1 else 1
    look = look.at_least(margin + across * (NARROWEST_CELL * len(columns) + 4))
    width = min(11.0, (look.width - margin - 4 * across) / across / len(columns))
    feet = heads_of(look, columns, width, NORMAL)
    height = min(7.0, width)
    panels = _Panels(across, margin, width, height, HEAD + height * len(rows) + (longest(look, feet, NORMAL) + 4))
    sheet = canvas(look, panels.panel * math.ceil(len(sources) / across) + LEGEND)
    for number, (source, cells) in enumerate(zip(sources, matrices, strict=True)):
        grid = panels.grid(number, len(columns))
        draw_cells(sheet, look, cells, grid, end=reach(matrices))
        sheet.text(grid.left, grid.top - 4.5, look.labels.say(source), size=LARGE)
        _write_feet(sheet, feet, grid, below=len(rows))
        if number % across == 0:
            row_names(sheet, names, grid)
    odds_ratio_scale(sheet, look, matrices)
    return sheet


def _write_feet(sheet: Canvas, names: Sequence[str], grid: Grid, *, below: int) -> None:
    """Write the names of columns upwards under a matrix of so many rows."""
    top = grid.top + grid.height * below + 1.5
    for number, name in enumerate(names):
        place: dict[str, Any] = {"rotation": 90, "va": "top", "ha": "center", "linespacing": 1.05}
        sheet.text(grid.middle_of_column(number), top, name, **place)
