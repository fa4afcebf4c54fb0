"""Figures and tables as the page shows them, each row with the way to the hits behind it."""

from __future__ import annotations

import base64
import csv
from dataclasses import dataclass
from pathlib import Path

from intertwine.csv_cells import unguarded_cell
from intertwine.report.links import CellLinks
from intertwine.wording.labels import Pair
from intertwine.wording.titles import FIGURES, TABLES, in_order, title

MOST_ROWS = 200
"""Rows of a table that the page shows; the file holds them all."""

_MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}

_WITHOUT_HITS = ("unused",)
"""Tables of what was never found: there are no hits to lead to."""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as the page shows it.

    Attributes
    ----------
    name
        Of its file, without suffix.
    title
        In English and Chinese.
    heads, rows
        As text; at most `MOST_ROWS` rows.
    links
        Of each row: the address of the hits behind it, or empty.
    of
        How many rows the file holds.
    note
        What stands under it.
    """

    name: str
    title: Pair
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...]
    of: int
    note: str

    @property
    def linked(self) -> bool:
        """Whether any row leads to hits."""
        return any(self.links)


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as the page shows it: its image as a data address, empty if there is neither SVG nor PNG; its data."""

    name: str
    title: Pair
    caption: Pair
    image: str
    data: ShownTable | None


def shown_figures(folder: Path, cells: CellLinks) -> list[ShownFigure]:
    """Return the figures in `folder`, each as the smaller of its SVG and PNG, with its data and the way to the hits."""
    suffix = ".caption.en.txt"
    names = {path.name.removesuffix(suffix) for path in folder.glob(f"*{suffix}")}
    return [
        ShownFigure(
            name,
            title(name, FIGURES),
            (_text_of(folder / f"{name}{suffix}"), _text_of(folder / f"{name}.caption.zh.txt")),
            _data_address(folder, name),
            _table(name, data, cells) if (data := folder / f"{name}.csv").is_file() else None,
        )
        for name in in_order(names, FIGURES)
    ]


def shown_tables(folder: Path, cells: CellLinks) -> list[ShownTable]:
    """Return the tables in `folder` (NAME.csv, NAME.note.txt) as text, each row with the way to the hits behind it."""
    files = {path.stem: path for path in folder.glob("*.csv")}
    return [_table(name, files[name], cells) for name in in_order(set(files), TABLES)]


def _data_address(folder: Path, name: str) -> str:
    """Return the smaller of a figure's images as a data address."""
    images = [path for path in (folder / f"{name}{suffix}" for suffix in _MEDIA_TYPES) if path.is_file()]
    if not images:
        return ""
    smallest = min(images, key=lambda path: path.stat().st_size)
    content = base64.b64encode(smallest.read_bytes()).decode("ascii")
    return f"data:{_MEDIA_TYPES[smallest.suffix]};base64,{content}"


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def _table(name: str, path: Path, cells: CellLinks) -> ShownTable:
    with path.open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = [tuple(map(unguarded_cell, row)) for row in csv.reader(file)] or [()]
    first = rows[:MOST_ROWS]
    return ShownTable(
        name,
        title(name, TABLES),
        heads,
        rows=tuple(tuple(_short_number(cell) for cell in row) for row in first),
        links=tuple("" if name in _WITHOUT_HITS else cells.link(heads, row) for row in first),
        of=len(rows),
        note=_text_of(path.with_suffix(".note.txt")),
    )


def _short_number(cell: str) -> str:
    """Return a number with four significant digits; the file holds it whole."""
    try:
        value = float(cell)
    except ValueError:
        return cell
    return cell if cell.lstrip("-").isdigit() else f"{value:.4g}"
