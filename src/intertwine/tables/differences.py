"""Differences between sources, languages and groups of speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.measures.cooccurrence.differences import ODDS
from intertwine.measures.cooccurrence.records import DIFFERENCES
from intertwine.measures.validation.records import CORRECTED_DIFFERENCES
from intertwine.tables.columns import PaperTable, count, effect, pair, probability, text
from intertwine.vocabulary import ALL
from intertwine.wording.sentences import joined
from intertwine.wording.statements import THESE, adjustment_sentence, cluster_sentence, unit_sentence

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair


def differences_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of between-group contrasts; LaTeX prints those of the hypotheses that could be tested."""
    frame = _with_people(results[DIFFERENCES], results[CORRECTED_DIFFERENCES])
    coded = bool(frame["corrected"].notna().any())
    columns = [
        text("contrast"),
        text("measure"),
        text("source"),
        text("language"),
        pair(),
        effect(),
        probability(),
        *([effect("people_code", ("corrected", "corrected_low", "corrected_high"))] if coded else []),
        count("n_documents"),
    ]
    printed = frame[frame["p"].notna() & (frame["measure"] == ODDS)]
    return PaperTable(
        name="differences",
        note=_note(frame, settings, coded=coded),
        frame=frame,
        columns=columns,
        printed=printed,
        estimate="ratio",
    )


def _with_people(counted: pd.DataFrame, corrected: pd.DataFrame) -> pd.DataFrame:
    """Return contrasts with those of the odds ratios as people code them beside the declared ones."""
    names = {"estimate": "corrected", "low": "corrected_low", "high": "corrected_high", "p_adjusted": "corrected_p"}
    keys = ["contrast", "code_a", "code_b"]
    known = corrected[[*keys, *names]].rename(columns=names).assign(measure=ODDS, language=ALL)
    return counted.merge(known, on=[*keys, "measure", "language"], how="left")


PEOPLE: Pair = (
    "As people code: the ratio of the two odds ratios as people code them, by Welch's t over clusters with hand codes, "
    "adjusted by Holm inside the contrast.",
    "按人工编码：两个按人工编码的优势比之比，按有人工编码的群组作 Welch t 检验，在该对比内以 Holm 法校正。",
)


def _note(frame: pd.DataFrame, settings: Settings, *, coded: bool) -> Pair:
    return joined(
        [
            (
                "Ratio of two odds ratios, or of two shares of units, in two groups of documents; 1 is no difference. "
                "A difference of differences compares such a ratio made in Chinese with the one made in English, so "
                "that levels of two languages are never compared. The two odds ratios are those that are "
                "shown for each side; nothing is compared where one of them was not tested over clusters.",
                "两组文档的优势比之比，或单位比例之比；1 表示无差异。差异之差将中文内的比值与英文内的比值相比，"
                "因此从不比较两种语言的水平。两个优势比即双方各自列出者；任一方未按群组检验则不作比较。",
            ),
            unit_sentence(settings.primary_unit, settings.reading),
            cluster_sentence(settings),
            (
                f"Intervals ({settings.confidence:.0%}) and p-values: one Student's t over the clusters of both sides, "
                "Satterthwaite's degrees of freedom.",
                f"区间（{settings.confidence:.0%}）与 p 值：双方群组的同一个 t 统计量，Satterthwaite 自由度。",
            ),
            adjustment_sentence(frame),
            *([PEOPLE] if coded else []),
            THESE,
        ]
    )
