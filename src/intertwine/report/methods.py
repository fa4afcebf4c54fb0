"""The methods in words, with the values in force, in English and Chinese; and what was not tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.wording import statements
from intertwine.wording.labels import ONE_UNIT, Pair, phrase
from intertwine.wording.sentences import COMMA, filled, joined, listed

if TYPE_CHECKING:
    from intertwine.config import Settings


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the methods: a heading and sentences in both languages."""

    heading: Pair
    text: Pair


def methods(
    settings: Settings, engines: pd.DataFrame, families: pd.DataFrame, validation: Sequence[Pair]
) -> list[Section]:
    """Return the methods of this run.

    Parameters
    ----------
    settings
        The settings in force.
    engines
        Which segmenters were used, by language.
    families
        The pairs of the primary unit: how their p-values were adjusted.
    validation
        What `report.validity` says.
    """
    return [
        Section(("Unit and cluster", "单位与群组"), _units(settings)),
        Section(("Sentences and tokens", "句子与词"), _segmentation(engines)),
        Section(("Coding", "编码"), CODING),
        Section(("What the context does to a hit", "上下文对命中的限定"), QUALIFYING),
        Section(("Validation by hand", "人工验证"), joined(validation)),
        Section(("How often (prevalence)", "频率（出现率）"), _prevalence(settings)),
        Section(("Which codes meet (co-occurrence)", "哪些编码共现"), _cooccurrence(settings, families)),
        Section(("What the answer hangs on", "结果取决于什么"), _specifications(settings)),
        Section(("Differences and three codes", "差异与三个编码"), _contrasts(settings)),
        Section(("Which comes first (order)", "孰先孰后（次序）"), _order(settings)),
        Section(("Whose words (uptake)", "谁的话（采纳）"), _uptake(settings)),
        Section(("How large a study", "研究规模"), filled(POWER, odds_ratio=settings.planning.odds_ratio)),
        Section(("Key words", "关键词"), _keyness(settings)),
        Section(("Topics", "主题"), _topics(settings)),
        Section(("What is not said and not tested", "没有说明、也没有检验的"), NOT_TESTED),
    ]


ONE_OF: Pair = ("Codes are said to meet in one {unit}.", "两编码在同一{unit}中出现即为共现。")
OTHER_UNITS: Pair = (
    "Measured beside it: {others}. A window is {zh} Han characters or {en} words of one speaker; in prose a turn is a "
    "paragraph.",
    "同时测量：{others}。一个窗口为同一说话人的 {zh} 个汉字或 {en} 个英文词；在散文中一个话轮即一个段落。",
)


def _units(settings: Settings) -> Pair:
    others = listed((phrase(unit) for unit in settings.units if unit != settings.primary_unit), COMMA)
    return joined(
        [
            filled(ONE_OF, unit=ONE_UNIT[settings.primary_unit]),
            statements.unit_sentence(settings.primary_unit, settings.reading),
            filled(
                OTHER_UNITS,
                others=others if others[0] else ("no other unit", "无其他单位"),
                zh=settings.window.zh,
                en=settings.window.en,
            ),
            statements.cluster_sentence(settings),
        ]
    )


SEGMENTATION: Pair = (
    "Language by script, run by run. {engines}. Nothing from the codebook is put into a segmenter: the tokens are the "
    "same under any codebook.",
    "按文字逐段判断语言。{engines}。编码本的词条不加入分词器：无论何种编码本，分词结果都相同。",
)
ENGINE: Pair = ("{spoken}: {engine} {version}", "{spoken}：{engine} {version}")


def _segmentation(engines: pd.DataFrame) -> Pair:
    rows = engines.sort_values("language").to_dict("records")
    used = listed(
        filled(ENGINE, spoken=phrase(row["language"]), engine=row["engine"], version=row["version"]) for row in rows
    )
    return filled(SEGMENTATION, engines=used)


CODING: Pair = (
    "Entries match characters, not tokens, on a form of the text in which width, case, traditional and simplified "
    "characters, quotes and dashes do not differ. Where matches overlap, over the whole codebook the leftmost and then"
    " the longest counts; then a hit inside one of its own excluded contexts is dropped. Hits that count never "
    "overlap, so a co-occurrence always rests on two stretches of text; a code is never paired with its own parent, "
    "and a parent is present where a child is.",
    "词条按字符（而非分词）匹配；匹配时不区分全半角、大小写、繁简体以及引号和破折号的写法。匹配重叠时，"
    "在整个编码本中取最左、其次最长者；落在自身排除语境内的命中不计。计入的命中互不重叠，因此一次共现总是基于两段不同的文字；编码不与自己的上级配对，"
    "下级出现即视为上级出现。",
)

