"""The methods in words, with the values in force, in English and Chinese; and what was not tested."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from intertwine.results import ALL, best_part
from intertwine.wording import numbers, statements
from intertwine.wording.labels import Pair, phrase
from intertwine.wording.titles import ONE_UNIT

if TYPE_CHECKING:
    from intertwine.config import Settings

WARNING: Pair = (
    "No validation data: rates are of words, not of meanings.",
    "没有验证数据：比率反映的是词语，而不是意义。",
)
"""What a reader must know before any number."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the methods: a heading and sentences in both languages."""

    heading: Pair
    text: Pair


def methods(
    settings: Settings, engines: pd.DataFrame, families: pd.DataFrame, validation: pd.DataFrame
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
        The hand-over table; empty where no sample was coded by hand.
    """
    return [
        Section(("Unit and cluster", "单位与群组"), _units(settings)),
        Section(("Sentences and tokens", "句子与词"), _segmentation(engines)),
        Section(("Coding", "编码"), CODING),
        Section(("What the context does to a hit", "上下文对命中的限定"), QUALIFYING),
        Section(("Validation by hand", "人工验证"), statements.joined(validated(validation))),
        Section(("How often (prevalence)", "频率（出现率）"), _prevalence(settings)),
        Section(("Which codes meet (co-occurrence)", "哪些编码共现"), _cooccurrence(settings, families)),
        Section(("What the answer hangs on", "结果取决于什么"), _specified(settings)),
        Section(("Differences and three codes", "差异与三个编码"), _contrasted(settings)),
        Section(("Which comes first (order)", "孰先孰后（次序）"), _ordered(settings)),
        Section(("Whose words (uptake)", "谁的话（采纳）"), _taken_up(settings)),
        Section(("How large a study", "研究规模"), _planned(settings)),
        Section(("Key words", "关键词"), _keyness(settings)),
        Section(("Topics", "主题"), _topics(settings)),
        Section(("What is not said and not tested", "没有说明、也没有检验的"), NOT_TESTED),
    ]


CODING: Pair = (
    "Entries match characters, not tokens, on a form of the text in which width, case, traditional and "
    "simplified characters, "
    "quotes and dashes do not differ. Where matches overlap, over the whole codebook the leftmost and then the longest "
    "counts; then a hit inside one of its own excluded contexts is dropped. Hits that count never overlap, so a "
    "co-occurrence always rests on two stretches of text; a code is never paired with its own parent, and a parent is "
    "present where a child is.",
    "词条按字符（而非分词）匹配；匹配时不区分全半角、大小写、繁简体以及引号和破折号的写法。匹配重叠时，"
    "在整个编码本中取最左、其次最长者；"
    "落在自身排除语境内的命中不计。计入的命中互不重叠，因此一次共现总是基于两段不同的文字；编码不与自己的上级配对，"
    "下级出现即视为上级出现。",
)

QUALIFYING: Pair = (
    "Each hit is affirmed, negated, doubly negated, questioned, prevented, hedged, hypothetical or reported, by cues "
    "of the codebook near it: so many Han characters or words before or after it, never across a terminator. Nothing "
    "is deleted: results are given for all hits, as declared, and for those that affirm.",
    "每处命中依其附近的提示词标为肯定、否定、双重否定、疑问、防止、模糊、假设或转述；"
    "提示词的作用范围为前后若干汉字或英文词，且不越过终止符。"
    "不删除任何命中：结果既按全部命中（事先设定），也按肯定的命中给出。",
)

NOT_TESTED: Pair = (
    "Irony and quotation are not told apart. An odds ratio is an association: neither a cause, nor an order, nor a "
    "justification. Levels of Chinese and English are not compared, because units differ in length and the "
    "two halves of a codebook in reach. Topics, prevalence and uptake are described, not tested. Nothing is "
    "said about "
    "people or texts that were not read.",
    "反讽与引述不作区分。优势比只表示关联，既非因果，"
    "也非先后，更非理由。"
    "不比较中文与英文的水平，因为两种语言的单位长度和编码本的覆盖范围不同。主题、出现率与采纳只作描述，未作检验。"
    "对未读取的人和文本不作任何推断。",
)


def validated(validation: pd.DataFrame) -> list[Pair]:
    """Return sentences on how good the lexicon is, one for each target code; without a sample, one warning."""
    if validation.empty:
        return [WARNING]
    found = best_part(validation)
    whole = found[(found["source"] == ALL) & (found["language"] == ALL)].sort_values("code")
    said = [_scores_said(row) for row in whole.to_dict("records")]
    notes = "".join(whole["note"].iloc[0].partition("test part")[1:])
    locked = found["part"].iloc[0] == "development"
    told: Pair = (
        ("These are of the development part, on which entries may have been chosen; the test part is still locked.",
         "以上为开发部分的结果，词条可能据此选定；测试部分尚未开启。")
        if locked else (
            f"These are of the {notes}.",
            "以上为测试部分的结果；开启次数及其后编码本是否修改，见验证表的说明。",
        )
    )  # fmt: skip
    return [*said, told]


def _scores_said(row: Mapping[Hashable, Any]) -> Pair:
    def shown(name: str, low: str, high: str) -> str:
        ends = [numbers.share(float(row[end]), 0) for end in (low, high)]
        inside = numbers.MISSING if numbers.MISSING in ends else ", ".join(ends)
        return f"{numbers.share(float(row[name]), 0)} [{inside}]"

    precision, recall = (shown(name, f"{name}_low", f"{name}_high") for name in ("precision", "recall"))
    marked, corrected = numbers.share(float(row["naive"])), shown("estimate", "low", "high")
    count = f"{int(row['n_units']):,}"
    return (
        f"{row['code']}: precision {precision}, recall {recall}; the lexicon marks {marked} of all units, corrected by "
        f"hand {corrected} ({count} units judged).",
        f"{row['code']}：精确率 {precision}，召回率 {recall}；词表标出全部单位的 {marked}，人工校正为 {corrected}"
        f"（人工判断 {count} 个单位）。",
    )


REFERENCES: tuple[str, ...] = (
    "Aalen, O. O. & Johansen, S. (1978). An empirical transition matrix for non-homogeneous Markov chains based "
    "on censored observations. Scandinavian Journal of Statistics 5, 141-150.",
    "Bakeman, R. & Quera, V. (2011). Sequential analysis and observational methods for the behavioral sciences. "
    "Cambridge University Press.",
    "Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical "
    "Society B 57, 289-300.",
    "Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. Proceedings of GSCL, "
    "31-40.",
    "Breslow, N. E. & Day, N. E. (1980). Statistical methods in cancer research I: the analysis of case-control "
    "studies. IARC.",
    "Chung, E. & Romano, J. P. (2013). Exact and asymptotically robust permutation tests. Annals of Statistics "
    "41, 484-507.",
    "Danescu-Niculescu-Mizil, C., Lee, L., Pang, B. & Kleinberg, J. (2012). Echoes of power: language effects and"
    " power differences in social interaction. Proceedings of WWW, 699-708.",
    "Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association 82,"
    " 171-185.",
    "Egami, N., Hinck, M., Stewart, B. & Wei, H. (2023). Using imperfect surrogates for downstream inference: "
    "design-based supervised learning. Advances in Neural Information Processing Systems 36.",
    "Eye, A. von (2002). Configural frequency analysis: methods, models, and applications. Lawrence Erlbaum.",
    "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. "
    "British Journal of Mathematical and Statistical Psychology 61, 29-48.",
    "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics"
    " 6, 65-70.",
    "Krippendorff, K. (2018). Content analysis: an introduction to its methodology, 4th ed. Sage.",
    "Liang, K.-Y. (1987). Extended Mantel-Haenszel estimating procedure for multivariate logistic regression models. "
    "Biometrics 43, 289-299.",
    "Mancl, L. A. & DeRouen, T. A. (2001). A covariance estimator for GEE with improved small-sample properties. "
    "Biometrics 57, 126-134.",
    "Mantel, N. & Haenszel, W. (1959). Statistical aspects of the analysis of data from retrospective studies of "
    "disease. Journal of the National Cancer Institute 22, 719-748.",
    "Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008). Fightin' words: lexical feature selection and "
    "evaluation for identifying the content of political conflict. Political Analysis 16, 372-403.",
    "Neuhaus, J. M. & Kalbfleisch, J. D. (1998). Between- and within-cluster covariate effects in the analysis of"
    " clustered data. Biometrics 54, 638-645.",
    "Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in "
    "Genetics and Molecular Biology 9, 39.",
    "Robins, J., Breslow, N. & Greenland, S. (1986). Estimators of the Mantel-Haenszel variance consistent in "
    "both sparse data and large-strata limiting models. Biometrics 42, 311-323.",
    "Simonsohn, U., Simmons, J. P. & Nelson, L. D. (2020). Specification curve analysis. Nature Human Behaviour "
    "4, 1208-1214.",
    "Westfall, P. H. & Young, S. S. (1993). Resampling-based multiple testing. Wiley.",
)


def _units(settings: Settings) -> Pair:
    english, chinese = ONE_UNIT[settings.primary_unit]
    others = [phrase(unit) for unit in settings.units if unit != settings.primary_unit]
    window = settings.window
    parts: Sequence[Pair] = (
        (f"Codes are said to meet in one {english}.", f"两编码在同一{chinese}中出现即为共现。"),
        statements.unit_said(settings.primary_unit, settings.reading),
        (
            f"Measured beside it: {', '.join(other[0] for other in others) or 'no other unit'}. A window is "
            f"{window.zh} Han "
            f"characters or {window.en} words of one speaker; in prose a turn is a paragraph.",
            f"同时测量：{'、'.join(other[1] for other in others) or '无其他单位'}。一个窗口为同一说话人的 "
            f"{window.zh} 个汉字或 "
            f"{window.en} 个英文词；在散文中一个话轮即一个段落。",
        ),
        statements.cluster_said(settings),
    )
    return statements.joined(parts)


def _segmentation(engines: pd.DataFrame) -> Pair:
    rows = list(engines.sort_values("language")[["language", "engine", "version"]].itertuples(index=False))
    english = "; ".join(f"{phrase(row.language)[0]}: {row.engine} {row.version}" for row in rows)
    chinese = "；".join(f"{phrase(row.language)[1]}：{row.engine} {row.version}" for row in rows)
    return (
        f"Language by script, run by run. {english}. Nothing from the codebook is put into a segmenter: the "
        "tokens are the "
        "same under any codebook.",
        f"按文字逐段判断语言。{chinese}。编码本的词条不加入分词器：无论何种编码本，分词结果都相同。",
    )


def _prevalence(settings: Settings) -> Pair:
    bca = ("bias-corrected and accelerated", "偏差校正加速（BCa）")
    share = (
        "Share of units in which a code occurs; read within one language only.",
        "出现某编码的单位所占比例；只在同一语言内解读。",
    )
    return statements.joined([share, statements.bootstrap_said(settings, bca, settings.seed), statements.THESE])


def _cooccurrence(settings: Settings, families: pd.DataFrame) -> Pair:
    return statements.joined([
        statements.length_said(settings),
        ("Beside it: a marginal model (GEE) with the document's share of the first code and bias-reduced "
         "standard errors, "
         "the Mantel-Haenszel odds ratio by document, and the crude one.",
         "旁列：含各文档前一编码比例、标准误经偏差校正的边际模型（GEE）、按文档分层的 Mantel-Haenszel 优势比与粗"
         "优势比。"),
        statements.odds_said(settings),
        statements.test_said(settings, settings.seed),
        statements.families_said(families),
        statements.missing_said(settings),
    ])  # fmt: skip


def _specified(settings: Settings) -> Pair:
    units = ", ".join(phrase(unit)[0] for unit in settings.units)
    chinese = "、".join(phrase(unit)[1] for unit in settings.units)
    return (
        f"Every hypothesis is estimated under every combination of unit ({units}), all or affirming hits, all or core "
        "entries, hits apart or free to overlap, prompted uses in or out, and length free or held (four bands "
        "of length "
        "inside each document); all are shown, none is chosen (Simonsohn et al. 2020). It is estimated again "
        "without each "
        "document and without each speaker. No p-value is drawn from the specifications together.",
        f"每个假设在下列选择的所有组合下估计：单位（{chinese}）、全部或仅肯定的命中、全部或仅核心词条、命中分开或可重叠、"
        "含或不含被提示的使用、不控制或控制长度（每文档内分四档）；全部列出，不作挑选（Simonsohn 等，2020）。"
        "并逐一剔除每个文档与每位说话人重新估计。不对所有设定合并给出 p 值。",
    )


def _contrasted(settings: Settings) -> Pair:
    contrasts = "; ".join(one.name for one in (*settings.comparisons, *settings.groups)) or "none"
    return (
        f"Contrasts: {contrasts}; and between languages the same contrasts made within each of them. Log odds ratios "
        "(extended Mantel-Haenszel, log length allowed for; Liang 1987) are compared by a "
        "studentised permutation of whole clusters "
        f"({settings.permutations:,}, seed "
        f"{settings.seed}; Chung & Romano 2013). Patterns of three codes: configural frequency analysis (von Eye 2002) "
        "against circular shifts of each code by itself; the odds ratio of two codes given the third by leaving "
        "out one "
        "cluster at a time.",
        f"对比：{contrasts}；语言之间则比较各语言内部所作的同样对比。对数优势比（控制对数长度的扩展 "
        "Mantel-Haenszel 估计"
        "；Liang，1987）用整群的学生化置换比较"
        f"（{settings.permutations:,} 次，种子 {settings.seed}；Chung 与 Romano，2013）。三个编码的组合：与各编"
        "码独立循环移位相比的"
        "构型频率分析（von Eye，2002）；给定第三编码时两编码的优势比由逐一剔除群组得出区间。",
    )


def _ordered(settings: Settings) -> Pair:
    pairs = "; ".join(" → ".join(pair) for pair in settings.orders) or "none"
    return (
        f"Ordered pairs: {pairs}. First span in a turn, neighbouring spans, these with a justifying cue of the "
        "codebook "
        "between them, sentences one to three on without a question between, first mention in a document. Order "
        "is tested "
        "by its asymmetry against the base rates of the two codes: signs of whole clusters turned, first mentions by a "
        "Poisson-binomial count; Holm over all of these.",
        f"有序编码对：{pairs}。话轮中首个片段、相邻片段、其间有编码本理由提示词的相邻片段、其间无提问的后一至三句、文档首次提及。"
        "次序以其不对称性相对两编码的基准比率检验：整群符号翻转，首次提及用泊松二项计数；全部一并作 Holm 校正。",
    )


def _taken_up(settings: Settings) -> Pair:
    prompting, uptake = settings.prompting, settings.uptake
    return (
        f"A use of a concept, in either language, is prompted if one of the interviewer's last {prompting.turns} turns "
        f"names it, an answer if its turn then holds at most {prompting.brief} further words, echoed if an interviewer "
        "named it earlier, self-repeated if only respondents had, else volunteered. Excess echo after "
        "Danescu-Niculescu-Mizil et al. (2012), tested by circular shifts of answers inside each interview; "
        "time to the "
        "first volunteered use by Aalen and Johansen with being asked as the competing event. The company's "
        "lexicon comes "
        f"from the source {uptake.company} and a reference list alone; reused runs are of {uptake.zh} Han "
        "characters or "
        f"{uptake.en} English words.",
        f"对某概念的使用（不论语言），若访谈者此前 {prompting.turns} 个话轮内提及则为被提示，且该话轮其余文字不超过 "
        f"{prompting.brief} 词则为应答；若访谈者更早提及则为稍后回应；若只有受访者提及过则为自我重复；否则为主动提及。"
        "超额回应依 Danescu-Niculescu-Mizil 等（2012），以每个访谈内回答的循环移位检验；首次主动提及的时间用 "
        "Aalen-Johansen 法，"
        f"以被问及为竞争事件。公司用语只来自来源 {uptake.company} 与参照词表；复用语段为 {uptake.zh} 个汉字或 "
        f"{uptake.en} 个英文词。",
    )


def _planned(settings: Settings) -> Pair:
    return (
        f"Power to find an odds ratio of {settings.planning.odds_ratio:g} by number of documents, from this "
        "study's own "
        "documents drawn again with the second code's runs shifted.",
        f"以本研究自身文档重抽、并将后一编码循环移位，得出各文档数下发现 {settings.planning.odds_ratio:g} 的优势"
        "比的检验力。",
    )


def _keyness(settings: Settings) -> Pair:
    keyness, names = settings.keyness, "; ".join(comparison.name for comparison in settings.comparisons)
    return (
        f"Comparisons, each within one language: {names or 'none'}. Words in at least {keyness.documents} "
        "documents with a "
        f"DPnorm of at most {keyness.dispersion:g}; the log ratio of their rates with an interval over clusters.",
        f"比较（各在同一语言内进行）：{names or '无'}。词须见于至少 {keyness.documents} 个文档，且 DPnorm "
        f"不高于 {keyness.dispersion:g}；"
        "给出比率的对数比及基于群组的区间。",
    )


def _topics(settings: Settings) -> Pair:
    topics = settings.topics
    return (
        f"One model per language and engine: {topics.zh} topics in Chinese, {topics.en} in English, on "
        "neighbouring turns of a "
        f"speaker joined to {topics.length} tokens, with words found in at least {topics.documents} documents. "
        "Topics are a way to "
        "read, not evidence.",
        f"每种语言、每种算法各一个模型：中文 {topics.zh} 个主题，英文 {topics.en} 个主题；"
        f"将同一说话人的相邻话轮合并至 {topics.length} 个词，"
        f"所用词须见于至少 {topics.documents} 个文档。主题是一种阅读方式，不是证据。",
    )
