"""Transcripts in tables (.xlsx, .csv): a column of speakers and a column of what they say, or text alone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from intertwine.corpus.archive import Archive
from intertwine.corpus.characters import without_invisible
from intertwine.corpus.column_names import SPEAKER_COLUMNS, TEXT_COLUMNS, column_named
from intertwine.corpus.lines import IngestFinding, Line, counted_finding
from intertwine.errors import UserError

MOST_CELLS = 5_000_000
_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"')
_UNREAD_FORMULA = re.compile(rb"</(?:\w+:)?f>(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>")
_COLUMNS = "a column `speaker` (说话人) and a column `text` (内容), or one column of text"

Rows = list[tuple[int, list[str]]]
"""Rows of cells, each with its number."""


def csv_lines(text: str) -> tuple[tuple[Line, ...], tuple[IngestFinding, ...]]:
    """Return the lines of the CSV in `text`; comma, semicolon or tab stand between its cells.

    Raises
    ------
    UserError
        If a row cannot be read, or the columns do not say what is text.
    """
    first = text.partition("\n")[0]
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    rows: Rows = []
    try:
        rows.extend(enumerate(reader, start=1))
    except csv.Error:
        raise UserError(
            "a row cannot be read", where=f"row {len(rows) + 1}", allowed="quotes inside a quoted cell are doubled"
        ) from None
    return _lines_of_rows(rows, single=True)


def xlsx_lines(data: bytes) -> tuple[tuple[Line, ...], tuple[IngestFinding, ...]]:
    """Return the lines of the sheets of the workbook in `data` that have a column of text.

    Raises
    ------
    UserError
        If the file is no whole workbook, or its columns do not say what is text.
    """
    from python_calamine import CalamineError, load_workbook

    unread = _check_workbook(Archive(io.BytesIO(data)))
    try:
        book = load_workbook(io.BytesIO(data))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError):
        raise UserError("the file is damaged", allowed="open it in a spreadsheet program and save it again") from None
    sheets_of_text = {
        name: [(at, list(map(_cell_text, row))) for at, row in enumerate(rows, start=1)]
        for name, rows in sheets.items()
    }
    filled = {name: rows for name, rows in sheets_of_text.items() if any(any(row) for _, row in rows)}
    chosen = {name: rows for name, rows in filled.items() if _text_column(rows) is not None} or filled
    read = [_lines_of_rows(rows, single=len(filled) == 1) for rows in chosen.values()]
    lines = tuple(line for part, _ in read for line in part)
    findings = [finding for _, part in read for finding in part]
    sheets_left_out = counted_finding("sheets not read", len(filled) - len(chosen))
    return lines, (*findings, *sheets_left_out, *counted_finding("formulas without a value not read", unread))


def _check_workbook(archive: Archive) -> int:
    """Return the number of formulas that show nothing, which no reader of values sees.

    Stop at sheets whose corners lie so far apart that a table of all cells between them would fill the memory.
    """
    sheets = [name for name in archive.names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    if "xl/workbook.xml" not in archive.names:
        raise UserError("not a workbook", allowed="an .xlsx file; open it in a spreadsheet program and save it again")
    unread = 0
    for name in sorted(sheets):
        written = archive.read(name)
        unread += len(_UNREAD_FORMULA.findall(written))
        places = _CELL.findall(written)
        rows = [int(row) for _, row in places]
        columns = [_column_number(letters) for letters in {letters for letters, _ in places}]
        if places and (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > MOST_CELLS:
            raise UserError("a sheet is too large", allowed=f"{MOST_CELLS:,} cells from the first to the last")
    return unread


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _cell_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _text_column(rows: Rows) -> int | None:
    return column_named(next(cells for _, cells in rows if any(cells)), TEXT_COLUMNS)


def _lines_of_rows(rows: Rows, *, single: bool) -> tuple[tuple[Line, ...], tuple[IngestFinding, ...]]:
    """Return a line for each row that says something; a row without a speaker goes on with the one above."""
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        return (), ()
    header = filled[0][1]
    text, speaker = column_named(header, TEXT_COLUMNS), column_named(header, SPEAKER_COLUMNS)
    used = {at for _, cells in filled for at, cell in enumerate(cells) if cell.strip()}
    if text is None and single and len(used) == 1:
        return _lines_of_columns(filled, min(used), None)
    if text is None:
        named = ", ".join(cell.strip()[:20] for cell in header if cell.strip())
        raise UserError("no column of text", where=f"row {filled[0][0]} has: {named[:80]}", allowed=_COLUMNS)
    lines, findings = _lines_of_columns(filled[1:], text, speaker)
    left_out = [header[at].strip()[:20] for at in sorted(used - {text, speaker}) if at < len(header)]
    return lines, (*findings, *(IngestFinding("column not read", name) for name in left_out))


def _lines_of_columns(rows: Rows, text: int, speaker: int | None) -> tuple[tuple[Line, ...], tuple[IngestFinding, ...]]:
    lines, invisible = [], 0
    for number, cells in rows:
        text_of_cell, removed = without_invisible(_cell_at(cells, text))
        invisible += removed
        if text_of_cell.strip():
            lines.append(
                Line(number, text_of_cell.strip(), label=without_invisible(_cell_at(cells, speaker))[0].strip())
            )
    return tuple(lines), counted_finding("invisible characters not read", invisible)


def _cell_at(cells: Sequence[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""
