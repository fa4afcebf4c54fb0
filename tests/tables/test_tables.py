"""Contents of tables, in LaTeX and in the workbook."""

import openpyxl
import pandas as pd
import pytest

from intertwine.tables.columns import Content, Printed, corpus_frame, effect, probability
from intertwine.tables.files import write_table
from intertwine.tables.latex import escaped, latex
from intertwine.tables.workbook import write_workbook
from intertwine.wording.labels import Labels

LABELS = Labels({"threat": ("threat", "威胁")}, "both")
MARKS = ["=我说=然后", "+", "-", "@他", "＝", "'=1", "https://x.test", "12", "{=SUM(A1)}"]


def content(values=MARKS, **more):
    frame = pd.DataFrame({"word": values, "estimate": [0.5] * len(values), "n_units": range(len(values)), **more})
    columns = [Printed("word\n词", lambda row: str(row["word"]))]
    return Content("keyness", ("Words", "词"), ("A note: 5% & more.", "说明。"), frame, columns, frame)


def sheet(folder, table):
    write_workbook([table], LABELS, folder / "tables.xlsx")
    return openpyxl.load_workbook(folder / "tables.xlsx")


def test_trap_13_text_cells_are_strings_and_never_formulas(tmp_path):
    cells = [row[0] for row in sheet(tmp_path, content())["keyness"].iter_rows(min_row=2)]

    assert [cell.value for cell in cells] == MARKS
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_trap_13_transcription_marks_survive_in_csv_and_latex(tmp_path):
    write_table(content(), LABELS, tmp_path)

    read = pd.read_csv(tmp_path / "keyness.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert read["word 词"].tolist() == MARKS
    assert "=我说=然后" in (tmp_path / "keyness.tex").read_text(encoding="utf-8")


def test_numbers_are_numbers_and_missing_ones_are_empty(tmp_path):
    table = content(["安全", "威胁"], low=[0.25, float("nan")])

    rows = list(sheet(tmp_path, table)["keyness"].iter_rows(min_row=2, values_only=True))

    assert rows == [("安全", 0.5, 0, 0.25), ("威胁", 0.5, 1, None)]


def test_the_workbook_has_the_notes_and_is_the_same_twice(tmp_path):
    book = sheet(tmp_path, content())
    first = (tmp_path / "tables.xlsx").read_bytes()

    assert book["notes"]["C2"].value == "A note: 5% & more.\n说明。"
    assert book["keyness"]["B1"].value == "log ratio 对数比"
    write_workbook([content()], LABELS, tmp_path / "tables.xlsx")
    assert (tmp_path / "tables.xlsx").read_bytes() == first


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("50% & #1_a", r"50\% \& \#1\_a"),
        ("[95%]", r"{[}95\%{]}"),
        ("a\\b {c} ~ ^ $", r"a\textbackslash{}b \{c\} \textasciitilde{} \textasciicircum{} \$"),
        ("第一行\n第二行", "第一行 第二行"),
    ],
)
def test_latex_shows_every_sign(text, shown):
    assert escaped(text) == shown


def test_latex_is_booktabs_and_says_what_chinese_needs():
    text = latex(content(["安全"]), LABELS)

    assert all(rule in text for rule in (r"\toprule", r"\midrule", r"\bottomrule"))
    assert "ctex" in text.split(r"\begin")[0]
    assert r"A note: 5\% \& more." in text
    assert r"\shortstack[l]{word \\ 词}" in text


def test_a_long_table_runs_over_pages():
    assert r"\begin{longtable}" in latex(content(["安全"] * 41), LABELS)
    assert r"\begin{longtable}" not in latex(content(["安全"] * 40), LABELS)


def test_an_empty_table_is_still_a_table():
    assert r"\multicolumn{1}{l}{--}" in latex(content([]), LABELS)


def test_effect_first_with_its_interval():
    row = pd.Series({"estimate": 2.0, "low": 1.5, "high": 12.71, "p_adjusted": 0.0004})

    assert effect(LABELS, "odds_ratio", as_ratio=True).say(row) == "2.00 [1.50, 12.7]"
    assert probability(LABELS).say(row) == "< .001"


def test_the_corpus_adds_up():
    documents = pd.DataFrame(
        {
            "document_id": ["a", "b", "c"],
            "source": ["interview", "interview", "promotional"],
            "language": ["zh", "en", "zh"],
            "cluster": ["a", "a", "c"],
            "turns": [3, 4, 5],
            "characters": [30, 40, 50],
        }
    )

    found = corpus_frame(documents).set_index(["source", "language"])

    assert found.loc[("interview", "all"), ["documents", "clusters", "turns"]].tolist() == [2, 1, 7]
    assert found.loc[("all", "all"), "characters"] == 120
