"""The codebook as a workbook (.xlsx) with the sheets codes, entries and qualifiers: holds everything."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from intertwine import records
from intertwine.codebook.cells import SHEET_COLUMNS, CodebookCells, read_cells
from intertwine.codebook.reading import EFFECTS, ENTRY_KINDS, ENTRY_LANGUAGES, TIERS
from intertwine.errors import UserError
from intertwine.input_tables import InputTable

LONGEST_CELL = 32_767

_CHOICES = {"language": ENTRY_LANGUAGES, "kind": ENTRY_KINDS, "tier": TIERS, "effect": EFFECTS}
_WIDE = {
    "definition_en": 50,
    "definition_zh": 50,
    "example_en": 30,
    "example_zh": 30,
    "pattern": 28,
    "exclude": 28,
    "note": 40,
    "code": 26,
    "cue": 20,
}


def read(path: Path) -> tuple[CodebookCells, list[str]]:
    """Read a workbook; nothing is left out."""
    return read_cells(path), []


def write(cells: CodebookCells, path: Path) -> list[str]:
    """Write a workbook with drop-downs for the columns that have fixed words; text is never a formula.

    Raises
    ------
    UserError
        If a cell is longer than a spreadsheet's can be.
    """
    for name in SHEET_COLUMNS:
        _check_lengths(getattr(cells, name))
    records.whole(path, lambda target: _write_workbook(cells, target))
    return []


def _check_lengths(sheet: InputTable) -> None:
    for row in sheet.rows:
        for column, cell in row.cells.items():
            if len(cell) > LONGEST_CELL:
                raise UserError(
                    f"the cell {column!r} is too long for a workbook",
                    where=sheet.place(row),
                    allowed=f"{LONGEST_CELL:,} characters",
                )


def _write_workbook(cells: CodebookCells, path: Path) -> None:
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(str(path), options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        for name, columns in SHEET_COLUMNS.items():
            _write_sheet(book.add_worksheet(name), columns, getattr(cells, name), bold, text)


def _write_sheet(page: Any, columns: tuple[str, ...], sheet: InputTable, bold: Any, text: Any) -> None:
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(columns) - 1)
    for place, column in enumerate(columns):
        page.set_column(place, place, _WIDE.get(column, 14), text)
        page.write_string(0, place, column, bold)
        for number, row in enumerate(sheet.rows, start=1):
            if row[column]:
                page.write_string(number, place, row[column], text)
        if column in _CHOICES:
            page.data_validation(
                1, place, len(sheet.rows) + 500, place, {"validate": "list", "source": list(_CHOICES[column])}
            )
