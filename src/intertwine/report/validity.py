"""How good the lexicon is, in words: its scores against hand coding, or the warning that nothing was coded by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from intertwine.notes import joined, parsed
from intertwine.results import best_part
from intertwine.vocabulary import ALL
from intertwine.wording import numbers
from intertwine.wording.labels import CodeNames, Pair
from intertwine.wording.notes import worded
from intertwine.wording.sentences import filled

WARNING: Pair = (
    "No validation data: rates are of words, not of meanings.",
    "没有验证数据：比率反映的是词语，而不是意义。",
)
"""What a reader must know before any number."""

SCORES: Pair = (
    "{code}: precision {precision}, recall {recall}; the lexicon marks {marked} of all units, corrected by hand "
    "{corrected} ({units:,} units judged).",
    "{code}：精确率 {precision}，召回率 {recall}；词表标出全部单位的 {marked}，人工校正为 {corrected}"
    "（人工判断 {units:,} 个单位）。",
)
DEVELOPMENT_PART: Pair = (
    "These are of the development part, on which entries may have been chosen; the test part is still locked.",
    "以上为开发部分的结果，词条可能据此选定；测试部分尚未开启。",
)
TEST_PART: Pair = ("These are of the {notes}.", "以上结果属于{notes}。")

_OF_TEST_PART = ("test_part_opened", "test_part_opened_once", "codebook_changed")
"""Kinds of notes that are said of the part, not of its numbers."""


def validity(validation: pd.DataFrame, names: CodeNames) -> list[Pair]:
    """Return sentences on how good the lexicon is, one for each target code; without a sample, one warning."""
    if validation.empty:
        return [WARNING]
    judged = best_part(validation)
    whole = judged[(judged["source"] == ALL) & (judged["language"] == ALL)].sort_values("code")
    return [*(_scores(row, names) for row in whole.to_dict("records")), _part_judged(judged["part"].iloc[0], whole)]


def _part_judged(part: str, whole: pd.DataFrame) -> Pair:
    if part == "development":
        return DEVELOPMENT_PART
    of_part = [str(each) for each in parsed(whole["note"].iloc[0]) if each.kind in _OF_TEST_PART]
    return filled(TEST_PART, notes=worded(joined(*of_part)))


def _scores(row: Mapping[Any, Any], names: CodeNames) -> Pair:
    def with_interval(name: str, low: str, high: str) -> str:
        return numbers.share_interval(float(row[name]), float(row[low]), float(row[high]), decimals=0)

    return filled(
        SCORES,
        code=names[str(row["code"])],
        precision=with_interval("precision", "precision_low", "precision_high"),
        recall=with_interval("recall", "recall_low", "recall_high"),
        marked=numbers.share(float(row["naive"])),
        corrected=with_interval("estimate", "low", "high"),
        units=int(row["n_units"]),
    )
