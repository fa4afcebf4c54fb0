"""Coding sheets: what coders are given, and what comes back from them.

A sheet shows an item, its text and an empty cell for each target code: neither what the lexicon found, nor the source,
nor the document. Each coder gets the items in an order of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter

from intertwine import records
from intertwine.codebook.reading import Code
from intertwine.csv_cells import unguarded_cell
from intertwine.errors import UserError
from intertwine.handcoding.sampling import PARTS, text_hash
from intertwine.input_tables import InputRow, InputTable, collapse_spaces, read_input_table
from intertwine.measures.matrix import generator_for

SHEET = "coding"
ADJUDICATED = "adjudicated"
"""The coder whose word settles what the others disagree on."""

VALUES = ("0", "1")
_WIDTH = {"item": 8, "text": 90, "note": 30}


def coding_sheet(sample: pd.DataFrame, *, part: str, coder: str, codes: Sequence[str], seed: int) -> pd.DataFrame:
    """Return a coder's sheet of one part: `item`, `text`, the codes to fill in, `note`, in an order of their own."""
    chosen = sample[sample["part"] == part].sort_values("item")
    order = generator_for(seed, "order", part, coder).permutation(len(chosen))
    sheet = chosen.iloc[order][["item", "text"]].reset_index(drop=True)
    return sheet.assign(**dict.fromkeys(codes, ""), note="")


def write_sheet(sheet: pd.DataFrame, codes: Mapping[str, Code], path: Path) -> None:
    """Write a coding sheet to `path` (.xlsx with drop-downs and the codes' definitions, or .csv), whole."""
    if path.suffix == ".csv":
        records.write_plain(sheet, path)
    else:
        records.whole(path, lambda target: _write_workbook(sheet, codes, target))


def _write_workbook(sheet: pd.DataFrame, codes: Mapping[str, Code], path: Path) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        page = book.add_worksheet(SHEET)
        page.freeze_panes(1, 2)
        for column, name in enumerate(sheet.columns):
            page.set_column(column, column, _WIDTH.get(name, 14), wrapped)
            page.write_string(0, column, name, bold)
            for row, value in enumerate(sheet[name].tolist(), start=1):
                if value:
                    page.write_string(row, column, str(value), wrapped)
            if name in codes:
                page.data_validation(1, column, len(sheet), column, {"validate": "list", "source": list(VALUES)})
        _write_definitions(
            book.add_worksheet("codes"), [codes[name] for name in sheet.columns if name in codes], bold, wrapped
        )


def _write_definitions(
    page: xlsxwriter.worksheet.Worksheet,
    codes: Sequence[Code],
    bold: xlsxwriter.format.Format,
    wrapped: xlsxwriter.format.Format,
) -> None:
    page.set_column(0, len(Code.__slots__) - 1, 30, wrapped)
    for column, name in enumerate(Code.__slots__):
        page.write_string(0, column, "code" if name == "path" else name, bold)
        for row, code in enumerate(codes, start=1):
            page.write_string(row, column, getattr(code, name), wrapped)


