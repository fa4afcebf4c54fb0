"""Which of two codes comes first, and passages to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.measures.order.order import MEASURES
from intertwine.measures.order.records import ORDER, ORDER_PASSAGES
from intertwine.results import of_reading
from intertwine.tables.columns import (
    PaperTable,
    count,
    counts,
    in_all_languages,
    pair,
    probability,
    share_with_interval,
    text,
)
from intertwine.wording.sentences import joined
from intertwine.wording.statements import (
    THESE,
    adjustment_sentence,
    cluster_sentence,
    seed_of,
    sign_test_sentence,
)

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair


def order_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of shares of events in which the first code comes first; LaTeX prints all languages together."""
    frame = order_frame(of_reading(results[ORDER], results.reading))
    columns = [
        pair(between=" → "),
        text("measure"),
        text("source"),
        share_with_interval(decimals=0),
        probability(),
        counts("first_of", ("a_first", "n_units")),
        count("n_documents"),
    ]
    return PaperTable(
        name="order",
        note=_order_note(frame, settings),
        frame=frame,
        columns=columns,
        printed=in_all_languages(frame),
        estimate="share_first",
    )


def order_frame(order: pd.DataFrame) -> pd.DataFrame:
    """Return the measures of order pair by pair, the nearest first."""
    rank = order["measure"].map({name: place for place, name in enumerate(MEASURES)})
    ranked = order.assign(rank=rank).sort_values(["code_a", "code_b", "source", "language", "rank"], kind="stable")
    return ranked.drop(columns="rank").reset_index(drop=True)


def _order_note(frame: pd.DataFrame, settings: Settings) -> Pair:
    return joined(
        [
            (
                "Share of events in which the first code comes first; by chance one half, however frequent each code "
                "is and however its uses clump. First span in the turn, first mention: turns, and documents, that "
                "begin with one of the two and end with the other; what comes first in a document may be what was "
                "asked first. The order of a pair matters.",
                "前一编码在先的事件比例；无论各编码多常见、其使用是否成串，随机时为一半。"
                "话轮中首个片段、首次提及：始于其一、终于另一的话轮与文档；文档中先提及者可能只是先被问及者。"
                "编码对的次序有意义。",
            ),
            cluster_sentence(settings),
            sign_test_sentence(settings, seed_of(frame)),
            adjustment_sentence(frame),
            THESE,
        ]
    )


def passages_table(results: Results, _settings: Settings) -> PaperTable:
    """Return the table of passages in which the second code follows the first."""
    columns = [pair(between=" → "), text("source"), text("reason"), text("text", width=0.6)]
    return PaperTable(name="passages", note=_PASSAGES, frame=results[ORDER_PASSAGES], columns=columns)


_PASSAGES: Pair = (
    "Passages in which the second code follows the first: with a justifying cue between them first, then affirming "
    "ones, then the closest; one from a turn, at most two from a document. Chosen to be read, not to prove.",
    "后一编码紧随前一编码的段落：其间有理由提示词者优先，其次为肯定者，再次为相距最近者；每话轮一段，每文档至多两段。"
    "供阅读，不作证明。",
)
