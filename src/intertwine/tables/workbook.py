"""One workbook with a sheet for each table: text is text, numbers are numbers, and nothing is a formula."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from intertwine.tables.columns import Content
from intertwine.wording.labels import Labels
from intertwine.wording.phrases import HEADS

CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Fixed: the same results give the same bytes."""

_LONGEST_CELL = 32_767
_FORMATS = {"p": "0.0000", "p_adjusted": "0.0000", "share": "0.0000", "seed": "0"}


def write_workbook(contents: Sequence[Content], labels: Labels, path: Path) -> None:
    """Write the tables and a sheet of their notes to `path`."""
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(str(path), options) as book:
        book.set_properties({"created": CREATED, "title": "intertwine"})
        bold = book.add_format({"bold": True, "bottom": 1})
        for content in contents:
            _sheet(book, content, labels, bold)
        _notes(book, contents, labels, bold)


def head_of(column: str, content: Content, labels: Labels) -> str:
    """Return the head of a column: an estimate is called what it is."""
    estimates = {"prevalence": "share", "keyness": "log_ratio", "topics": "log2_ratio", "validation": "corrected",
                 "agreement": "alpha", "reliability": "reliability"}  # fmt: skip
    if column == "estimate":
        return labels.head(estimates.get(content.name, "odds_ratio"))
    return labels.head(column) if column in HEADS else column


def _sheet(book: Any, content: Content, labels: Labels, bold: Any) -> None:
    sheet = book.add_worksheet(content.name)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(content.frame.columns):
        head, values = head_of(column, content, labels), content.frame[column]
        sheet.write_string(0, place, head, bold)
        numeric = values.dtype.kind in "iuf"
        shape = book.add_format({"num_format": _FORMATS.get(column, "#,##0" if values.dtype.kind in "iu" else "0.00")})
        cells = values.to_numpy(dtype=np.float64) if numeric else values.to_numpy(dtype=object)
        for row, value in enumerate(cells.tolist(), start=1):
            if not numeric:
                sheet.write_string(row, place, str(value)[:_LONGEST_CELL])
            elif math.isfinite(value):
                sheet.write_number(row, place, value, shape)
        widest = max((len(str(value)) for value in values.head(200)), default=0) if not numeric else 8
        sheet.set_column(place, place, min(max(widest, len(head)) + 3, 60))
    sheet.autofilter(0, 0, max(len(content.frame), 1), max(len(content.frame.columns) - 1, 0))


def _notes(book: Any, contents: Sequence[Content], labels: Labels, bold: Any) -> None:
    sheet = book.add_worksheet("notes")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 120)
    sheet.write_string(0, 0, "notes", bold)
    for row, content in enumerate(contents, start=1):
        sheet.write_string(row, 0, content.name, wrapped)
        sheet.write_string(row, 1, labels.joined(content.title, "\n"), wrapped)
        sheet.write_string(row, 2, labels.joined(content.note, "\n"), wrapped)


def write_sheets(sheets: Mapping[str, pd.DataFrame], path: Path) -> None:
    """Write plain frames to `path`, a sheet each, with filters and a fixed first row; text is never a formula."""
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
               "constant_memory": True}  # fmt: skip
    with Workbook(str(path), options) as book:
        book.set_properties({"created": CREATED, "title": "intertwine"})
        bold, right = book.add_format({"bold": True, "bottom": 1}), book.add_format({"align": "right"})
        strong = book.add_format({"bold": True, "align": "center"})
        for name, frame in sheets.items():
            page = book.add_worksheet(name[:31])
            page.freeze_panes(1, 0)
            page.autofilter(0, 0, max(len(frame), 1), max(len(frame.columns) - 1, 0))
            for place, column in enumerate(frame.columns):
                shape = {"left": right, "hit": strong}.get(column)
                page.set_column(place, place, {"left": 50, "right": 50, "hit": 16}.get(column, 14), shape)
                page.write_string(0, place, column, bold)
            for row, cells in enumerate(frame.itertuples(index=False), start=1):
                for place, cell in enumerate(cells):
                    write = page.write_string if isinstance(cell, str) else page.write_number
                    write(row, place, cell[:_LONGEST_CELL] if isinstance(cell, str) else cell)
