"""Tables about the codebook as an instrument: how good it is, what did it, what rests on single entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.results import ALL
from intertwine.tables import columns as contents
from intertwine.tables.columns import RIGHT, Content, Printed, count, number, text
from intertwine.wording import numbers
from intertwine.wording.labels import Labels, Pair, phrase
from intertwine.wording.sentences import joined
from intertwine.wording.statements import BCA, PERCENTILE, THESE, bootstrap_said, cluster_said, seed_of

if TYPE_CHECKING:
    from intertwine.config import Settings

_MOST_PRINTED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """What is known of the codebook."""

    validation: pd.DataFrame
    errors: pd.DataFrame
    agreement: pd.DataFrame
    entries: pd.DataFrame
    qualified: pd.DataFrame
    influence: pd.DataFrame
    reliability: pd.DataFrame
    findings: pd.DataFrame


def instrument_tables(known: Instrument, labels: Labels, settings: Settings) -> Iterator[Content]:
    """Give the tables about the codebook."""
    yield _validation(known.validation, labels, settings)
    yield _errors(known.errors, labels)
    yield _agreement(known.agreement, labels, settings)
    yield _entries(known.entries, labels)
    yield _qualified(known.qualified, labels)
    yield _influence(known.influence, labels)
    yield _reliability(known.reliability, labels)
    yield _findings(known.findings, labels)


def _shares(head: str, name: str, labels: Labels, low: str = "", high: str = "") -> Printed:
    """Print a share in per cent with its interval."""

    def say(row: pd.Series) -> str:
        ends = [numbers.share(row[column]) for column in (low or f"{name}_low", high or f"{name}_high")]
        inside = numbers.MISSING if numbers.MISSING in ends else ", ".join(ends)
        return f"{numbers.share(row[name])} [{inside}]"

    return Printed(labels.head(head, "\n"), say, RIGHT)


def _unit_judged(frame: pd.DataFrame) -> Pair:
    english, chinese = phrase(frame["unit"].iloc[0])
    return (f"Judged by people: {english}.", f"人工判断的单位：{chinese}。")


NO_SAMPLE: Pair = (
    "No sample was coded by hand, so nothing is known of precision, recall or agreement.",
    "没有人工编码的样本，因此精确率、召回率与一致性均不可知。",
)


def _validation(found: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    note = NO_SAMPLE if found.empty else joined([
        _unit_judged(found),
        ("A stratified probability sample, with units in which the lexicon found nothing; every estimate weights a "
         "unit by one over its chance of being drawn. Marked: share of all units that the lexicon marks. "
         "Corrected: the "
         "same, corrected by the sample (design-based), whatever the errors of the lexicon.",
         "分层概率样本，含词表未命中的单位；各估计以入样概率的倒数加权。标出率：词表标出的单位比例；"
         "校正率：以样本校正后的比例（基于抽样设计），不依赖词表的误差结构。"),
        cluster_said(settings),
        bootstrap_said(settings, BCA, seed_of(found)),
        THESE,
    ])  # fmt: skip
    frame = contents.labelled(found, labels)
    columns = [
        text(labels, "part"),
        text(labels, "label"),
        text(labels, "source"),
        text(labels, "language"),
        _shares("precision", "precision", labels),
        _shares("recall", "recall", labels),
        number(labels, "f1"),
        Printed(labels.head("naive", "\n"), lambda row: numbers.share(row["naive"]), RIGHT),
        _shares("corrected", "estimate", labels, "low", "high"),
        count(labels, "positive"),
        count(labels, "n_units"),
    ]
    title = ("The codebook against people", "编码本与人工判断的对照")
    return Content("validation", title, note, frame, columns, _whole(frame, found))


def _whole(frame: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows for all texts, and for each source in all languages."""
    return frame[(found["language"] == ALL).to_numpy()] if len(found) else frame


