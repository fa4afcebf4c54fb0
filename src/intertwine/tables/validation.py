"""How good the codebook is: against people, between coders, and between halves of its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.measures.validation.records import AGREEMENT, RELIABILITY, VALIDATION, VALIDATION_ERRORS
from intertwine.tables.columns import (
    PaperTable,
    count,
    effect,
    in_all_languages,
    number,
    of_families,
    share,
    share_with_interval,
    text,
)
from intertwine.wording.labels import phrase
from intertwine.wording.sentences import joined
from intertwine.wording.statements import (
    PERCENTILE,
    bootstrap_sentence,
    cluster_sentence,
    seed_of,
    share_interval_sentence,
)

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair

NO_SAMPLE: Pair = (
    "No sample was coded by hand, so nothing is known of precision, recall or agreement.",
    "没有人工编码的样本，因此精确率、召回率与一致性均不可知。",
)
_ABOUT = (text("part"), text("label"), text("source"), text("language"))


def validation_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of precision, recall and corrected prevalence; LaTeX prints all languages together."""
    frame = results[VALIDATION]
    columns = [
        *_ABOUT,
        share_with_interval("precision", ("precision", "precision_low", "precision_high")),
        share_with_interval("recall", ("recall", "recall_low", "recall_high")),
        number("f1"),
        share("naive", decimals=1),
        share_with_interval(),
        count("positive"),
        count("n_units"),
    ]
    return PaperTable(
        name="validation",
        note=NO_SAMPLE if frame.empty else _validation_note(frame, settings),
        frame=frame,
        columns=columns,
        printed=in_all_languages(frame),
        estimate="corrected",
    )


def _validation_note(frame: pd.DataFrame, settings: Settings) -> Pair:
    return joined(
        [
            _unit_judged(frame),
            (
                "A stratified probability sample, with units in which the lexicon found nothing; every estimate "
                "weights a unit by one over its chance of being drawn. Marked: share of all units that the lexicon "
                "marks. Corrected: the same, corrected by the sample (design-based), whatever the errors of the "
                "lexicon.",
                "分层概率样本，含词表未命中的单位；各估计以入样概率的倒数加权。标出率：词表标出的单位比例；"
                "校正率：以样本校正后的比例（基于抽样设计），不依赖词表的误差结构。",
            ),
            cluster_sentence(settings),
            share_interval_sentence(settings),
        ]
    )


def _unit_judged(frame: pd.DataFrame) -> Pair:
    english, chinese = phrase(frame["unit"].iloc[0])
    return (f"Judged by people: {english}.", f"人工判断的单位：{chinese}。")


def errors_table(results: Results, _settings: Settings) -> PaperTable:
    """Return the table of judged units on which lexicon and people differ; LaTeX prints none."""
    frame = results[VALIDATION_ERRORS]
    note = (
        "Every judged unit on which lexicon and people differ. LaTeX prints none: the texts are for reading, in CSV "
        "and workbook.",
        "词表与人工判断不一致的每个单位。LaTeX 不印：文本供在 CSV 与工作簿中阅读。",
    )
    return PaperTable(
        name="errors",
        note=NO_SAMPLE if frame.empty else note,
        frame=frame,
        columns=[text("part"), text("label"), text("error"), text("text", width=0.5)],
        printed=frame.head(0),
    )


def agreement_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of Krippendorff's alpha and its like between coders; LaTeX prints all languages together."""
    frame = results[AGREEMENT]
    columns = [
        *_ABOUT,
        effect(as_ratio=False),
        *(number(name) for name in ("ac1", "kappa", "positive_agreement", "negative_agreement")),
        share("prevalence"),
        count("n_units"),
    ]
    return PaperTable(
        name="agreement",
        note=NO_SAMPLE if frame.empty else _agreement_note(frame, settings),
        frame=frame,
        columns=columns,
        printed=in_all_languages(frame),
        estimate="alpha",
    )


def _agreement_note(frame: pd.DataFrame, settings: Settings) -> Pair:
    return joined(
        [
            _unit_judged(frame),
            (
                "Coders before adjudication. Alpha: Krippendorff's, nominal. Positive and negative agreement: chance "
                "that a coder says present (absent) where another did. A rare code is not judged by alpha or kappa "
                "alone.",
                "裁定之前的编码者。Alpha：Krippendorff 系数（名义）。"
                "正、负一致率：一位编码者判为有（无）时另一位也如此的概率。"
                "少见的编码不能只看 alpha 或 kappa。",
            ),
            cluster_sentence(settings),
            bootstrap_sentence(settings, PERCENTILE, seed_of(frame)),
        ]
    )


def reliability_table(results: Results, _settings: Settings) -> PaperTable:
    """Return the table of split-half reliability of codes; LaTeX prints families for which it is known."""
    frame = results[RELIABILITY]
    columns = [
        text("label"),
        text("source"),
        text("language"),
        effect(as_ratio=False),
        count("entries"),
        count("n_documents"),
    ]
    return PaperTable(
        name="reliability",
        note=_RELIABILITY,
        frame=frame,
        columns=columns,
        printed=of_families(frame[frame["estimate"].notna()]),
        estimate="reliability",
    )


_RELIABILITY: Pair = (
    "Split-half reliability over 200 random halves of the entries that fired: correlation over documents of the shares "
    "of units in which each half is present, stepped up by Spearman-Brown; median and middle 95 % of the splits. A low "
    "value says that the entries of a code do not rise and fall together from document to document.",
    "对命中词条随机分半 200 次的信度：两半在各文档所占单位比例的相关，经 Spearman-Brown 校正；"
    "给出中位数与中间 95%。数值低表示同一编码的词条在文档之间并不同升同降。",
)
