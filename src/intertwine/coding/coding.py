"""A text coded with a codebook: hits, units, and presence of codes in units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.codebook.reading import Codebook
from intertwine.coding.matching import Matcher
from intertwine.coding.presence import described_hits, presence, units_of_hits
from intertwine.coding.prompting import prompting
from intertwine.coding.units import SegmentedCorpus, units_of

if TYPE_CHECKING:
    from intertwine.config import Settings

UNIT_KINDS = ("sentence", "turn", "window", "document")


@dataclass(frozen=True, slots=True)
class CodingTables:
    """The hand-over tables of coding."""

    hits: pd.DataFrame
    units: pd.DataFrame
    presence: pd.DataFrame


def code_corpus(
    corpus: SegmentedCorpus,
    book: Codebook,
    *,
    kinds: Sequence[str],
    window_zh: int,
    window_en: int,
    preceding: int,
    brief: int,
) -> CodingTables:
    """Return what `book` finds in `corpus`.

    Parameters
    ----------
    kinds
        Kinds of units.
    window_zh, window_en
        Han characters or words in a window.
    preceding, brief
        When a use is prompted, and when it is no more than an answer; see `prompting`.
    """
    matcher = Matcher(book.entries, book.cues)
    matches = matcher.hits(corpus.turns["text"].tolist())
    hits = described_hits(matches, matcher.entries, corpus.turns, corpus.documents)
    hits = hits.assign(prompting=prompting(hits, corpus.turns, preceding=preceding, brief=brief))
    hits = hits.assign(**{f"{kind}_unit": -1 for kind in UNIT_KINDS})
    frames = []
    for kind in kinds:
        units = units_of(kind, corpus, window_zh=window_zh, window_en=window_en)
        hits[f"{kind}_unit"] = units_of_hits(matches, corpus.tokens, units)
        frames.append(units.frame)
    return CodingTables(hits, pd.concat(frames, ignore_index=True), presence(hits, corpus.turns, kinds))


def code_as_set(corpus: SegmentedCorpus, book: Codebook, settings: Settings) -> CodingTables:
    """Return what `book` finds in `corpus` under the settings of a study."""
    return code_corpus(
        corpus,
        book,
        kinds=settings.units,
        window_zh=settings.window.zh,
        window_en=settings.window.en,
        preceding=settings.prompting.turns,
        brief=settings.prompting.brief,
    )
