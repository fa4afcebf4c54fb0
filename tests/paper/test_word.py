"""The paper as a word processor reads it: headings, quotations, tables that fit, pictures that fit, the same bytes."""

import io
import struct
import zipfile
import zlib
from typing import get_args

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from intertwine.config import FigureName, PaperTableName
from intertwine.paper.bibliography import bibtex
from intertwine.paper.manuscript import (
    Heading,
    Manuscript,
    Paragraph,
    Picture,
    Quoted,
    Tabled,
    in_caption_and_note,
)
from intertwine.paper.word import word
from intertwine.report.references import REFERENCES
from intertwine.tables.columns import PaperTable, count, text
from intertwine.wording.labels import Labels
from intertwine.wording.titles import FIGURES, TABLES

CODES = {"security": ("Security", "安全")}


def png(width, height):
    """Return a black picture."""
    body = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(height)))
    parts = [(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def table(rows=2):
    frame = pd.DataFrame({"code": "security", "source": "interview", "documents": range(rows)})
    return PaperTable(
        name="corpus", note=("A note.", "一条说明。"), frame=frame, columns=[text("label"), count("documents")]
    )


def paper(*blocks):
    return Manuscript(("Title", "题目"), blocks, ("Holm, S. (1979). A procedure. A journal 6, 65-70.",))


def opened(*blocks, language="en"):
    return docx.Document(io.BytesIO(word(paper(*blocks), Labels(CODES, language))))


def lines(document, style=None):
    return [line.text for line in document.paragraphs if style in (None, line.style.name)]


@pytest.mark.parametrize(("language", "title", "heading"), [("en", "Title", "Results"), ("zh", "题目", "结果")])
def test_one_language_stands_in_a_paper(language, title, heading):
    document = opened(Heading(("Results", "结果")), Paragraph(("It is so.", "是的。")), language=language)

    assert lines(document, "Title") == [title]
    assert lines(document, "Heading 1")[0] == heading
    assert ("是的。" in lines(document)) == (language == "zh")
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "SimSun"


def test_a_quotation_is_word_for_word_with_what_fires_in_bold():
    pieces = (("… 我觉得", False), ("安全", True), ("，WiFi <b> & 也行。", False))
    line = opened(Quoted(("In their words", "原话"), pieces, ("马骏, 访谈", "马骏，访谈"))).paragraphs[1]

    assert line.text == "In their words: … 我觉得安全，WiFi <b> & 也行。 (马骏, 访谈)"
    assert [run.text for run in line.runs if run.bold] == ["安全"]


def test_a_table_is_as_wide_as_the_text_and_its_head_comes_again_on_each_page():
    document = opened(Tabled(table(60), "2"))
    drawn = document.tables[0]

    assert lines(document, "Caption") == ["Table 2. Documents by source and language. "]
    assert [cell.text for cell in drawn.rows[0].cells] == ["label", "documents"]
    assert [cell.text for cell in drawn.rows[60].cells] == ["Security", "59"]
    assert drawn._tbl.tblPr.find(qn("w:tblW")).get(qn("w:type")) == "pct"
    assert drawn.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert lines(document)[2] == "Note. A note."


def test_a_table_without_rows_has_its_head():
    drawn = opened(Tabled(table(0), "1"), language="zh").tables[0]

    assert len(drawn.rows) == 1
    assert all(cell.text for cell in drawn.rows[0].cells)


@pytest.mark.parametrize(("width", "height"), [(400, 40), (40, 400), (3, 3)])
def test_a_picture_fits_the_page_and_says_what_it_shows(tmp_path, width, height):
    (tmp_path / "order.png").write_bytes(png(width, height))
    document = opened(Picture(tmp_path / "order", "1", ("Order", "次序"), ("What it shows.", "所示。")))
    shape = document.inline_shapes[0]
    section = document.sections[0]

    assert shape.width <= section.page_width - section.left_margin - section.right_margin
    assert shape.height <= section.page_height - section.top_margin - section.bottom_margin
    assert shape.width / shape.height == pytest.approx(width / height, rel=0.01)
    assert shape._inline.docPr.get("descr") == "What it shows."
    assert lines(document, "Caption") == ["Figure 1. Order. What it shows."]


def test_where_there_is_no_png_the_paper_says_where_the_picture_is(tmp_path):
    document = opened(Picture(tmp_path / "order", "1", ("Order", "次序"), ("What.", "何。")), language="zh")

    assert "图见 order" in lines(document)[1]


def test_the_same_paper_gives_the_same_bytes_and_knows_no_date():
    made = [word(paper(Heading(("A", "甲")), Tabled(table(), "1")), Labels(CODES, "en")) for _ in range(2)]

    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}


@given(
    st.lists(st.text(alphabet="ab 安全", min_size=1, max_size=300), min_size=1, max_size=8),
    st.sampled_from(["en", "zh"]),
)
def test_caption_and_note_hold_every_sentence_once(sentences, language):
    end, between = (".", " ") if language == "en" else ("。", "")
    whole = between.join(sentence.strip() + end for sentence in sentences)

    caption, note = in_caption_and_note(whole, language)

    assert between.join(filter(None, (caption, note))) == whole
    assert caption


def test_every_reference_is_an_entry_with_a_key_of_its_own():
    entries = bibtex(REFERENCES)

    assert entries.count("@misc{") == len(REFERENCES)
    assert "  author = {Holm, S.},\n  year = {1979}," in entries
    assert "author = {Benjamini, Y. and Hochberg, Y.}" in entries
    with pytest.raises(ValueError, match="no reference"):
        bibtex(["Somebody said so."])


def test_the_settings_name_figures_and_tables_that_there_are():
    assert set(get_args(FigureName)) == set(FIGURES)
    assert set(get_args(PaperTableName)) <= set(TABLES)
