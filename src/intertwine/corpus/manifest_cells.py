"""Cells of the manifest: paths, dates and encodings, each checked where it stands.

`place` is the table and line that an error names.
"""

from __future__ import annotations

import codecs
import posixpath
import re
import unicodedata
from datetime import date
from pathlib import Path

from intertwine.errors import UserError


def path_in(cell: str, place: str) -> str:
    """Return the path in a cell, from the corpus folder, with `/` between its parts."""
    path = posixpath.normpath(unicodedata.normalize("NFC", cell).replace("\\", "/"))
    if not cell:
        raise UserError("no path", where=place, allowed="a file in the folder of the corpus")
    if path.startswith(("/", "../")) or path in ("..", ".") or re.match(r"[A-Za-z]:", path):
        raise UserError("the path leads out of the corpus", where=place, allowed="a path from the folder of the corpus")
    return path


def file_at(folder: Path, path: str, place: str) -> Path:
    """Return the file at `path`, however the system composes accents in its name."""
    forms = (path, unicodedata.normalize("NFD", path))
    file = next((folder / form for form in forms if (folder / form).is_file()), None)
    if file is None:
        raise UserError(f"no file {path}", where=place, allowed=f"a file in {folder.name}, written as it is there")
    return file


_DAY = re.compile(r"\d{4}(?:-\d{1,2}){0,2}")


def date_in(cell: str, place: str) -> str:
    """Return the date in a cell as 2019-04-15, 2019-04 or 2019."""
    if not cell:
        return ""
    plain = re.sub("[年月/.]", "-", cell.removesuffix(" 00:00:00")).rstrip("日-")
    parts = [int(part) for part in plain.split("-")] if _DAY.fullmatch(plain) else []
    try:
        date(*[*parts, 1, 1, 1][:3])
    except ValueError:
        parts = []
    if not parts:
        raise UserError(f"bad date {cell[:20]!r}", where=place, allowed="2019-04-15, 2019-04 or 2019")
    return "-".join(f"{part:02d}" for part in parts)


def encoding_in(cell: str, place: str) -> str:
    """Return Python's name of the encoding in a cell."""
    if not cell:
        return ""
    try:
        name = codecs.lookup(cell).name
        "".encode(name)
    except LookupError:
        raise UserError(
            f"unknown encoding {cell[:20]!r}", where=place, allowed="such as utf-8, gb18030, big5, utf-16"
        ) from None
    return name
