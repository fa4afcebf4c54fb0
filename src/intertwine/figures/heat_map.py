"""Matrices of effects: colour for a log2 ratio, the number in the cell, grey where there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from intertwine.figures.canvas import FAINT, INK, NORMAL, SMALL, Canvas, Look, bare
from intertwine.figures.font_subset import POINT
from intertwine.wording.numbers import MISSING, signed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

SCALE = "RdBu_r"
LEGEND = 14.0
"""Height in mm of the scale of colours with its notes."""
STEEPEST = 4
ABSENT = "#f2f2f2"
PALE = 0.45
"""Share of its colour that a cell keeps which is not certain."""
NARROWEST_FOR_NUMBERS = 3.6
"""Width in mm below which a cell holds its mark only."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A matrix to draw.

    Attributes
    ----------
    values
        log2 ratios; NaN where there is none.
    texts
        What stands in the cells.
    asked
        Which cells are meant to hold something; others stay empty.
    certain
        Which cells have their full colour; others are pale.
    counts
        What stands in small type under the text.
    """

    values: NDArray[np.float64]
    texts: NDArray[np.object_]
    asked: NDArray[np.bool_]
    certain: NDArray[np.bool_]
    counts: NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a matrix stands on its sheet: the corner at its top left, and the size of a cell, in mm."""

    left: float
    top: float
    width: float
    height: float

    def middle_of_row(self, number: int) -> float:
        """Return the height of the middle of a row."""
        return self.top + (number + 0.5) * self.height

    def middle_of_column(self, number: int) -> float:
        """Return the place of the middle of a column."""
        return self.left + (number + 0.5) * self.width


def reach(matrices: Sequence[Cells]) -> int:
    """Return the end of a scale that holds all values, from 1 to 4 doublings."""
    finite = np.concatenate([np.abs(cells.values[np.isfinite(cells.values)]) for cells in matrices] or [np.zeros(0)])
    return int(min(max(1, math.ceil(finite.max(initial=0.0))), STEEPEST))


def draw_cells(sheet: Canvas, look: Look, cells: Cells, grid: Grid, *, end: int) -> None:
    """Draw a matrix on its grid; colours reach from -`end` to `end`."""
    rows, columns = cells.values.shape
    axes = sheet.axes(grid.left, grid.top, grid.width * columns, grid.height * rows)
    axes.set(xlim=(0, columns), ylim=(rows, 0))
    bare(axes)
    absent = np.isnan(cells.values)
    colours = _colours()(0.5 + 0.5 * np.clip(np.nan_to_num(cells.values), -end, end) / end)
    colours = np.where(cells.certain[..., None], colours, 1 - PALE * (1 - colours))
    known = cells.asked & ~absent
    _boxes(axes, known, facecolors=colours[known], edgecolors="white", linewidths=0.6)
    _boxes(axes, cells.asked & absent, facecolors=ABSENT, edgecolors="white", linewidths=0.6)
    _write_missing(axes, look, cells.asked & absent, grid.width)
    for row, column in np.argwhere(known):
        _write_cell(axes, look, cells, (row, column), grid=grid, color=_ink_on(colours[row, column]))


def _write_cell(axes: Axes, look: Look, cells: Cells, place: tuple[int, int], *, grid: Grid, color: str) -> None:
    row, column = place
    width = grid.width
    text = str(cells.texts[row, column])
    text = text if width >= NARROWEST_FOR_NUMBERS else text.strip("0123456789.∞+−~")
    count = str(cells.counts[row, column]) if width >= NARROWEST_FOR_NUMBERS else ""
    size = SMALL * min(1.0, 0.94 * width / max(look.font.width(text, SMALL), 0.1))
    size = min(size, 0.5 * grid.height / POINT) if count else size
    axes.text(column + 0.5, row + (0.33 if count else 0.52), text, ha="center", va="center", fontsize=size, color=color)
    if count:
        axes.text(column + 0.5, row + 0.79, count, ha="center", va="center", fontsize=0.62 * size, color=color)


def _write_missing(axes: Axes, look: Look, chosen: NDArray[np.bool_], width: float) -> None:
    """Write n/a in the cells that are `chosen`, as one mark: there may be hundreds."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.markers import MarkerStyle
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath

    written = TextPath((0, 0), MISSING, size=10, prop=FontProperties(fname=str(look.font.path)))
    box = written.get_extents()
    middle = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
    mark = MarkerStyle(Path(written.vertices - middle, written.codes))
    points = min(look.font.width(MISSING, SMALL), 0.8 * width) / POINT
    xs, ys = np.argwhere(chosen)[:, ::-1].T + 0.5
    axes.plot(xs, ys, linestyle="none", marker=mark, markersize=points, markeredgewidth=0, color=FAINT)


def _boxes(axes: Axes, chosen: NDArray[np.bool_], **more: Any) -> None:
    """Draw the cells that are `chosen`, as one object."""
    from matplotlib.collections import PolyCollection

    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    boxes = np.argwhere(chosen)[:, None, ::-1] + corners
    if len(boxes):
        axes.add_collection(PolyCollection(list(boxes), **more), autolim=False)


def _colours() -> Colormap:
    from matplotlib import colormaps

    return colormaps[SCALE]


def _ink_on(colour: NDArray[np.float64]) -> str:
    return "white" if float(colour[:3] @ (0.299, 0.587, 0.114)) < 0.5 else INK


def scale_bar(sheet: Canvas, look: Look, *, end: int, name: str, notes: Sequence[str]) -> None:
    """Draw the scale of colours at the foot with its name, and what marks mean, in up to three lines."""
    left, top = 4.0, sheet.height - LEGEND + 3
    axes = sheet.axes(left, top, 34, 2.6)
    axes.imshow(np.linspace(0, 1, 128)[None, :], cmap=SCALE, aspect="auto", extent=(-end, end, 0, 1))
    bare(axes, keep=("bottom",))
    ticks = range(-end, end + 1, 1 if end < 3 else 2 if end == 4 else 3)
    axes.set_xticks(list(ticks), [signed(tick, 0) if tick else "0" for tick in ticks])
    sheet.text(left + 42, top + 1.3, name, size=NORMAL)
    place = left + 42 + look.font.width(name, NORMAL) + 5
    for note in notes:
        needed = look.font.width(note, SMALL) + 5
        if place + needed > sheet.width:
            place, top = left + 42, top + 3.6
        sheet.text(place, top + 1.3, note, size=SMALL)
        place += needed


def column_heads(sheet: Canvas, names: Sequence[str], grid: Grid, *, size: float = SMALL) -> None:
    """Write names upwards over the columns of a matrix."""
    for number, name in enumerate(names):
        place = {"rotation": 90, "va": "bottom", "ha": "center", "linespacing": 1.05}
        sheet.text(grid.middle_of_column(number), grid.top - 1, name, size=size, **place)


def row_names(sheet: Canvas, names: Sequence[str], grid: Grid, *, size: float = NORMAL) -> None:
    """Write names before the rows of a matrix."""
    for number, name in enumerate(names):
        sheet.text(grid.left - 1.5, grid.middle_of_row(number), name, size=size, ha="right")


def heads_of(look: Look, codes: Sequence[str], width: float, size: float = SMALL) -> list[str]:
    """Return the labels of codes to stand over columns: in two lines where a column is `width` mm wide enough."""
    between = "\n" if width > 3 * size * POINT else " "
    return [look.labels.code(code, between) for code in codes]


def longest(look: Look, names: Sequence[str], size: float = SMALL) -> float:
    """Return the width in mm of the longest name."""
    return max((look.font.width(name, size) for name in names), default=0.0)
