"""Transcripts in tables (.xlsx, .csv): a column of speakers and a column of what they say, or text alone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from intertwine.corpus.archive import Archive
from intertwine.corpus.characters import without_invisible
from intertwine.corpus.column_names import SPEAKER_COLUMNS, TEXT_COLUMNS, column_named
from intertwine.corpus.lines import IngestFinding, Line, Read, counted_finding
from intertwine.corpus.names import is_generic, label_key, looks_like_name
from intertwine.errors import UserError

MOST_CELLS = 5_000_000
_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"')
_UNREAD_FORMULA = re.compile(rb"</(?:\w+:)?f>(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>")
_COLUMNS = "a column `speaker` (说话人) and a column `text` (内容), or one column of text"

Rows = list[tuple[int, list[str]]]
"""Rows of cells, each with its number."""


def csv_lines(text: str) -> Read:
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
    _check_widths(rows)
    return _lines_of_rows(rows, single=True)


def _check_widths(rows: Rows) -> None:
    """Stop at a row with more cells than the row of names: an unquoted comma has cut what somebody says."""
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    named = _named_columns(filled) if filled else None
    if named is None or named.header is None:
        return
    width = len(filled[named.header][1])
    longer = [number for number, cells in filled[named.header + 1 :] if len(cells) > width and any(cells[width:])]
    if longer:
        raise UserError(
            f"{len(longer)} rows have more cells than the row of names",
            where=f"row {longer[0]}",
            allowed=f"{width} cells; a text with a comma in it stands between quotation marks",
        )


def xlsx_lines(data: bytes) -> Read:
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
        tables = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError):
        raise UserError("the file is damaged", allowed="open it in a spreadsheet program and save it again") from None
    sheets_of_text = {
        name: [(at, list(map(_cell_text, row))) for at, row in enumerate(rows, start=1)]
        for name, rows in tables.items()
    }
    filled = {name: rows for name, rows in sheets_of_text.items() if any(any(row) for _, row in rows)}
    chosen = {name: rows for name, rows in filled.items() if _text_column(rows) is not None} or filled
    read = [_lines_of_rows(rows, single=len(filled) == 1) for rows in chosen.values()]
    lines = tuple(line for part, _ in read for line in part)
    findings = [finding for _, part in read for finding in part]
    sheets = (
        *counted_finding("sheets not read", len(filled) - len(chosen)),
        *counted_finding("sheets read as one document", len(chosen) if len(chosen) > 1 else 0),
    )
    return lines, (*findings, *sheets, *counted_finding("formulas without a value not read", unread))


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


_HEADER_WITHIN = 10
"""Rows among which the names of the columns stand, below a title."""

_SHORTEST_TEXT = 4
_FEW_LABELS = 0.5


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where speakers and texts stand, and in which row their names do (None: they have none)."""

    text: int
    speaker: int | None
    header: int | None


def _text_column(rows: Rows) -> int | None:
    """Return the column of text of a sheet, by the names of its columns."""
    found = _named_columns([(number, cells) for number, cells in rows if any(cells)])
    return found.text if found else None


def _named_columns(filled: Rows) -> _Columns | None:
    """Return the columns by their names, in the first rows: those that name speaker and text go before text alone."""
    named = []
    for place, (_, cells) in enumerate(filled[:_HEADER_WITHIN]):
        text, speaker = column_named(cells, TEXT_COLUMNS), column_named(cells, SPEAKER_COLUMNS)
        if text is not None and text != speaker:
            named.append(_Columns(text, speaker, place))
    alone = [columns for columns in named if columns.header == 0]
    return next((columns for columns in named if columns.speaker is not None), next(iter(alone), None))


def _columns_by_content(filled: Rows) -> _Columns | None:
    """Return the columns of a table without names: the longest texts, and labels that come again before them."""
    width = max(len(cells) for _, cells in filled)
    columns = [[_cell_at(cells, at).strip() for _, cells in filled] for at in range(width)]
    role_names = [
        at for at, column in enumerate(columns) if all(is_generic(label_key(cell)) for cell in column if cell)
    ]
    labels = [at for at, column in enumerate(columns) if _are_labels(column)]
    lengths = [sum(map(len, column)) / len(column) for column in columns]
    text = max((at for at in range(width) if at not in role_names), key=lengths.__getitem__, default=None)
    speaker = [at for at in labels if at != text]
    if text is None or len(speaker) != 1 or (lengths[text] < _SHORTEST_TEXT and speaker[0] not in role_names):
        return None
    return _Columns(text, speaker[0], None)


def _are_labels(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    names = set(filled)
    if len(filled) < len(column) * _FEW_LABELS or any(sign.isdigit() for name in names for sign in name[:1]):
        return False
    return len(names) > 1 and all(is_generic(label_key(name)) or looks_like_name(name) for name in names)


def _lines_of_rows(rows: Rows, *, single: bool) -> Read:
    """Return a line for each row that says something; a row without a speaker goes on with the one above."""
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        return (), ()
    used = {at for _, cells in filled for at, cell in enumerate(cells) if cell.strip()}
    found = _named_columns(filled)
    if found is None and single and len(used) == 1:
        return _lines_of_columns(filled, min(used), None)
    found = found or _columns_by_content(filled)
    if found is None:
        named = ", ".join(cell.strip()[:20] for cell in filled[0][1] if cell.strip())
        raise UserError("no column of text", where=f"row {filled[0][0]} has: {named[:80]}", allowed=_COLUMNS)
    header = filled[found.header][1] if found.header is not None else []
    begins = 0 if found.header is None else found.header + 1
    lines, findings = _lines_of_columns(filled[begins:], found.text, found.speaker)
    unread = sorted(used - {found.text, found.speaker})
    left_out = [header[at].strip()[:20] if at < len(header) else f"column {at + 1}" for at in unread]
    return lines, (
        *findings,
        *counted_finding("columns told by what is in them", 0 if header else 1),
        *counted_finding("rows above the names of the columns not read", found.header or 0),
        *(IngestFinding("column not read", name) for name in left_out),
    )


def _lines_of_columns(rows: Rows, text: int, speaker: int | None) -> Read:
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
