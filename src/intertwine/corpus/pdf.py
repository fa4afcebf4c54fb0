"""PDF files that were born digital: their text layer, in the paragraphs that the places of its lines show."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from intertwine.corpus.characters import without_invisible
from intertwine.corpus.lines import IngestFinding, Line, Read, counted_finding
from intertwine.errors import UserError
from intertwine.language.script import HAN

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

MOST_PAGES = 5_000
UNREADABLE = 0.1
"""Share of characters without a meaning from which a text layer is of no use."""

MARGIN = 0.16
"""Share of a page's height, at its top and at its foot, in which running titles and page numbers stand."""

SAME_COLUMN = 40.0
"""Points by which lines of one column may begin apart, as indented ones do."""

WIDE_GAP = 1.6
"""Distance to the line above, over the usual one, that shows a new paragraph."""

_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:第\s*)?\d{1,4}\s*页?(?:\s*(?:/|of|共)\s*\d{1,4}\s*页?)?|page\s+\d{1,4}(?:\s+of\s+\d{1,4})?)[-–—\s]*",
    re.IGNORECASE,
)
_LABEL = re.compile("[:：]")
_BOTH = 2
_DIGITS = re.compile(r"\d+")
_SOFT_HYPHEN = "\ufffe"
_NO_MEANING = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_FIRST_WORD = re.compile(rf"[{HAN}]|[^\s{HAN}]+")
_OCR = "its text recognised and proofread, saved as .docx or .txt"


@dataclass(frozen=True, slots=True)
class _PlacedLine:
    """A line of a page and its place, in points; `level` is 0 at the foot of the page and 1 at its top."""

    page: int
    text: str
    left: float
    right: float
    foot: float
    level: float

    @property
    def per_character(self) -> float:
        return (self.right - self.left) / max(len(self.text), 1)


def pdf_lines(data: bytes) -> Read:
    """Return the lines of the PDF in `data`, numbered by page, and what was left out.

    A line goes on with the one above where its first word would not have fitted there. Page numbers, and titles that
    run on at least half of the pages, are left out and counted.

    Raises
    ------
    UserError
        If the file is damaged, needs a password, or has no text layer that can be read.
    """
    document = _open_document(data)
    pages = [_placed_lines(document, number) for number in range(len(document))]
    if not any(pages):
        raise UserError("no text layer: the pages are pictures", allowed=_OCR)
    text = "".join(line.text for page in pages for line in page)
    if len(_NO_MEANING.findall(text)) > UNREADABLE * len(text):
        raise UserError("the text layer cannot be read: its fonts do not say which characters they show", allowed=_OCR)
    kept = [line for page in _without_margins(pages) for line in page] or [line for page in pages for line in page]
    empty = [number for number, page in enumerate(pages, start=1) if not page]
    findings = (
        *(IngestFinding("page without text", line=number) for number in empty),
        *counted_finding("running titles and page numbers not read", sum(map(len, pages)) - len(kept)),
    )
    return tuple(_paragraph_lines(kept)), findings


def _open_document(data: bytes) -> PdfDocument:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UserError("the file is protected by a password", allowed="a copy saved without a password") from None
        raise UserError("the file is damaged or cut off", allowed="a whole copy, or its text saved as .txt") from None
    if len(document) > MOST_PAGES:
        raise UserError(f"{len(document):,} pages", allowed=f"{MOST_PAGES:,} pages; split the document")
    return document


def _placed_lines(document: PdfDocument, number: int) -> list[_PlacedLine]:
    """Return the lines of a page that say something, in the order of the text layer."""
    import pypdfium2

    try:
        page = document[number]
        layer = page.get_textpage()
        height = page.get_height()
        text = layer.get_text_range()
    except pypdfium2.PdfiumError:
        raise UserError(f"page {number + 1} is damaged", allowed="a whole copy, or its text saved as .txt") from None
    located = layer.count_chars() == len(text)
    lines, begins = [], 0
    for written in text.split("\n"):
        plain = written.strip()
        if plain:
            first = begins + len(written) - len(written.lstrip())
            left, right, foot = (
                _line_box(layer, first, first + len(plain) - 1) if located else (0.0, math.inf, height / 2)
            )
            lines.append(_PlacedLine(number + 1, plain, left=left, right=right, foot=foot, level=foot / height))
        begins += len(written) + 1
    layer.close()
    page.close()
    return lines


