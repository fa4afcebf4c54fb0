"""A file to its lines: the format's reader, the encoding, and characters that are no text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from intertwine.corpus.characters import without_invisible
from intertwine.corpus.encodings import Decoded, decode
from intertwine.corpus.formats import file_format
from intertwine.corpus.line_numbers import without_line_numbers
from intertwine.corpus.lines import IngestFinding, ReadFile, counted_finding
from intertwine.corpus.readers import OF_BYTES, OF_TEXT
from intertwine.corpus.repairs import repaired
from intertwine.errors import UserError

_SUBRIP = re.compile(r"\ufeff?\s*1\s*\n\s*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3} --> ")
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
    reading = OF_BYTES[kind](data) if kind in OF_BYTES else _read_text(kind, data, encoding)
    if not any(line.text for line in reading.lines):
        raise UserError("there is no text in the file", allowed="a whole copy, or no row for it in documents.csv")
    unnumbered, numbers = without_line_numbers(reading.lines)
    lines, repairs = repaired(unnumbered)
    numbered = counted_finding("line numbers not read", numbers)
    return kind, replace(reading, lines=lines, findings=(*reading.findings, *numbered, *repairs))


def _read_text(kind: str, data: bytes, encoding: str) -> ReadFile:
    from intertwine.corpus.web_page import charset_of

    decoded = decode(data, declared=encoding, hint=charset_of(data) if kind == "html" else "")
    text, invisible = without_invisible(decoded.text)
    reading = OF_TEXT[_kind_by_content(kind, text)](text)
    findings = (
        _encoding_finding(decoded),
        *reading.findings,
        *counted_finding("invisible characters not read", invisible),
        *counted_finding("characters lost before this file was saved (U+FFFD)", text.count("\ufffd")),
    )
    return replace(reading, findings=findings, encoding=decoded.encoding)


def _encoding_finding(decoded: Decoded) -> IngestFinding:
    return IngestFinding("encoding", f"{decoded.encoding}, confidence {decoded.confidence:.2f}")


def _kind_by_content(kind: str, text: str) -> str:
    """Return the format that a text shows, whatever its name says: CHAT, WebVTT, SubRip."""
    if kind in ("txt", "cha"):
        from intertwine.corpus.chat import is_chat

        if is_chat(text):
            return "cha"
        if text.lstrip("\ufeff \n").startswith("WEBVTT") or _SUBRIP.match(text):
            return "vtt"
    return "txt" if kind == "cha" else kind