def returned_codings(folder: Path, sample: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Read what coders sent back: files ``CODER-PART.csv`` or ``.xlsx`` in `folder`.

    Returns
    -------
    DataFrame
        `coder`, `part`, `item`, `code`, `value` (0 or 1); cells left empty are left out.

    Raises
    ------
    UserError
        One for the first fault: a file of another name, an unknown item, a code that is not a target, an item there
        twice, a text that was changed, a value that is neither 0 nor 1.
    """
    rows: list[dict[str, str | int]] = []
    seen: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        if path.name.startswith((".", "~$")) or path.suffix.lower() not in (".csv", ".xlsx"):
            continue
        coder, part = _coder_and_part(path)
        if (coder, part) in seen:
            raise UserError(
                f"two files of coder {coder}", where=path.name, allowed=f"one of them: {seen[coder, part]} is there"
            )
        seen[coder, part] = path.name
        known = sample[sample["part"] == part].set_index("item")
        rows += ({"coder": coder, "part": part, **value} for value in _values_of_sheet(path, known, codes))
    return pd.DataFrame(rows, columns=["coder", "part", "item", "code", "value"])


def _coder_and_part(path: Path) -> tuple[str, str]:
    coder, _, part = path.stem.rpartition("-")
    if part not in PARTS or not coder:
        raise UserError(
            f"not the name of a coding sheet: {path.name}",
            where=str(path.parent),
            allowed="CODER-development or CODER-test, as the sheets were named",
        )
    return coder, part


def _values_of_sheet(path: Path, known: pd.DataFrame, codes: Sequence[str]) -> list[dict[str, str | int]]:
    inside = path if path.suffix.lower() == ".csv" else path / SHEET
    sheet = read_input_table(inside, required=("item", "text", *codes), allowed=("note",))
    hashes = {str(item): str(text) for item, text in known["text_hash"].items()}
    values: list[dict[str, str | int]] = []
    lines: dict[str, int] = {}
    for row in sheet.rows:
        item = _item(sheet, row, hashes, lines)
        for code in codes:
            value = row[code]
            if value not in ("", *VALUES):
                raise UserError(
                    f"{value[:10]!r} under {code}", where=sheet.place(row), allowed="1, 0, or empty if not coded"
                )
            if value:
                values.append({"item": item, "code": code, "value": int(value)})
    return values


def _item(sheet: InputTable, row: InputRow, hashes: Mapping[str, str], lines: dict[str, int]) -> str:
    item = row["item"]
    if item not in hashes:
        raise UserError(
            f"unknown item {item!r}", where=sheet.place(row), allowed="the items of the sheet as it was sent"
        )
    if item in lines:
        raise UserError(
            f"item {item} is there twice", where=sheet.place(row), allowed=f"one row each; also line {lines[item]}"
        )
    text = collapse_spaces(row["text"])
    if hashes[item] not in (text_hash(text), text_hash(unguarded_cell(text))):
        raise UserError(
            f"the text of item {item} was changed",
            where=sheet.place(row),
            allowed="the text as it was sent: copy it back",
        )
    lines[item] = row.line
    return item


def disagreements(codings: pd.DataFrame, sample: pd.DataFrame) -> pd.DataFrame:
    """Return what coders differ on and nobody has decided: `part`, `item`, `code`, `votes`, `text`."""
    judged = codings[codings["coder"] != ADJUDICATED]
    keys = ["part", "item", "code"]
    spread = judged.groupby(keys)["value"].agg(["min", "max"])
    open_ = spread[spread["min"] != spread["max"]].index
    adjudicated = pd.MultiIndex.from_frame(codings.loc[codings["coder"] == ADJUDICATED, keys])
    open_ = open_.difference(adjudicated)
    values = judged.set_index(keys).sort_index()
    votes = [
        ", ".join(f"{coder}: {value}" for coder, value in values.loc[[key], ["coder", "value"]].itertuples(index=False))
        for key in open_
    ]
    texts = sample.set_index("item")["text"]
    frame = open_.to_frame(index=False)
    return frame.assign(votes=votes, text=[texts[item] for item in frame["item"]] if len(frame) else [])


def gold_standard(codings: pd.DataFrame) -> pd.DataFrame:
    """Return the agreed value of each item and code: the adjudicator's, else what all coders say.

    Returns
    -------
    DataFrame
        `part`, `item`, `code`, `gold`. What is still open is not in it.
    """
    keys = ["part", "item", "code"]
    judged = codings[codings["coder"] != ADJUDICATED].groupby(keys)["value"].agg(["min", "max"])
    agreed = judged[judged["min"] == judged["max"]]["min"].rename("gold").astype(np.int64)
    decided = codings[codings["coder"] == ADJUDICATED].set_index(keys)["value"].rename("gold").astype(np.int64)
    both = pd.concat([decided, agreed[~agreed.index.isin(decided.index)]])
    return both.sort_index().reset_index()
