"""Words that mark one group of documents against another, and words of the other language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.measures.keyness.records import CODE_SWITCHING, KEYNESS
from intertwine.results import top_words
from intertwine.tables.columns import MOST_PRINTED, PaperTable, count, counts, effect, number, probability, share, text
from intertwine.wording.key_words import keyness_sentences
from intertwine.wording.labels import Pair
from intertwine.wording.sentences import joined
from intertwine.wording.statements import THESE

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results


def keyness_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of all words that may be key; LaTeX prints those of the figure."""
    frame = results[KEYNESS]
    printed = strongest_words(frame, settings.keyness.words)
    columns = [
        text("comparison"),
        text("language"),
        text("word"),
        effect(as_ratio=False),
        probability(),
        number("rate_a"),
        number("rate_b"),
        counts("range_ab", ("range_a", "range_b"), ", "),
        number("dispersion"),
        number("worth_a", 1),
        number("worth_b", 1),
    ]
    return PaperTable(
        name="keyness",
        note=joined([*keyness_sentences(printed, settings), THESE]),
        frame=frame,
        columns=columns,
        printed=printed,
        estimate="log_ratio",
    )


def code_switching_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of words of the other language; LaTeX prints those that most documents hold."""
    order = ["document_language", "source", "range", "frequency", "word"]
    frame = results[CODE_SWITCHING].sort_values(order, ascending=[True, True, False, False, True])
    each = max(1, MOST_PRINTED // max(1, len(frame[order[:2]].drop_duplicates())))
    note: Pair = (
        "Words of respondents and authors in documents that do not speak the word's language: not the document's own, "
        f"and under {settings.speaks:.0%} of its words. The share is of all words of the documents that speak the one "
        "language alone (n units). Names count as they were said.",
        f"受访者与作者所用的、文档不使用的语言的词：既非文档自身语言，又不足其词数的 {settings.speaks:.0%}。"
        "比例以只用该一种语言的文档的全部词（n）为分母。名称按原话计入。",
    )
    columns = [
        text("document_language"),
        text("source"),
        text("word"),
        count("frequency"),
        count("range"),
        count("speakers"),
        share("share", decimals=2),
    ]
    printed = frame.groupby(order[:2], sort=False).head(each)
    return PaperTable(name="code_switching", note=note, frame=frame, columns=columns, printed=printed)


def strongest_words(keyness: pd.DataFrame, words: int) -> pd.DataFrame:
    """Return the words that the figure shows, `words` for each side of a comparison, strongest first."""
    order = ["comparison", "language", "estimate", "word"]
    return top_words(keyness, words).sort_values(order, ascending=[True, True, False, True])
