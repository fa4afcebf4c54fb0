"""Odds ratios of pairs of codes as the cells of a matrix, as two figures show them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from intertwine.figures.canvas import Canvas, Look
from intertwine.figures.heat_map import Cells, reach, scale_bar
from intertwine.results import is_below, log2_or_nan, pairs_table
from intertwine.vocabulary import ALL
from intertwine.wording.labels import Pair
from intertwine.wording.numbers import MISSING, short_ratio
from intertwine.wording.sentences import filled

Pairs = Sequence[tuple[str, str]]
NARROWEST_CELL = 2.6
"""Width in mm that leaves room for the names of columns."""

CELLS: Pair = (
    "In the cells: the odds ratio; colour: its log2 (red more, blue less often than no association); *: adjusted "
    "p < .05 ({below} of {tested} tested pairs of {pairs}).",
    "格中数字：优势比；颜色：其 log2（红多蓝少）；*：校正后 p < .05"
    "（共 {pairs} 个编码对，检验 {tested} 个，其中 {below} 个）。",
)


def odds_ratio_cells(
    cooccurrence: pd.DataFrame, source: str, rows: Sequence[str], columns: Sequence[str], asked: Pairs
) -> Cells:
    """Return the odds ratios of one source as a matrix; only `asked` cells hold something."""
    wanted = pd.MultiIndex.from_product([[source], [ALL], rows, columns])
    of_source = (cooccurrence["source"] == source) & (cooccurrence["language"] == ALL)
    table = pairs_table(cooccurrence[of_source])[["estimate", "p_adjusted"]].reindex(wanted)
    values = log2_or_nan(table["estimate"]).to_numpy().reshape(len(rows), len(columns))
    texts = [
        MISSING if math.isnan(value) else short_ratio(value) + ("*" if below else "")
        for value, below in zip(table["estimate"], is_below(table["p_adjusted"]), strict=True)
    ]
    wanted_cells = set(asked)
    mask = np.array([[(row, column) in wanted_cells for column in columns] for row in rows], dtype=np.bool_)
    return Cells(values, np.array(texts, dtype=object).reshape(values.shape), mask.reshape(values.shape))


def odds_ratio_scale(sheet: Canvas, look: Look, matrices: Sequence[Cells]) -> None:
    """Draw the scale of colours at the foot of the sheet."""
    notes = [f"* {look.labels.say('below .05')}", f"{MISSING}: {look.labels.say('too small')}"]
    scale_bar(sheet, look, end=reach(matrices), name=look.labels.say("log2 odds ratio"), notes=notes)


def cells_sentence(shown: pd.DataFrame) -> Pair:
    """Say what stands in the cells, and how many of the pairs `shown` were tested."""
    tested, below = int(shown["p"].notna().sum()), int(is_below(shown["p_adjusted"]).sum())
    return filled(CELLS, below=below, tested=tested, pairs=len(shown))
