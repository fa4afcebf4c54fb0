"""Tables people write: encodings, separators and headers as spreadsheets leave them."""

import openpyxl
import pytest

from intertwine.errors import UserError
from intertwine.input_tables import collapse_spaces, read_input_table


def table(folder, data, **options):
    (folder / "entries.csv").write_bytes(data)
    return read_input_table(folder / "entries.csv", **{"required": ("code", "note")} | options)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_save_it(tmp_path, encoding, delimiter):
    text = delimiter.join(["Code ", "note"]) + "\r\n" + delimiter.join(["threat", " 威胁 "]) + "\r\n"

    read = table(tmp_path, text.encode(encoding))

    assert read.columns == ("code", "note")
    assert [dict(row.cells) for row in read.rows] == [{"code": "threat", "note": "威胁"}]


def test_a_row_knows_its_line_though_a_cell_before_it_has_several(tmp_path):
    read = table(tmp_path, b'code,note\na,"one\ntwo"\n\nb,x\n')

    assert [read.place(row) for row in read.rows] == ["entries.csv, line 2", "entries.csv, line 5"]


@pytest.mark.parametrize(
    ("data", "options", "what"),
    [
        (b"", {}, "the table is empty"),
        (b"code\na\n", {}, "missing columns: note"),
        ("code，note\n".encode(), {}, "full-width commas"),
        (b"a,b\n", {}, "the header row is lost"),
        (b"code,note,code\n", {}, "columns there twice: code"),
        (b"code,note,sauce\n", {"allowed": ("source",)}, "unknown columns: sauce"),
        (b"code,note\na,b,c\n", {}, "3 cells where the header has 2"),
        (b'code,note\na,"b\n', {}, "not a readable CSV row"),
    ],
)
def test_a_wrong_table_is_one_clear_error(tmp_path, data, options, what):
    with pytest.raises(UserError, match=what) as refused:
        table(tmp_path, data, **options)

    assert "entries.csv" in refused.value.where


def test_a_sheet_of_a_workbook_is_read_like_a_file(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "entries"
    for row in (["code", "note"], ["threat", 3.0]):
        book.active.append(row)
    book.save(tmp_path / "codebook.xlsx")

    read = read_input_table(tmp_path / "codebook.xlsx" / "entries", required=("code", "note"))

    assert [row["note"] for row in read.rows] == ["3"]
    with pytest.raises(UserError, match="no sheet 'codes'"):
        read_input_table(tmp_path / "codebook.xlsx" / "codes", required=("code",))


def test_spaces_that_spreadsheets_change_are_one():
    assert collapse_spaces(" 安全\r\n\u3000吗 ") == "安全 吗"
