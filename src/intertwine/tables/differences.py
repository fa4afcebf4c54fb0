"""Differences between sources, languages and groups of speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.measures.cooccurrence.differences import ODDS
from intertwine.measures.cooccurrence.records import DIFFERENCES
from intertwine.tables.columns import PaperTable, count, effect, pair, probability, text
from intertwine.wording.sentences import joined
from intertwine.wording.statements import THESE, adjustment_sentence, cluster_sentence, seed_of, unit_sentence

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair


def differences_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of between-group contrasts; LaTeX prints those of the hypotheses that could be tested."""
    frame = results[DIFFERENCES]
    columns = [
        text("contrast"),
        text("measure"),
        text("source"),
        text("language"),
        pair(),
        effect(),
        probability(),
        count("n_documents"),
    ]
    printed = frame[frame["p"].notna() & (frame["measure"] == ODDS)]
    return PaperTable(
        name="differences",
        note=_note(frame, settings),
        frame=frame,
        columns=columns,
        printed=printed,
        estimate="ratio",
    )


def _note(frame: pd.DataFrame, settings: Settings) -> Pair:
    return joined(
        [
            (
                "Ratio of two odds ratios, or of two shares of units, in two groups of documents; 1 is no difference. "
                "A difference of differences compares such a ratio made in Chinese with the one made in English, so "
                "that levels of two languages are never compared. Length of units is allowed for (extended "
                "Mantel-Haenszel odds ratio by document).",
                "两组文档的优势比之比，或单位比例之比；1 表示无差异。差异之差将中文内的比值与英文内的比值相比，"
                "因此从不比较两种语言的水平。已控制单位长度（按文档的扩展 Mantel-Haenszel 优势比）。",
            ),
            unit_sentence(settings.primary_unit, settings.reading),
            cluster_sentence(settings),
            (
                f"Intervals: {settings.confidence:.0%}, Satterthwaite; test: studentised permutation of whole clusters "
                f"({settings.permutations:,}, seed {seed_of(frame)}).",
                f"区间：{settings.confidence:.0%}，Satterthwaite 法；检验：整群的学生化置换"
                f"（{settings.permutations:,} 次，种子 {seed_of(frame)}）。",
            ),
            adjustment_sentence(frame),
            THESE,
        ]
    )
