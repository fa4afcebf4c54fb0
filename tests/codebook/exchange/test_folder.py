"""Codebooks as folders of CSV files."""

from pathlib import Path

from intertwine.codebook.cells import SHEET_COLUMNS, CodebookCells, read_cells, sheet_of
from intertwine.codebook.exchange.folder import write_folder
from intertwine.codebook.reading import read_codebook

SHIPPED = Path(__file__).parents[3] / "data" / "codebook"


def cells(written):
    return {name: [row.cells for row in getattr(written, name).rows] for name in SHEET_COLUMNS}


def test_any_cell_comes_back(tmp_path):
    text = 'a "quoted" word, another;\tthird\nnext 騙子😱'
    codes = [{"code": "a", "label_en": text, "label_zh": "甲，乙", "note": "'=x"}]
    written = CodebookCells(sheet_of("codes", codes), sheet_of("entries", ()), sheet_of("qualifiers", ()))

    write_folder(written, tmp_path / "new" / "book")

    assert cells(read_cells(tmp_path / "new" / "book")) == cells(written)


def test_files_have_a_mark_and_plain_line_ends_and_are_the_same_each_time(tmp_path):
    for name in ("a", "b"):
        write_folder(read_cells(SHIPPED), tmp_path / name)

    first = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}

    assert first == {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}
    assert sorted(first) == ["codes.csv", "entries.csv", "qualifiers.csv"]
    assert all(data.startswith(b"\xef\xbb\xbf") and b"\r" not in data for data in first.values())


def test_the_shipped_codebook_means_the_same(tmp_path):
    write_folder(read_cells(SHIPPED), tmp_path)

    assert read_codebook(tmp_path) == read_codebook(SHIPPED)
