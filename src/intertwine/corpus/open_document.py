"""Documents of LibreOffice (.odt, .fodt) and books (.epub): their paragraphs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from intertwine.corpus.archive import Archive
from intertwine.corpus.characters import without_invisible
from intertwine.corpus.lines import Line, Read, counted_finding
from intertwine.corpus.safe_xml import local_name, parse_xml
from intertwine.corpus.web_page import page_lines
from intertwine.errors import UserError

if TYPE_CHECKING:
    from lxml import etree

_REMEDY = "open it in the program it was made with and save it again"
_NOT_WORDS = frozenset(
    ("tracked-changes", "annotation", "note", "forms", "script", "master-styles", "automatic-styles")
)
_PARAGRAPHS = frozenset(("p", "h"))


def odt_lines(data: bytes) -> Read:
    """Return the paragraphs of an OpenDocument text, packed or flat; notes, comments and deletions are not read."""
    if data.startswith(b"PK"):
        archive = Archive(io.BytesIO(data))
        if "content.xml" not in archive.names:
            raise UserError("not an OpenDocument text", allowed=_REMEDY)
        data = archive.read("content.xml")
    root = parse_xml(data, remedy=_REMEDY)
    body = next((each for each in root.iter() if local_name(each) == "text" and each is not root), None)
    lines: list[Line] = []
    unread = [0]
    for element in _paragraphs(body, unread) if body is not None else ():
        said = without_invisible(_words(element, unread))[0]
        for part in said.split("\n"):
            if part.strip():
                lines.append(Line(len(lines) + 1, part.strip(), heading=local_name(element) == "h"))
    return tuple(lines), counted_finding("notes, comments and deletions not read", unread[0])


def _paragraphs(element: etree._Element, unread: list[int]) -> list[etree._Element]:
    found = []
    for child in element:
        if local_name(child) in _NOT_WORDS:
            unread[0] += 1
        elif local_name(child) in _PARAGRAPHS:
            found.append(child)
        else:
            found += _paragraphs(child, unread)
    return found


def _words(element: etree._Element, unread: list[int]) -> str:
    parts = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name in _NOT_WORDS:
            unread[0] += 1
        elif name == "s":
            parts.append(" ")
        else:
            parts.append("\t" if name == "tab" else "\n" if name == "line-break" else _words(child, unread))
        parts.append(child.tail or "")
    return "".join(parts)


def epub_lines(data: bytes) -> Read:
    """Return the paragraphs of a book, its pages in the order of their names in the package."""
    archive = Archive(io.BytesIO(data))
    packages = sorted(name for name in archive.names if name.endswith(".opf"))
    if not packages:
        raise UserError("not a book", allowed=_REMEDY)
    root = parse_xml(archive.read(packages[0]), remedy=_REMEDY)
    folder = packages[0].rpartition("/")[0]
    places = {each.get("id"): each.get("href") for each in root.iter() if local_name(each) == "item"}
    order = [places.get(each.get("idref")) for each in root.iter() if local_name(each) == "itemref"]
    names = [f"{folder}/{place}".lstrip("/") for place in order if place]
    lines: list[Line] = []
    for name in (name for name in names if name in archive.names):
        read, _ = page_lines(archive.read(name).decode("utf-8", errors="replace"))
        lines += [Line(len(lines) + at, line.text, heading=line.heading) for at, line in enumerate(read, start=1)]
    return tuple(lines), ()
