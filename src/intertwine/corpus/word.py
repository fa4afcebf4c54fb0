"""Word documents (.docx): what a reader of the final version sees, from the archive's own XML.

Read are paragraphs, tables, text boxes, footnotes and endnotes, content controls and tracked insertions; tracked
deletions, comments, headers and footers are not, and are counted.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from intertwine.corpus.archive import Archive
from intertwine.corpus.characters import without_invisible
from intertwine.corpus.column_names import is_header
from intertwine.corpus.label_words import word_set
from intertwine.corpus.lines import IngestFinding, Line, Read
from intertwine.corpus.safe_xml import local_name
from intertwine.corpus.word_parts import attribute, heading_styles, part_root, related_parts, says_something
from intertwine.errors import UserError

if TYPE_CHECKING:
    from lxml import etree

_DELETED = frozenset(("del", "moveFrom"))
_NOT_TEXT = word_set("pPr rPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr instrText delInstrText rt")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_NOT_BODY = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def word_lines(data: bytes) -> Read:
    """Return the lines of the .docx file in `data`, numbered by paragraph, and what was counted on the way.

    Raises
    ------
    UserError
        If the file is no whole .docx, is protected, unpacks to too much, or declares a document type (DTD).
    """
    archive = Archive(io.BytesIO(data))
    document = _Document(archive)
    lines = tuple(document.lines())
    findings = [IngestFinding(what, count=count) for what, count in sorted(document.counts.items()) if count]
    return lines, tuple(findings)


class _Document:
    """One walk over the parts of a .docx file; `counts` says what was met."""

    def __init__(self, archive: Archive) -> None:
        main = next(iter(related_parts(archive, "").get("officeDocument", ())), "word/document.xml")
        if main not in archive.names:
            raise UserError("not a Word document", allowed="a .docx file; open it in Word and save it again")
        related = related_parts(archive, main)
        self.counts: Counter[str] = Counter()
        self._body = part_root(archive, main)
        self._headings = heading_styles(archive, related)
        self._notes = {
            (kind, attribute(note, "id")): note
            for kind in ("footnotes", "endnotes")
            for part in related.get(kind, ())
            for note in part_root(archive, part)
            if attribute(note, "type") not in _NOT_BODY
        }
        self.counts["comments not read"] = sum(len(part_root(archive, part)) for part in related.get("comments", ()))
        margins = [part for kind in ("header", "footer") for part in related.get(kind, ())]
        self.counts["headers and footers not read"] = sum(says_something(part_root(archive, part)) for part in margins)

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the body; a break inside a paragraph ends a line too."""
        for number, (text, heading) in enumerate(self._paragraphs(), start=1):
            plain, invisible = without_invisible(text)
            self.counts["invisible characters not read"] += invisible
            yield from (Line(number, part.strip(), heading=heading) for part in plain.split("\n") if part.strip())

    def _paragraphs(self) -> Iterator[tuple[str, bool]]:
        """Yield the paragraphs; one whose end is deleted goes on in the next."""
        before = ""
        for text, heading, goes_on in self._blocks(self._body):
            if goes_on:
                before += text
                continue
            yield before + text, heading
            before = ""
        yield before, False

    def _blocks(self, container: etree._Element) -> Iterator[tuple[str, bool, bool]]:
        for child in container:
            name = local_name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in _DELETED:
                self.counts["deletions not read"] += 1
            elif name == "altChunk":
                self.counts["embedded documents not read"] += 1
            elif name not in _NOT_TEXT and not self._is_left_out(child):
                yield from self._blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[tuple[str, bool, bool]]:
        """Yield the paragraph, then its text boxes and notes."""
        parts: list[str] = []
        boxes: list[etree._Element] = []
        self._inline(paragraph, parts, boxes)
        style = paragraph.find("{*}pPr/{*}pStyle")
        heading = style is not None and attribute(style, "val") in self._headings
        goes_on = paragraph.find("{*}pPr/{*}rPr/{*}del") is not None
        yield "".join(parts), heading, goes_on and not boxes
        for box in boxes:
            yield from self._blocks(box)

    def _inline(self, element: etree._Element, parts: list[str], boxes: list[etree._Element]) -> None:
        """Collect the text in `element`, and the text boxes and notes that hang on it."""
        for child in element:
            name = local_name(child)
            if name == "t":
                parts.append(child.text or "")
            elif name in _SIGNS:
                parts.append(_SIGNS[name])
            elif name in _DELETED:
                self.counts["deletions not read"] += says_something(child)
            elif name == "txbxContent":
                self.counts["text boxes read"] += 1
                boxes.append(child)
            elif name in _NOTES:
                self._note(name, child, boxes)
            elif name not in _NOT_TEXT and not self._is_left_out(child):
                self.counts["insertions read"] += name in ("ins", "moveTo")
                self._inline(child, parts, boxes)

    def _note(self, name: str, reference: etree._Element, boxes: list[etree._Element]) -> None:
        note = self._notes.get((_NOTES[name], attribute(reference, "id")))
        if note is not None:
            self.counts[f"{_NOTES[name]} read"] += 1
            boxes.append(note)

    def _is_left_out(self, element: etree._Element) -> bool:
        """Return whether the element repeats another in an older form, or asks for text that nobody wrote."""
        name = local_name(element)
        if name == "Fallback":
            parent = element.getparent()
            return parent is not None and parent.find("{*}Choice") is not None
        placeholder = name == "sdt" and element.find("{*}sdtPr/{*}showingPlcHdr") is not None
        self.counts["placeholders not read"] += placeholder
        return placeholder

    def _table(self, table: etree._Element) -> Iterator[tuple[str, bool, bool]]:
        """Yield each row as one line, its cells kept apart by tabs; what a cell says further on stands on its own."""
        for row in table.iter("{*}tr"):
            if next(row.iterancestors("{*}tbl")) is not table:
                continue
            if row.find("{*}trPr/{*}del") is not None:
                self.counts["deletions not read"] += 1
                continue
            cells = [list(self._blocks(cell)) for cell in _row_cells(row)]
            spoken = [[text for text, _, _ in cell if text.strip()] for cell in cells]
            if is_header([" ".join(cell) for cell in spoken]):
                continue
            first = "\t".join(cell[0].replace("\n", " ") for cell in spoken if cell)
            rest = [text for cell in spoken for text in cell[1:]]
            yield from ((text, False, False) for text in (first, *rest))


def _row_cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iter("{*}tc") if next(cell.iterancestors("{*}tr")) is row]
