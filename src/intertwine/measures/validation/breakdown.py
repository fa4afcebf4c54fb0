"""The breakdown of a hand-coded sample: each part and code, in all and by source and language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pandas as pd

from intertwine.vocabulary import ALL


def breakdown(frame: pd.DataFrame) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    """Return the cells of a frame with `code`, `source` and `language`: what each holds, and its rows.

    `ALL` stands for every source or language; cells without rows are left out.
    """
    sources, languages = ([ALL, *sorted(frame[name].unique())] for name in ("source", "language"))
    for code, source, language in product(sorted(frame["code"].unique()), sources, languages):
        cell = {"code": code, "source": source, "language": language}
        rows = in_cell(frame, cell)
        if len(rows):
            yield cell, rows


def in_cell(frame: pd.DataFrame, cell: dict[str, str]) -> pd.DataFrame:
    """Return the rows of one cell."""
    for name, value in cell.items():
        if value != ALL:
            frame = frame[frame[name] == value]
    return frame
