"""Captions: what a figure shows, its unit, n, measure and test, in English and Chinese, from the values in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.results import is_below, languages_in
from intertwine.wording.labels import Pair, phrase
from intertwine.wording.sentences import joined
from intertwine.wording.statements import (
    BCA,
    NO_HYPOTHESES,
    PERCENTILE,
    THESE,
    bootstrap_said,
    cluster_said,
    families_said,
    few_clusters_said,
    keyness_said,
    length_said,
    missing_said,
    pairs_said,
    seed_of,
    sizes_said,
    test_said,
    topics_said,
    unit_said,
)

if TYPE_CHECKING:
    from intertwine.config import Settings


def corrected_said(prevalence: pd.DataFrame) -> Pair:
    """Say what corrected shares are, or that there are none."""
    if "corrected" in prevalence and prevalence["corrected"].notna().any():
        return (
            "Open diamonds: shares corrected by the sample coded by hand, with their intervals.",
            "空心菱形：以人工编码样本校正的比例及其区间。",
        )
    return ("The lexicon was not validated by hand: shares are of words.", "词表未经人工验证：比例反映的是词语。")


def prevalence_caption(prevalence: pd.DataFrame, settings: Settings) -> Pair:
    """Caption of the figure of prevalence."""
    languages = languages_in(prevalence)
    return joined([
        ("Prevalence of codes by source.", "各来源中编码的出现率。"),
        ("Share of units that hold the code; a parent holds what its children hold.",
         "含该编码的单位所占比例；上级编码包含其下级。"),
        unit_said(settings.primary_unit, settings.reading),
        sizes_said(prevalence, settings.primary_unit, languages),
        corrected_said(prevalence),
        cluster_said(settings),
        bootstrap_said(settings, BCA, seed_of(prevalence)),
        few_clusters_said(prevalence[prevalence["language"].isin(languages)]),
        ("Nothing is tested. Colour and shape: source; open mark: no interval.",
         "未作检验。颜色与形状表示来源；空心标记表示无区间。"),
        ("Each language has its own axis: the levels of two languages must not be compared.",
         "各语言各用一条坐标轴：两种语言的水平不可相互比较。"),
        THESE,
    ])  # fmt: skip


def cooccurrence_caption(shown: pd.DataFrame, settings: Settings) -> Pair:
    """Caption of the matrix of families of codes; `shown` holds its pairs."""
    return joined([
        ("Co-occurrence of families of codes by source, all languages together.",
         "各来源中编码大类的共现，全部语言合并。"),
        *pairs_said(shown, settings),
        _cells_said(shown),
        THESE,
    ])  # fmt: skip


def pairs_caption(shown: pd.DataFrame, settings: Settings) -> Pair:
    """Caption of the matrix of the leaves of the hypotheses; `shown` holds its pairs."""
    if not settings.hypotheses:
        return NO_HYPOTHESES
    return joined([
        ("Which codes meet inside the hypothesised pairs of families, by source, all languages together.",
         "假设所涉大类之下，哪些编码彼此共现（按来源，全部语言合并）。"),
        ("Rows: codes under the first of a pair; columns: codes under the second; blank: not a declared pair.",
         "行：编码对中前者的下级；列：后者的下级；空白：未声明的编码对。"),
        *pairs_said(shown, settings),
        _cells_said(shown),
        ("These pairs are explored; only the pairs of families were declared before looking.",
         "这些编码对属于探索；事先声明的只有大类之间的编码对。"),
        THESE,
    ])  # fmt: skip


def hypotheses_caption(rows: pd.DataFrame, settings: Settings) -> Pair:
    """Caption of the forest; `rows` holds what it shows."""
    if rows.empty:
        return NO_HYPOTHESES
    tested = int(rows["p"].notna().sum())
    return joined([
        ("The hypothesised pairs of codes by source and language.", "各来源与语言中假设的编码对。"),
        unit_said(settings.primary_unit, settings.reading),
        sizes_said(rows, settings.primary_unit, sorted(set(rows["language"]))),
        cluster_said(settings),
        length_said(settings),
        test_said(settings, seed_of(rows)),
        families_said(rows),
        ("The hypotheses of one language, or of all together, are one family over all sources; intervals are "
         "not adjusted.",
         "同一语言（或全部语言合并）的假设在各来源之间构成一个检验族；区间未作校正。"),
        (f"{tested} of {len(rows)} rows could be tested. Colour and shape: source; filled mark and *: adjusted "
         "p < .05; grey bar: Mantel-Haenszel odds ratio by document, length not allowed for; grey cross: crude "
         "odds ratio "
         "of the pooled units, which mixes differences between documents into the association; arrow: the "
         "interval goes on.",
         f"{len(rows)} 行中有 {tested} 行可检验。颜色与形状表示来源；实心标记与 *：校正后 p < .05；"
         "灰色竖线：按文档分层而未控制长度的 Mantel-Haenszel 优势比；灰色叉号：合并全部单位的粗优势比，其中混入"
         "了文档之间的差异；箭头：区间超出坐标轴。"),
        missing_said(settings),
        few_clusters_said(rows),
        THESE,
    ])  # fmt: skip


def network_caption(edges: pd.DataFrame, shown: pd.DataFrame, apart: pd.DataFrame, settings: Settings) -> Pair:
    """Caption of the network; `shown` holds all pairs of its codes, `edges` those drawn, `apart` the differences."""
    tested = int(shown["p"].notna().sum())
    return joined([
        ("Network of codes that meet more or less often than chance has it, by source, all languages together.",
         "共现多于或少于随机的编码网络（按来源，全部语言合并）。"),
        (f"{len(edges)} of {tested} tested pairs are drawn: adjusted p < .05 and at least "
         f"{settings.smallest.documents} documents with both codes.",
         f"可检验的 {tested} 个编码对中画出 {len(edges)} 个：校正后 p < .05，且两编码皆有的文档不少于 "
         f"{settings.smallest.documents} 个。"),
        *pairs_said(shown, settings),
        (f"Panels of two groups: families whose odds ratio differs between them (adjusted p < .05, studentised "
         f"permutation of clusters): {len(apart)}; there a line stands for the ratio of the two odds ratios.",
         f"两组对比的图：优势比在两组间不同的编码大类对（校正后 p < .05，群组的学生化置换）：{len(apart)} 对；"
         "其中线表示两个优势比之比。"),
        ("Size of a node: share of documents with the code; its shade: family. Line: solid more, dashed less often; "
         "width: log odds ratio. Places are fixed by the codebook and mean nothing.",
         "节点大小：含该编码的文档比例；色调：大类。实线更多，虚线更少；线宽：优势比的对数。位置由编码表固定，不含意义。"),
        THESE,
    ])  # fmt: skip


def keyness_caption(shown: pd.DataFrame, settings: Settings) -> Pair:
    """Caption of the figure of keyness; `shown` holds its words."""
    significant = int(is_below(shown["p_adjusted"]).sum())
    return joined([
        ("Words that mark one group of documents against another, within each language.",
         "在各语言内部，使一组文档区别于另一组的词。"),
        *keyness_said(shown, settings),
        bootstrap_said(settings, PERCENTILE, seed_of(shown)),
        (f"{significant} of the {len(shown)} words shown have an adjusted p < .05 (filled marks).",
         f"所示 {len(shown)} 个词中有 {significant} 个校正后 p < .05（实心标记）。"),
        THESE,
    ])  # fmt: skip


def topics_caption(topics: pd.DataFrame, settings: Settings) -> Pair:
    """Caption of the figure of topics; `topics` holds those shown."""
    return joined([
        ("Topics by families of codes.", "主题与编码大类。"),
        *topics_said(topics),
        ("Rows: topics with their share and words; the measure in the cells is log2 of the ratio of two shares: of the "
         "topic's weight that lies with the code, and of the other topics' weight; +1 is twice as much.",
         "行：主题及其比例与主题词；格中为两个比例之比的 log2："
         "该主题权重中含该编码者，与其他主题权重中含该编码者；+1 表示多一倍。"),
        cluster_said(settings),
        bootstrap_said(settings, PERCENTILE, seed_of(topics)),
        ("*: the interval does not hold 0 (not adjusted for many cells). n/a: the code is too rare.",
         "*：区间不含 0（未对多格作校正）。n/a：该编码过少。"),
        THESE,
    ])  # fmt: skip


def _cells_said(shown: pd.DataFrame) -> Pair:
    tested, below = int(shown["p"].notna().sum()), int(is_below(shown["p_adjusted"]).sum())
    return (
        f"In the cells: the odds ratio; colour: its log2 (red more, blue less often than no association); *: adjusted "
        f"p < .05 ({below} of {tested} tested pairs of {len(shown)}).",
        f"格中数字：优势比；颜色：其 log2（红多蓝少）；*：校正后 p < .05"
        f"（共 {len(shown)} 个编码对，检验 {tested} 个，其中 {below} 个）。",
    )


def specifications_caption(specifications: pd.DataFrame, settings: Settings) -> Pair:
    """Caption of the specification curve."""
    if not settings.hypotheses:
        return NO_HYPOTHESES
    tried, known = len(specifications), int(specifications["estimate"].notna().sum())
    return joined([
        ("The hypotheses under every combination of choices, in rising order of the odds ratio.",
         "各假设在所有选择组合下的结果，按优势比升序排列。"),
        ("Varied are the unit, whether only affirming hits count, whether only core entries count, whether two "
         "hits may "
         "overlap, whether prompted uses are left out, and whether units are compared only with units of like "
         "length in "
         f"the same document: {tried:,} specifications, {known:,} with an odds ratio (elsewhere fewer than "
         f"{settings.smallest.documents} documents in which both meet). Nothing is selected.",
         f"所变动者：单位、是否只计肯定命中、是否只计核心词条、两处命中可否重叠、是否排除被提示的使用、是否只与同一文档中"
         f"长度相近的单位比较；共 {tried:,} 种设定，其中 {known:,} 种可得优势比（其余两者共现的文档少于 "
         f"{settings.smallest.documents} 个）。未作任何挑选。"),
        ("Unit: as varied, of respondents and authors; n by source: " + _documents_said(specifications, 0) + ".",
         "单位：如所变动，限受访者与作者；各来源 n：" + _documents_said(specifications, 1) + "。"),
        ("Measure: Mantel-Haenszel odds ratio by document (over documents where the unit is the document), all "
         "languages "
         "together; thin lines: interval over clusters. The specifications rest on the same texts: they are no "
         "independent confirmations, and no p-value is given.",
         "测量：按文档分层的 Mantel-Haenszel 优势比（以文档为单位时跨文档计算），全部语言合并；细线为按群组的区间。"
         "各设定基于同样的文本，彼此并非独立的印证，故不给出 p 值。"),
        cluster_said(settings),
        THESE,
    ])  # fmt: skip


def order_caption(order: pd.DataFrame, settings: Settings) -> Pair:
    """Caption of the figure of order."""
    if not settings.orders or order.empty:
        return ("No ordered pairs are declared in the settings, so there is nothing to show here.",
                "设置中未声明有序编码对，故无可展示。")  # fmt: skip
    return joined([
        ("Which of two codes comes first.", "两个编码孰先孰后。"),
        ("Share of events in which the first code comes first: the first span of either in a turn that holds both; "
         "neighbouring spans of the two; these with a justifying cue between them; sentences one to three "
         "further on in "
         "what one speaker says without a question between (in prose, in one paragraph); the first mention in a "
         "document.",
         "前一编码在先的事件比例：同时含两者的话轮中首个片段；两者相邻的片段；其间有理由提示词的相邻片段；"
         "同一说话人不间断话语（散文为同一段落）中后一至三句；文档中的首次提及。"),
        ("Unit: turn, pair of neighbouring spans, pair of sentences, or document; n by row: events / documents.",
         "单位：话轮、相邻片段对、句对或文档；n 见各行：事件 / 文档。"),
        ("Expected by chance: one half, or for first spans and first mentions the share of the first code among "
         "the spans "
         "of both.", "随机期望：一半；首个片段与首次提及则为前一编码在两者片段中所占比例。"),
        ("Test: signs of whole clusters turned (exact up to 13 clusters), Poisson-binomial for first mentions; "
         "adjusted by "
         "Holm over measures, pairs and sources. Order is neither association nor justification.",
         "检验：整群符号翻转（至多 13 个群组时为精确检验），首次提及用泊松二项分布；对各测量、编码对与来源一并作"
         " Holm 校正。"
         "先后既非关联，也非理由。"),
        cluster_said(settings),
        bootstrap_said(settings, BCA, seed_of(order)),
        THESE,
    ])  # fmt: skip


def uptake_caption(uptake: pd.DataFrame, settings: Settings) -> Pair:
    """Caption of the figure of uptake."""
    if uptake.empty:
        return ("No interview holds questions and answers, so there is nothing to show here.",
                "没有含问答的访谈，故无可展示。")  # fmt: skip
    turns = settings.prompting.turns
    return joined([
        ("Whose words they are: how respondents came to name each family of codes.",
         "这是谁的话：受访者如何提及各编码大类。"),
        (f"Left: each use of a concept (in either language) is prompted if one of the interviewer's last {turns} turns "
         f"names it, only an answer if the turn says little more ({settings.prompting.brief} words), echoed if an "
         "interviewer named it earlier, self-repeated if only the respondents did, else volunteered. Right: share of "
         "turns that name the code, before an interviewer named it, right after, and later.",
         f"左：每次使用某概念（不论语言），若访谈者此前 {turns} 个话轮内提及则为被提示；若该话轮几无他言（"
         f"{settings.prompting.brief} 词以内）则仅作应答；若访谈者更早提及则为稍后回应；若只有受访者提及过则为自"
         "我重复；"
         "否则为主动提及。右：在访谈者提及之前、刚提及之后与此后，含该编码的话轮比例。"),
        ("Unit: a use (left; n beside each bar: uses / documents), a turn (right).",
         "单位：一次使用（左；n 见条旁：使用数 / 文档数），一个话轮（右）。"),
        ("Nothing is tested here. A volunteered word is not yet a conviction: what it is said for must be read.",
         "此处未作检验。主动说出的词未必是信念：其用意须读原文。"),
        cluster_said(settings),
        bootstrap_said(settings, BCA, seed_of(uptake)),
        THESE,
    ])  # fmt: skip


def first_uses_caption(incidence: pd.DataFrame, settings: Settings) -> Pair:
    """Caption of the figure of first uses."""
    if incidence.empty:
        return uptake_caption(incidence, settings)
    sizes = incidence.drop_duplicates("language").sort_values("language")
    english = ", ".join(f"{phrase(row.language)[0]} {row.n_documents}" for row in sizes.itertuples())
    chinese = "、".join(f"{phrase(row.language)[1]} {row.n_documents}" for row in sizes.itertuples())
    return joined([
        ("How soon a family of codes is named unasked.", "各编码大类多久被主动提及。"),
        ("Cumulative incidence (Aalen-Johansen) of the first volunteered use, with being asked first as the competing "
         "event, by words of respondents so far; each language by itself, for its words are counted differently. "
         "Interviews that end without either are censored; a curve ends where fewer than three are left. No "
         "interval, nothing is tested.",
         "首次主动提及的累积发生率（Aalen-Johansen），以先被问及为竞争事件，横轴为受访者至此所说的词数；"
         "各语言分别计算，因其词的计数不同。两者皆无而结束的访谈作删失处理；剩余不足三个时曲线终止。无区间，未作检验。"),
        (f"Unit: interview; n = {english}.", f"单位：访谈；n：{chinese}。"),
        THESE,
    ])  # fmt: skip


def _documents_said(frame: pd.DataFrame, place: int) -> str:
    """Say how many documents of each source, in English (0) or Chinese (1)."""
    sizes = frame.groupby("source")["n_documents"].max()
    parts = [(f"{phrase(str(source))[0]} {number} documents", f"{phrase(str(source))[1]} {number} 个文档")[place]
             for source, number in sizes.items()]  # fmt: skip
    return (", ", "、")[place].join(parts)