def _line_box(layer: PdfTextPage, first: int, last: int) -> tuple[float, float, float]:
    left, foot, _, _ = layer.get_charbox(first)
    _, _, right, _ = layer.get_charbox(last)
    return left, right, foot


def _without_margins(pages: Sequence[Sequence[_PlacedLine]]) -> list[list[_PlacedLine]]:
    """Leave out page numbers, and what stands in the margins of most pages but for its digits.

    In a document of two pages it is what stands apart on both at one height, and has no colon in it, as labels have.
    """
    margins = [_in_margins(page) for page in pages]
    shown = Counter(key for margin in margins for key in {_DIGITS.sub("#", line.text) for line in margin})
    placed = Counter(key for margin in margins for key in {(line.text, round(line.foot)) for line in margin})
    often = max(3, len(pages) / 2)

    def is_title(line: _PlacedLine, page: Sequence[_PlacedLine]) -> bool:
        on_both = len(pages) == placed[line.text, round(line.foot)] == _BOTH and not _LABEL.search(line.text)
        return shown[_DIGITS.sub("#", line.text)] >= often or (on_both and _stands_apart(line, page))

    left_out = [
        {line for line in margin if _PAGE_NUMBER.fullmatch(line.text) or is_title(line, page)}
        for margin, page in zip(margins, pages, strict=True)
    ]
    return [[line for line in page if line not in without] for page, without in zip(pages, left_out, strict=True)]


def _stands_apart(line: _PlacedLine, page: Sequence[_PlacedLine]) -> bool:
    """Return whether the nearest line above or below is farther than lines of a text are."""
    distances = (abs(other.foot - line.foot) for other in page)
    return min((far for far in distances if far > 1), default=math.inf) > WIDE_GAP * _usual_distance(page)


def _in_margins(page: Sequence[_PlacedLine]) -> list[_PlacedLine]:
    """Return the two highest and the two lowest lines of a page, as far as they stand in its margins."""
    downward = sorted(page, key=lambda line: -line.level)
    return [line for line in downward[:2] if line.level > 1 - MARGIN] + [
        line for line in downward[-2:] if line.level < MARGIN
    ]


def _paragraph_lines(placed: Sequence[_PlacedLine]) -> list[Line]:
    margins = _right_margins(placed)
    usual = _usual_distance(placed)
    lines: list[Line] = []
    above: _PlacedLine | None = None
    for line in placed:
        starts = above is None or _starts_paragraph(line, above, margins[_column(above)], usual)
        text, _ = without_invisible(line.text.replace(_SOFT_HYPHEN, ""))
        lines += [Line(line.page, text.strip(), starts=starts)] if text.strip() else []
        above = line
    return lines


def _column(line: _PlacedLine) -> tuple[int, int]:
    return line.page, round(line.left / SAME_COLUMN)


def _right_margins(placed: Sequence[_PlacedLine]) -> dict[tuple[int, int], float]:
    """Return how far right the lines of each column reach, by page and by where the column begins."""
    reach: dict[tuple[int, int], float] = {}
    for line in placed:
        reach[_column(line)] = max(reach.get(_column(line), 0.0), line.right)
    return {(page, at): max(reach.get((page, at + by), 0.0) for by in (-1, 0, 1)) for page, at in reach}


def _usual_distance(placed: Sequence[_PlacedLine]) -> float:
    distances = sorted(above.foot - line.foot for above, line in pairwise(placed) if above.foot > line.foot)
    return distances[len(distances) // 2] if distances else math.inf


def _starts_paragraph(line: _PlacedLine, above: _PlacedLine, margin: float, usual: float) -> bool:
    """Return whether `line` starts a paragraph: its first word had room above, it is indented, or it stands apart."""
    first = _FIRST_WORD.match(line.text)
    needed = (len(first[0]) if first else 1) * line.per_character
    had_room = above.right + needed + line.per_character / 2 < margin
    same_page = line.page == above.page
    indented = (
        same_page
        and line.left - above.left > 1.2 * line.per_character
        and above.left < line.left < above.left + SAME_COLUMN
    )
    apart = same_page and above.foot - line.foot > WIDE_GAP * usual
    return had_room or indented or apart
