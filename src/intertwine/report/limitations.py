"""What the run holds against itself: small, fragile and weak results, and what it cannot say in any case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.measures.cooccurrence.records import LEFT_OUT, SPECIFICATIONS
from intertwine.measures.matrix import FEW_CLUSTERS
from intertwine.measures.validation.records import VALIDATION
from intertwine.report.results import hypotheses_of_all_languages, pairs_listed
from intertwine.results import STEADY, Results, best_part, steadiness
from intertwine.vocabulary import ALL
from intertwine.wording import numbers
from intertwine.wording.labels import CodeNames, Pair, inside_sentence, phrase
from intertwine.wording.sentences import COMMA, filled, listed

if TYPE_CHECKING:
    from intertwine.config import Settings

WEAK_BELOW = 0.7
"""Precision or recall below which a lexicon is called weak."""


def limitations(results: Results, names: CodeNames, settings: Settings) -> list[Pair]:
    """Return what the run found that speaks against itself, and what it cannot say in any case.

    Parameters
    ----------
    results
        What the stages wrote.
    names
        English and Chinese label of each code.
    settings
        The declared pairs and the primary unit.
    """
    return [
        *_few_clusters(results.cooccurrence),
        *_not_tested(hypotheses_of_all_languages(results, settings)),
        *_fragile(results, names, settings),
        *_weak_lexicon(results[VALIDATION], names),
        CHOSEN_TEXTS,
    ]


CHOSEN_TEXTS: Pair = (
    "These texts were chosen, not drawn at random: the numbers describe them and speak of no population. An "
    "association is neither a cause nor an argument, an order no justification, an unprompted word no conviction. The "
    "sentences behind each number are to be read.",
    "这些文本是选取的，并非随机抽取：数字只描述它们，不推及总体。关联既非因果，也非论证；先后并非理由；未经提示的词也并非信念。"
    "每个数字背后的句子都应细读。",
)
"""What holds of every study of chosen texts."""

FEW: Pair = (
    "Few clusters: {sizes}. Below {few} intervals and permutation tests lose power, and one text weighs much.",
    "群组较少：{sizes}。少于 {few} 个时区间与检验的效力有限，单个文本影响较大。",
)


def _few_clusters(pairs: pd.DataFrame) -> Iterator[Pair]:
    sizes = pairs[pairs["language"] == ALL].groupby("source")["n_clusters"].max()
    few = sizes[sizes < FEW_CLUSTERS]
    if len(few):
        named = [
            filled(("{source} {size}", "{source} {size}"), source=phrase(source), size=int(size))
            for source, size in few.items()
        ]
        yield filled(FEW, sizes=listed(named, COMMA), few=FEW_CLUSTERS)


NOT_TESTED: Pair = (
    "{missing} of {hypotheses} hypotheses by source could not be tested: too few units or documents.",
    "{hypotheses} 个按来源的假设中有 {missing} 个因单位或文档过少而无法检验。",
)


def _not_tested(hypotheses: pd.DataFrame) -> Iterator[Pair]:
    missing = int(hypotheses["p"].isna().sum())
    if missing:
        yield filled(NOT_TESTED, missing=missing, hypotheses=len(hypotheses))


FRAGILE: Pair = (
    "Fragile (fewer than {share:.0%} of the specifications on their side of 1, or turned by leaving out one document): "
    "{pairs}.",
    "脆弱（与结果在 1 的同侧者不足全部设定的 {share:.0%}，或去掉一个文档后换到另一侧）：{pairs}。",
)


def _fragile(results: Results, names: CodeNames, settings: Settings) -> Iterator[Pair]:
    rows = hypotheses_of_all_languages(results, settings)
    rows = rows[rows["p"].notna()]
    fragile = rows[steadiness(rows, results[SPECIFICATIONS], results[LEFT_OUT])["fragile"].astype(bool)]
    if len(fragile):
        yield filled(FRAGILE, share=STEADY, pairs=pairs_listed(fragile.to_dict("records"), names))


NOT_VALIDATED: Pair = (
    "The codebook was not held against hand coding: all results are of words, not of meanings.",
    "编码本未与人工编码对照：所有结果反映词语，而非意义。",
)
WEAK: Pair = (
    "Low validity: {codes}. What is missed or marked wrongly weakens or bends the associations above.",
    "效度较低：{codes}。漏标与误标会减弱或扭曲上述关联。",
)
WEAK_CODE: Pair = ("{code} (precision {precision}, recall {recall})", "{code}（精确率 {precision}，召回率 {recall}）")


def _weak_lexicon(validation: pd.DataFrame, names: CodeNames) -> Iterator[Pair]:
    if validation.empty:
        yield NOT_VALIDATED
        return
    judged = best_part(validation)
    whole = judged[(judged["source"] == ALL) & (judged["language"] == ALL)]
    weak = whole[(whole["precision"] < WEAK_BELOW) | (whole["recall"] < WEAK_BELOW)].to_dict("records")
    if weak:
        codes = [
            filled(
                WEAK_CODE,
                code=inside_sentence(names, str(row["code"])),
                precision=numbers.share(row["precision"], 0),
                recall=numbers.share(row["recall"], 0),
            )
            for row in weak
        ]
        yield filled(WEAK, codes=listed(codes))