QUALIFYING: Pair = (
    "Each hit is affirmed, negated, doubly negated, questioned, prevented, hedged, hypothetical or reported, by cues "
    "of the codebook near it: so many Han characters or words before or after it, never across a terminator. Nothing "
    "is deleted: results are given for all hits, as declared, and for those that affirm.",
    "每处命中依其附近的提示词标为肯定、否定、双重否定、疑问、防止、模糊、假设或转述；"
    "提示词的作用范围为前后若干汉字或英文词，且不越过终止符。不删除任何命中：结果既按全部命中（事先设定），也按肯定的命中给出。",
)


SHARE: Pair = (
    "Share of units in which a code occurs; read within one language only.",
    "出现某编码的单位所占比例；只在同一语言内解读。",
)


def _prevalence(settings: Settings) -> Pair:
    return joined([SHARE, statements.share_interval_sentence(settings), statements.THESE])


DESCRIBED: Pair = (
    "Beside it, as descriptions of other quantities: the Mantel-Haenszel odds ratio by document, which does not allow "
    "for length, and the crude one. All pairs are also partially pooled inside their two families.",
    "旁列对另外的量的描述：按文档分层而未控制长度的 Mantel-Haenszel 优势比与粗优势比。"
    "全部编码对另在其两大类之内部分合并。",
)


def _cooccurrence(settings: Settings, families: pd.DataFrame) -> Pair:
    return joined(
        [
            statements.odds_ratio_sentence(settings),
            DESCRIBED,
            statements.adjustment_sentence(families),
            statements.missing_sentence(settings),
        ]
    )


SPECIFICATIONS: Pair = (
    "Every hypothesis is estimated under every combination of unit ({units}), all or affirming hits, all or core "
    "entries, hits apart or free to overlap, and prompted uses in or out; all are shown, none is chosen (Simonsohn et "
    "al. 2020). It is estimated again without each "
    "document and without each speaker. No p-value is drawn from the specifications together.",
    "每个假设在下列选择的所有组合下估计：单位（{units}）、全部或仅肯定的命中、全部或仅核心词条、命中分开或可重叠、"
    "含或不含被提示的使用；全部列出，不作挑选（Simonsohn 等，2020）。"
    "并逐一剔除每个文档与每位说话人重新估计。不对所有设定合并给出 p 值。",
)


def _specifications(settings: Settings) -> Pair:
    return filled(SPECIFICATIONS, units=listed(map(phrase, settings.units), COMMA))


CONTRASTS: Pair = (
    "Contrasts: {contrasts}; and between languages the same contrasts made within each of them. What is compared are "
    "the odds ratios as they are shown for each side; interval and p-value from one Student's t over the clusters of "
    "both (Satterthwaite's degrees of freedom). Patterns of three codes: configural frequency analysis (von Eye 2002) "
    "against circular shifts of each code by itself ({permutations:,}, seed {seed}); the odds ratio of two codes given "
    "the third is that of the units with it and of those without.",
    "对比：{contrasts}；语言之间则比较各语言内部所作的同样对比。所比较的是双方各自列出的优势比；"
    "区间与 p 值取自双方群组的同一个 t 统计量（Satterthwaite 自由度）。"
    "三个编码的组合：与各编码独立循环移位相比的构型频率分析（von Eye，2002；{permutations:,} 次，种子 {seed}）；"
    "给定第三编码时两编码的优势比分别取自含与不含它的单位。",
)
NONE: Pair = ("none", "无")


def _contrasts(settings: Settings) -> Pair:
    return filled(
        CONTRASTS,
        contrasts=_own_names([each.name for each in (*settings.comparisons, *settings.groups)]),
        permutations=settings.permutations,
        seed=settings.seed,
    )


def _own_names(names: Sequence[str]) -> str | Pair:
    """Return names of the study's own, which are the same in both languages, or that there is none."""
    return "; ".join(names) or NONE


ORDER: Pair = (
    "Ordered pairs: {pairs}. First span in the turns, and first mention in the documents, that begin with one code and "
    "end with the other; neighbouring spans with a justifying cue of the codebook between them; sentences one to three "
    "on without a question between. By chance each code comes first in half of them, however frequent it is and "
    "however its uses clump. Test and interval turn the signs of whole clusters (Fisher 1935; Hartigan 1969); Holm "
    "over all of these.",
    "有序编码对：{pairs}。始于其一、终于另一的话轮中的首个片段与此类文档中的首次提及；其间有编码本理由提示词的相邻片段；"
    "其间无提问的后一至三句。无论各编码多常见、其使用是否成串，随机时各在先一半。检验与区间皆由整群符号翻转得出"
    "（Fisher 1935；Hartigan 1969）；全部一并作 Holm 校正。",
)


