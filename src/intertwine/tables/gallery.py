"""All tables of a study, with their titles and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.results import ALL, LENGTH_ADJUSTED, languages_in
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
    PERCENTILE,
    THESE,
    bootstrap_said,
    cluster_said,
    families_said,
    keyness_said,
    missing_said,
    odds_said,
    seed_of,
    sizes_said,
    test_said,
    topics_said,
    unit_said,
)

if TYPE_CHECKING:
    from intertwine.config import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The results that tables show."""

    documents: pd.DataFrame
    unused: pd.DataFrame
    prevalence: pd.DataFrame
    cooccurrence: pd.DataFrame
    readings: pd.DataFrame
    keyness: pd.DataFrame
    topics: pd.DataFrame
    topic_codes: pd.DataFrame
    exemplars: pd.DataFrame


def tables(results: Results, labels: Labels, settings: Settings) -> Iterator[Content]:
    """Give all tables."""
    yield _corpus(results, labels, settings)
    yield _prevalence(results, labels, settings)
    yield _hypotheses(results, labels, settings)
    yield _units(results, labels, settings)
    yield _readings(results, labels, settings)
    yield _cooccurrence(results, labels, settings)
    yield _keyness(results, labels, settings)
    yield _topics(results, labels, settings)
    yield _unused(results, labels)


def _corpus(results: Results, labels: Labels, settings: Settings) -> Content:
    frame = contents.labelled(contents.corpus_frame(results.documents), labels)
    columns = [text(labels, "source"), text(labels, "language")]
    columns += [count(labels, name) for name in ("documents", "clusters", "turns", "characters")]
    note = joined([
        ("Turns and characters of all speakers, interviewers too.", "话轮与字符含所有说话人（包括访谈者）。"),
        cluster_said(settings),
    ])  # fmt: skip
    return Content("corpus", ("Documents by source and language", "各来源与语言的文档"), note, frame, columns, frame)


def _prevalence(results: Results, labels: Labels, settings: Settings) -> Content:
    unit = settings.primary_unit
    shares = contents.prevalence_frame(results.prevalence, unit)
    languages = languages_in(shares)
    note = joined([
        ("Share of units that hold the code; a parent holds what its children hold. Nothing is tested.",
         "含该编码的单位所占比例；上级编码包含其下级。未作检验。"),
        unit_said(unit, settings.reading),
        sizes_said(shares, unit, languages),
        cluster_said(settings),
        bootstrap_said(settings, BCA, seed_of(shares)),
        ("The levels of two languages must not be compared.", "两种语言的水平不可相互比较。"),
        THESE,
    ])  # fmt: skip
    frame = contents.labelled(shares, labels)
    columns = [
        text(labels, "source"),
        text(labels, "language"),
        text(labels, "label"),
        Printed(labels.head("share", "\n"), _share, RIGHT),
        counts(labels, "units_of", ("units_with_code", "n_units"), " / "),
        counts(labels, "documents_of", ("documents_with_code", "n_documents"), " / "),
    ]
    rows = frame[(shares["language"] != ALL).to_numpy()]
    title = ("Prevalence of codes", "编码的出现率")
    return Content("prevalence", title, note, frame, columns, rows)


def _share(row: pd.Series) -> str:
    low, high = numbers.share(row["low"]), numbers.share(row["high"])
    inside = numbers.MISSING if numbers.MISSING in (low, high) else f"{low}, {high}"
    return f"{numbers.share(row['estimate'])} [{inside}]"


def _pairs_note(rows: pd.DataFrame, settings: Settings, units: Pair, sizes: Pair) -> Pair:
    return joined([
        units,
        sizes,
        cluster_said(settings),
        odds_said(settings),
        test_said(settings, seed_of(rows)),
        families_said(rows),
        missing_said(settings),
        THESE,
    ])  # fmt: skip


def _pair_columns(labels: Labels, *, by: str = "") -> list[Printed]:
    return [
        pair(labels),
        *([text(labels, by)] if by else []),
        text(labels, "source"),
        *([] if by else [text(labels, "language")]),
        effect(labels, "odds_ratio", as_ratio=True),
        probability(labels),
        counts(labels, "units_both", ("both", "n_units"), " / "),
        counts(labels, "of_documents", ("documents_both", "n_documents"), " / "),
    ]


def _hypotheses(results: Results, labels: Labels, settings: Settings) -> Content:
    rows = contents.headline_frame(results.cooccurrence, settings)
    languages = sorted(set(rows["language"]))
    note = NO_HYPOTHESES if rows.empty else _pairs_note(
        rows,
        settings,
        unit_said(settings.primary_unit, settings.reading),
        sizes_said(rows, settings.primary_unit, languages),
    )  # fmt: skip
    frame = contents.labelled(rows, labels)
    title = ("The hypothesised pairs of codes", "假设的编码对")
    columns = _pair_columns(labels)
    columns.insert(3, _length_adjusted(labels))
    return Content("hypotheses", title, note, frame, columns, frame)


def _length_adjusted(labels: Labels) -> Printed:
    def say(row: pd.Series) -> str:
        return numbers.interval(*(float(row[name]) for name in LENGTH_ADJUSTED.values()))

    return Printed(labels.head("adjusted_odds", "\n"), say, RIGHT)


