"""Contrasts of two groups of documents as facts: a column and two of its values.

In a table the columns `contrast` and `comparison` hold them as text, such as ``source: promotional / interview``; what
people read is worded from them in `wording/labels.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two groups of documents that are compared.

    Attributes
    ----------
    column
        Of documents.csv or speakers.csv.
    a, b
        The values of the column that mark the first group and the second.

    Examples
    --------
    >>> str(Contrast("source", "promotional", "interview"))
    'source: promotional / interview'
    """

    column: str
    a: str
    b: str

    def __str__(self) -> str:
        return f"{self.column}: {self.a} / {self.b}"


def parsed(cell: str) -> Contrast:
    """Return the contrast in a cell of the column `contrast` or `comparison`.

    >>> parsed("source: promotional / interview")
    Contrast(column='source', a='promotional', b='interview')

    Raises
    ------
    ValueError
        If the cell holds anything else.
    """
    found = _CONTRAST.fullmatch(cell)
    if not found:
        raise ValueError(f"not a contrast of two groups: {cell}")
    return Contrast(**found.groupdict())


_CONTRAST = re.compile(r"(?P<column>.+?): (?P<a>.+?) / (?P<b>.+)")
