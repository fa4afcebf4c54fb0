"""Numbers of lines that a program or a person set before each line of a transcript."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intertwine.corpus.lines import Line

_NUMBER = re.compile(r"\s*[\[(（]?(\d{1,5})[\])）]?(?:[.、:：．]?\s+|[.、．]|\t)(?=\S)(?!\d)")
_FEWEST = 3
_USUAL = 0.8
"""Share of the lines that begin with a number, where lines are numbered; of an interview's questions fewer are."""


def without_line_numbers(lines: Sequence[Line]) -> tuple[tuple[Line, ...], int]:
    """Return the lines without numbers that count them, and how many numbers there were.

    Lines are numbered where four in five begin with a number, and each of these is one more than the one before. Items
    of a list are numbered so too, but not every line of a document.

    >>> lines, numbers = without_line_numbers([Line(n, f"{n} {text}") for n, text in enumerate("问答问", start=1)])
    >>> [line.text for line in lines], numbers
    (['问', '答', '问'], 3)
    """
    found = [None if line.label else _NUMBER.match(line.text) for line in lines]
    numbers = [int(match[1]) for match in found if match]
    steps = [after - before for before, after in pairwise(numbers)]
    if len(numbers) < max(_FEWEST, _USUAL * len(lines)) or sum(step == 1 for step in steps) < _USUAL * len(steps):
        return tuple(lines), 0
    return tuple(
        replace(line, text=line.text[match.end() :].strip()) if match else line
        for line, match in zip(lines, found, strict=True)
    ), len(numbers)
