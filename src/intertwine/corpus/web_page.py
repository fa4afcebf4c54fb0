"""Web pages: the words of paragraphs, items, headings and tables; nothing is run, fetched or expanded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intertwine.corpus.characters import join_wrapped
from intertwine.corpus.label_words import word_set
from intertwine.corpus.lines import Line, Read, counted_finding
from intertwine.errors import UserError

if TYPE_CHECKING:
    from lxml import etree

_DROPPED = word_set("script style template noscript head svg canvas audio video iframe object math rt rp")
_HEADINGS = word_set("h1 h2 h3 h4 h5 h6")
_BLOCKS = _HEADINGS | word_set("""
    p div li tr table section article header footer blockquote pre dt dd ul ol dl figure figcaption main nav aside body
    form address details summary caption option legend hr center
""")
_CELLS = frozenset(("td", "th"))
_SPACES = re.compile(" {2,}")
_SOURCE_LINE = re.compile(r" *\n[ \n]*")
_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^<>]*\?>")
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5-hkscs": "big5hkscs"}


def charset_of(data: bytes) -> str:
    """Return the encoding that the page names, in Python's name; empty where it names none."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    return _CHINESE.get(name, name)


def page_lines(text: str) -> Read:
    """Return the lines of the page in `text`, and how much of it is not text.

    A block (paragraph, item, heading, row of a table, what ``br`` ends) is a line; tabs keep cells of a row apart.

    Raises
    ------
    UserError
        If the text is no web page.
    """
    from lxml import etree, html

    try:
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
        root = html.document_fromstring(_DECLARATION.sub("", text, count=1), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UserError("not a web page", allowed="a page saved as .html, or its text saved as .txt") from None
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise UserError("the page is nested too deeply", allowed="its text saved as .txt")
    page = _Page()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str) or element.tag in _DROPPED:
            if event == "start":
                page.dropped += element.tag in ("script", "style")
                walk.skip_subtree()
            else:
                page.add(element.tail)
        elif event == "start":
            page.open(element)
        else:
            page.close(element)
    page.flush()
    return tuple(page.lines), counted_finding("scripts and styles not read", page.dropped)


@dataclass
class _Page:
    """What has been read of a page: whole lines, and the parts of the line that is open."""

    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    headings: int = 0
    preformatted: int = 0
    in_cells: int = 0
    dropped: int = 0

    def open(self, element: etree._Element) -> None:
        if _is_data_cell(element):
            self.in_cells += 1
            self.parts.append("\t")
        elif element.tag in _BLOCKS or element.tag == "br":
            self.flush()
        self.headings += element.tag in _HEADINGS
        self.preformatted += element.tag == "pre"
        self.add(element.text)

    def close(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            self.flush()
        self.in_cells -= _is_data_cell(element)
        self.headings -= element.tag in _HEADINGS
        self.preformatted -= element.tag == "pre"
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        if text and self.preformatted:
            first, *others = text.split("\n")
            self.parts.append(first)
            for other in others:
                self.flush()
                self.parts.append(other)
        elif text:
            self.parts.append(text.replace("\t", " "))

    def flush(self) -> None:
        if self.in_cells:
            self.parts.append(" ")
            return
        cells = "".join(self.parts).split("\t")
        text = "\t".join(map(_on_one_line, cells)).strip()
        self.parts.clear()
        if text:
            self.lines.append(Line(len(self.lines) + 1, text, heading=self.headings > 0))


def _on_one_line(cell: str) -> str:
    """Return text of the page's source on one line; a line's end beside Han characters is no space."""
    return _SPACES.sub(" ", join_wrapped(_SOURCE_LINE.split(cell))).strip()


def _is_data_cell(element: etree._Element) -> bool:
    """Return whether the element is a cell of a table of data; a table that lays out a page has blocks in its cells."""
    if element.tag not in _CELLS:
        return False
    blocks = sum(1 for part in element.iter() if part.tag in _BLOCKS or part.tag == "br")
    return blocks <= 1