def _errors(found: pd.DataFrame, labels: Labels) -> Content:
    frame = contents.labelled(found, labels)
    note: Pair = NO_SAMPLE if found.empty else (
        "Every judged unit on which lexicon and people differ. LaTeX prints none: the texts are for reading, in CSV "
        "and workbook.",
        "词表与人工判断不一致的每个单位。LaTeX 不印：文本供在 CSV 与工作簿中阅读。",
    )  # fmt: skip
    columns = [text(labels, "part"), text(labels, "label"), text(labels, "error"), text(labels, "text", width=0.5)]
    title = ("False positives and false negatives", "误报与漏报")
    return Content("errors", title, note, frame, columns, frame.head(0))


def _agreement(found: pd.DataFrame, labels: Labels, settings: Settings) -> Content:
    note = NO_SAMPLE if found.empty else joined([
        _unit_judged(found),
        ("Coders before adjudication. Alpha: Krippendorff's, nominal. Positive and negative agreement: chance that a "
         "coder says present (absent) where another did. A rare code is not judged by alpha or kappa alone.",
         "裁定之前的编码者。Alpha：Krippendorff 系数（名义）。"
         "正、负一致率：一位编码者判为有（无）时另一位也如此的概率。"
         "少见的编码不能只看 alpha 或 kappa。"),
        cluster_said(settings),
        bootstrap_said(settings, PERCENTILE, seed_of(found)),
    ])  # fmt: skip
    frame = contents.labelled(found, labels)

    def alpha(row: pd.Series) -> str:
        return numbers.interval(row["estimate"], row["low"], row["high"], as_ratio=False)

    columns = [
        text(labels, "part"),
        text(labels, "label"),
        text(labels, "source"),
        text(labels, "language"),
        Printed(labels.head("alpha", "\n"), alpha, RIGHT),
        number(labels, "ac1"),
        number(labels, "kappa"),
        number(labels, "positive_agreement"),
        number(labels, "negative_agreement"),
        Printed(labels.head("prevalence", "\n"), lambda row: numbers.share(row["prevalence"], 0), RIGHT),
        count(labels, "n_units"),
    ]
    title = ("Agreement of coders", "编码者一致性")
    return Content("agreement", title, note, frame, columns, _whole(frame, found))


def _entries(found: pd.DataFrame, labels: Labels) -> Content:
    fired = found[(found["hits"] > 0) | (found["suppressed"] > 0)]
    fired = fired.sort_values(["hits", "entry_id", "source", "document_language"], ascending=[False, True, True, True])
    frame = contents.labelled(fired, labels)
    note: Pair = (
        "Hits in the words of respondents and authors; a row for all texts and one for each source and document "
        "language. "
        "Entries that never fired are in the table of unused entries. "
        f"LaTeX prints the {_MOST_PRINTED} that fire most.",
        "受访者与作者话语中的命中；每个词条有一行全部文本，并按来源与文档语言各一行。"
        "从未命中的词条见未使用词条表。"
        f"LaTeX 只印命中最多的 {_MOST_PRINTED} 条。",
    )
    columns = [
        text(labels, "pattern"),
        text(labels, "language"),
        text(labels, "label"),
        count(labels, "hits"),
        count(labels, "affirming"),
        Printed(labels.head("share_of_code", "\n"), lambda row: numbers.share(row["share_of_code"], 0), RIGHT),
        count(labels, "documents"),
        count(labels, "speakers"),
        count(labels, "suppressed"),
    ]
    rows = frame[(fired["source"] == ALL).to_numpy()].head(_MOST_PRINTED)
    return Content("entries", ("Entries and their hits", "词条及其命中"), note, frame, columns, rows)


def _qualified(found: pd.DataFrame, labels: Labels) -> Content:
    from intertwine.vocabulary import QUALIFIERS

    frame = contents.labelled(found, labels)
    note: Pair = (
        "What the context does to each hit of respondents and authors; parents hold their children. Every hit "
        "counts in "
        "the reading of all hits; the affirming reading counts affirmed and doubly negated ones.",
        "上下文对受访者与作者每处命中的限定；上级编码含其下级。“全部命中”计入每一处；“肯定的命中”只计肯定与双重否定。",
    )
    columns = [text(labels, "label"), text(labels, "source"), count(labels, "hits")]
    columns += [count(labels, name) for name in QUALIFIERS]
    top = (found["document_language"] == ALL) & ~found["code"].str.contains(".", regex=False)
    title = ("Qualifiers of hits", "命中的限定")
    return Content("qualifiers", title, note, frame, columns, frame[top.to_numpy()])


