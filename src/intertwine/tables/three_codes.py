"""Three codes at once: patterns of the three, and two codes given the third."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.measures.cooccurrence.records import CONFIGURATIONS, TRIPLES
from intertwine.tables.columns import (
    PaperTable,
    codes,
    count,
    counts,
    effect,
    number,
    probability,
    text,
)
from intertwine.wording.sentences import joined
from intertwine.wording.statements import THESE, adjustment_sentence, cluster_sentence, unit_sentence

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair

_TRIPLE = codes("label_a", "label_b", "label_c")


def configurations_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of how often three codes come together in each pattern."""
    frame = results[CONFIGURATIONS]
    columns = [
        _TRIPLE,
        text("source"),
        text("pattern_of"),
        count("observed"),
        number("expected", 1),
        number("independent", 1),
        effect(),
        probability(),
        count("n_units"),
    ]
    return PaperTable(
        name="configurations",
        note=_configurations_note(frame, settings),
        frame=frame.rename(columns={"pattern": "pattern_of"}),
        columns=columns,
        estimate="observed_expected",
    )


def _configurations_note(frame: pd.DataFrame, settings: Settings) -> Pair:
    return joined(
        [
            (
                "How often three codes come together in each pattern (+ present, - absent; in the order of the codes), "
                "against circular shifts of each code by itself inside each document, longer units holding more. "
                "Ratio: observed over expected; interval: observed over the middle of the shifts; off 1 is a type "
                "(above) or an antitype (below).",
                "三个编码以各种组合出现的频数（+ 有，- 无；依编码次序），与在每个文档内各自循环移位的期望相比"
                "（较长单位含码较多）。比值：观察 / 期望；区间：观察值除以移位分布的中间部分；"
                "偏离 1 为类型（大于）或反类型（小于）。",
            ),
            unit_sentence(settings.primary_unit, settings.reading),
            cluster_sentence(settings),
            adjustment_sentence(frame),
            THESE,
        ]
    )


def triples_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of the odds ratios of two codes in units with a third code and without it."""
    columns = [
        _TRIPLE,
        text("source"),
        text("given"),
        effect(),
        probability("p"),
        counts("units_both", ("both", "n_units")),
        number("three_way_deviance"),
        number("breslow_day"),
    ]
    return PaperTable(
        name="triples",
        note=_triples_note(settings),
        frame=results[TRIPLES],
        columns=columns,
        estimate="odds_ratio_or_interaction",
    )


def _triples_note(settings: Settings) -> Pair:
    return joined(
        [
            (
                "Odds ratio of the first two codes (equal length and place) in units with the third, in units without "
                "it, and the ratio of both (the interaction of the three); interval and p from one Student's t over "
                "clusters. G2 of the three-way interaction and Breslow-Day's statistic (1 degree of freedom each) take "
                "units as independent and are descriptions.",
                "在含第三编码与不含第三编码的单位中前两编码的优势比（长度与位置相同）及两者之比（三者交互）；"
                "区间与 p 取自同一个按群组的 t 统计量。三因子交互的 G2 与 Breslow-Day 统计量（自由度各为 1）"
                "假定单位独立，仅作描述。",
            ),
            unit_sentence(settings.primary_unit, settings.reading),
            cluster_sentence(settings),
            THESE,
        ]
    )
