"""Sentences on key words that figure and table share: measure, unit, n and test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.wording.labels import Pair
from intertwine.wording.sentences import filled, listed
from intertwine.wording.statements import in_words

if TYPE_CHECKING:
    from intertwine.config import Settings

NO_WORDS: Pair = (
    "No comparison gave a word that can be shown (no comparison in the settings, or too few words that are in enough "
    "documents).",
    "没有可展示的词（设置中未声明比较，或没有足够多文档共有的词）。",
)


def keyness_sentences(shown: pd.DataFrame, settings: Settings) -> list[Pair]:
    """Say measure, unit, n and test of keyness."""
    if shown.empty:
        return [NO_WORDS]
    unit = ("cluster of documents", "文档群组") if settings.cluster == "speaker" else ("document", "文档")
    n = _comparison_sizes(shown)
    return [
        (
            "Measure: log ratio, log2 of the ratio of the rates (uses over words of all documents of a group, half a "
            "clump of uses added to each); +1 is twice as frequent in the first group. Shown are the words whose "
            "interval keeps farthest from 0.",
            "测量：对数比，即两组比率（全组文档的使用次数除以词数，各加半个聚集单位）之比的 log2；+1 表示在第一组中"
            "多一倍。所示为区间离 0 最远的词。",
        ),
        (
            f"Words: in at least {settings.keyness.documents} documents, DPnorm at most "
            f"{settings.keyness.dispersion:g}; function words stay in.",
            f"词：至少见于 {settings.keyness.documents} 个文档，DPnorm 不超过 {settings.keyness.dispersion:g}；"
            "虚词保留。",
        ),
        (f"Unit of the test: {unit[0]}. n: {n[0]}.", f"检验单位：{unit[1]}。n：{n[1]}。"),
        _rate_test_sentence(settings),
    ]


def _rate_test_sentence(settings: Settings) -> Pair:
    """Say how rates are compared."""
    return (
        "Test and interval: one F test of the two rates, uses divided by how they clump in documents; p adjusted by "
        f"Benjamini-Hochberg within comparison and language, the {settings.confidence:.0%} interval not adjusted: it "
        f"leaves out 0 where p is below {1 - settings.confidence:.2g} before adjustment. A word that one group does "
        "not use has no limit on that side.",
        "检验与区间：对两个比率作同一 F 检验，使用次数按其在文档内的聚集程度折算；p 在每个比较与语言内作 "
        f"Benjamini-Hochberg 校正，{settings.confidence:.0%} 区间未作校正：校正前 p 小于 {1 - settings.confidence:.2g} "
        "时区间不含 0。其中一组未使用的词，该侧无界限。",
    )


def _comparison_sizes(shown: pd.DataFrame) -> Pair:
    sentence: Pair = (
        "{comparison}, {language}: {n_documents} documents, {n_clusters} clusters",
        "{comparison}，{language}：{n_documents} 个文档、{n_clusters} 个群组",
    )
    columns = ["comparison", "language", "n_documents", "n_clusters"]
    rows = shown[columns].drop_duplicates(["comparison", "language"]).to_dict("records")
    return listed(filled(sentence, **in_words(row)) for row in rows)
