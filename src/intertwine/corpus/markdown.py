"""Markdown: front matter, code and comments are no text; headings, lists, tables and paragraphs are; marks go."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from intertwine.corpus.lines import Line, Read, counted_finding

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s|$)")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})\s*$")
_RULE = re.compile(r"\s{0,3}(?:[-*_]\s*){3,}$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*$")
_DEFINITION = re.compile(r"\s{0,3}\[[^\[\]]{1,200}\]:\s*<?(?:[a-z]+:|[/.#])\S*\s*(?:[\"'(].*)?$")
_FOOTNOTE = re.compile(r"\s{0,3}\[\^[^\[\]]{1,100}\]:\s*")
_ADMONITION = re.compile(r"\s*(?:!!!|\?\?\?\+?)\s+[\w-]+(?:\s+[\w-]+)*\s*(?:\"(.*)\")?\s*$")
_SNIPPET = re.compile(r"\s*-+8<-+")


def markdown_lines(text: str) -> Read:
    """Return the lines of markdown `text` and what was not read: front matter, code blocks, comments.

    A heading, an item, a row of a table and the first line of a paragraph start a paragraph; other lines go on with the
    line before. Inline marks stay, for a speaker's label may be made of them; `without_marks` takes them out.
    """
    written, comments = _without_comments(text)
    front = _front_matter(written)
    kept, code = _without_code(written, front)
    findings = (
        *counted_finding("front matter not read", front, "lines"),
        *counted_finding("code not read", code, "lines"),
        *counted_finding("comments not read", comments),
    )
    return tuple(_paragraph_lines(kept)), findings


def _without_comments(text: str) -> tuple[list[str], int]:
    """Return the lines outside comments, as many as before, and the number of comments."""
    first, *begun = text.split("<!--")
    parts, comments = [first], 0
    for part in begun:
        comment, end, after = part.partition("-->")
        comments += bool(end)
        parts.append("\n" * comment.count("\n") + after if end else f"<!--{part}")
    return "".join(parts).split("\n"), comments


def _front_matter(written: list[str]) -> int:
    if written[0].rstrip() != "---":
        return 0
    ends = (number for number, line in enumerate(written[1:], start=2) if line.rstrip() in ("---", "..."))
    return next(ends, 0)


def _without_code(written: list[str], front: int) -> tuple[list[tuple[int, str]], int]:
    kept: list[tuple[int, str]] = []
    fence, code = "", 0
    for number, line in enumerate(written[front:], start=front + 1):
        mark = _FENCE.match(line)
        if fence:
            closes = mark is not None and mark[1].startswith(fence) and not line.strip(" \t`~")
            fence, code = ("" if closes else fence), code + (not closes)
        elif mark:
            fence = mark[1]
        else:
            kept.append((number, line))
    return kept, code


def _paragraph_lines(kept: list[tuple[int, str]]) -> list[Line]:
    lines: list[Line] = []
    open_paragraph = False
    for number, line in kept:
        if open_paragraph and lines[-1].starts and _UNDERLINE.match(line):
            lines[-1] = replace(lines[-1], heading=True)
            open_paragraph = False
            continue
        read = _line_without_block_marks(number, line, goes_on=open_paragraph)
        lines += [read] if read else []
        open_paragraph = read is not None and not read.heading and not _is_row(line)
    return lines


def _line_without_block_marks(number: int, written: str, *, goes_on: bool) -> Line | None:
    """Return the line without marks of its block, or None where it says nothing."""
    if _RULE.match(written) or _TABLE_RULE.match(written) or _DEFINITION.match(written) or _SNIPPET.match(written):
        return None
    if _HEADING.match(written):
        return Line(number, written.strip(), heading=True) if without_marks(written) else None
    titled = _ADMONITION.match(written)
    quote = _QUOTE.match(written)
    plain = (titled[1] or "") if titled else written[quote.end() :] if quote else written
    block = _ITEM.match(plain) or _FOOTNOTE.match(plain)
    plain = plain[block.end() :] if block else plain
    if _is_row(plain):
        plain = "\t".join(cell.strip() for cell in re.split(r"(?<!\\)\|", plain.strip().strip("|")))
    if not without_marks(plain):
        return None
    return Line(number, plain.strip(), starts=not goes_on or block is not None or _is_row(written))


def _is_row(line: str) -> bool:
    plain = line.strip()
    return plain.startswith("|") and plain.endswith("|") and len(plain) > 1


_INLINE = (
    (re.compile(r"^\s{0,3}#{1,6}\s+|[ \t]{1,8}#{1,6}$"), ""),
    (re.compile(r"(?<=[)\]:\s`*_])\{:?\s*(?:[.#][^{}]*|[a-z-]+=[^{}]*)\}|^\{:?\s*[.#][^{}]*\}"), ""),
    (re.compile(r"!?\[\^[^\[\]]{1,100}\]"), ""),
    (re.compile(r"!\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)"), r"\1"),
    (re.compile(r"\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)"), r"\1"),
    (re.compile(r"!?\[([^\[\]]+)\]\[[^\[\]]*\]"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]*)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r":[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+:"), ""),
    (re.compile(r"`+([^`]*)`+"), r"\1"),
    (re.compile(r"~~(?=\S)([^~]*)~~"), r"\1"),
    (re.compile(r"(?<![\\*])\*{1,3}(?=[^\s*])([^*]*)(?<=[^\s*])\*{1,3}"), r"\1"),
    (re.compile(r"(?<![\\*])\*{1,3}(?=[^\s*])([^*]*)(?<=[^\s*])\*{1,3}"), r"\1"),
    (re.compile(r"(?<![\\\w])_{1,3}(?=[^\s_])([^_]*)(?<=[^\s_])_{1,3}(?!\w)"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
    (re.compile(" {2,}"), " "),
)
_SOME_MARK = re.compile(r"[*_`~\[\]<>{}\\&#]|:[a-z][a-z0-9]*[-_]|  ")


def without_marks(text: str) -> str:
    """Return `text` without inline marks: emphasis, links, code and tags leave their words.

    >>> without_marks("**安全**，见[说明](https://example.org/a_(b))")
    '安全，见说明'
    """
    if not _SOME_MARK.search(text):
        return text.strip()
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    return html.unescape(text).strip()
