"""A text coded with a codebook: hits, units, and presence of codes in units."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.codebook.reading import TIERS, Codebook
from intertwine.coding.borders import cuts_a_word
from intertwine.coding.matching import Matcher
from intertwine.coding.presence import described_hits, presence, units_of_hits
from intertwine.coding.prompting import prompting
from intertwine.coding.units import SegmentedCorpus, units_of
from intertwine.vocabulary import CUTS, OF_TIER

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
    tiers: Collection[str] = TIERS,
    cutting: Collection[str] = TIERS,
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
    tiers, cutting
        Of the entries that count; and of those that count also where they cut a word of the segmenter.
    """
    matcher = Matcher(book.entries, book.cues, tiers)
    matches = matcher.hits(corpus.turns["text"].tolist())
    hits = described_hits(matches, matcher.entries, corpus.turns, corpus.documents)
    hits = hits.assign(cuts=cuts_a_word(matches, corpus.tokens).astype(np.int64))
    not_counted = (hits["suppressed_by"] == "") & (hits["cuts"] == 1) & ~hits["tier"].isin(list(cutting))
    hits = hits.assign(suppressed_by=hits["suppressed_by"].mask(not_counted, CUTS))
    hits = hits.assign(prompting=_prompting(hits, corpus.turns, preceding=preceding, brief=brief))
    hits = hits.assign(**{f"{kind}_unit": -1 for kind in UNIT_KINDS})
    frames = []
    for kind in kinds:
        units = units_of(kind, corpus, window_zh=window_zh, window_en=window_en)
        hits[f"{kind}_unit"] = units_of_hits(matches, corpus.tokens, units)
        frames.append(units.frame)
    return CodingTables(hits, pd.concat(frames, ignore_index=True), presence(hits, corpus.turns, kinds))


def _prompting(hits: pd.DataFrame, turns: pd.DataFrame, *, preceding: int, brief: int) -> NDArray[np.object_]:
    """Return who brought up what each hit names; of hits of a tier that does not count, as if it did."""
    status = prompting(hits, turns, preceding=preceding, brief=brief)
    of_tier = hits["suppressed_by"].str.startswith(OF_TIER)
    if not of_tier.any():
        return status
    with_tier = hits.assign(suppressed_by=hits["suppressed_by"].mask(of_tier, ""))
    return np.where(of_tier, prompting(with_tier, turns, preceding=preceding, brief=brief), status)


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
        tiers=settings.counted.tiers,
        cutting=settings.counted.cuts,
    )
