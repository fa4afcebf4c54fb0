"""What the hypotheses rest on: every estimate there is of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from intertwine.measures.cooccurrence.records import LEFT_OUT, SPECIFICATIONS
from intertwine.results import STEADY, hypothesis_rows, of_unit, steadiness
from intertwine.tables.columns import (
    PaperTable,
    PrintedColumn,
    count,
    effect,
    in_all_languages,
    number,
    pair,
    probability,
    share,
    text,
)
from intertwine.wording import numbers
from intertwine.wording.sentences import joined
from intertwine.wording.statements import (
    NO_HYPOTHESES,
    THESE,
    adjustment_sentence,
    cluster_sentence,
    odds_ratio_sentence,
    unit_sentence,
)

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair

_PAIR = ["source", "code_a", "code_b"]
_SHOWN = [
    "code_a",
    "code_b",
    "source",
    "estimate",
    "low",
    "high",
    "together_low",
    "together_high",
    "p",
    "p_adjusted",
    "method",
    *("mantel_haenszel", "rbg_low", "rbg_high", "crude_odds_ratio"),
    *("estimated", "same_side", "without_low", "without_high", "most_influential", "fragile"),
    *("n_units", "n_documents", "n_clusters", "note"),
]


def robustness_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of what the hypotheses rest on, in the primary unit and all languages together."""
    together = of_unit(in_all_languages(results.cooccurrence), settings.primary_unit)
    hypotheses = hypothesis_rows(together, settings.hypotheses)
    columns = [
        pair(),
        text("source"),
        effect(),
        probability(),
        number("mantel_haenszel"),
        number("crude_odds_ratio"),
        share("same_side"),
        PrintedColumn("without", _left_out_range),
        count("n_documents"),
    ]
    return PaperTable(
        name="robustness",
        note=NO_HYPOTHESES if hypotheses.empty else _note(hypotheses, settings),
        frame=robustness_frame(hypotheses, results[SPECIFICATIONS], results[LEFT_OUT]),
        columns=columns,
        estimate="odds_ratio",
    )


def robustness_frame(hypotheses: pd.DataFrame, specifications: pd.DataFrame, left_out: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of hypotheses beside what all specifications say of them, and the texts left out one by one."""
    found = hypotheses.join(steadiness(hypotheses, specifications, left_out))
    found = found.assign(fragile=found["fragile"].astype(int), most_influential=_most_influential(found, left_out))
    return found[_SHOWN]


def _most_influential(hypotheses: pd.DataFrame, left_out: pd.DataFrame) -> list[str]:
    """Return for each hypothesis the document without which its odds ratio moves most."""
    documents = left_out[(left_out["what"] == "document") & (left_out["change"] > 0)]
    away = np.abs(np.log2(documents["change"]))
    strongest = documents.assign(away=away).sort_values("away", ascending=False).drop_duplicates(_PAIR)
    names = strongest.set_index(_PAIR)["left_out"].to_dict()
    return [names.get((source, min(a, b), max(a, b)), "") for source, a, b in hypotheses[_PAIR].itertuples(index=False)]


def _left_out_range(row: pd.Series) -> str:
    return f"{numbers.ratio(float(row['without_low']))} to {numbers.ratio(float(row['without_high']))}"


def _note(hypotheses: pd.DataFrame, settings: Settings) -> Pair:
    return joined(
        [
            unit_sentence(settings.primary_unit, settings.reading),
            cluster_sentence(settings),
            odds_ratio_sentence(settings),
            (
                "Mantel-Haenszel: by document, length not allowed for (RBG: the published interval, which takes units "
                "as independent); crude: all units pooled. Both are descriptions of other quantities. Same side: share "
                "of all specifications on the side of 1 of the odds ratio (see the specification curve). One text left "
                f"out: lowest and highest odds ratio. Fragile: under {STEADY:.0%} on the same side, or a text without "
                "which the side changes.",
                "Mantel-Haenszel：按文档分层、未控制长度（RBG：文献中的区间，假定各单位独立）；粗：合并全部单位。"
                "二者描述的是另外的量。同侧：全部设定中与优势比在 1 的同一侧者的比例（见设定曲线）。"
                f"去掉一篇：优势比的最低与最高值。脆弱：同侧不足 {STEADY:.0%}，或去掉某一篇后换到另一侧。",
            ),
            adjustment_sentence(hypotheses),
            THESE,
        ]
    )
