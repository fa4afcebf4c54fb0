"""Every occurrence of many fixed terms in one pass over texts, and whether it cuts an ASCII word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, MatchKind
from numpy.typing import NDArray

from intertwine.language.folding import END_OF_TURN
from intertwine.language.normal import Positions

Octets = NDArray[np.uint8]

_IS_WORD = np.zeros(256, dtype=np.bool_)
_IS_WORD[[ord(character) for character in "abcdefghijklmnopqrstuvwxyz0123456789_"]] = True


@dataclass(frozen=True, slots=True)
class Matches:
    """Matches of patterns: which pattern, and where in bytes."""

    which: NDArray[np.int64]
    start: Positions
    end: Positions

    def select(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Matches:
        """Return the chosen matches."""
        return Matches(self.which[chosen], self.start[chosen], self.end[chosen])

    def of_patterns(self, low: int, high: int) -> Matches:
        """Return the matches of patterns `low` to `high`, numbered from 0."""
        part = self.select((self.which >= low) & (self.which < high))
        return Matches(part.which - low, part.start, part.end)

    @staticmethod
    def joined(parts: Sequence[Matches]) -> Matches:
        """Return the matches of all `parts`."""
        return Matches(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("which", "start", "end")))

    @staticmethod
    def from_rows(rows: Sequence[tuple[int, int, int]]) -> Matches:
        """Return matches given one by one."""
        flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=3 * len(rows))
        return Matches(flat[0::3], flat[1::3], flat[2::3])


def terms_used(texts: Sequence[str], terms: Sequence[str]) -> NDArray[np.int64]:
    """Return how many different terms stand in each text; both in their matching form, English terms as whole words.

    >>> terms_used(["免押免押 peace of mind", "piece"], ["免押", "peace of mind", "pie"]).tolist()
    [2, 0]
    """
    data, octets = _joined(texts)
    ends = np.flatnonzero(octets == ord(END_OF_TURN))
    found = _occurrences(data, octets, terms)
    pairs = np.unique(np.searchsorted(ends, found.start) * len(terms) + found.which)
    return np.bincount(pairs // max(len(terms), 1), minlength=len(texts))


def without_terms(texts: Sequence[str], terms: Sequence[str], *, sign: str) -> list[str]:
    """Return texts with `sign`, an ASCII one, for every stretch that terms cover; both in their matching form.

    >>> without_terms(["打开芝麻信用看分数"], ["芝麻信用"], sign="|")
    ['打开|看分数']
    """
    data, octets = _joined(texts)
    found = _occurrences(data, octets, terms)
    edges = np.zeros(len(octets) + 1, dtype=np.int64)
    np.add.at(edges, found.start, 1)
    np.add.at(edges, found.end, -1)
    covered = np.cumsum(edges[:-1]) > 0
    first = covered & ~np.append(False, covered[:-1])
    return (
        np.where(first, ord(sign), octets)[~covered | first].astype(np.uint8).tobytes().decode().split(END_OF_TURN)[:-1]
    )


def _joined(texts: Sequence[str]) -> tuple[bytes, Octets]:
    """Return texts in one, each followed by a line feed, as bytes and as numbers."""
    data = "".join(text + END_OF_TURN for text in texts).encode()
    return data, np.frombuffer(data, dtype=np.uint8)


def _occurrences(data: bytes, octets: Octets, terms: Sequence[str]) -> Matches:
    """Return every occurrence of each term that cuts no ASCII word."""
    if not terms or not data:
        return Matches.from_rows([])
    automaton = BytesAhoCorasick([term.encode() for term in terms], matchkind=MatchKind.Standard)
    found = Matches.from_rows(automaton.find_matches_as_indexes(data, overlapping=True))
    return with_whole_last_word(with_whole_first_word(found, octets), octets)


def with_whole_first_word(found: Matches, octets: Octets) -> Matches:
    """Keep the matches that do not begin inside an ASCII word."""
    inside = _IS_WORD[octets[np.maximum(found.start - 1, 0)]] & _IS_WORD[octets[found.start]] & (found.start > 0)
    return found.select(~inside)


def with_whole_last_word(found: Matches, octets: Octets) -> Matches:
    """Keep the matches that do not end inside an ASCII word."""
    last = len(octets) - 1
    inside = _IS_WORD[octets[np.minimum(found.end, last)]] & _IS_WORD[octets[found.end - 1]] & (found.end <= last)
    return found.select(~inside)
