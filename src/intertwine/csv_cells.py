"""Cells of CSV files that spreadsheets open: no text is taken for a formula, and every text can be had back.

A cell that begins with ``= + - @`` (a transcript's mark, a word somebody typed) gets an apostrophe before it; one that
begins with apostrophes before such a sign gets one more, so that taking one away gives the text back. Numbers with a
sign stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?%?"
_FORMULA = rf"(?!{_NUMBER}$)'*[=+\-@\t\r]"
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose texts no spreadsheet takes for formulas.

    >>> import pandas as pd
    >>> guarded(pd.DataFrame({"said": ["=1+1", "-5", "- well", "'@x", "安全"]}))["said"].tolist()
    ["'=1+1", '-5', "'- well", "''@x", '安全']
    """
    safe = frame.copy(deep=False)
    for place, column in _texts(frame):
        texts = column.astype("str")
        risky = column.notna() & texts.str.match(_FORMULA)
        if risky.any():
            safe.isetitem(place, texts.mask(risky, "'" + texts).where(column.notna()).array)
    return safe


def unguarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with the texts as they were before `guarded`."""
    plain = frame.copy(deep=False)
    for place, column in _texts(frame):
        held = column.str.match(_GUARDED)
        if held.any():
            plain.isetitem(place, column.mask(held, column.str[1:]).array)
    return plain


def _texts(frame: pd.DataFrame) -> Iterator[tuple[int, pd.Series]]:
    """Give the columns that hold texts, each with its place: two may have one head."""
    for place in range(frame.shape[1]):
        column = frame.iloc[:, place]
        if column.dtype.kind not in "biufM":
            yield place, column


def unguarded_cell(text: str) -> str:
    """Return the text of one cell as it was before `guarded`.

    >>> unguarded_cell("'=1+1"), unguarded_cell("'quoted'")
    ('=1+1', "'quoted'")
    """
    return text[1:] if _GUARDED.match(text) else text