def _influence(found: pd.DataFrame, labels: Labels) -> Content:
    order = found.assign(size=(found["change"].map(_log2)).abs().fillna(99.0))
    order = order.sort_values(["code_a", "code_b", "source", "size"], ascending=[True, True, True, False])
    frame = contents.labelled(order.drop(columns="size"), labels)
    note: Pair = (
        "Each hypothesis without each entry that carries 5 % or more of the hits of one of its codes; what the "
        "entry took "
        "the place of comes back. Change: odds ratio without it over the odds ratio with it.",
        "逐一去掉占某编码命中 5% 及以上的词条后各假设的优势比；被该词条取代的命中随之恢复。"
        "变化：去掉后与去掉前的优势比之比。",
    )
    columns = [
        contents.pair(labels),
        text(labels, "source"),
        text(labels, "pattern"),
        Printed(labels.head("share_of_code", "\n"), lambda row: numbers.share(row["share"], 0), RIGHT),
        number(labels, "estimate"),
        number(labels, "estimate_without"),
        number(labels, "change"),
        text(labels, "note"),
    ]
    rows = frame[((frame["note"] != "") | (order["size"] > 0.2).to_numpy())]
    title = ("The hypotheses without single entries", "去掉单个词条后的假设")
    return Content("influence", title, note, frame, columns, rows)


def _log2(value: float) -> float:
    import math

    return math.log2(value) if value > 0 else float("nan")


def _reliability(found: pd.DataFrame, labels: Labels) -> Content:
    frame = contents.labelled(found, labels)
    note: Pair = (
        "Split-half reliability over 200 random halves of the entries that fired: correlation over documents of the "
        "shares of units in which each half is present, stepped up by Spearman-Brown; median and middle 95 % of the "
        "splits. A low value says that the entries of a code do not rise and fall together from document to document.",
        "对命中词条随机分半 200 次的信度：两半在各文档所占单位比例的相关，经 Spearman-Brown 校正；"
        "给出中位数与中间 95%。数值低表示同一编码的词条在文档之间并不同升同降。",
    )

    def value(row: pd.Series) -> str:
        return numbers.interval(row["estimate"], row["low"], row["high"], as_ratio=False)

    columns = [
        text(labels, "label"),
        text(labels, "source"),
        text(labels, "language"),
        Printed(labels.head("reliability", "\n"), value, RIGHT),
        count(labels, "entries"),
        count(labels, "n_documents"),
    ]
    rows = frame[(found["estimate"].notna() & ~found["code"].str.contains(".", regex=False)).to_numpy()]
    title = ("Split-half reliability of codes", "编码的分半信度")
    return Content("reliability", title, note, frame, columns, rows)


def _findings(found: pd.DataFrame, labels: Labels) -> Content:
    serious = found[found["level"] != "note"]
    notes = found.loc[found["level"] == "note", "finding"].value_counts().sort_index()
    counted = ", ".join(f"{name}: {number}" for name, number in notes.items()) or "-"
    note: Pair = (
        f"Warnings are for a person to decide about. Notes, which need no action, are counted: {counted}. "
        "`intertwine codebook check --level note` lists them.",
        f"警告须由人判断；无须处理的提示只计数：{counted}。`intertwine codebook check --level note` 可逐条列出。",
    )
    columns = [
        text(labels, "level"),
        text(labels, "where"),
        text(labels, "what", width=0.4),
        text(labels, "advice", width=0.3),
    ]
    title = ("What is doubtful in the codebook", "编码本中的疑点")
    return Content("findings", title, note, serious.reset_index(drop=True), columns, serious.reset_index(drop=True))
