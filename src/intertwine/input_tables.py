"""The tables people write: CSV as spreadsheets save it, or a sheet of an .xlsx file.

UTF-8 with or without a mark, UTF-16 with a mark, or GB18030; comma, semicolon or tab between cells. Every row knows its
line, so that errors can name it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from intertwine.errors import UserError


@dataclass(frozen=True, slots=True)
class InputRow:
    """One row of a sheet: its cells by column, stripped of white space, and the line it stands on."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class InputTable:
    """A table people wrote."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[InputRow, ...]

    def place(self, row: InputRow) -> str:
        """Return where `row` stands, for an error."""
        return f"{self.name}, line {row.line}"


def read_input_table(path: Path, *, required: Iterable[str], allowed: Iterable[str] | None = None) -> InputTable:
    """Read a CSV file, or the sheet of the same name in an .xlsx file, such as ``codebook.xlsx/entries``.

    Parameters
    ----------
    path
        ``folder/entries.csv``, or ``codebook.xlsx/entries`` for a sheet of a workbook.
    required
        Columns that must be there.
    allowed
        Further columns that may be there; None allows any.

    Raises
    ------
    UserError
        If the file, its encoding, its header or the number of cells in a row is not right.
    """
    required = tuple(required)
    if path.parent.suffix.lower() in (".xlsx", ".xls", ".ods"):
        name, lines = f"{path.parent.name}, sheet {path.stem}", _workbook_lines(path.parent, path.stem)
    else:
        name, lines = path.name, _csv_lines(path)
    if not lines:
        raise UserError("the table is empty", where=name, allowed=f"a header row: {','.join(required)}")
    header = tuple(cell.strip().lower() for cell in lines[0][1])
    _check_header(name, header, required, allowed)
    rows = []
    for line, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            raise UserError(
                f"{len(cells)} cells where the header has {len(header)}",
                where=f"{name}, line {line}",
                allowed='a cell that contains a comma stands in double quotes: "one, two"',
            )
        rows.append(InputRow(line, {key: cell.strip() for key, cell in zip(header, cells, strict=False) if key}))
    return InputTable(name, tuple(key for key in header if key), tuple(rows))


def _check_header(name: str, header: tuple[str, ...], required: tuple[str, ...], allowed: Iterable[str] | None) -> None:
    named = [column for column in header if column]
    repeated = sorted({column for column in named if named.count(column) > 1})
    if repeated:
        raise UserError(
            f"columns there twice: {', '.join(repeated)}", where=f"{name}, line 1", allowed="each column once"
        )
    missing = [column for column in required if column not in named]
    if len(missing) == len(required):
        commas = any("，" in column for column in named)
        raise UserError(
            "the cells are separated by full-width commas" if commas else "the header row is lost",
            where=f"{name}, line 1",
            allowed=f"a first row with the names of the columns: {','.join(required)}",
        )
    if missing:
        raise UserError(
            f"missing columns: {', '.join(missing)}",
            where=f"{name}, line 1",
            allowed=f"a header row: {','.join(required)}",
        )
    if allowed is not None:
        known = (*required, *allowed)
        unknown = [column for column in named if column not in known]
        if unknown:
            raise UserError(f"unknown columns: {', '.join(unknown)}", where=f"{name}, line 1", allowed=", ".join(known))


def _csv_lines(path: Path) -> list[tuple[int, list[str]]]:
    if not path.is_file():
        raise UserError("no such file", where=str(path), allowed=f"a table {path.name} (CSV)")
    text = decode_file(path)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            lines.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UserError(
            f"not a readable CSV row ({error})",
            where=f"{path.name}, line {begins}",
            allowed="quotes inside a quoted cell are doubled",
        ) from None
    return lines


def decode_file(path: Path) -> str:
    """Return the text of a file people wrote: UTF-8 with or without a mark, UTF-16 with a mark, or GB18030."""
    data = path.read_bytes()
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("the encoding is not readable", where=path.name, allowed="UTF-8 or GB18030: save as 'CSV UTF-8'")


def collapse_spaces(text: str) -> str:
    r"""Return `text` with every run of white space as one space: spreadsheets and people change it.

    >>> collapse_spaces(" loan \t shark\n")
    'loan shark'
    """
    return " ".join(text.split())


def _workbook_lines(path: Path, sheet: str) -> list[tuple[int, list[str]]]:
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(path)
        names = book.sheet_names
        if sheet not in names:
            raise UserError(f"no sheet {sheet!r}", where=path.name, allowed=", ".join(names))
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise UserError(
            "not a readable workbook", where=path.name, allowed="an .xlsx file without a password"
        ) from error
    return [(line, [_cell_text(cell) for cell in row]) for line, row in enumerate(rows, start=1)]


def _cell_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
