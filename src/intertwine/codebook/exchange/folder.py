"""The codebook as a folder: codes.csv, entries.csv, qualifiers.csv."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from intertwine import records
from intertwine.codebook.cells import SHEET_COLUMNS, CodebookCells
from intertwine.input_tables import InputTable


def write_folder(cells: CodebookCells, folder: Path) -> None:
    """Write the three sheets to `folder` as CSV that spreadsheets open (UTF-8 with a mark), each file whole.

    Read again, each cell is as it was; the same codebook gives the same bytes.
    """
    for name in SHEET_COLUMNS:
        data = _csv_text(name, getattr(cells, name)).encode("utf-8-sig")
        records.whole(folder / f"{name}.csv", partial(_write_bytes, data=data))


def _write_bytes(target: Path, *, data: bytes) -> None:
    target.write_bytes(data)


def _csv_text(name: str, sheet: InputTable) -> str:
    lines = [SHEET_COLUMNS[name], *([row[column] for column in SHEET_COLUMNS[name]] for row in sheet.rows)]
    return "".join(",".join(map(_quoted_cell, line)) + "\n" for line in lines)


def _quoted_cell(text: str) -> str:
    quoted = any(sign in text for sign in ',"\r\n')
    return '"' + text.replace('"', '""') + '"' if quoted else text
