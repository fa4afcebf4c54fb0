import io

import pytest

from intertwine.corpus.spreadsheet import csv_lines, xlsx_lines
from intertwine.errors import UserError

openpyxl = pytest.importorskip("openpyxl")


def xlsx(*rows, **more):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, others in more.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    for cell in (cell for row in book.active.iter_rows() for cell in row if isinstance(cell.value, str)):
        cell.data_type = "s"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def said(lines):
    return [(line.label, line.text) for line in lines]


@pytest.mark.parametrize(
    "header", ["speaker,text", "Speaker Name,Content", "说话人,内容", "發言人,逐字稿", "NAME,UTTERANCE"]
)
def test_columns_are_known_by_many_names(header):
    assert said(csv_lines(f"{header}\n林悦,很安全\n")[0]) == [("林悦", "很安全")]


def test_trap_13_marks_of_transcription_survive_in_cells():
    marks = ["=嗯", "+ 对", "- 不", "@真的", "= + - @"]
    rows = [["speaker", "text"], *(["林悦", mark] for mark in marks)]

    assert [line.text for line in csv_lines("\n".join(map(",".join, rows)))[0]] == marks
    assert [line.text for line in xlsx_lines(xlsx(*rows))[0]] == marks


def test_a_formula_that_shows_nothing_is_reported():
    book = openpyxl.Workbook()
    book.active.append(["speaker", "text"])
    book.active.append(["林悦", "=A1"])
    packed = io.BytesIO()
    book.save(packed)

    assert [finding.finding for finding in xlsx_lines(packed.getvalue())[1]] == ["formulas without a value not read"]


def test_other_columns_and_sheets_are_reported():
    lines, findings = xlsx_lines(xlsx(["time", "speaker", "text"], [1, "林悦", 5.0], more=[["x"], ["y"]]))

    assert said(lines) == [("林悦", "5")]
    assert [(finding.finding, finding.detail) for finding in findings] == [
        ("column not read", "time"),
        ("sheets not read", ""),
    ]


def test_one_column_is_prose():
    assert [line.text for line in csv_lines("第一段\n第二段\n")[0]] == ["第一段", "第二段"]
    assert [line.text for line in csv_lines("text\n第一段\n")[0]] == ["第一段"]


def test_cells_may_hold_lines_quotes_and_other_delimiters():
    assert said(csv_lines('speaker;text\n林悦;"一；""二""\n三, 四"\n')[0]) == [("林悦", '一；"二"\n三, 四')]
    assert said(csv_lines("speaker\ttext\n林悦\t一,二\n")[0]) == [("林悦", "一,二")]


def test_a_huge_cell_is_read():
    assert len(csv_lines("speaker,text\n林悦," + "安" * 1_000_000)[0][0].text) == 1_000_000


@pytest.mark.parametrize("text", ["a,b\n1,2\n", 'speaker,text\n林悦,"x"y\n'])
def test_tables_without_a_column_of_text_or_with_broken_quotes_stop(text):
    with pytest.raises(UserError):
        csv_lines(text)


def test_a_sheet_with_far_corners_does_not_fill_the_memory():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "text", "x"
    packed = io.BytesIO()
    book.save(packed)

    with pytest.raises(UserError, match="a sheet is too large"):
        xlsx_lines(packed.getvalue())
