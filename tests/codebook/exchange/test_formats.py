"""The formats by name and by how files end, and what comes of any import."""

from pathlib import Path

import pytest

from intertwine.codebook.cells import CodebookCells, read_cells, sheet_of
from intertwine.codebook.exchange import FORMATS, exchange_format, export_codebook, import_codebook
from intertwine.codebook.exchange.folder import write_folder
from intertwine.codebook.reading import read_codebook
from intertwine.errors import UserError

SHIPPED = Path(__file__).parents[3] / "data" / "codebook"


def written(codes, entries=()):
    return CodebookCells(sheet_of("codes", codes), sheet_of("entries", entries), sheet_of("qualifiers", ()))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.xlsx", "workbook"),
        ("a.yml", "quanteda"),
        ("安全.YAML", "quanteda"),
        ("a.dic", "liwc"),
        ("a.qdc", "qdc"),
        ("rules.txt", "khcoder"),
    ],
)
def test_the_end_of_a_name_tells_the_format(name, expected):
    assert exchange_format(Path(name)) is FORMATS[expected]


@pytest.mark.parametrize("name", ["a.docx", "a", "folder/.yml"])
def test_an_unknown_end_is_refused_and_the_known_are_named(name):
    with pytest.raises(UserError) as error:
        exchange_format(Path(name))

    assert all(form.suffix in error.value.allowed for form in FORMATS.values())


@pytest.mark.parametrize("suffix", [form.suffix for form in FORMATS.values() if form.writes])
def test_the_shipped_codebook_goes_through_each_format_and_is_a_codebook_again(tmp_path, suffix):
    export_codebook(read_cells(SHIPPED), tmp_path / f"a{suffix}")

    back, _ = import_codebook(tmp_path / f"a{suffix}")
    write_folder(back, tmp_path / "book")

    assert {code.path for code in read_codebook(tmp_path / "book").codes} == {
        code.path for code in read_codebook(SHIPPED).codes
    }
    assert len(read_codebook(tmp_path / "book").entries) == len(back.entries.rows)


def test_rules_of_kh_coder_become_a_codebook(tmp_path):
    (tmp_path / "a.txt").write_text("*诈骗\n诈骗 or 騙 and not 騙子\n", encoding="utf-8")

    write_folder(import_codebook(tmp_path / "a.txt")[0], tmp_path / "book")

    assert [entry.exclude for entry in read_codebook(tmp_path / "book").entries] == [(), ("骗子",)]


def test_writing_rules_of_kh_coder_is_not_offered(tmp_path):
    with pytest.raises(UserError, match="not offered") as error:
        export_codebook(read_cells(SHIPPED), tmp_path / "a.txt")

    assert ".txt" not in error.value.allowed
    assert list(tmp_path.iterdir()) == []


def test_a_code_without_a_label_gets_the_other_language_s_and_it_is_said(tmp_path):
    export_codebook(written([{"code": "a", "label_zh": "甲"}, {"code": "b"}]), tmp_path / "a.xlsx")

    back, losses = import_codebook(tmp_path / "a.xlsx")

    assert [(row["label_en"], row["label_zh"]) for row in back.codes.rows] == [("甲", "甲"), ("b", "b")]
    assert [loss.partition(" ")[0] for loss in losses] == ["2"]


def test_a_workbook_with_a_fault_is_refused_with_its_line(tmp_path):
    entry = {"code": "b", "language": "zh", "pattern": "安全", "kind": "literal"}
    export_codebook(written([{"code": "a", "label_en": "a", "label_zh": "a"}], [entry]), tmp_path / "a.xlsx")

    with pytest.raises(UserError) as error:
        import_codebook(tmp_path / "a.xlsx")

    assert error.value.where == "a.xlsx, sheet entries, line 2"


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_a_missing_file_is_said_by_each_format(tmp_path, form):
    with pytest.raises(UserError):
        import_codebook(tmp_path / f"none{form.suffix}")
