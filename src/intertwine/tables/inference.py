"""Tables of inference: what the hypotheses rest on, differences, three codes, order, uptake, planning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from intertwine.measures.cooccurrence.planning import documents_needed
from intertwine.measures.order.order import MEASURES
from intertwine.results import ALL, LENGTH_ADJUSTED, hypothesis_rows, of_reading, of_unit, same_sign
from intertwine.tables import columns as contents
from intertwine.tables.columns import (
    RIGHT,
    Content,
    Printed,
    count,
    counts,
    effect,
    number,
    pair,
    probability,
    text,
)
from intertwine.wording import numbers
from intertwine.wording.labels import Labels, Pair
from intertwine.wording.sentences import joined
from intertwine.wording.statements import (
    BCA,
    NO_HYPOTHESES,
    THESE,
    bootstrap_said,
    cluster_said,
    families_said,
    length_said,
    seed_of,
    unit_said,
)

if TYPE_CHECKING:
    from intertwine.config import Settings

Frames = Mapping[str, pd.DataFrame]
MOST_TERMS = 40


def inference_tables(
    frames: Frames, cooccurrence: pd.DataFrame, labels: Labels, settings: Settings
) -> Iterator[Content]:
    """Give the tables of inference.

    Parameters
    ----------
    frames
        The measures by the names of their files.
    cooccurrence
        Pairs with their length-adjusted odds ratios.
    """
    yield _robustness(frames, cooccurrence, labels, settings)
    yield _differences(frames["differences"], labels, settings)
    yield _configurations(frames["configurations"], labels, settings)
    yield _triples(frames["triples"], labels, settings)
    yield _order(frames["order"], labels, settings)
    yield _passages(frames["order_passages"], labels)
    yield _uptake(frames["uptake"], labels, settings)
    yield _opportunities(frames["opportunities"], labels, settings)
    yield _echoes(frames["echoes"], labels, settings)
    yield _lexicon(frames["lexicon"], labels, settings)
    yield _reused(frames["reused"], labels, settings)
    yield _profiles(frames["profiles"], labels)
    yield _planning(frames["planning"], labels, settings)


def _odds(labels: Labels, head: str, names: Sequence[str]) -> Printed:
    def say(row: pd.Series) -> str:
        return numbers.interval(*(float(row[name]) for name in names))

    return Printed(labels.head(head, "\n"), say, RIGHT)


def _shares(labels: Labels, head: str) -> Printed:
    def say(row: pd.Series) -> str:
        ends = [numbers.share(float(row[name]), 0) for name in ("low", "high")]
        inside = numbers.MISSING if numbers.MISSING in ends else ", ".join(ends)
        return f"{numbers.share(float(row['estimate']), 0)} [{inside}]"

    return Printed(labels.head(head, "\n"), say, RIGHT)


def robustness_frame(frames: Frames, cooccurrence: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return for each hypothesis and source every estimate there is of it, all languages together."""
    together = of_unit(cooccurrence[cooccurrence["language"] == ALL], settings.primary_unit)
    rows = hypothesis_rows(together, settings.hypotheses)
    in_order = rows["code_a"] < rows["code_b"]
    rows = rows.assign(
        _a=rows["code_a"].where(in_order, rows["code_b"]), _b=rows["code_b"].where(in_order, rows["code_a"])
    )
    told = same_sign(frames["specifications"]).rename(columns={"code_a": "_a", "code_b": "_b"})
    left = frames["left_out"]
    left = left[left["what"] == "document"].rename(columns={"code_a": "_a", "code_b": "_b"})
    away = np.abs(np.log2(left["change"].where(left["change"] > 0)))
    strongest = left.assign(away=away).sort_values("away", ascending=False).drop_duplicates(["source", "_a", "_b"])
    ends = left.groupby(["source", "_a", "_b"], as_index=False).agg(
        without_low=("estimate_without", "min"), without_high=("estimate_without", "max")
    )
    keys = ["source", "_a", "_b"]
    found = rows.merge(told, on=keys, how="left").merge(ends, on=keys, how="left")
    found = found.merge(
        strongest[[*keys, "left_out"]].rename(columns={"left_out": "most_influential"}), on=keys, how="left"
    )
    columns = ["code_a", "code_b", "source", "adjusted", "adjusted_low", "adjusted_high", "estimate", "low", "high",
               "rbg_low", "rbg_high", "marginal", "marginal_low", "marginal_high", "crude_odds_ratio", "p",
               "p_adjusted", "p_maxima", "tried", "estimated", "above", "median", "lowest", "highest", "clear",
               "without_low",
               "without_high", "most_influential", "n_units", "n_documents", "n_clusters", "note"]  # fmt: skip
    return found[columns].fillna({"most_influential": ""})


