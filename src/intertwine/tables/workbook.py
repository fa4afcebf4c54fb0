"""One workbook with a sheet for each table: text is text, numbers are numbers, and nothing is a formula."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from intertwine.tables.columns import PaperTable
from intertwine.wording.labels import Labels

CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Fixed: the same results give the same bytes."""

_LONGEST_CELL = 32_767
_LONGEST_NAME = 31
_MEASURED = 200
"""Rows by which the width of a column is chosen."""
_NUMBER_WIDTH, _WIDEST = 8, 60
_WIDTHS = {"left": 50, "right": 50, "hit": 16}
_FORMATS = {"p": "0.0000", "p_adjusted": "0.0000", "share": "0.0000", "seed": "0"}


def write_workbook(tables: Sequence[PaperTable], labels: Labels, path: Path) -> None:
    """Write the tables and a sheet of their notes to `path`."""
    with _book(path) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for table in tables:
            _table_sheet(book, table, labels, bold)
        _notes_sheet(book, tables, labels, bold)


@contextmanager
def _book(path: Path, **options: bool) -> Iterator[Any]:
    """Open a workbook that takes text as text."""
    from xlsxwriter import Workbook

    as_text = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(str(path), {**as_text, **options}) as book:
        book.set_properties({"created": CREATED, "title": "intertwine"})
        yield book


def _table_sheet(book: Any, table: PaperTable, labels: Labels, bold: Any) -> None:
    sheet, heads = book.add_worksheet(table.name), table.heads(labels)
    sheet.freeze_panes(1, 0)
    for place, (column, head) in enumerate(heads.items()):
        values = table.frame[column]
        sheet.write_string(0, place, head, bold)
        written = _numbers_column if values.dtype.kind in "iuf" else _text_column
        width = written(book, sheet, place, values)
        sheet.set_column(place, place, min(max(width, len(head)) + 3, _WIDEST))
    sheet.autofilter(0, 0, max(len(table.frame), 1), max(len(heads) - 1, 0))


def _numbers_column(book: Any, sheet: Any, place: int, values: pd.Series) -> int:
    """Write a column of numbers, the missing ones as empty cells; return its width."""
    whole = "#,##0" if values.dtype.kind in "iu" else "0.00"
    shape = book.add_format({"num_format": _FORMATS.get(str(values.name), whole)})
    for row, value in enumerate(values.to_numpy(dtype=np.float64).tolist(), start=1):
        if math.isfinite(value):
            sheet.write_number(row, place, value, shape)
    return _NUMBER_WIDTH


def _text_column(_book: Any, sheet: Any, place: int, values: pd.Series) -> int:
    """Write a column of text; return its width."""
    for row, value in enumerate(values, start=1):
        sheet.write_string(row, place, str(value)[:_LONGEST_CELL])
    return max((len(str(value)) for value in values.head(_MEASURED)), default=0)


def _notes_sheet(book: Any, tables: Sequence[PaperTable], labels: Labels, bold: Any) -> None:
    sheet = book.add_worksheet("notes")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 120)
    sheet.write_string(0, 0, "notes", bold)
    for row, table in enumerate(tables, start=1):
        told = (table.name, labels.joined(table.title, "\n"), labels.joined(table.note, "\n"))
        for place, cell in enumerate(told):
            sheet.write_string(row, place, cell, wrapped)


def write_sheets(sheets: Mapping[str, pd.DataFrame], path: Path) -> None:
    """Write plain frames to `path`, a sheet each, with filters and a fixed first row; text is never a formula."""
    with _book(path, constant_memory=True) as book:
        bold, right = book.add_format({"bold": True, "bottom": 1}), book.add_format({"align": "right"})
        strong = book.add_format({"bold": True, "align": "center"})
        for name, frame in sheets.items():
            sheet = book.add_worksheet(name[:_LONGEST_NAME])
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(frame), 1), max(len(frame.columns) - 1, 0))
            for place, column in enumerate(frame.columns):
                shape = {"left": right, "hit": strong}.get(column)
                sheet.set_column(place, place, _WIDTHS.get(column, 14), shape)
                sheet.write_string(0, place, column, bold)
            _plain_rows(sheet, frame)


def _plain_rows(sheet: Any, frame: pd.DataFrame) -> None:
    for row, cells in enumerate(frame.itertuples(index=False), start=1):
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, place, cell[:_LONGEST_CELL])
            else:
                sheet.write_number(row, place, cell)
