"""Odds ratios of pairs of codes as the cells of a matrix, as two figures show them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from intertwine.figures.canvas import Canvas, Look
from intertwine.figures.heat_map import Cells, reach, scale_bar
from intertwine.results import ALPHA, drawn_ratio, is_below, log2_or_nan, pairs_table
from intertwine.vocabulary import ALL
from intertwine.wording.labels import Pair
from intertwine.wording.numbers import MISSING, short_ratio
from intertwine.wording.sentences import filled
from intertwine.wording.statements import POOLED

Pairs = Sequence[tuple[str, str]]
NARROWEST_CELL = 2.6
"""Width in mm that leaves room for the names of columns."""

CELLS: Pair = (
    "In the cells: the odds ratio, and in small type the units with both codes; colour: its log2 (red more, blue less "
    "often than no association), pale where not certain; *: adjusted p < .05 ({below} of {tested} tested pairs of "
    "{pairs}). {pooled}",
    "格中数字：优势比，小字为两编码皆有的单位数；颜色：优势比的 log2（红多蓝少），不确定者色浅；*：校正后 p < .05"
    "（共 {pairs} 个编码对，检验 {tested} 个，其中 {below} 个）。{pooled}",
)


def odds_ratio_cells(
    cooccurrence: pd.DataFrame, source: str, rows: Sequence[str], columns: Sequence[str], asked: Pairs
) -> Cells:
    """Return the odds ratios of one source as a matrix; only `asked` cells hold something."""
    wanted = pd.MultiIndex.from_product([[source], [ALL], rows, columns])
    of_source = (cooccurrence["source"] == source) & (cooccurrence["language"] == ALL)
    shown = pairs_table(cooccurrence[of_source])
    table = shown.assign(ratio=drawn_ratio(shown)).reindex(wanted)
    values = log2_or_nan(table["ratio"]).to_numpy().reshape(len(rows), len(columns))
    certain = (table["p_adjusted"] < ALPHA).to_numpy()
    texts = [
        MISSING if math.isnan(value) else ("~" if pooled else "") + short_ratio(value) + ("*" if below else "")
        for value, pooled, below in zip(table["ratio"], table["p"].isna(), certain, strict=True)
    ]
    counts = ["" if math.isnan(both) else f"{int(both)}" for both in table["both"]]
    wanted_cells = set(asked)
    return Cells(
        values,
        np.array(texts, dtype=object).reshape(values.shape),
        np.array([[(row, column) in wanted_cells for column in columns] for row in rows]).reshape(values.shape),
        certain=certain.reshape(values.shape),
        counts=np.array(counts, dtype=object).reshape(values.shape),
    )


def odds_ratio_scale(sheet: Canvas, look: Look, matrices: Sequence[Cells]) -> None:
    """Draw the scale of colours at the foot of the sheet."""
    notes = [f"* {look.labels.say('below .05')}", f"{MISSING}: {look.labels.say('too small')}"]
    scale_bar(sheet, look, end=reach(matrices), name=look.labels.say("log2 odds ratio"), notes=notes)


def cells_sentence(shown: pd.DataFrame) -> Pair:
    """Say what stands in the cells, and how many of the pairs `shown` were tested."""
    tested, below = int(shown["p"].notna().sum()), int(is_below(shown["p_adjusted"]).sum())
    return filled(CELLS, below=below, tested=tested, pairs=len(shown), pooled=POOLED)
