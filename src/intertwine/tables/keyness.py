"""Words that mark one group of documents against another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.measures.keyness.records import KEYNESS
from intertwine.results import top_words
from intertwine.tables.columns import PaperTable, counts, effect, number, probability, text
from intertwine.wording.sentences import joined
from intertwine.wording.statements import BCA, THESE, bootstrap_sentence, keyness_sentences, seed_of

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results


def keyness_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of all words that may be key; LaTeX prints those of the figure."""
    frame = results[KEYNESS]
    printed = strongest_words(frame, settings.keyness.words)
    intervals = bootstrap_sentence(settings, BCA, seed_of(printed))
    columns = [
        text("comparison"),
        text("language"),
        text("word"),
        effect("log_ratio", as_ratio=False),
        probability(),
        number("rate_a"),
        number("rate_b"),
        counts("range_ab", ("range_a", "range_b"), ", "),
        number("dispersion"),
        number("rank_biserial"),
    ]
    return PaperTable(
        name="keyness",
        note=joined([*keyness_sentences(printed, settings), intervals, THESE]),
        frame=frame,
        columns=columns,
        printed=printed,
        estimate="log_ratio",
    )


def strongest_words(keyness: pd.DataFrame, words: int) -> pd.DataFrame:
    """Return the words that the figure shows, `words` for each side of a comparison, strongest first."""
    order = ["comparison", "language", "estimate", "word"]
    return top_words(keyness, words).sort_values(order, ascending=[True, True, False, True])
