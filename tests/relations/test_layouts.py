"""The same turns in another kind of file are the same turns."""

import csv
import io
import re
import zipfile
from html import escape

import pytest
from xlsxwriter import Workbook

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def as_txt(lines):
    return "\n".join(lines).encode("utf-8-sig")


def as_markdown(lines):
    return "\n\n".join(re.sub(r"^(问|答|Interviewer|Respondent)", r"**\1**", line) for line in lines).encode()


def as_docx(lines):
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMESPACE}><w:body>{paragraphs}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", "<Relationships/>")
    return packed.getvalue()


def as_html(lines):
    return f"<html><body>{''.join(f'<p>{escape(line)}</p>' for line in lines)}</body></html>".encode()


def cells(lines):
    """Return rows of speaker and text, or of text alone."""
    parted = [re.fullmatch(r"(?:(问|答|Interviewer|Respondent)[：:] ?)?(.*)", line).groups("") for line in lines]
    spoken = any(speaker for speaker, _ in parted)
    return [("speaker", "text"), *parted] if spoken else [("text",), *[(text,) for _, text in parted]]


def as_csv(lines):
    text = io.StringIO()
    csv.writer(text).writerows(cells(lines))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(lines):
    packed = io.BytesIO()
    with Workbook(packed, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(cells(lines)):
            sheet.write_row(number, 0, row)
    return packed.getvalue()


LAYOUTS = {"txt": as_txt, "md": as_markdown, "docx": as_docx, "html": as_html, "csv": as_csv, "xlsx": as_xlsx}


def written_as(study, layout):
    """Write each text in a layout, told by its number, under another name, and name the new files in the manifests."""
    names = {}
    for number, path in enumerate(study.texts):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line]
        suffix = layout(number)
        names[path.name] = f"{number * 7 % 24:02d}.{suffix}"
        path.unlink()
        (path.parent / names[path.name]).write_bytes(LAYOUTS[suffix](lines))
    for table, column in (("corpus/documents", "path"), ("corpus/speakers", "document")):
        study.change_rows(table, lambda row, name=column: row | {name: names[row[name]]})


@pytest.mark.parametrize("suffix", LAYOUTS)
def test_a_layout_changes_nothing(study, base, assert_same, suffix):
    written_as(study, lambda _: suffix)
    after = study.run(stages=("ingest",))

    assert_same({name: base[name] for name in after}, after)


def test_each_text_in_its_own_layout_under_another_name(study, base_study, base, assert_same):
    suffixes = list(LAYOUTS)
    written_as(study, lambda number: suffixes[number % len(suffixes)])

    assert_same(base, study.run(known=base_study))