def _robustness(frames: Frames, cooccurrence: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    found = robustness_frame(frames, cooccurrence, settings)
    note = NO_HYPOTHESES if found.empty else joined([
        unit_said(settings.primary_unit, settings.reading),
        cluster_said(settings),
        length_said(settings),
        ("GEE: marginal model with log length and each document's share of the first code, bias-reduced "
         "standard errors. "
         "Mantel-Haenszel: by document, length not allowed for, with the interval over clusters; RBG: the published "
         "interval, which takes units as independent. Above 1: share of all specifications with an odds ratio above 1 "
         "(see the specification curve). One text left out: lowest and highest Mantel-Haenszel odds ratio.",
         "GEE：含对数长度及各文档前一编码比例的边际模型，标准误经偏差校正。Mantel-Haenszel：按文档分层、未控制长度，区间按群组；"
         "RBG：文献中的区间，假定各单位独立。大于 1：全部设定中优势比大于 1 的比例（见设定曲线）。"
         "去掉一篇：Mantel-Haenszel 优势比的最低与最高值。"),
        families_said(found.assign(family=_families(cooccurrence, settings))),
        THESE,
    ])  # fmt: skip
    frame = contents.labelled(found, labels)
    columns = [
        pair(labels), text(labels, "source"), _odds(labels, "adjusted_odds", tuple(LENGTH_ADJUSTED.values())),
        _odds(labels, "marginal_odds", ("marginal", "marginal_low", "marginal_high")),
        effect(labels, "mh_odds", as_ratio=True), number(labels, "crude_odds_ratio"), probability(labels),
        Printed(labels.head("above", "\n"), lambda row: numbers.share(float(row["above"]), 0), RIGHT),
        Printed(labels.head("without", "\n"), _left_out, RIGHT), count(labels, "n_documents"),
    ]  # fmt: skip
    title = ("What the hypotheses rest on", "各假设的稳健性")
    return Content("robustness", title, note, frame, columns, frame)


def _left_out(row: pd.Series) -> str:
    return f"{numbers.ratio(float(row['without_low']))} to {numbers.ratio(float(row['without_high']))}"


def _families(cooccurrence: pd.DataFrame, settings: Settings) -> str:
    whole = of_unit(cooccurrence[cooccurrence["language"] == ALL], settings.primary_unit)
    rows = hypothesis_rows(whole, settings.hypotheses)
    tested = rows.loc[rows["p_adjusted"].notna(), "family"]
    return str(tested.iloc[0]) if len(tested) else ""


def _differences(found: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    frame = contents.labelled(found, labels)
    note: Pair = joined([
        ("Ratio of two odds ratios, or of two shares of units, in two groups of documents; 1 is no difference. "
         "A difference "
         "of differences compares such a ratio made in Chinese with the one made in English, so that levels of two "
         "languages are never compared. Length of units is allowed for (extended Mantel-Haenszel "
         "odds ratio by document).",
         "两组文档的优势比之比，或单位比例之比；1 表示无差异。差异之差将中文内的比值与英文内的比值相比，因此从不"
         "比较两种语言的水平。"
         "已控制单位长度（按文档的扩展 Mantel-Haenszel 优势比）。"),
        unit_said(settings.primary_unit, settings.reading),
        cluster_said(settings),
        (f"Intervals: {settings.confidence:.0%}, Satterthwaite; test: studentised permutation of whole clusters "
         f"({settings.permutations:,}, seed {seed_of(found)}).",
         f"区间：{settings.confidence:.0%}，Satterthwaite 法；检验：整群的学生化置换（{settings.permutations:,} "
         f"次，种子 {seed_of(found)}）。"),
        families_said(found),
        THESE,
    ])  # fmt: skip
    columns = [
        text(labels, "contrast"), text(labels, "measure"), text(labels, "source"), text(labels, "language"),
        Printed(labels.head("pair", "\n"), lambda row: " × ".join(filter(None, (row["label_a"], row["label_b"])))),
        effect(labels, "ratio", as_ratio=True), probability(labels), count(labels, "n_documents"),
    ]  # fmt: skip
    printed = (found["p"].notna() & (found["measure"] == "odds ratio")).to_numpy() if len(found) else slice(None)
    title = ("Differences between sources, languages and groups", "来源、语言与人群之间的差异")
    return Content("differences", title, note, frame, columns, frame[printed])


def _triple(row: pd.Series) -> str:
    return " × ".join(str(row[name]) for name in ("label_a", "label_b", "label_c"))


def _labelled_triple(found: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    frame = contents.labelled(found, labels)
    place = list(frame.columns).index("code_c") + 1
    frame.insert(place, "label_c", [labels.code(code) for code in frame["code_c"]])
    return frame


def _configurations(found: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    frame = _labelled_triple(found, labels).rename(columns={"pattern": "pattern_of"})
    note: Pair = joined([
        ("How often three codes come together in each pattern (+ present, - absent; in the order of the codes), "
         "against "
         "circular shifts of each code by itself inside each document, longer units holding more. Ratio: observed over "
         "expected; interval: observed over the middle of the shifts; off 1 is a type (above) or an antitype (below).",
         "三个编码以各种组合出现的频数（+ 有，- 无；依编码次序），与在每个文档内各自循环移位的期望相比（较长单位"
         "含码较多）。"
         "比值：观察 / 期望；区间：观察值除以移位分布的中间部分；偏离 1 为类型（大于）或反类型（小于）。"),
        unit_said(settings.primary_unit, settings.reading),
        cluster_said(settings),
        families_said(found),
        THESE,
    ])  # fmt: skip
    columns = [
        Printed(labels.head("pair", "\n"), _triple), text(labels, "source"), text(labels, "pattern_of"),
        count(labels, "observed"), number(labels, "expected", 1), number(labels, "independent", 1),
        effect(labels, "observed_expected", as_ratio=True), probability(labels), count(labels, "n_units"),
    ]  # fmt: skip
    title = ("Three codes at once", "三个编码的组合")
    return Content("configurations", title, note, frame, columns, frame)


def _triples(found: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    frame = _labelled_triple(found, labels)
    note: Pair = joined([
        ("Mantel-Haenszel odds ratio of the first two codes in units with the third, in units without it, and "
         "the ratio of "
         "both (the interaction of the three); interval and p from leaving out one cluster at a time (Student's "
         "t). G2 of "
         "the three-way interaction and Breslow-Day's statistic (1 degree of freedom each) take units as "
         "independent and "
         "are descriptions.",
         "在含第三编码与不含第三编码的单位中前两编码的 Mantel-Haenszel 优势比及两者之比（三者交互）；区间与 p 由"
         "逐一剔除群组得出"
         "（Student t）。三因子交互的 G2 与 Breslow-Day 统计量（自由度各为 1）假定单位独立，仅作描述。"),
        unit_said(settings.primary_unit, settings.reading),
        cluster_said(settings),
        THESE,
    ])  # fmt: skip
    columns = [
        Printed(labels.head("pair", "\n"), _triple), text(labels, "source"), text(labels, "given"),
        effect(labels, "odds_ratio", as_ratio=True),
        Printed(labels.head("p", "\n"), lambda row: numbers.probability(float(row["p"])), RIGHT),
        counts(labels, "units_both", ("both", "n_units"), " / "), number(labels, "three_way_deviance"),
        number(labels, "breslow_day"),
    ]  # fmt: skip
    title = ("Two codes given a third", "给定第三编码时的两个编码")
    return Content("triples", title, note, frame, columns, frame)


def _order(every: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    found = of_reading(every, settings.reading)
    rank = found["measure"].map({name: place for place, name in enumerate(MEASURES)})
    found = found.assign(rank=rank).sort_values(["code_a", "code_b", "source", "language", "rank"], kind="stable")
    found = found.drop(columns="rank").reset_index(drop=True)
    frame = contents.labelled(found, labels)
    note: Pair = joined([
        ("Share of events in which the first code comes first, against the share expected by chance: one half, "
         "or among "
         "first spans and first mentions the share of the first code in the spans of both. The order of a pair "
         "matters.",
         "前一编码在先的事件比例，与随机期望相比：一半；首个片段与首次提及则为前一编码在两者片段中的比例。编码对的次序有意义。"),
        cluster_said(settings),
        bootstrap_said(settings, BCA, seed_of(found)),
        families_said(found),
        THESE,
    ])  # fmt: skip
    columns = [
        Printed(labels.head("pair", "\n"), lambda row: f"{row['label_a']} → {row['label_b']}"), text(labels, "measure"),
        text(labels, "source"), _shares(labels, "share_first"),
        Printed(labels.head("expected", "\n"), lambda row: numbers.share(float(row["expected"]), 0), RIGHT),
        probability(labels), counts(labels, "first_of", ("a_first", "n_units"), " / "), count(labels, "n_documents"),
    ]  # fmt: skip
    printed = (found["language"] == ALL).to_numpy() if len(found) else slice(None)
    title = ("Which code comes first", "孰先孰后")
    return Content("order", title, note, frame, columns, frame[printed])


def _passages(found: pd.DataFrame, labels: Labels) -> Content:
    frame = contents.labelled(found, labels)
    note: Pair = (
        "Passages in which the second code follows the first: with a justifying cue between them first, then affirming "
        "ones, then the closest; one from a turn, at most two from a document. Chosen to be read, not to prove.",
        "后一编码紧随前一编码的段落：其间有理由提示词者优先，其次为肯定者，再次为相距最近者；每话轮一段，每文档至多两段。"
        "供阅读，不作证明。",
    )
    columns = [
        Printed(labels.head("pair", "\n"), lambda row: f"{row['label_a']} → {row['label_b']}"), text(labels, "source"),
        text(labels, "reason"), text(labels, "text", width=0.6),
    ]  # fmt: skip
    title = ("Passages in which one code leads to the other", "由一编码引出另一编码的段落")
    return Content("passages", title, note, frame, columns, frame)


def _families_printed(found: pd.DataFrame) -> np.ndarray | slice:
    """Return the rows that LaTeX prints: families of codes, all languages together."""
    if found.empty:
        return slice(None)
    return ((found["language"] == ALL) & ~found["code"].str.contains(".", regex=False)).to_numpy()


def _uptake(found: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    said: Pair = (
        "How respondents came to name a code, in interviews with questions: of their uses the share in each way; "
        "unprompted is volunteered and self-repeated together.",
        "在含提问的访谈中受访者如何提及编码：各方式占其使用的比例；未经提示为主动提及与自我重复之和。",
    )
    title = ("Prompted, echoed, volunteered", "被提示、回应与主动提及")
    return _shares_of("uptake", title, "way", found, said, labels, settings)


def _opportunities(found: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    said: Pair = (
        "Share of the respondents' turns that name a code, before an interviewer named it in that interview, in the "
        "turns right after, and later.",
        "含该编码的受访者话轮比例：访谈者在该访谈中提及之前、紧随其后、以及此后。",
    )
    title = ("How often a code is named, asked and unasked", "问及与未问及时编码的提及率")
    return _shares_of("opportunities", title, "state", found, said, labels, settings)


def _shares_of(
    name: str, title: Pair, by: str, found: pd.DataFrame, said: Pair, labels: Labels, settings: Settings
) -> Content:
    frame = contents.labelled(found, labels)
    frame = frame.assign(**{by: [labels.say(value) for value in frame[by]]})
    columns = [
        text(labels, "label"), text(labels, "source"), text(labels, by), _shares(labels, "share"),
        counts(labels, "units_of", ("uses", "n_units"), " / "), count(labels, "n_documents"),
    ]  # fmt: skip
    note = joined([said, cluster_said(settings), bootstrap_said(settings, BCA, seed_of(found)), THESE])
    return Content(name, title, note, frame, columns, frame[_families_printed(found)])


def _echoes(found: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    frame = contents.labelled(found, labels)
    said: Pair = (
        "C: how much more often the answer names a code if the question did than it does on the whole (difference of "
        "shares). Test: circular shifts of answers against questions inside each interview.",
        "C：提问提及某编码时回答提及它的比例，减去回答提及它的总比例。检验：在每个访谈内将回答相对提问作循环移位。",
    )
    interval: Pair = ("Intervals: from leaving out one cluster at a time.", "区间：逐一剔除群组得出。")
    note = joined([said, cluster_said(settings), interval, families_said(found), THESE])
    columns = [
        text(labels, "label"), text(labels, "source"), effect(labels, "echo", as_ratio=False), probability(labels),
        count(labels, "questions"), count(labels, "answers"), count(labels, "both"), count(labels, "n_units"),
        count(labels, "n_documents"),
    ]  # fmt: skip
    title = ("Do answers echo questions", "回答是否回应提问用语")
    return Content("echoes", title, note, frame, columns, frame[_families_printed(found)])


def _lexicon(found: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    frame = contents.labelled(found, labels)
    note: Pair = (
        f"Terms of the source {settings.uptake.company}, in at least {settings.uptake.documents} of its texts, "
        "found from "
        "these and a reference list alone, never from the interviews. Words are at least "
        f"{settings.uptake.ratio:g} times "
        "as frequent as in the reference; where a language has no reference there are phrases alone.",
        f"来源 {settings.uptake.company} 的用语，至少见于其 {settings.uptake.documents} 个文本；只据这些文本与参"
        "照词表得出，"
        f"从不参看访谈。单词的频率至少为参照的 {settings.uptake.ratio:g} 倍；无参照词表的语言只列短语。",
    )
    columns = [text(labels, "language"), text(labels, "term"), count(labels, "frequency"), count(labels, "range"),
               number(labels, "log_ratio")]  # fmt: skip
    return Content("lexicon", ("The company's terms", "公司用语"), note, frame, columns, frame.head(MOST_TERMS))


def _reused(found: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    frame = contents.labelled(
        found.sort_values(["language", "documents", "text"], ascending=[True, False, True]), labels
    )
    note: Pair = (
        f"Whole runs of the company's texts ({settings.uptake.zh} Han characters, {settings.uptake.en} English "
        "words or "
        "more) that come back in interviews, names and labels of menus left out. Interviewers are the comparison: who "
        "talks of the same matter shares some runs by chance.",
        f"公司文本中整段（至少 {settings.uptake.zh} 个汉字或 {settings.uptake.en} 个英文词）在访谈中再现的语段，"
        "不含名称与菜单标签。访谈者的话供对照：谈同一话题的人总会偶然共用一些语段。",
    )
    columns = [text(labels, "language"), text(labels, "role"), text(labels, "text", width=0.5),
               count(labels, "documents"), count(labels, "times")]  # fmt: skip
    return Content("reused", ("Phrases of the company in interviews", "访谈中再现的公司语段"), note, frame, columns,
                   frame.head(MOST_TERMS))  # fmt: skip


def _profiles(found: pd.DataFrame, labels: Labels) -> Content:
    frame = contents.labelled(found, labels)
    note: Pair = (
        "Each respondent: turns, words, uses of codes by the way they came about, share unprompted, different "
        "terms of the "
        "company's lexicon used, and how alike their codes are to the questions' (1 - |p1 - p2| / (p1 + p2), mean over "
        "families of codes, 0 to 1).",
        "每位受访者：话轮、词数、各方式的编码使用数、未经提示的比例、所用公司用语的数目，以及其编码与提问的相似度"
        "（1 - |p1 - p2| / (p1 + p2) 在各编码大类上的平均，0 至 1）。",
    )
    columns = [
        text(labels, "speaker"), text(labels, "language"), count(labels, "turns"), count(labels, "words"),
        *(count(labels, name) for name in ("volunteered", "self_repeated", "echoed", "prompted", "answered")),
        Printed(labels.head("unprompted", "\n"), lambda row: numbers.share(float(row["unprompted"]), 0), RIGHT),
        count(labels, "company_terms"), number(labels, "matching"),
    ]  # fmt: skip
    return Content("profiles", ("Speaker by speaker", "逐位受访者"), note, frame, columns, frame)


def planning_frame(planning: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return for each hypothesis and source the power by number of documents, and the documents needed."""
    needed = documents_needed(planning, settings.planning.power)
    keys = ["source", "code_a", "code_b"]
    wide = planning.pivot_table(index=keys, columns="documents", values="power", dropna=False)
    wide.columns = [f"n{size}" for size in wide.columns]
    pilot = planning.groupby(keys, as_index=False).agg(
        n_pilot=("n_documents", "first"), critical=("critical", "max"), seed=("seed", "first")
    )
    return needed.merge(wide.reset_index(), on=keys, how="left").merge(pilot, on=keys, how="left")


def _planning(planning: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    found = planning_frame(planning, settings)
    sizes = [name for name in found.columns if name.startswith("n") and name[1:].isdigit()]
    frame = contents.labelled(found, labels)
    asked = settings.planning
    note: Pair = (
        f"Documents with which a study like this one would find an odds ratio of {asked.odds_ratio:g} with "
        f"{asked.power:.0%} power (p < .05, before any adjustment), and the power by number of documents; from this "
        "study's own documents, their lengths and runs, drawn again 2,000 times. Critical: the largest value of "
        "|z| that "
        "one in twenty studies with an odds ratio of 1 exceeds. It takes for granted that further documents are like "
        "these.",
        f"与本研究类似的研究需要多少文档，才能以 {asked.power:.0%} 的检验力（p < .05，未校正）发现 "
        f"{asked.odds_ratio:g} 的优势比，以及各文档数下的检验力；以本研究自身的文档及其长度与连贯性重抽 2,000 次得出。"
        "临界值：优势比为 1 的研究中二十分之一会超过的 |z|（取最大者）。前提是后续文档与这些文档相似。",
    )

    def needed(row: pd.Series) -> str:
        if not np.isnan(row["needed"]):
            return f"{int(row['needed'])}"
        return numbers.MISSING if row["note"] else f"> {int(row['most'])}"

    def power(name: str) -> Printed:
        return Printed(name[1:], lambda row: numbers.share(float(row[name]), 0), RIGHT)

    columns = [pair(labels), text(labels, "source"), Printed(labels.head("needed", "\n"), needed, RIGHT)]
    columns += [power(name) for name in sizes]
    columns += [number(labels, "critical")]
    title = ("How many documents a study needs", "研究需要多少文档")
    return Content("planning", title, note, frame, columns, frame)
