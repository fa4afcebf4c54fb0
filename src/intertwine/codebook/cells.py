"""The codebook as it is written: three sheets of text cells, before anything is made of them.

A folder with codes.csv, entries.csv and qualifiers.csv, or one .xlsx with these sheets. What exchanges, compares and
checks the codebook works on this form, where nothing a person typed is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from intertwine.input_tables import InputRow, InputTable, read_input_table

_CODES_MUST = ("code", "label_en", "label_zh")
_CODES_MAY = ("definition_en", "definition_zh", "example_en", "example_zh", "note")
_ENTRIES_MUST = ("code", "language", "pattern", "kind")
_ENTRIES_MAY = ("exclude", "concept", "tier", "source", "note")
_QUALIFIERS_MUST = ("language", "cue", "effect")
_QUALIFIERS_MAY = ("scope", "note")

CODE_PATH = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
"""How a code is written: ``threat.fraud``."""

SHEET_COLUMNS = {
    "codes": (*_CODES_MUST, *_CODES_MAY),
    "entries": (*_ENTRIES_MUST, *_ENTRIES_MAY),
    "qualifiers": (*_QUALIFIERS_MUST, *_QUALIFIERS_MAY),
}
"""Every sheet's columns, in the order in which we write them."""


@dataclass(frozen=True, slots=True)
class CodebookCells:
    """A codebook as it is written."""

    codes: InputTable
    entries: InputTable
    qualifiers: InputTable


def sheet_of(name: str, rows: Iterable[Mapping[str, str]]) -> InputTable:
    """Return the sheet `name` (codes, entries or qualifiers) with `rows`, as though read from a CSV file."""
    columns = SHEET_COLUMNS[name]
    cells = [{column: row.get(column, "") for column in columns} for row in rows]
    return InputTable(f"{name}.csv", columns, tuple(InputRow(line, row) for line, row in enumerate(cells, start=2)))


def codebook_files(path: Path) -> tuple[Path, ...]:
    """Return the files that make up the codebook at `path`; one without qualifiers.csv qualifies nothing."""
    if path.suffix.lower() == ".xlsx":
        return (path,)
    qualifiers = path / "qualifiers.csv"
    return (path / "codes.csv", path / "entries.csv", *([qualifiers] if qualifiers.is_file() else []))


def read_cells(path: Path) -> CodebookCells:
    """Read the codebook at `path`, a folder or an .xlsx file, cell by cell.

    Raises
    ------
    UserError
        If a file, its encoding, its header or the number of cells in a row is not right.
    """
    suffix = "" if path.suffix.lower() == ".xlsx" else ".csv"
    return CodebookCells(
        read_input_table(path / f"codes{suffix}", required=_CODES_MUST, allowed=_CODES_MAY),
        read_input_table(path / f"entries{suffix}", required=_ENTRIES_MUST, allowed=_ENTRIES_MAY),
        _read_qualifiers(path / f"qualifiers{suffix}"),
    )


def _read_qualifiers(path: Path) -> InputTable:
    if not _is_there(path):
        return sheet_of("qualifiers", ())
    return read_input_table(path, required=_QUALIFIERS_MUST, allowed=_QUALIFIERS_MAY)


def _is_there(path: Path) -> bool:
    if path.suffix:
        return path.is_file()
    from python_calamine import CalamineError, load_workbook

    try:
        return path.stem in load_workbook(path.parent).sheet_names
    except (CalamineError, OSError):
        return False
