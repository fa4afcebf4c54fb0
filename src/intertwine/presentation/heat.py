"""Matrices of effects: colour for a log2 ratio, the number in the cell, hatching where there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from intertwine.presentation.numbers import MISSING, signed
from intertwine.presentation.style import FAINT, INK, NORMAL, SMALL, Canvas, Look, bare

if TYPE_CHECKING:
    from matplotlib.colors import Colormap

SCALE = "RdBu_r"
STEEPEST = 4
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


def draw_cells(sheet: Canvas, cells: Cells, *, left: float, top: float, width: float, height: float, end: int) -> None:
    """Draw a matrix whose cells are `width` by `height` mm each; colours reach from -`end` to `end`."""
    from matplotlib.patches import Rectangle

    rows, columns = cells.values.shape
    axes = sheet.axes(left, top, width * columns, height * rows)
    axes.set(xlim=(0, columns), ylim=(rows, 0))
    bare(axes)
    scale = _scale()
    for row, column in np.argwhere(cells.asked):
        value, text = cells.values[row, column], str(cells.texts[row, column])
        absent = bool(np.isnan(value))
        colour = "#f4f4f4" if absent else scale(0.5 + 0.5 * float(np.clip(value, -end, end)) / end)
        box = Rectangle((column, row), 1, 1, facecolor=colour, edgecolor="white", linewidth=0.6)
        axes.add_patch(box)
        if absent:
            axes.add_patch(
                Rectangle((column, row), 1, 1, fill=False, hatch="//////", edgecolor="#cfcfcf", linewidth=0)
            )
        shown = text if width >= NARROWEST_FOR_NUMBERS else text.strip("0123456789.∞+−") if not absent else ""
        size = min(SMALL, 1.95 * width) if len(text) < 5 else min(SMALL, 1.6 * width)
        axes.text(
            column + 0.5, row + 0.52, shown, ha="center", va="center", fontsize=size, color=_on(colour, absent=absent)
        )


def cell_text(value: str, mark: str) -> str:
    """Return what stands in a cell: its number with its mark, or that there is none."""
    return MISSING if value == MISSING else value + mark


def _scale() -> Colormap:
    from matplotlib import colormaps

    return colormaps[SCALE]


def _on(colour: str | tuple[float, ...], *, absent: bool) -> str:
    if absent or isinstance(colour, str):
        return FAINT
    red, green, blue, *_ = colour
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.5 else INK


def scale_bar(sheet: Canvas, look: Look, *, left: float, top: float, end: int, name: str, notes: Sequence[str]) -> None:
    """Draw the scale of colours with its name, and what marks mean, in one line 8 mm high."""
    axes = sheet.axes(left, top, 34, 2.6)
    axes.imshow(np.linspace(0, 1, 128)[None, :], cmap=SCALE, aspect="auto", extent=(-end, end, 0, 1))
    bare(axes, keep=("bottom",))
    ticks = range(-end, end + 1, 1 if end < 3 else 2 if end == 4 else 3)
    axes.set_xticks(list(ticks), [signed(tick, 0) if tick else "0" for tick in ticks])
    sheet.text(left + 36, top + 1.3, name, size=NORMAL)
    place = left + 36 + look.font.width(name, NORMAL) + 5
    for note in notes:
        needed = look.font.width(note, SMALL) + 5
        if place + needed > sheet.width:
            place, top = left + 36, top + 3.6
        sheet.text(place, top + 1.3, note, size=SMALL)
        place += needed


def column_heads(
    sheet: Canvas, look: Look, names: Sequence[str], *, left: float, bottom: float, width: float, size: float = SMALL
) -> None:
    """Write names upwards over the columns of a matrix, their feet at `bottom` mm."""
    for number, name in enumerate(names):
        lines = "\n".join(name.split("\n"))
        sheet.text(
            left + (number + 0.5) * width, bottom - 1, lines, size=size, rotation=90, va="bottom", ha="center",
            linespacing=1.05,
        )  # fmt: skip


def longest(look: Look, names: Sequence[str], size: float = SMALL) -> float:
    """Return the width in mm of the longest name."""
    return max((look.font.width(name, size) for name in names), default=0.0)
