"""Characters that are not text: ends of lines, marks of order and width; and how wrapped lines join."""

from __future__ import annotations

import re
from collections.abc import Iterable

from intertwine.language.script import HAN

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x85]")
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0e-\\x1b\\x1f\\x7f-\\x84\\x86-\\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
    f"|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])"
)
_WIDE = re.compile(f"[{HAN}\u3000-\u30ff\uff00-\uffef]")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")


def without_invisible(text: str) -> tuple[str, int]:
    r"""Return `text` with every line ending in ``\n`` and without invisible characters, and how many of those it had.

    Marks of byte order, zero-width characters, marks of writing direction, soft hyphens and controls are invisible; the
    joiner inside an emoji stays. All other characters stay as they are: offsets count in this text.

    >>> without_invisible("安\u200b全\r\n")
    ('安全\n', 1)
    """
    lined = _LINE_ENDS.sub("\n", text)
    return _INVISIBLE.subn("", lined)


def join_wrapped(parts: Iterable[str]) -> str:
    """Return the `parts` of a wrapped line as one: a space between Latin words, nothing beside Han characters.

    >>> join_wrapped(["我觉得很", "方便，也", "safe", "enough"])
    '我觉得很方便，也safe enough'
    """
    joined: list[str] = []
    for part in filter(None, parts):
        if joined and not _closes_up(joined[-1], part):
            joined.append(" ")
        joined.append(part)
    return "".join(joined)


def _closes_up(before: str, after: str) -> bool:
    if _WIDE.match(before[-1]) or _WIDE.match(after[0]):
        return True
    return after[0].islower() and _BROKEN_WORD.search(before[-2:]) is not None
