"""CSV, LaTeX and the workbook."""

import openpyxl
import pandas as pd
import pytest

from intertwine.csv_cells import unguarded
from intertwine.tables.columns import PaperTable, text
from intertwine.tables.files import write_table
from intertwine.tables.latex import escaped, latex
from intertwine.tables.workbook import write_sheets, write_workbook

MARKS = ["=我说=然后", "+", "-", "@他", "＝", "'=1", "https://x.test", "12", "{=SUM(A1)}"]


def table_of(values, **more):
    frame = pd.DataFrame({"word": values, "estimate": [0.5] * len(values), "n_units": range(len(values)), **more})
    note = ("A note: 5% & more.", "说明。")
    return PaperTable(name="keyness", note=note, frame=frame, columns=[text("word")], estimate="log_ratio")


@pytest.fixture
def book_of(tmp_path, labels):
    def book(table):
        write_workbook([table], labels, tmp_path / "tables.xlsx")
        return openpyxl.load_workbook(tmp_path / "tables.xlsx")

    return book


def test_trap_13_text_cells_are_strings_and_never_formulas(book_of):
    cells = [row[0] for row in book_of(table_of(MARKS))["keyness"].iter_rows(min_row=2)]

    assert [cell.value for cell in cells] == MARKS
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_trap_13_plain_sheets_hold_no_formulas_either(tmp_path):
    write_sheets({"threat": pd.DataFrame({"left": MARKS, "turn": 3})}, tmp_path / "hits.xlsx")

    rows = list(openpyxl.load_workbook(tmp_path / "hits.xlsx")["threat"].iter_rows(min_row=2))
    assert [(row[0].value, row[1].value) for row in rows] == [(mark, 3) for mark in MARKS]
    assert not {row[0].data_type for row in rows} & {"f", "n"}


def test_trap_13_transcription_marks_survive_in_csv_and_latex(tmp_path, labels):
    write_table(table_of(MARKS), labels, tmp_path)

    read = pd.read_csv(tmp_path / "keyness.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert not any(word.startswith(("=", "@")) for word in read["word 词"])
    assert unguarded(read)["word 词"].tolist() == MARKS
    assert "=我说=然后" in (tmp_path / "keyness.tex").read_text(encoding="utf-8")


def test_a_table_has_its_title_above_its_note(tmp_path, labels):
    write_table(table_of(MARKS), labels, tmp_path)

    title, between, *note = (tmp_path / "keyness.note.txt").read_text(encoding="utf-8").splitlines()
    assert title.startswith("Words that mark one group of documents against another ")
    assert (between, note) == ("", ["A note: 5% & more.", "说明。"])


def test_numbers_are_numbers_and_missing_ones_are_empty(book_of):
    table = table_of(["安全", "威胁"], low=[0.25, float("nan")])

    rows = list(book_of(table)["keyness"].iter_rows(min_row=2, values_only=True))

    assert rows == [("安全", 0.5, 0, 0.25), ("威胁", 0.5, 1, None)]


def test_the_workbook_has_the_notes_and_is_the_same_twice(book_of, tmp_path):
    book = book_of(table_of(MARKS))
    first = (tmp_path / "tables.xlsx").read_bytes()

    assert book["notes"]["C2"].value == "A note: 5% & more.\n说明。"
    assert book["keyness"]["B1"].value == "log ratio 对数比"
    book_of(table_of(MARKS))
    assert (tmp_path / "tables.xlsx").read_bytes() == first


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ("50% & #1_a", r"50\% \& \#1\_a"),
        ("[95%]", r"{[}95\%{]}"),
        ("a\\b {c} ~ ^ $", r"a\textbackslash{}b \{c\} \textasciitilde{} \textasciicircum{} \$"),
        ("第一行\n第二行", "第一行 第二行"),
    ],
)
def test_latex_shows_every_sign(shown, wanted):
    assert escaped(shown) == wanted


def test_latex_is_booktabs_and_says_what_chinese_needs(labels):
    shown = latex(table_of(["安全"]), labels)

    assert all(rule in shown for rule in (r"\toprule", r"\midrule", r"\bottomrule"))
    assert "ctex" in shown.split(r"\begin")[0]
    assert r"A note: 5\% \& more." in shown
    assert r"\shortstack[l]{word \\ 词}" in shown


def test_a_long_table_runs_over_pages(labels):
    assert r"\begin{longtable}" in latex(table_of(["安全"] * 41), labels)
    assert r"\begin{longtable}" not in latex(table_of(["安全"] * 40), labels)


def test_an_empty_table_is_still_a_table(labels):
    assert r"\multicolumn{1}{l}{--}" in latex(table_of([]), labels)
