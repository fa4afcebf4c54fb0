"""Codebooks as workbooks: every cell comes back, and no cell is a formula."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intertwine.codebook.cells import SHEET_COLUMNS, CodebookCells, read_cells, sheet_of
from intertwine.codebook.exchange import FORMATS
from intertwine.errors import UserError

SHIPPED = Path(__file__).parents[3] / "data" / "codebook"
read, write = FORMATS["workbook"].read, FORMATS["workbook"].write
SIGNS = ["=1+1", "+86", "-5", "@risk", "{=A1}", "0012", "1e3", "TRUE", "https://a.example", "騙子😱", "a\nb"]


def book(entries, qualifiers=()):
    codes = [{"code": "a", "label_en": "A", "label_zh": "甲"}]
    return CodebookCells(sheet_of("codes", codes), sheet_of("entries", entries), sheet_of("qualifiers", qualifiers))


def signs():
    return book([{"code": "a", "language": "en", "pattern": sign, "kind": "literal", "note": sign} for sign in SIGNS])


def cells(written):
    return {name: [row.cells for row in getattr(written, name).rows] for name in SHEET_COLUMNS}


def test_cells_that_look_like_formulas_or_numbers_come_back_as_text(tmp_path):
    losses = write(signs(), tmp_path / "a.xlsx")

    assert cells(read(tmp_path / "a.xlsx")[0]) == cells(signs())
    assert losses == []
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["entries"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None} == {"s"}


def test_the_shipped_codebook_comes_back_cell_by_cell(tmp_path):
    shipped = read_cells(SHIPPED)
    write(shipped, tmp_path / "a.xlsx")

    back, losses = read(tmp_path / "a.xlsx")

    assert cells(back) == {
        name: [{column: row[column] for column in SHEET_COLUMNS[name]} for row in getattr(shipped, name).rows]
        for name in SHEET_COLUMNS
    }
    assert losses == []


def test_the_same_codebook_gives_the_same_bytes(tmp_path):
    write(signs(), tmp_path / "a.xlsx")
    write(signs(), tmp_path / "b.xlsx")

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_sheets_have_fixed_heads_filters_widths_and_lists(tmp_path):
    write(signs(), tmp_path / "a.xlsx")

    found = openpyxl.load_workbook(tmp_path / "a.xlsx")

    assert found.sheetnames == list(SHEET_COLUMNS)
    assert [sheet.freeze_panes for sheet in found] == ["A2"] * 3
    assert all(sheet.auto_filter.ref and sheet.column_dimensions["A"].width for sheet in found)
    lists = {str(rule.sqref)[0]: rule.formula1 for rule in found["entries"].data_validations.dataValidation}
    assert (lists["B"], lists["D"]) == ('"zh,en"', '"literal,wildcard,regex"')
    assert lists["G"] == '"core,extended"'


@settings(deadline=None, max_examples=25)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12), min_size=1, max_size=4))
def test_any_text_comes_back(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("workbook") / "a.xlsx"
    written = book([{"code": "a", "pattern": f"x{text}".strip(), "note": text.strip()} for text in texts])
    write(written, path)

    assert cells(read(path)[0]) == cells(written)


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_text("code,label_en\n", encoding="utf-8")

    with pytest.raises(UserError, match="not a readable workbook"):
        read(tmp_path / "a.xlsx")
