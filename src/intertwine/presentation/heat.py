"""Matrices of effects: colour for a log2 ratio, the number in the cell, a stroke where there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from intertwine.presentation.fonts import POINT
from intertwine.presentation.numbers import MISSING, signed
from intertwine.presentation.style import FAINT, INK, NORMAL, SMALL, Canvas, Look, bare

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

SCALE = "RdBu_r"
LEGEND = 12.0
"""Height in mm of the scale of colours with its notes."""
STEEPEST = 4
ABSENT = "#f2f2f2"
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
    """

    values: NDArray[np.float64]
    texts: NDArray[np.object_]
    asked: NDArray[np.bool_]


def reach(matrices: Sequence[Cells]) -> int:
    """Return the end of a scale that holds all values, from 1 to 4 doublings."""
    finite = np.concatenate([np.abs(cells.values[np.isfinite(cells.values)]) for cells in matrices] or [np.zeros(0)])
    return int(min(max(1, math.ceil(finite.max(initial=0.0))), STEEPEST))


def draw_cells(
    sheet: Canvas, look: Look, cells: Cells, *, left: float, top: float, width: float, height: float, end: int
) -> None:
    """Draw a matrix whose cells are `width` by `height` mm each; colours reach from -`end` to `end`."""
    rows, columns = cells.values.shape
    axes = sheet.axes(left, top, width * columns, height * rows)
    axes.set(xlim=(0, columns), ylim=(rows, 0))
    bare(axes)
    absent = np.isnan(cells.values)
    colours = _scale()(0.5 + 0.5 * np.clip(np.nan_to_num(cells.values), -end, end) / end)
    _boxes(axes, cells.asked & ~absent, facecolors=colours[cells.asked & ~absent], edgecolors="white", linewidths=0.6)
    _boxes(axes, cells.asked & absent, facecolors=ABSENT, edgecolors="white", linewidths=0.6)
    _strokes(axes, cells.asked & absent)
    for row, column in np.argwhere(cells.asked):
        text = str(cells.texts[row, column])
        if width < NARROWEST_FOR_NUMBERS:
            text = "" if absent[row, column] else text.strip("0123456789.∞+−")
        size = SMALL * min(1.0, 0.94 * width / max(look.font.width(text, SMALL), 0.1))
        color = FAINT if absent[row, column] else _on(colours[row, column])
        axes.text(column + 0.5, row + 0.52, text, ha="center", va="center", fontsize=size, color=color)


def _boxes(axes: Axes, chosen: NDArray[np.bool_], **more: Any) -> None:
    """Draw the cells that are `chosen`, as one object."""
    from matplotlib.collections import PolyCollection

    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    boxes = np.argwhere(chosen)[:, None, ::-1] + corners
    if len(boxes):
        axes.add_collection(PolyCollection(list(boxes), **more), autolim=False)


def _strokes(axes: Axes, chosen: NDArray[np.bool_]) -> None:
    """Draw a stroke through the cells that are `chosen`: they are told from pale colours in grey too."""
    from matplotlib.collections import LineCollection

    strokes = np.argwhere(chosen)[:, None, ::-1] + np.array([[0.06, 0.94], [0.94, 0.06]])
    axes.add_collection(LineCollection(list(strokes), colors="#d2d2d2", linewidths=0.5), autolim=False)


def cell_text(value: str, mark: str) -> str:
    """Return what stands in a cell: its number with its mark, or that there is none."""
    return MISSING if value == MISSING else value + mark


def _scale() -> Colormap:
    from matplotlib import colormaps

    return colormaps[SCALE]


def _on(colour: NDArray[np.float64]) -> str:
    return "white" if float(colour[:3] @ (0.299, 0.587, 0.114)) < 0.5 else INK


def scale_bar(sheet: Canvas, look: Look, *, left: float, top: float, end: int, name: str, notes: Sequence[str]) -> None:
    """Draw the scale of colours with its name, and what marks mean, in up to three lines."""
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


def column_heads(
    sheet: Canvas, names: Sequence[str], *, left: float, bottom: float, width: float, size: float = SMALL
) -> None:
    """Write names upwards over the columns of a matrix, their feet at `bottom` mm."""
    for number, name in enumerate(names):
        place = {"rotation": 90, "va": "bottom", "ha": "center", "linespacing": 1.05}
        sheet.text(left + (number + 0.5) * width, bottom - 1, name, size=size, **place)


def heads_of(look: Look, codes: Sequence[str], width: float, size: float = SMALL) -> list[str]:
    """Return the labels of codes to stand over columns: in two lines where a column is `width` mm wide enough."""
    between = "\n" if width > 2.4 * size * POINT else " "
    return [look.labels.code(code, between) for code in codes]


def longest(look: Look, names: Sequence[str], size: float = SMALL) -> float:
    """Return the width in mm of the longest name."""
    return max((look.font.width(name, size) for name in names), default=0.0)
