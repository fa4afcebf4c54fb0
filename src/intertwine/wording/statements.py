"""Sentences that figures and tables share, in English and Chinese: unit, n, measure and test, with values in force."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.measures.families import Family, parsed
from intertwine.measures.validation.records import LEXICON
from intertwine.vocabulary import ALL
from intertwine.wording.labels import Pair, phrase
from intertwine.wording.sentences import filled, joined, listed

if TYPE_CHECKING:
    from intertwine.config import Settings

THESE: Pair = (
    "All numbers describe these documents, not a population.",
    "所有数字只描述这些文档，不代表总体。",
)
NOTHING: Pair = (
    "There is nothing to show here: the table behind it is empty.",
    "此处无可展示：所依据的表为空。",
)
NO_HYPOTHESES: Pair = (
    "No hypotheses are declared in the settings, so there is nothing to show here.",
    "设置中未声明假设，故无可展示。",
)
NO_UPTAKE: Pair = (
    "No interview holds questions and answers, so there is nothing to show here.",
    "没有含问答的访谈，故无可展示。",
)
NO_TOPICS: Pair = ("No topics were found.", "没有主题。")
FEW_CLUSTERS: Pair = (
    "With fewer than 20 clusters intervals may be too narrow; read them with caution.",
    "群组少于 20 个时区间可能偏窄，解读须谨慎。",
)
BCA: Pair = ("bias-corrected and accelerated", "偏差校正加速（BCa）")
PERCENTILE: Pair = ("percentile", "百分位")


READ: dict[str, Pair] = {
    "all": ("", ""),
    "affirmed": ("Only hits that affirm count.", "只计肯定的命中。"),
    "volunteered": (
        "Only uses of concepts that no interviewer had named before count.",
        "只计访谈者此前未提及的概念的使用。",
    ),
}


UNIT: Pair = (
    "Unit: {unit} of respondents and authors (interviewers' words are left out).",
    "单位：受访者与作者的{unit}（不含访谈者的话）。",
)


def unit_sentence(unit: str, reading: str) -> Pair:
    """Say which unit is counted, whose, and which hits."""
    return joined([filled(UNIT, unit=phrase(unit)), READ[reading]])


SIZE: Pair = (
    "{source}, {language}: {n_units:,} {unit} in {n_documents:,} documents, {n_clusters:,} clusters",
    "{source}（{language}）：{n_documents:,} 个文档、{n_clusters:,} 个群组中的 {n_units:,} 个{unit}",
)


def sizes_sentence(frame: pd.DataFrame, unit: str, languages: Sequence[str]) -> Pair:
    """Say n: units, documents and clusters of each source and language in `frame`."""
    columns = ["source", "language", "n_units", "n_documents", "n_clusters"]
    sizes = frame.loc[frame["language"].isin(languages), columns].drop_duplicates(["source", "language"])
    rows = sizes.sort_values(["source", "language"]).to_dict("records")
    sources = [{"source": phrase(row["source"]), "language": _language(row["language"])} for row in rows]
    said = [
        filled(SIZE, **{str(name): row[name] for name in columns[2:]}, **names, unit=phrase(unit))
        for row, names in zip(rows, sources, strict=True)
    ]
    return filled(("n: {sizes}.", "n：{sizes}。"), sizes=listed(said))


def _language(name: object) -> Pair:
    return ("all languages", "全部语言") if name == ALL else phrase(str(name))


def cluster_sentence(settings: Settings) -> Pair:
    """Say what is independent of its like."""
    if settings.cluster == "speaker":
        return (
            "Clusters: documents that share a respondent are one.",
            "群组：受访者相同的文档为一个群组。",
        )
    return "Clusters: each document is one.", "群组：每个文档为一个群组。"


def bootstrap_sentence(settings: Settings, kind: Pair, seed: int) -> Pair:
    """Say how intervals over clusters are made."""
    return (
        f"Intervals: {settings.confidence:.0%}, {kind[0]} bootstrap of clusters ({settings.bootstrap:,} resamples, "
        f"seed {seed}); none below {settings.smallest.clusters} clusters.",
        f"区间：{settings.confidence:.0%}，对群组的{kind[1]}自助法（重抽 {settings.bootstrap:,} 次，种子 {seed}）；"
        f"少于 {settings.smallest.clusters} 个群组时不给出区间。",
    )


def share_interval_sentence(settings: Settings) -> Pair:
    """Say how intervals of shares over clusters are made."""
    return (
        f"Intervals of shares: {settings.confidence:.0%}, Korn and Graubard's (Clopper-Pearson at the effective number "
        f"of units, as clusters have it), open at 0 and 1; none below {settings.smallest.clusters} clusters.",
        f"比例的区间：{settings.confidence:.0%}，Korn 与 Graubard 法（以群组所定的有效单位数作 Clopper-Pearson 区间），"
        f"在 0 与 1 处不收缩；少于 {settings.smallest.clusters} 个群组时不给出区间。",
    )


def sign_test_sentence(settings: Settings, seed: int) -> Pair:
    """Say how test and interval are made where signs of whole clusters are turned."""
    values = {
        "confidence": f"{settings.confidence:.0%}",
        "draws": f"{settings.permutations:,}",
        "seed": seed,
        "needed": settings.smallest.clusters,
    }
    return filled(SIGN_TEST, **values)


SIGN_TEST: Pair = (
    "Test and interval ({confidence}), both from one model: signs of whole clusters turned, in every way where these "
    "are few, else {draws} times (seed {seed}); no interval below {needed} clusters.",
    "检验与区间（{confidence}）出自同一模型：翻转整群符号，群组少时取全部翻法，"
    "否则随机 {draws} 次（种子 {seed}）；少于 {needed} 个群组时不给出区间。",
)


_AS_PEOPLE_CODE: Pair = (
    "As people code: the odds ratio by the hand codes of the sample, each unit weighted by one over its chance of "
    "being drawn; what {who} says of all units takes away noise and cannot bias it (design-based supervised "
    "learning, Egami et al. 2023).",
    "按人工编码：由样本的人工编码得出的优势比，各单位按其入样概率的倒数加权；{who}对全部单位的判断只用于减少噪声，不会使其有偏"
    "（基于设计的监督学习，Egami 等 2023）。",
)


def as_people_code_sentence(surrogates: Sequence[str]) -> Pair:
    """Say what the odds ratios as people code are, and whose codes of all units stand behind them.

    Parameters
    ----------
    surrogates
        The names in the table: the lexicon, or another coder.
    """
    other = ", ".join(sorted(set(surrogates) - {LEXICON}))
    return filled(_AS_PEOPLE_CODE, who=other or ("the lexicon", "词表"))


def odds_ratio_sentence(settings: Settings) -> Pair:
    """Say what the measure of co-occurrence is, and its test."""
    return (
        "Measure: odds ratio of two codes in one unit inside documents, at equal length and place of the unit "
        f"(conditional logit), with a {settings.confidence:.0%} interval and p-value from one Student's t over "
        "clusters; 1 is no association, above 1 the codes meet more often than chance has it. Where documents, "
        "clusters or expected units are fewer than the limits, both are from the exact conditional likelihood.",
        "测量：两编码在同一单位中的优势比（文档之内、单位长度与位置相同，条件 logit），"
        f"{settings.confidence:.0%} 区间与 p 值取自同一个按群组的 t 统计量；1 表示无关联，大于 1 表示比随机更常共现。"
        "文档、群组或期望单位数不足限额时，二者取自精确条件似然。",
    )


def family_limits_sentence(settings: Settings) -> Pair:
    """Say what the second interval of a hypothesis is."""
    return (
        f"Thin line and second interval: {settings.confidence:.0%} for all tested hypotheses together (Bonferroni); it "
        "leaves out 1 where the adjusted p is below the level, and only there.",
        f"细线与第二个区间：对全部已检验假设同时成立的 {settings.confidence:.0%} 区间（Bonferroni）；"
        "当且仅当校正后 p 低于水平时不含 1。",
    )


POOLED: Pair = (
    "~: too thin to be tested; partially pooled odds ratio: what the pair's own units tell, steadied by the pairs of "
    "the same two families.",
    "~：过少而不作检验；部分合并的优势比：由该编码对自身的单位所示，并借同两大类的其他编码对加以稳定。",
)


FAMILIES: dict[str, Pair] = {
    "hypotheses": ("declared hypotheses", "事先声明的假设"),
    "matrix": ("matrix", "矩阵"),
    "codes": ("codes", "编码"),
    "families of codes": ("families of codes", "编码大类"),
    "order": ("order", "次序"),
    "patterns": ("patterns", "组合"),
    "echo": ("echo", "回应"),
    "key words": ("key words", "关键词"),
}
"""Kinds of families of tests."""

FAMILY: Pair = ("{kind} ({method}, {tests} tests)", "{kind}（{method}，{tests} 项检验）")
FAMILY_OF_ONE: Pair = ("{kind} ({method}, 1 test)", "{kind}（{method}，1 项检验）")


def family_sentence(family: Family) -> Pair:
    """Say what tests are adjusted together, how, and how many they are.

    >>> family_sentence(Family("hypotheses", "Bonferroni", 1))
    ('declared hypotheses (Bonferroni, 1 test)', '事先声明的假设（Bonferroni，1 项检验）')
    """
    kind = FAMILIES.get(family.kind, (family.kind, family.kind))
    sentence = FAMILY_OF_ONE if family.tests == 1 else FAMILY
    return filled(sentence, kind=kind, method=family.method, tests=family.tests)


def adjustment_sentence(frame: pd.DataFrame) -> Pair:
    """Say how p-values are adjusted, with the number of tests, from the families of the tests in `frame`."""
    cells = sorted(set(frame.loc[frame["p_adjusted"].notna(), "family"]))
    if not cells:
        return "No pair was tested.", "没有可检验的编码对。"
    families = listed(family_sentence(parsed(cell)) for cell in cells)
    return filled(("Adjustment: {families}.", "校正：{families}。"), families=families)


def missing_sentence(settings: Settings) -> Pair:
    """Say what n/a means for a pair of codes, and what the limits of the test over clusters are."""
    return (
        f"Limits: {settings.smallest.documents} documents with both codes, {settings.smallest.expected:g} units "
        "expected to hold both, 3 clusters. n/a: one of the codes does not occur, or both "
        "never vary in one document.",
        f"限额：两编码皆有的文档 {settings.smallest.documents} 个、期望的共现单位 {settings.smallest.expected:g} 个、"
        "群组 3 个。n/a：某一编码未出现，或两者从未在同一文档中皆有变化。",
    )


def seed_of(frame: pd.DataFrame) -> int:
    """Return the seed behind a table, 0 for an empty one."""
    return int(frame["seed"].iloc[0]) if len(frame) else 0


def few_clusters_sentence(frame: pd.DataFrame) -> Pair:
    """Warn of intervals over few clusters; nothing where there are enough, or no rows."""
    return FEW_CLUSTERS if len(frame) and int(frame["n_clusters"].min()) < 20 else ("", "")


def cooccurrence_sentences(shown: pd.DataFrame, settings: Settings) -> list[Pair]:
    """Say unit, n, measure and test of the co-occurrence of the pairs `shown`, of all languages together."""
    return [
        unit_sentence(settings.primary_unit, settings.reading),
        sizes_sentence(shown, settings.primary_unit, [ALL]),
        cluster_sentence(settings),
        odds_ratio_sentence(settings),
        adjustment_sentence(shown),
        missing_sentence(settings),
        few_clusters_sentence(shown),
    ]


def in_words(row: Mapping[Hashable, object]) -> dict[str, object]:
    """Return the values of a row by their names, its language in both languages."""
    return {str(name): phrase(value) if name == "language" else value for name, value in row.items()}


def topics_sentences(topics: pd.DataFrame) -> list[Pair]:
    """Say engine, unit and n of topics."""
    if topics.empty:
        return [NO_TOPICS]
    sentence: Pair = (
        "{language}: {n_units} stretches in {n_documents} documents",
        "{language}：{n_documents} 个文档中的 {n_units} 个片段",
    )
    rows = topics[["language", "n_units", "n_documents"]].drop_duplicates("language").to_dict("records")
    n = listed(filled(sentence, **in_words(row)) for row in rows)
    engines = ", ".join(sorted(name.upper() for name in topics["engine"].unique()))
    return [
        (
            f"{engines}, one model for each language; exploratory, nothing is tested.",
            f"{engines}，各语言各一个模型；探索性，未作检验。",
        ),
        (
            f"Unit: neighbouring turns of a speaker joined up to a fixed length. n: {n[0]}.",
            f"单位：同一说话人的相邻话轮合并至固定长度的片段。n：{n[1]}。",
        ),
    ]