def _units(results: Results, labels: Labels, settings: Settings) -> Content:
    rows = contents.units_frame(results.cooccurrence, settings)
    every: Pair = (
        "Unit: as each row names it, of respondents and authors; documents are described, not tested. All languages.",
        "单位：如各行所示，限受访者与作者；以文档为单位时只描述，不检验。全部语言合并。",
    )
    note = NO_HYPOTHESES if rows.empty else _pairs_note(rows, settings, every, ("", ""))
    frame = contents.labelled(rows, labels)
    title = ("The hypothesised pairs of codes in every unit", "各种单位下假设的编码对")
    return Content("units", title, note, frame, _pair_columns(labels, by="unit"), frame)


def _readings(results: Results, labels: Labels, settings: Settings) -> Content:
    rows = contents.readings_frame(results.readings, settings)
    every: Pair = (
        "Reading: all hits; only those that affirm (affirmed or doubly negated; not negated, questioned, prevented, "
        "hedged, hypothetical or reported); or only uses of concepts that no interviewer had named before. All "
        "languages.",
        "读法：计全部命中；只计肯定的命中（肯定或双重否定；不含否定、疑问、防止、模糊、假设与转述）；"
        "或只计访谈者此前未提及的概念的使用。全部语言合并。",
    )
    unit = settings.primary_unit
    note = (
        NO_HYPOTHESES
        if rows.empty
        else joined([every, _pairs_note(rows, settings, unit_said(unit, settings.reading), ("", ""))])
    )
    frame = contents.labelled(rows, labels)
    title = ("The hypothesised pairs of codes under every reading", "各种读法下假设的编码对")
    return Content("readings", title, note, frame, _pair_columns(labels, by="reading"), frame)


def _cooccurrence(results: Results, labels: Labels, settings: Settings) -> Content:
    pairs = contents.pairs_frame(results.cooccurrence, settings.primary_unit)
    tested = pairs["p"].notna().to_numpy()
    of_all = pairs[(pairs["language"] == ALL).to_numpy()]
    small: Pair = (
        f"{int(tested.sum()):,} of {len(pairs):,} pairs could be tested; LaTeX prints these, CSV and workbook "
        "hold all.",
        f"{len(pairs):,} 个编码对中可检验 {int(tested.sum()):,} 个；LaTeX 只印这些，CSV 与工作簿含全部。",
    )
    sizes = sizes_said(of_all, settings.primary_unit, [ALL])
    note = joined([small, _pairs_note(pairs, settings, unit_said(settings.primary_unit, settings.reading), sizes)])
    frame = contents.labelled(pairs, labels)
    title = ("Co-occurrence of codes", "编码的共现")
    return Content("cooccurrence", title, note, frame, _pair_columns(labels), frame[tested])


def _keyness(results: Results, labels: Labels, settings: Settings) -> Content:
    frame = contents.labelled(results.keyness, labels)
    shown = contents.keyness_rows(results.keyness, settings.keyness.words)
    columns = [
        text(labels, "comparison"),
        text(labels, "language"),
        text(labels, "word"),
        effect(labels, "log_ratio", as_ratio=False),
        probability(labels),
        number(labels, "rate_a"),
        number(labels, "rate_b"),
        counts(labels, "range_ab", ("range_a", "range_b"), ", "),
        number(labels, "dispersion"),
        number(labels, "rank_biserial"),
    ]
    note = joined([*keyness_said(shown, settings), bootstrap_said(settings, PERCENTILE, seed_of(shown)), THESE])
    title = ("Words that mark one group of documents against another", "区别两组文档的词")
    return Content("keyness", title, note, frame, columns, contents.labelled(shown, labels))


def _topics(results: Results, labels: Labels, settings: Settings) -> Content:
    found = contents.topics_frame(results.topics, results.topic_codes, results.exemplars, labels)
    frame = contents.labelled(found, labels)
    columns = [
        text(labels, "language"),
        text(labels, "engine"),
        count(labels, "topic"),
        Printed(labels.head("share", "\n"), lambda row: numbers.share(row["share"], 0), RIGHT),
        number(labels, "coherence"),
        text(labels, "words", width=0.24),
        text(labels, "codes", width=0.14),
        text(labels, "exemplar", width=0.24),
    ]
    note = joined([
        *topics_said(found),
        ("Codes: families whose interval of the log ratio lies above 0.", "编码：对数比的区间全在 0 之上的大类。"),
        cluster_said(settings),
        bootstrap_said(settings, PERCENTILE, seed_of(found)),
        THESE,
    ])  # fmt: skip
    return Content("topics", ("Topics", "主题"), note, frame, columns, frame)


def _unused(results: Results, labels: Labels) -> Content:
    frame = contents.labelled(results.unused, labels)
    rows = contents.labelled(contents.unused_rows(results.unused), labels)
    columns = [text(labels, name) for name in ("kind", "label", "language")]
    columns += [count(labels, "number"), count(labels, "suppressed")]
    codes, entries = (int((results.unused["kind"] == kind).sum()) for kind in ("code", "entry"))
    note: Pair = (
        f"{codes:,} codes and {entries:,} entries were never found, or only where another entry or an exclusion took "
        "their place (suppressed hits). LaTeX prints their number by code; CSV and workbook name each.",
        f"{codes:,} 个编码与 {entries:,} 个词条从未出现，或只出现在被其他词条或排除语境取代之处（被抑制的命中）。"
        "LaTeX 按编码印其数量，CSV 与工作簿逐条列出。",
    )
    return Content("unused", ("Codes and entries never found", "从未出现的编码与词条"), note, frame, columns, rows)
