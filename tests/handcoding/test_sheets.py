"""Coding sheets as they are given out and as they come back."""

import openpyxl
import pandas as pd
import pytest

from intertwine.codebook.reading import Code
from intertwine.errors import UserError
from intertwine.handcoding.ranges import document_texts, judgements, ranges_in_turns
from intertwine.handcoding.sampling import text_hash
from intertwine.handcoding.sheets import coding_sheet, disagreements, gold_standard, returned_codings, write_sheet
from intertwine.input_tables import collapse_spaces

CODES = ("security", "threat")
TEXTS = ["这样更安全。", "=没有 诈骗，😀", "It is safe, they say.", "Nothing."]
SAMPLE = pd.DataFrame(
    {"item": ["u1", "u2", "u3", "u4"], "part": ["development", "development", "development", "test"], "text": TEXTS,
     "text_hash": [text_hash(collapse_spaces(text)) for text in TEXTS], "source": "interview", "document_id": "d1",
     "turn": [1, 2, 3, 4], "start": 0, "end": [6, 10, 21, 8]}
)  # fmt: skip
NAMES = {path: Code(path, path.title(), "安全", "what it is", "定义") for path in CODES}


def sheet(coder="a", **values):
    frame = coding_sheet(SAMPLE, part="development", coder=coder, codes=CODES, seed=1).set_index("item")
    for item, codes in values.items():
        frame.loc[item, list(CODES)] = codes
    return frame.reset_index()


def test_a_sheet_is_blind_and_every_coder_has_an_order_of_their_own():
    sheets = {coder: coding_sheet(SAMPLE, part="development", coder=coder, codes=CODES, seed=1) for coder in "abcdef"}

    assert list(sheets["a"].columns) == ["item", "text", "security", "threat", "note"]
    assert sorted(sheets["a"]["item"]) == ["u1", "u2", "u3"]
    assert len({tuple(frame["item"]) for frame in sheets.values()}) > 1


def test_a_workbook_offers_the_values_and_explains_the_codes_and_has_no_formulas(tmp_path):
    write_sheet(sheet(), NAMES, tmp_path / "a-development.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a-development.xlsx")

    assert {rule.formula1 for rule in book["coding"].data_validations.dataValidation} == {'"0,1"'}
    assert book["codes"]["A2"].value == "security"
    texts = [cell for cell in book["coding"]["B"] if str(cell.value).startswith("=没有")]
    assert [cell.data_type for cell in texts] == ["s"]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_comes_back_is_read_and_empty_cells_are_left_out(tmp_path, suffix):
    write_sheet(sheet(u1=["1", "0"], u2=["", "1"]), NAMES, tmp_path / f"a-development.{suffix}")

    found = returned_codings(tmp_path, SAMPLE, CODES)

    rows = found[["coder", "part", "item", "code", "value"]].sort_values(["item", "code"])
    assert rows.to_numpy().tolist() == [
        ["a", "development", "u1", "security", 1], ["a", "development", "u1", "threat", 0],
        ["a", "development", "u2", "threat", 1],
    ]  # fmt: skip


def faulty(tmp_path, old, new, name="a-development.csv"):
    path = tmp_path / name
    write_sheet(sheet(u1=["1", "0"]), NAMES, path)
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as told:
        returned_codings(tmp_path, SAMPLE, CODES)
    return told.value


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("u3,", "u9,", "unknown item 'u9'"),
        ("u2,", "u1,", "item u1 is there twice"),
        ("更安全", "不安全", "the text of item u1 was changed"),
        (",1,0,", ",yes,0,", "'yes' under security"),
        (",threat,", ",danger,", "missing columns: threat"),
        (",note", ",note,extra", "unknown columns: extra"),
    ],
)
def test_a_bad_sheet_is_one_clear_error_that_names_the_place(tmp_path, old, new, what):
    error = faulty(tmp_path, old, new)

    assert what in error.what
    assert error.where.startswith("a-development.csv, line")
    assert all(text not in str(error) for text in TEXTS)


def test_spaces_that_a_spreadsheet_changed_are_no_change_of_the_text(tmp_path):
    write_sheet(sheet(u2=["0", "1"]), NAMES, tmp_path / "a-development.csv")
    path = tmp_path / "a-development.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("没有 诈骗", "没有  诈骗"), encoding="utf-8")

    assert len(returned_codings(tmp_path, SAMPLE, CODES)) == 2


def test_a_file_of_another_name_and_two_files_of_a_coder_are_errors(tmp_path):
    write_sheet(sheet(), NAMES, tmp_path / "mine.csv")
    with pytest.raises(UserError, match="not the name of a coding sheet"):
        returned_codings(tmp_path, SAMPLE, CODES)
    (tmp_path / "mine.csv").unlink()
    for suffix in ("csv", "xlsx"):
        write_sheet(sheet(), NAMES, tmp_path / f"a-development.{suffix}")
    with pytest.raises(UserError, match="two files of coder a"):
        returned_codings(tmp_path, SAMPLE, CODES)


def coded(*rows):
    return pd.DataFrame(rows, columns=["coder", "item", "code", "value"]).assign(part="development")


def test_the_adjudicator_settles_and_agreement_needs_none():
    codings = coded(("a", "u1", "threat", 1), ("b", "u1", "threat", 1), ("a", "u2", "threat", 1),
                    ("b", "u2", "threat", 0), ("a", "u3", "threat", 0), ("b", "u3", "threat", 1),
                    ("adjudicated", "u3", "threat", 1))  # fmt: skip

    assert gold_standard(codings)[["item", "gold"]].to_numpy().tolist() == [["u1", 1], ["u3", 1]]
    open_ = disagreements(codings, SAMPLE)
    assert open_[["item", "votes"]].to_numpy().tolist() == [["u2", "a: 1, b: 0"]]


def test_ranges_of_a_document_are_cut_at_turns_and_judge_the_units_they_touch():
    turns = pd.DataFrame({"document_id": "d1", "turn": [1, 2], "speaker": ["林", ""], "text": ["很安全😀。", "有诈骗"]})
    documents = pd.DataFrame({"document_id": ["d1"], "title": ["一"]})
    texts, placed = document_texts(documents, turns)
    assert texts["text"].tolist() == ["林：很安全😀。\n有诈骗"]

    ranges = ranges_in_turns(
        pd.DataFrame({"document_id": ["d1"], "start": [3], "end": [10], "code": "threat.fraud"}), placed
    )

    assert ranges[["turn", "start", "end"]].to_numpy().tolist() == [[1, 1, 5], [2, 0, 2]]
    units = SAMPLE.head(3).assign(end=[1, 2, 9])
    found = judgements(ranges, units, CODES, {"d1"})
    assert found[["item", "security", "threat"]].to_numpy().tolist() == [["u1", 0, 0], ["u2", 0, 1], ["u3", 0, 0]]
    assert judgements(ranges, units, CODES, {"d2"}).empty
