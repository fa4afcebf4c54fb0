"""Topics with their words, their codes and a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.measures.topics.records import TOPIC_CODES, TOPIC_EXEMPLARS, TOPICS
from intertwine.tables.columns import PaperTable, count, number, of_families, share, text
from intertwine.wording.sentences import joined
from intertwine.wording.statements import (
    BCA,
    THESE,
    bootstrap_sentence,
    cluster_sentence,
    seed_of,
    topics_sentences,
)

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results

_KEYS = ["language", "engine", "topic"]


def topics_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of topics."""
    frame = topics_frame(results[TOPICS], results[TOPIC_CODES], results[TOPIC_EXEMPLARS])
    columns = [
        text("language"),
        text("engine"),
        count("topic"),
        share("share"),
        number("coherence"),
        text("words", width=0.24),
        text("codes", width=0.14),
        text("exemplar", width=0.24),
    ]
    note = joined(
        [
            *topics_sentences(frame),
            ("Codes: families whose interval of the log ratio lies above 0.", "编码：对数比的区间全在 0 之上的大类。"),
            cluster_sentence(settings),
            bootstrap_sentence(settings, BCA, seed_of(frame)),
            THESE,
        ]
    )
    return PaperTable(name="topics", note=note, frame=frame, columns=columns)


def topics_frame(topics: pd.DataFrame, topic_codes: pd.DataFrame, exemplars: pd.DataFrame) -> pd.DataFrame:
    """Return topics with their words, the families of codes that are more frequent there, and an exemplar sentence.

    Returns
    -------
    DataFrame
        A row for each topic; `codes` holds a tuple of codes, the most typical first.
    """
    above = of_families(topic_codes[topic_codes["low"] > 0])
    above = above.sort_values([*_KEYS, "estimate"], ascending=[True, True, True, False])
    codes = {key: tuple(rows) for key, rows in above.groupby(_KEYS)["code"]}
    first = exemplars.sort_values([*_KEYS, "rank"]).drop_duplicates(_KEYS).set_index(_KEYS)["text"].to_dict()
    keys = list(topics[_KEYS].itertuples(index=False, name=None))
    columns = ["language", "engine", "topic", "share", "coherence", "words", "codes", "exemplar"]
    named = {"codes": [codes.get(key, ()) for key in keys], "exemplar": [first.get(key, "") for key in keys]}
    return topics.assign(**named)[[*columns, "n_units", "n_documents", "seed", "note"]]
