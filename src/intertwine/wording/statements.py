"""Sentences on unit, n, measure and test with the values in force, in English and Chinese: captions and notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.results import ALL
from intertwine.wording.labels import Pair, phrase

if TYPE_CHECKING:
    from intertwine.config import Settings

THESE: Pair = (
    "All numbers describe these documents, not a population.",
    "所有数字只描述这些文档，不代表总体。",
)


def joined(pairs: Iterable[Pair]) -> Pair:
    """Return sentences put together: with a space in English, without in Chinese."""
    kept = [pair for pair in pairs if pair[0]]
    return " ".join(english for english, _ in kept), "".join(chinese for _, chinese in kept)


READ: dict[str, Pair] = {
    "all": ("", ""),
    "affirmed": ("Only hits that affirm count.", "只计肯定的命中。"),
    "volunteered": (
        "Only uses of concepts that no interviewer had named before count.",
        "只计访谈者此前未提及的概念的使用。",
    ),
}


def unit_said(unit: str, reading: str) -> Pair:
    """Say which unit is counted, whose, and which hits."""
    english, chinese = phrase(unit)
    return joined([
        (f"Unit: {english} of respondents and authors (interviewers' words are left out).",
         f"单位：受访者与作者的{chinese}（不含访谈者的话）。"),
        READ[reading],
    ])  # fmt: skip


def sizes_said(frame: pd.DataFrame, unit: str, languages: Sequence[str]) -> Pair:
    """Say n: units, documents and clusters of each source and language in `frame`."""
    columns = ["source", "language", "n_units", "n_documents", "n_clusters"]
    sizes = frame.loc[frame["language"].isin(languages), columns].drop_duplicates(["source", "language"])
    sizes = sizes.sort_values(["source", "language"])
    said = [
        (
            f"{phrase(row.source)[0]}, {_language(row.language)[0]}: {row.n_units:,} {phrase(unit)[0]} in "
            f"{row.n_documents:,} documents, {row.n_clusters:,} clusters",
            f"{phrase(row.source)[1]}（{_language(row.language)[1]}）：{row.n_documents:,} 个文档、"
            f"{row.n_clusters:,} 个群组中的 {row.n_units:,} 个{phrase(unit)[1]}",
        )
        for row in sizes.itertuples()
    ]
    english, chinese = "; ".join(pair[0] for pair in said), "；".join(pair[1] for pair in said)
    return f"n: {english}.", f"n：{chinese}。"


def _language(name: object) -> Pair:
    return ("all languages", "全部语言") if name == ALL else phrase(str(name))


def cluster_said(settings: Settings) -> Pair:
    """Say what is independent of its like."""
    if settings.cluster == "speaker":
        return (
            "Clusters: documents that share a respondent are one.",
            "群组：受访者相同的文档为一个群组。",
        )
    return "Clusters: each document is one.", "群组：每个文档为一个群组。"


def bootstrap_said(settings: Settings, kind: Pair, seed: int) -> Pair:
    """Say how intervals over clusters are made."""
    return (
        f"Intervals: {settings.confidence:.0%}, {kind[0]} bootstrap of clusters ({settings.bootstrap:,} resamples, "
        f"seed {seed}); none below {settings.smallest.clusters} clusters.",
        f"区间：{settings.confidence:.0%}，对群组的{kind[1]}自助法（重抽 {settings.bootstrap:,} 次，种子 {seed}）；"
        f"少于 {settings.smallest.clusters} 个群组时不给出区间。",
    )


def odds_said(settings: Settings) -> Pair:
    """Say what the measure of co-occurrence is."""
    return (
        "Measure: Mantel-Haenszel odds ratio of two codes in one unit, stratified by document, with a "
        f"{settings.confidence:.0%} interval from leaving out one cluster at a time (none below "
        f"{settings.smallest.clusters} clusters); 1 is no association inside documents, above 1 the codes meet more "
        "often.",
        f"测量：两编码在同一单位中共现的 Mantel-Haenszel 优势比（按文档分层），附逐一剔除群组所得的 "
        f"{settings.confidence:.0%} 区间（少于 {settings.smallest.clusters} 个群组时不给出）；"
        "1 表示文档内无关联，大于 1 表示更常共现。",
    )


def length_said(settings: Settings) -> Pair:
    """Say what the length-adjusted measure is."""
    return (
        "Measure: odds ratio of two codes in one unit from a conditional logit with log length, the document "
        "conditioned "
        f"out, with a {settings.confidence:.0%} interval over clusters (none below {settings.smallest.clusters} "
        "clusters); "
        "1 is no association inside documents in units of the same length.",
        f"测量：两编码在同一单位中的优势比，取自含对数长度的条件 logit 模型（以文档为条件），附按群组的 "
        f"{settings.confidence:.0%} 区间（少于 {settings.smallest.clusters} 个群组时不给出）；"
        "1 表示在同样长度的单位中文档内无关联。",
    )


def test_said(settings: Settings, seed: int) -> Pair:
    """Say what the test of co-occurrence is."""
    return (
        f"Test: two-sided permutation by circular shifts of one code against the other inside each document "
        f"({settings.permutations:,} permutations, seed {seed}).",
        f"检验：在每个文档内将一个编码相对另一个作循环移位的双侧置换检验"
        f"（{settings.permutations:,} 次，种子 {seed}）。",
    )


def families_said(frame: pd.DataFrame) -> Pair:
    """Say how p-values are adjusted, with the number of tests, from the families in `frame`."""
    families = sorted(
        {
            str(family).replace("(Holm, 1 tests)", "(Holm, 1 test)")
            for family in frame.loc[frame["p_adjusted"].notna(), "family"]
        }
    )
    if not families:
        return "No pair was tested.", "没有可检验的编码对。"
    translated = [
        family.replace("hypotheses", "假设")
        .replace("matrix", "矩阵")
        .replace("tests", "项检验")
        .replace("test)", "项检验)")
        .replace(", ", "，")
        .replace(" (", "（")
        .replace(")", "）")
        for family in families
    ]
    return f"Adjustment: {'; '.join(families)}.", f"校正：{'；'.join(translated)}。"


def missing_said(settings: Settings) -> Pair:
    """Say what n/a means for a pair of codes."""
    return (
        f"n/a: fewer than {settings.smallest.documents} documents with both codes, fewer than "
        f"{settings.smallest.expected:g} units expected by chance, or no odds ratio can be formed.",
        f"n/a：两编码皆有的文档少于 {settings.smallest.documents} 个、随机期望的共现单位少于 "
        f"{settings.smallest.expected:g} 个，或无法得出优势比。",
    )


def seed_of(frame: pd.DataFrame) -> int:
    """Return the seed behind a table, 0 for an empty one."""
    return int(frame["seed"].iloc[0]) if len(frame) else 0
