import io
import zipfile

import pytest

from intertwine.corpus.formats import file_format
from intertwine.errors import UserError


def packed(name):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("path", "data", "kind"),
    [
        ("a.TXT", b"x", "txt"),
        ("a.htm", b"<p>x", "html"),
        ("a.md", b"<html>", "md"),
        ("访谈/一.docx", packed("word/document.xml"), "docx"),
        ("a.xlsx", packed("xl/workbook.xml"), "xlsx"),
        ("a.pdf", b"%PDF-1.7", "pdf"),
        ("a.txt", b"the %PDF- format", "txt"),
    ],
)
def test_name_and_first_bytes_tell_the_format(path, data, kind):
    assert file_format(path, data) == kind


@pytest.mark.parametrize(
    ("path", "data", "message"),
    [
        ("a.txt", packed("word/document.xml"), "a .docx file is named .txt"),
        ("a.csv", packed("xl/workbook.xml"), "a .xlsx file is named .csv"),
        ("a.docx", b"%PDF-1.7", "a .pdf file is named .docx"),
        ("a.docx", b"{\\rtf1", "a .rtf file is named .docx"),
        ("a.txt", b"<!DOCTYPE html><p>", "a .html file is named .txt"),
        ("a.docx", b"just text", "not a .docx file"),
        ("a.pdf", b"just text", "not a .pdf file"),
        ("a.docx", b"PK\x03\x04 cut", "a damaged archive is named .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected by a password, or an older format"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a picture is named .txt"),
        ("a.pages", b"PK", "files of the kind .pages are not read\n  allowed: open it and export it as .docx"),
        ("a.doc", b"x", "save it as .docx"),
        ("a.odp", b"x", "save it as one of"),
        ("LICENSE", b"x", "does not say its format"),
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b"\xef\xbb\xbf \r\n", "the file is empty"),
    ],
)
def test_what_cannot_be_read_says_the_way_out(path, data, message):
    with pytest.raises(UserError) as error:
        file_format(path, data)

    assert message in str(error.value)
    assert error.value.allowed
