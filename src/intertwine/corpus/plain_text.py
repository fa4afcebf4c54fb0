"""Plain text: a paragraph a line, or paragraphs wrapped at a fixed width with empty lines between them."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from intertwine.corpus.lines import Line

WIDEST = 100
"""Columns beyond which a line was not wrapped by hand; a Han character takes two."""

NARROWEST = 40
FULL = 0.6
"""Share of the widest line that a wrapped line fills at least."""

FEWEST = 5
USUAL = 0.9


def plain_lines(text: str) -> tuple[Line, ...]:
    r"""Return the lines of `text` that say something; wrapped ones go on with the line before.

    >>> [line.starts for line in plain_lines("林悦：你好。\n\n陈晨：你好。")]
    [True, True]
    """
    written = text.split("\n")
    wrapped = is_wrapped(written)
    before = ["", *written[:-1]]
    return tuple(
        Line(number, line.strip(), starts=not (wrapped and above.strip()))
        for number, (above, line) in enumerate(zip(before, written, strict=True), start=1)
        if line.strip()
    )


def is_wrapped(written: list[str]) -> bool:
    """Return whether the lines were wrapped by hand: all that another line follows are about as wide.

    No line is wider than 100 columns, and nine in ten of the lines with a line below them fill at least 0.6 of the
    widest; there are five of them or more, and an empty line between paragraphs.
    """
    if "" not in map(str.strip, written[1:-1]) or max(map(len, written)) > WIDEST:
        return False
    followed = [_columns(line) for line, below in pairwise(written) if line.strip() and below.strip()]
    widest = max(followed, default=0)
    if len(followed) < FEWEST or not NARROWEST <= widest <= WIDEST:
        return False
    return sum(width >= FULL * widest for width in followed) >= USUAL * len(followed)


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line.rstrip())