def _order(settings: Settings) -> Pair:
    return filled(ORDER, pairs=_own_names([" → ".join(pair) for pair in settings.orders]))


UPTAKE: Pair = (
    "A use of a concept, in either language, is prompted if one of the interviewer's last {turns} turns names it, an "
    "answer if its turn then holds at most {brief} further words, echoed if an interviewer named it earlier, "
    "self-repeated if only respondents had, else volunteered. Excess echo after Danescu-Niculescu-Mizil et al. (2012), "
    "beyond the length of question and answer and beyond what the answers around lead one to expect; test and interval "
    "turn the signs of whole clusters; time to the first volunteered use by Aalen and "
    "Johansen with being asked as the competing event. The company's lexicon comes from the source {company} and a "
    "reference list alone; reused runs are of {zh} Han characters or {en} English words.",
    "对某概念的使用（不论语言），若访谈者此前 {turns} 个话轮内提及则为被提示，"
    "且该话轮其余文字不超过 {brief} 词则为应答；若访谈者更早提及则为稍后回应；若只有受访者提及过则为自我重复；"
    "否则为主动提及。超额回应依 Danescu-Niculescu-Mizil 等（2012），"
    "扣除提问与回答的长度以及前后回答所预示者；检验与区间由整群符号翻转得出；"
    "首次主动提及的时间用 Aalen-Johansen 法，以被问及为竞争事件。"
    "公司用语只来自来源 {company} 与参照词表；复用语段为 {zh} 个汉字或 {en} 个英文词。",
)


def _uptake(settings: Settings) -> Pair:
    prompting, uptake = settings.prompting, settings.uptake
    return filled(
        UPTAKE, turns=prompting.turns, brief=prompting.brief, company=uptake.company, zh=uptake.zh, en=uptake.en
    )


POWER: Pair = (
    "Power to find an odds ratio of {odds_ratio:g} by number of documents, from this study's own documents drawn again "
    "with the second code's runs shifted.",
    "以本研究自身文档重抽、并将后一编码循环移位，得出各文档数下发现 {odds_ratio:g} 的优势比的检验力。",
)

KEYNESS: Pair = (
    "Comparisons, each within one language: {comparisons}. A document counts in its own language, and in any that "
    "makes up at least {speaks:.0%} of its words; words of the other language have a table of their own. Words in at "
    "least {documents} documents with a DPnorm of at most {dispersion:g}; the log ratio of their rates with a "
    "{confidence:.0%} interval and p-value of one F test, uses divided by how they clump in clusters.",
    "比较（各在同一语言内进行）：{comparisons}。文档计入其自身语言，以及占其词数至少 {speaks:.0%} 的语言；"
    "夹用的另一种语言的词另列一表。词须见于至少 {documents} 个文档，且 DPnorm 不高于 {dispersion:g}；"
    "给出比率的对数比，其 {confidence:.0%} 区间与 p 值出自同一 F 检验，使用次数按其在群组内的聚集程度折算。",
)


def _keyness(settings: Settings) -> Pair:
    return filled(
        KEYNESS,
        comparisons=_own_names([comparison.name for comparison in settings.comparisons]),
        documents=settings.keyness.documents,
        dispersion=settings.keyness.dispersion,
        speaks=settings.speaks,
        confidence=settings.confidence,
    )


TOPICS: Pair = (
    "One model per language and engine: {zh} topics in Chinese, {en} in English, on neighbouring turns of a speaker "
    "joined to {length} tokens, with words found in at least {documents} documents. Topics are a way to read, not "
    "evidence.",
    "每种语言、每种算法各一个模型：中文 {zh} 个主题，英文 {en} 个主题；将同一说话人的相邻话轮合并至 {length} 个词，"
    "所用词须见于至少 {documents} 个文档。主题是一种阅读方式，不是证据。",
)


def _topics(settings: Settings) -> Pair:
    intervals = statements.bootstrap_sentence(settings, statements.BCA, settings.seed)
    return joined([filled(TOPICS, **settings.topics.model_dump()), intervals])


NOT_TESTED: Pair = (
    "Irony and quotation are not told apart. An odds ratio is an association: neither a cause, nor an order, nor a "
    "justification. Levels of Chinese and English are not compared, because units differ in length and the two halves "
    "of a codebook in reach. Topics, prevalence and uptake are described, not tested. Nothing is said about people or "
    "texts that were not read.",
    "反讽与引述不作区分。优势比只表示关联，既非因果，也非先后，更非理由。"
    "不比较中文与英文的水平，因为两种语言的单位长度和编码本的覆盖范围不同。主题、出现率与采纳只作描述，未作检验。"
    "对未读取的人和文本不作任何推断。",
)
