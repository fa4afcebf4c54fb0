"""A file to its lines: the format's reader, the encoding, and characters that are no text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from intertwine.corpus.characters import without_invisible
from intertwine.corpus.encodings import Decoded, decode
from intertwine.corpus.formats import file_format
from intertwine.corpus.lines import IngestFinding, ReadFile, counted_finding
from intertwine.errors import UserError

LARGEST = 64 * 2**20


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of a file, read once."""

    data: bytes
    sha256: str


def read_bytes(path: Path) -> File:
    """Return the bytes of the file at `path`.

    Raises
    ------
    UserError
        If the file cannot be read or is larger than 64 MB.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror}", allowed="a file that you may read") from None
    if size > LARGEST:
        raise UserError(f"{size / 2**20:,.0f} MB", allowed=f"{LARGEST >> 20} MB; split the document")
    return File(data, hashlib.sha256(data).hexdigest())


def read_document(path: str, data: bytes, *, encoding: str = "") -> tuple[str, ReadFile]:
    """Return the format of a document and what it says, line by line.

    Parameters
    ----------
    path
        The document's path, whose ending names the format.
    encoding
        The encoding that the manifest names; empty to find out.

    Raises
    ------
    UserError
        If the file cannot be read, or says nothing.
    """
    kind = file_format(path, data)
    reading = _read_packed(kind, data) if kind in ("docx", "pdf", "xlsx") else _read_text(kind, data, encoding)
    if not any(line.text for line in reading.lines):
        raise UserError("there is no text in the file", allowed="a whole copy, or no row for it in documents.csv")
    return kind, reading


def _read_packed(kind: str, data: bytes) -> ReadFile:
    if kind == "docx":
        from intertwine.corpus.word import word_lines

        return ReadFile(*word_lines(data), place="paragraph")
    if kind == "pdf":
        from intertwine.corpus.pdf import pdf_lines

        return ReadFile(*pdf_lines(data), place="page")
    from intertwine.corpus.spreadsheet import xlsx_lines

    return ReadFile(*xlsx_lines(data), place="row")


def _read_text(kind: str, data: bytes, encoding: str) -> ReadFile:
    from intertwine.corpus.web_page import charset_of

    decoded = decode(data, declared=encoding, hint=charset_of(data) if kind == "html" else "")
    text, invisible = without_invisible(decoded.text)
    reading = _reading_of_text(kind, text)
    findings = (
        _encoding_finding(decoded),
        *reading.findings,
        *counted_finding("invisible characters not read", invisible),
    )
    return replace(reading, findings=findings, encoding=decoded.encoding)


def _encoding_finding(decoded: Decoded) -> IngestFinding:
    return IngestFinding("encoding", f"{decoded.encoding}, confidence {decoded.confidence:.2f}")


def _reading_of_text(kind: str, text: str) -> ReadFile:
    if kind == "txt":
        from intertwine.corpus.plain_text import plain_lines

        return ReadFile(plain_lines(text))
    if kind == "md":
        from intertwine.corpus.markdown import markdown_lines, without_marks

        return ReadFile(*markdown_lines(text), words=without_marks)
    if kind == "html":
        from intertwine.corpus.web_page import page_lines

        return ReadFile(*page_lines(text), place="paragraph")
    if kind == "csv":
        from intertwine.corpus.spreadsheet import csv_lines

        return ReadFile(*csv_lines(text), place="row")
    from intertwine.corpus.captions import caption_lines

    return ReadFile(*caption_lines(text), captions=True)
