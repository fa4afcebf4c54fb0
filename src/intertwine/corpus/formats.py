"""Which format a file is in, by its name and by its first bytes; where they disagree the user is told."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from intertwine.corpus.readers import OF_BYTES, OF_TEXT
from intertwine.errors import UserError

READABLE = (*OF_TEXT, *OF_BYTES)
_SAME = {
    "htm": "html", "xhtml": "html", "markdown": "md", "text": "txt", "tsv": "csv", "fodt": "odt", "otr": "json",
    "dfxp": "ttml", "ssa": "ass",
}  # fmt: skip
_BINARY = frozenset(("docx", "xlsx", "pdf", "epub", "rtf"))
_WAY_OUT = {
    "doc": "open it in Word and save it as .docx",
    "docm": "open it in Word and save it as .docx",
    "dotx": "open it in Word and save it as .docx",
    "pages": "open it and export it as .docx",
    "wps": "open it and save it as .docx",
    "ppt": "copy its text into a .docx or .txt file",
    "pptx": "copy its text into a .docx or .txt file",
    "xls": "open it and save it as .xlsx",
    "xlsm": "open it and save it as .xlsx",
    "ods": "open it and save it as .xlsx",
    "msg": "open the message and save its text as .txt",
    "zip": "unpack it and list the files in it",
}
_READ_SUFFIXES = ", ".join(f".{name}" for name in READABLE)
_WEB_PAGE = re.compile(rb"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)


def file_format(path: str, data: bytes) -> str:
    """Return the format of the file: one of `READABLE`.

    Raises
    ------
    UserError
        If the format is not read, the file is empty, or is of another format than its name says.
    """
    suffix = PurePosixPath(path).suffix.lower().lstrip(".")
    named = _SAME.get(suffix, suffix)
    if named not in READABLE:
        what = f"files of the kind .{named} are not read" if named else "the file's name does not say its format"
        raise UserError(what, allowed=_WAY_OUT.get(named, f"save it as one of {_READ_SUFFIXES}"))
    if not data.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        raise UserError("the file is empty", allowed="a whole copy, or no row for it in documents.csv")
    by_bytes = _format_by_bytes(data)
    if by_bytes == "protected" and named in ("docx", "xlsx"):
        raise UserError(
            f"the file is protected by a password, or an older format named .{named}",
            allowed=f"a copy saved as .{named} without a password",
        )
    if by_bytes != named and (by_bytes or named in _BINARY) and (by_bytes, named) not in _ALLOWED:
        raise _misnamed_error(named, by_bytes)
    return named


def _misnamed_error(named: str, by_bytes: str) -> UserError:
    if by_bytes in READABLE:
        return UserError(f"a .{by_bytes} file is named .{named}", allowed=f"the name ending in .{by_bytes}")
    if by_bytes in _WAY_OUT:
        return UserError(f"a .{by_bytes} file is named .{named}", allowed=_WAY_OUT[by_bytes])
    if by_bytes:
        return UserError(
            f"{_DESCRIBED.get(by_bytes, by_bytes)} is named .{named}", allowed=f"text in one of {_READ_SUFFIXES}"
        )
    return UserError(f"not a .{named} file, or damaged at its beginning", allowed="a whole copy, or its right name")


_ALLOWED = {("html", "md"), ("html", "eml")}
"""What the first bytes may say of a file with another name."""

_DESCRIBED = {
    "damaged": "a damaged archive",
    "protected": "an older Office file or message",
    "picture": "a picture",
    "sound": "a recording",
}
_FIRST_BYTES = (
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"ID3", "sound"),
    (b"RIFF", "sound"),
    (b"OggS", "sound"),
)


def _format_by_bytes(data: bytes) -> str:
    """Return what the first bytes say the file is; empty where they may be any text."""
    if b"%PDF-" in data[:1024] and not data[:1].isalnum():
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed_format(data)
    if data[4:8] == b"ftyp":
        return "sound"
    if _WEB_PAGE.match(data.removeprefix(b"\xef\xbb\xbf")[:1000]):
        return "html"
    return next((kind for mark, kind in _FIRST_BYTES if data.startswith(mark)), "")


def _packed_format(data: bytes) -> str:
    """Return which format packed in a zip archive it is."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError):
        return "damaged"
    marks = {
        "word/": "docx",
        "xl/": "xlsx",
        "ppt/": "pptx",
        "META-INF/manifest.xml": "odt",
        "META-INF/container.xml": "epub",
    }
    return next((kind for mark, kind in marks.items() if any(name.startswith(mark) for name in names)), "zip")
