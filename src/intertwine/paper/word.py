"""The paper as a .docx: styles that a journal's template takes over, tables as tables, pictures with their captions."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from intertwine.paper import manuscript
from intertwine.paper.manuscript import Heading, Paragraph, Picture, Quoted, Tabled, in_caption_and_note
from intertwine.tables.columns import RIGHT, in_words
from intertwine.wording.sentences import filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document
    from docx.table import Table
    from docx.table import _Cell as Cell
    from docx.text.paragraph import Paragraph as Line

    from intertwine.paper.manuscript import Block, Manuscript
    from intertwine.wording.labels import Labels, Pair

_LATIN, _CHINESE = "Times New Roman", "SimSun"
_TEXT, _SMALL, _CELLS = Pt(11), Pt(9), Pt(8)
_PAGE, _MARGIN = (Mm(210), Mm(297)), Cm(2.54)
_WIDTH, _TALLEST = _PAGE[0] - 2 * _MARGIN, Cm(19)
_STAMP = (1980, 1, 1, 0, 0, 0)
_NO_DATE = datetime(2000, 1, 1)
_NO_PICTURE: Pair = (
    "The picture is in {name}; a .docx holds PNG only (setting figures.formats).",
    "图见 {name}；.docx 只能容纳 PNG（设置 figures.formats）。",
)


def word(paper: Manuscript, labels: Labels) -> bytes:
    """Return the paper as the bytes of a .docx, in the language of `labels`: English or Chinese.

    The same paper gives the same bytes.
    """
    document = docx.Document()
    _set_up(document, labels)
    document.add_paragraph(labels.joined(paper.title), style="Title")
    for block in paper.blocks:
        _WRITERS[type(block)](document, block, labels)
    document.add_heading(labels.joined(("References", "参考文献")), 1)
    for reference in paper.references:
        line = document.add_paragraph(reference)
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Cm(0.75), Cm(-0.75)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_dates(buffer.getvalue())


def _set_up(document: Document, labels: Labels) -> None:
    """Set page, fonts and properties."""
    section = document.sections[0]
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption", "Quote"):
        style = document.styles[name]
        style.font.name = _LATIN
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), _CHINESE)
        style.font.color.rgb = None
    document.styles["Normal"].font.size = _TEXT
    document.styles["Caption"].font.size = _SMALL
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", ""
    properties.created = properties.modified = _NO_DATE
    properties.language = "zh-CN" if labels.language == "zh" else "en"


def _heading(document: Document, block: Heading, labels: Labels) -> None:
    document.add_heading(labels.joined(block.text), block.level)


def _paragraph(document: Document, block: Paragraph, labels: Labels) -> None:
    text = labels.joined(block.text)
    if text:
        line = document.add_paragraph(text)
        for run in line.runs if block.small else ():
            run.font.size = _SMALL


def _quoted(document: Document, block: Quoted, labels: Labels) -> None:
    line = document.add_paragraph(style="Quote")
    line.paragraph_format.left_indent = Cm(1)
    line.add_run(f"{labels.joined(block.head)}: " if labels.language == "en" else f"{labels.joined(block.head)}：")
    for text, marked in block.pieces:
        line.add_run(text.replace("\n", " ")).bold = marked or None
    line.add_run(labels.joined((f" ({block.said_by[0]})", f"（{block.said_by[1]}）")))


def _captioned(document: Document, number: Pair, title: Pair, labels: Labels, more: str = "") -> Line:
    line = document.add_paragraph(style="Caption")
    line.paragraph_format.keep_with_next = True
    line.add_run(labels.joined(number) + (". " if labels.language == "en" else "　")).bold = True
    line.add_run(_sentence(labels.joined(title), labels) + more)
    return line


def _sentence(text: str, labels: Labels) -> str:
    end = ". " if labels.language == "en" else "。"
    return text if text.endswith(end.strip()) else text + end


def _note(document: Document, text: str, labels: Labels) -> None:
    if text:
        _paragraph(document, Paragraph(filled(manuscript.NOTE, text=text), small=True), labels)


def _picture(document: Document, block: Picture, labels: Labels) -> None:
    caption, note = in_caption_and_note(labels.joined(block.caption), labels.language)
    number = filled(manuscript.FIGURE, n=block.number)
    png = block.files.with_name(f"{block.files.name}.png")
    if png.is_file():
        line = document.add_paragraph()
        line.alignment, line.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        shape = line.add_run().add_picture(str(png))
        scale = min(_WIDTH / shape.width, _TALLEST / shape.height)
        shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
        about = shape._inline.docPr  # noqa: SLF001 - python-docx has no other way to an alternative text
        about.set("descr", caption)
    else:
        _paragraph(document, Paragraph(filled(_NO_PICTURE, name=block.files.name)), labels)
    _captioned(document, number, block.title, labels, caption).paragraph_format.keep_with_next = False
    _note(document, note, labels)


def _tabled(document: Document, block: Tabled, labels: Labels) -> None:
    table = in_words(block.table, labels)
    number = filled(manuscript.TABLE, n=block.number)
    _captioned(document, number, table.title, labels)
    cells = [[column.cell(row) for column in table.columns] for _, row in table.rows.iterrows()]
    heads = [table.head(column.head, labels) for column in table.columns]
    sides = [WD_ALIGN_PARAGRAPH.RIGHT if column.shape == RIGHT else WD_ALIGN_PARAGRAPH.LEFT for column in table.columns]
    drawn = document.add_table(rows=1 + len(cells), cols=len(heads))
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, True
    _wide(drawn)
    for row, texts in zip(drawn.rows, [heads, *cells], strict=True):
        for cell, text, side in zip(row.cells, texts, sides, strict=True):
            _fill(cell, text, side)
        _property(row._tr.get_or_add_trPr(), "cantSplit")  # noqa: SLF001 - no other way in python-docx
    _property(drawn.rows[0]._tr.get_or_add_trPr(), "tblHeader")  # noqa: SLF001
    for cell in drawn.rows[0].cells:
        _ruled(cell, "top", "bottom")
    for cell in drawn.rows[-1].cells:
        _ruled(cell, "bottom", *(["top"] if len(drawn.rows) == 1 else []))
    _note(document, labels.joined(table.note), labels)


def _fill(cell: Cell, text: str, side: WD_ALIGN_PARAGRAPH) -> None:
    line = cell.paragraphs[0]
    line.alignment = side
    line.paragraph_format.space_after = line.paragraph_format.space_before = Pt(1)
    line.add_run(text).font.size = _CELLS


def _wide(table: Table) -> None:
    """Let a table be as wide as the text, its columns as their contents need."""
    width: Any = table._tbl.tblPr.find(qn("w:tblW"))  # noqa: SLF001 - no other way in python-docx
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")


def _property(parent: Any, name: str) -> None:
    parent.append(OxmlElement(f"w:{name}"))


def _ruled(cell: Cell, *sides: str) -> None:
    """Draw rules above or below a cell, as tables of a paper have them."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no other way in python-docx
    borders = properties.find(qn("w:tcBorders"))
    if borders is None:
        borders = OxmlElement("w:tcBorders")
        properties.append(borders)
    for side in sides:
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)


_WRITERS: Mapping[type[Block], Callable[[Document, Any, Labels], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Quoted: _quoted,
    Picture: _picture,
    Tabled: _tabled,
}


def _without_dates(archive: bytes) -> bytes:
    """Return a zip archive in which no member knows when it was written."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        members: Iterable[zipfile.ZipInfo] = old.infolist()
        for member in members:
            new.writestr(zipfile.ZipInfo(member.filename, _STAMP), old.read(member), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
