"""How many documents a study needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from intertwine.measures.cooccurrence.planning import documents_needed
from intertwine.measures.cooccurrence.records import PLANNING
from intertwine.tables.columns import PaperTable, PrintedColumn, number, pair, share, text
from intertwine.wording import numbers

if TYPE_CHECKING:
    from intertwine.config import Planning, Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair

_KEYS = ["source", "code_a", "code_b"]


def planning_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of documents needed, with the power by number of documents."""
    planning = results[PLANNING]
    columns = [
        pair(),
        text("source"),
        PrintedColumn("needed", _documents_needed),
        *(share(_power_column(size), head=f"{size}") for size in sorted(planning["documents"].unique())),
        number("critical"),
    ]
    frame = planning_frame(planning, power=settings.planning.power)
    return PaperTable(name="planning", note=_note(settings.planning), frame=frame, columns=columns)


def planning_frame(planning: pd.DataFrame, *, power: float) -> pd.DataFrame:
    """Return for each hypothesis and source the power by number of documents, and the documents needed for `power`."""
    wide = planning.pivot_table(index=_KEYS, columns="documents", values="power", dropna=False)
    wide = wide.rename(columns=_power_column).rename_axis(columns=None)
    pilot = planning.groupby(_KEYS, as_index=False).agg(
        n_pilot=("n_documents", "first"), critical=("critical", "max"), seed=("seed", "first")
    )
    needed = documents_needed(planning, power)
    return needed.merge(wide.reset_index(), on=_KEYS, how="left").merge(pilot, on=_KEYS, how="left")


def _power_column(documents: int) -> str:
    return f"n{documents}"


def _documents_needed(row: pd.Series) -> str:
    if not np.isnan(row["needed"]):
        return f"{int(row['needed'])}"
    return numbers.MISSING if row["note"] else f"> {int(row['most'])}"


def _note(planning: Planning) -> Pair:
    return (
        f"Documents with which a study like this one would find an odds ratio of {planning.odds_ratio:g} with "
        f"{planning.power:.0%} power (p < .05, before any adjustment), and the power by number of documents; from this "
        "study's own documents, their lengths and runs, drawn again 2,000 times. Critical: the largest value of |z| "
        "that one in twenty studies with an odds ratio of 1 exceeds. It takes for granted that further documents are "
        "like these.",
        f"与本研究类似的研究需要多少文档，才能以 {planning.power:.0%} 的检验力（p < .05，未校正）发现 "
        f"{planning.odds_ratio:g} 的优势比，以及各文档数下的检验力；"
        "以本研究自身的文档及其长度与连贯性重抽 2,000 次得出。"
        "临界值：优势比为 1 的研究中二十分之一会超过的 |z|（取最大者）。前提是后续文档与这些文档相似。",
    )
