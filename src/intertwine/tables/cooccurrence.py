"""Which codes meet: the hypotheses, in every unit and under every reading, and all pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

import pandas as pd

from intertwine.config import UnitKind
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.measures.validation.records import CORRECTED
from intertwine.results import hypothesis_rows, of_reading, of_unit, with_people
from intertwine.tables.columns import (
    PaperTable,
    PrintedColumn,
    counts,
    effect,
    in_all_languages,
    limits_of_family,
    pair,
    probability,
    text,
)
from intertwine.vocabulary import ALL, READINGS
from intertwine.wording.sentences import joined
from intertwine.wording.statements import (
    NO_HYPOTHESES,
    THESE,
    adjustment_sentence,
    as_people_code_sentence,
    cluster_sentence,
    family_limits_sentence,
    missing_sentence,
    odds_ratio_sentence,
    sizes_sentence,
    unit_sentence,
)

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair

CodePairs = Sequence[tuple[str, str]]


DASH: Pair = (
    "–: all languages together are the family that was declared; a language alone belongs to none.",
    "–：全部语言合并的检验属于所声明的检验族；单一语言的检验不属于任何族。",
)


def hypotheses_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of the hypotheses in the primary unit."""
    counted = hypotheses_frame(results.cooccurrence, settings.primary_unit, settings.hypotheses)
    frame = with_people(counted, results[CORRECTED])
    told = frame["corrected"].notna().any()
    coded = [as_people_code_sentence(results[CORRECTED]["surrogate"].tolist())] if told else []
    sizes = sizes_sentence(frame, settings.primary_unit, sorted(set(frame["language"])))
    unit = unit_sentence(settings.primary_unit, settings.reading)
    about = [unit, sizes, family_limits_sentence(settings), DASH, *coded]
    note = _note(frame, settings, about)
    together = limits_of_family("family_interval", ("together_low", "together_high"))
    people = [effect("people_code", ("corrected", "corrected_low", "corrected_high"))] if coded else []
    columns = [pair(), text("source"), text("language"), _EFFECT[0], together, *_EFFECT[1:], *people]
    return _paper_table("hypotheses", note if len(frame) else NO_HYPOTHESES, frame, columns)


def units_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of the hypotheses in every kind of unit."""
    frame = units_frame(results.cooccurrence, settings.primary_unit, settings.hypotheses)
    note = _note(frame, settings, [_EVERY_UNIT]) if len(frame) else NO_HYPOTHESES
    columns = [pair(), text("unit"), text("source"), *_EFFECT]
    return _paper_table("units", note, frame, columns)


def readings_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of the hypotheses under every reading."""
    frame = readings_frame(results[COOCCURRENCE], settings.primary_unit, settings.hypotheses)
    note = _note(frame, settings, [_EVERY_READING, unit_sentence(settings.primary_unit, settings.reading)])
    columns = [pair(), text("reading"), text("source"), *_EFFECT]
    return _paper_table("readings", note if len(frame) else NO_HYPOTHESES, frame, columns)


def cooccurrence_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of all pairs of codes in the primary unit; LaTeX prints those that could be tested."""
    frame = pairs_frame(results.cooccurrence, settings.primary_unit)
    tested = frame[frame["p"].notna()]
    tested_sentence = (
        f"{len(tested):,} of {len(frame):,} pairs could be tested; LaTeX prints these, CSV and workbook hold all.",
        f"{len(frame):,} 个编码对中可检验 {len(tested):,} 个；LaTeX 只印这些，CSV 与工作簿含全部。",
    )
    unit = unit_sentence(settings.primary_unit, settings.reading)
    sizes = sizes_sentence(in_all_languages(frame), settings.primary_unit, [ALL])
    note = _note(frame, settings, [tested_sentence, unit, sizes])
    columns = [pair(), text("source"), text("language"), *_EFFECT]
    return _paper_table("cooccurrence", note, frame, columns, printed=tested)


def _paper_table(
    name: str, note: Pair, frame: pd.DataFrame, columns: Sequence[PrintedColumn], printed: pd.DataFrame | None = None
) -> PaperTable:
    return PaperTable(name=name, note=note, frame=frame, columns=columns, printed=printed, estimate="odds_ratio")


_EFFECT: tuple[PrintedColumn, ...] = (
    effect(),
    probability(),
    counts("units_both", ("both", "n_units")),
    counts("of_documents", ("documents_both", "n_documents")),
)
_EVERY_UNIT: Pair = (
    "Unit: as each row names it, of respondents and authors; documents are described, not tested. All languages.",
    "单位：如各行所示，限受访者与作者；以文档为单位时只描述，不检验。全部语言合并。",
)
_EVERY_READING: Pair = (
    "Reading: all hits; only those that affirm (affirmed or doubly negated; not negated, questioned, prevented, "
    "hedged, hypothetical or reported); or only uses of concepts that no interviewer had named before. All languages.",
    "读法：计全部命中；只计肯定的命中（肯定或双重否定；不含否定、疑问、防止、模糊、假设与转述）；"
    "或只计访谈者此前未提及的概念的使用。全部语言合并。",
)


def _note(frame: pd.DataFrame, settings: Settings, about_rows: Sequence[Pair]) -> Pair:
    return joined(
        [
            *about_rows,
            cluster_sentence(settings),
            odds_ratio_sentence(settings),
            adjustment_sentence(frame),
            missing_sentence(settings),
            THESE,
        ]
    )


def hypotheses_frame(cooccurrence: pd.DataFrame, unit: str, hypotheses: CodePairs) -> pd.DataFrame:
    """Return the hypotheses in units of one kind, in their order."""
    return hypothesis_rows(of_unit(cooccurrence, unit), hypotheses).drop(columns="hypothesis")


def units_frame(cooccurrence: pd.DataFrame, primary_unit: str, hypotheses: CodePairs) -> pd.DataFrame:
    """Return the hypotheses in units of every kind, all languages together."""
    together = in_all_languages(cooccurrence)
    known = [unit for unit in get_args(UnitKind) if (together["unit"] == unit).any()]
    if not known:
        return hypotheses_frame(cooccurrence, primary_unit, hypotheses)
    return _by_hypothesis([hypothesis_rows(of_unit(together, unit), hypotheses) for unit in known])


def readings_frame(cooccurrence: pd.DataFrame, unit: str, hypotheses: CodePairs) -> pd.DataFrame:
    """Return the hypotheses in units of one kind under every reading, all languages together."""
    together = of_unit(in_all_languages(cooccurrence), unit)
    parts = [hypothesis_rows(of_reading(together, reading), hypotheses).assign(reading=reading) for reading in READINGS]
    return _by_hypothesis(parts)


def _by_hypothesis(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    rows = pd.concat(parts, ignore_index=True).sort_values(["hypothesis", "source"], kind="stable")
    return rows.drop(columns="hypothesis").reset_index(drop=True)


def pairs_frame(cooccurrence: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return all pairs in units of one kind, tested or too small."""
    return of_unit(cooccurrence, unit)
