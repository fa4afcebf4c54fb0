"""What the hypotheses rest on: every estimate there is of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from intertwine.measures.cooccurrence.records import LEFT_OUT, SPECIFICATIONS
from intertwine.results import LENGTH_ADJUSTED, hypothesis_rows, of_unit, same_sign
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
    length_adjusted_sentence,
    unit_sentence,
)

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair

_PAIR = ["source", "code_a", "code_b"]
_ESTIMATES = [
    *LENGTH_ADJUSTED.values(),
    *("estimate", "low", "high", "rbg_low", "rbg_high", "marginal", "marginal_low", "marginal_high"),
    *("crude_odds_ratio", "p", "p_adjusted", "p_maxima"),
]
_SPECIFICATIONS = ["tried", "estimated", "above", "median", "lowest", "highest", "clear"]
_LEFT_OUT = ["without_low", "without_high", "most_influential"]
_SIZES = ["n_units", "n_documents", "n_clusters", "note"]


def robustness_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of what the hypotheses rest on, in the primary unit and all languages together."""
    together = of_unit(in_all_languages(results.cooccurrence), settings.primary_unit)
    hypotheses = hypothesis_rows(together, settings.hypotheses)
    columns = [
        pair(),
        text("source"),
        effect("adjusted_odds", tuple(LENGTH_ADJUSTED.values())),
        effect("marginal_odds", ("marginal", "marginal_low", "marginal_high")),
        effect(),
        number("crude_odds_ratio"),
        probability(),
        share("above"),
        PrintedColumn("without", _left_out_range),
        count("n_documents"),
    ]
    return PaperTable(
        name="robustness",
        note=NO_HYPOTHESES if hypotheses.empty else _note(hypotheses, settings),
        frame=robustness_frame(hypotheses, results[SPECIFICATIONS], results[LEFT_OUT]),
        columns=columns,
        estimate="mh_odds",
    )


def robustness_frame(hypotheses: pd.DataFrame, specifications: pd.DataFrame, left_out: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of hypotheses beside what all specifications say of them, and the texts left out one by one."""
    declared = hypotheses[["code_a", "code_b"]].to_numpy(dtype=object)
    keyed = hypotheses.assign(declared_a=declared[:, 0], declared_b=declared[:, 1])
    keyed[["code_a", "code_b"]] = np.sort(declared, axis=1)
    found = keyed.merge(same_sign(specifications), on=_PAIR, how="left")
    found = found.merge(without_each_document(left_out), on=_PAIR, how="left").fillna({"most_influential": ""})
    found = found.assign(code_a=found["declared_a"], code_b=found["declared_b"])
    return found[["code_a", "code_b", "source", *_ESTIMATES, *_SPECIFICATIONS, *_LEFT_OUT, *_SIZES]]


def without_each_document(left_out: pd.DataFrame) -> pd.DataFrame:
    """Return for each pair and source the ends of its odds ratio with one document left out, and which moves it most.

    Returns
    -------
    DataFrame
        `source`, `code_a`, `code_b`, `without_low`, `without_high`, `most_influential`.
    """
    documents = left_out[left_out["what"] == "document"]
    away = np.abs(np.log2(documents["change"].where(documents["change"] > 0)))
    strongest = documents.assign(away=away).sort_values("away", ascending=False).drop_duplicates(_PAIR)
    ends = documents.groupby(_PAIR, as_index=False).agg(
        without_low=("estimate_without", "min"), without_high=("estimate_without", "max")
    )
    return ends.merge(strongest[[*_PAIR, "left_out"]].rename(columns={"left_out": "most_influential"}), on=_PAIR)


def _left_out_range(row: pd.Series) -> str:
    return f"{numbers.ratio(float(row['without_low']))} to {numbers.ratio(float(row['without_high']))}"


def _note(hypotheses: pd.DataFrame, settings: Settings) -> Pair:
    return joined(
        [
            unit_sentence(settings.primary_unit, settings.reading),
            cluster_sentence(settings),
            length_adjusted_sentence(settings),
            (
                "GEE: marginal model with log length and each document's share of the first code, bias-reduced "
                "standard errors. Mantel-Haenszel: by document, length not allowed for, with the interval over "
                "clusters; RBG: the published interval, which takes units as independent. Above 1: share of all "
                "specifications with an odds ratio above 1 (see the specification curve). One text left out: lowest "
                "and highest Mantel-Haenszel odds ratio.",
                "GEE：含对数长度及各文档前一编码比例的边际模型，标准误经偏差校正。Mantel-Haenszel：按文档分层、"
                "未控制长度，区间按群组；RBG：文献中的区间，假定各单位独立。大于 1：全部设定中优势比大于 1 的比例"
                "（见设定曲线）。去掉一篇：Mantel-Haenszel 优势比的最低与最高值。",
            ),
            adjustment_sentence(hypotheses),
            THESE,
        ]
    )
