"""All entries of a codebook found in all turns, in one pass over the text.

Matching is on characters of the matching form, so segmentation has no part in it. Literals and the fixed parts of
wildcards are found by one Aho-Corasick automaton, whatever their number; regular expressions by RE2. An entry that
begins or ends with an ASCII letter or digit must not have another one next to it there: `game` is found in 玩game吧 and
not in gamer. Where matches overlap, the leftmost and then the longest over the whole codebook counts; then the
contexts listed under `exclude` are applied to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
from ahocorasick_rs import BytesAhoCorasick, MatchKind
from numpy.typing import NDArray

from intertwine.codebook.patterns import compiled, expression
from intertwine.codebook.reading import KINDS, Entry
from intertwine.coding.resolution import inside_context, leftmost_longest
from intertwine.language.normal import CorpusForm, corpus_form

Positions = NDArray[np.int64]

_CHARACTERS_AT_ONCE = 4_000_000
_FARTHEST = 256
"""Bytes on either side of a wildcard's fixed part in which the whole of it must lie."""

_IS_WORD = np.zeros(256, dtype=np.bool_)
_IS_WORD[[ord(character) for character in "abcdefghijklmnopqrstuvwxyz0123456789_"]] = True
_IS_LETTER = np.zeros(256, dtype=np.bool_)
_IS_LETTER[ord("a") : ord("z") + 1] = True


@dataclass(frozen=True, slots=True)
class _Found:
    """Matches of patterns in a text: which, and where in bytes."""

    which: NDArray[np.int64]
    start: Positions
    end: Positions

    def of(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> _Found:
        return _Found(self.which[chosen], self.start[chosen], self.end[chosen])

    @staticmethod
    def all(parts: Sequence[_Found]) -> _Found:
        return _Found(
            np.concatenate([part.which for part in parts]),
            np.concatenate([part.start for part in parts]),
            np.concatenate([part.end for part in parts]),
        )


class Matcher:
    """The entries of a codebook, ready to be found."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        rank = {kind: place for place, kind in enumerate(KINDS)}
        self.entries = sorted(entries, key=lambda entry: (rank[entry.kind], entry.entry_id))
        self._contexts = [(place, text) for place, entry in enumerate(self.entries) for text in entry.exclude]
        fixed = [(place, text) for place, entry in enumerate(self.entries) for text in _spellings(entry)]
        trailing = [(place, e.pattern[:-1]) for place, e in enumerate(self.entries) if _is_trailing(e)]
        stems = [
            (place, _stem(entry)) for place, entry in enumerate(self.entries)
            if entry.kind == "wildcard" and not _is_trailing(entry)
        ]  # fmt: skip
        self._regexes = [place for place, entry in enumerate(self.entries) if entry.kind == "regex"]
        parts = (fixed, trailing, stems, self._contexts)
        self._limits = np.cumsum([0, *map(len, parts)])
        patterns = [text.encode() for _, text in chain(*parts)]
        self._owners = np.array([place for place, _ in chain(*parts)], dtype=np.int64)
        self._automaton = BytesAhoCorasick(patterns, matchkind=MatchKind.Standard) if patterns else None

    def hits(self, texts: Sequence[str]) -> pd.DataFrame:
        """Return every match in `texts`.

        Returns
        -------
        DataFrame
            `turn` (number of the text), `start`, `end` (code points in the text), `entry` (place in `entries`),
            `surface`, and `suppressed_by`: empty for a hit that counts; ``taken by ENTRY_ID`` where another match is
            further left or longer; ``excluded by CONTEXT``.
        """
        frames = [self._block(texts[begin:end], begin) for begin, end in _blocks(texts)]
        columns = ["turn", "start", "end", "entry", "surface", "suppressed_by"]
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)

    def _block(self, texts: Sequence[str], first: int) -> pd.DataFrame:
        form = corpus_form(texts)
        data = form.text.encode()
        octets = np.frombuffer(data, dtype=np.uint8)
        found, contexts = self._found(data, octets)
        order = np.lexsort((found.which, -found.end, found.start))
        found = found.of(order)
        winner = leftmost_longest(found.start, found.end)
        place = np.arange(len(winner))
        context = inside_context(found.which, found.start, found.end, self._owner_of_context(contexts))
        turn, start, end = _original(form, octets, found)
        suppressed = np.full(len(place), "", dtype=object)
        excluded = (winner == place) & (context >= 0)
        suppressed[excluded] = [f"excluded by {self._context_text(contexts, number)}" for number in context[excluded]]
        taken = winner != place
        suppressed[taken] = [f"taken by {self.entries[number].entry_id}" for number in found.which[winner[taken]]]
        places = zip(turn.tolist(), start.tolist(), end.tolist(), strict=True)
        return pd.DataFrame(
            {
                "turn": turn + first,
                "start": start,
                "end": end,
                "entry": found.which,
                "surface": np.array([texts[number][one:two] for number, one, two in places], dtype=object),
                "suppressed_by": suppressed,
            }
        )

    def _found(self, data: bytes, octets: NDArray[np.uint8]) -> tuple[_Found, _Found]:
        """Return the matches of entries (which = entry), and those of contexts (which = number of the context)."""
        raw = self._automatic(data)
        literal, trailing, stem, context = (
            raw.of((raw.which >= low) & (raw.which < high))
            for low, high in zip(self._limits[:-1], self._limits[1:], strict=True)
        )
        literal, trailing = (_Found(self._owners[part.which], part.start, part.end) for part in (literal, trailing))
        trailing = _Found(trailing.which, trailing.start, _ends_of_letters(octets)[trailing.end])
        parts = [literal, trailing, self._around_stems(data, stem), self._regular(data)]
        entries = _Found.all([_bordered(part, octets) for part in parts])
        one_turn = _Found(context.which - self._limits[3], context.start, context.end)
        return entries, _bordered(one_turn, octets)

    def _automatic(self, data: bytes) -> _Found:
        matches = self._automaton.find_matches_as_indexes(data, overlapping=True) if self._automaton else []
        table = np.array(matches, dtype=np.int64).reshape(-1, 3)
        return _Found(table[:, 0], table[:, 1], table[:, 2])

    def _around_stems(self, data: bytes, stem: _Found) -> _Found:
        """Find whole wildcards around the fixed parts that the automaton found."""
        rows = set()
        for which, start, end in zip(
            self._owners[stem.which].tolist(), stem.start.tolist(), stem.end.tolist(), strict=True
        ):
            entry = self.entries[which]
            search = compiled(expression(entry.pattern, entry.kind, entry.language))
            begin = max(0, start - _FARTHEST)
            for match in search.finditer(data[begin : end + _FARTHEST]):
                one, two = match.span()
                if begin + one <= start and begin + two >= end:
                    rows.add((which, begin + one, begin + two))
        return _from_rows(sorted(rows))

    def _regular(self, data: bytes) -> _Found:
        rows = [
            (which, *match.span())
            for which in self._regexes
            for match in compiled(self.entries[which].pattern).finditer(data)
            if b"\n" not in match.group()
        ]
        return _from_rows(rows)

    def _owner_of_context(self, contexts: _Found) -> tuple[NDArray[np.int64], Positions, Positions]:
        return self._owners[self._limits[3] :][contexts.which], contexts.start, contexts.end

    def _context_text(self, contexts: _Found, number: int) -> str:
        return self._contexts[contexts.which[number]][1]


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield stretches of texts that are handled at once, so that memory stays small on a large corpus."""
    begin = characters = 0
    for place, text in enumerate(texts):
        characters += len(text)
        if characters >= _CHARACTERS_AT_ONCE:
            yield begin, place + 1
            begin, characters = place + 1, 0
    if begin < len(texts):
        yield begin, len(texts)


def _spellings(entry: Entry) -> list[str]:
    """Return what a literal is looked for as; English words joined by a space may be joined by hyphens."""
    if entry.kind != "literal":
        return []
    both = {entry.pattern, entry.pattern.replace(" ", "-")} if entry.language == "en" else {entry.pattern}
    return sorted(both)


def _is_trailing(entry: Entry) -> bool:
    """Tell whether an entry is the commonest kind of wildcard: letters, then one * at the end."""
    pattern = entry.pattern
    plain = pattern.endswith("*") and pattern.count("*") == 1 and " " not in pattern
    return entry.kind == "wildcard" and entry.language == "en" and plain


def _stem(entry: Entry) -> str:
    """Return the longest fixed part of a wildcard."""
    parts = entry.pattern.replace(" ", "*").split("*") if entry.language == "en" else entry.pattern.split("*")
    return max(parts, key=len)


def _ends_of_letters(octets: NDArray[np.uint8]) -> Positions:
    """Return for each byte, and for the end, where the run of ASCII letters from there on ends."""
    stops = np.flatnonzero(~_IS_LETTER[octets])
    following = np.append(stops, len(octets))
    return following[np.searchsorted(stops, np.arange(len(octets) + 1))]


def _bordered(found: _Found, octets: NDArray[np.uint8]) -> _Found:
    """Keep the matches that do not begin or end inside an ASCII word."""
    word = _IS_WORD[octets]
    before = (found.start > 0) & word[np.maximum(found.start - 1, 0)]
    after = (found.end < len(word)) & word[np.minimum(found.end, len(word) - 1)]
    return found.of(~(before & word[found.start]) & ~(after & word[found.end - 1]))


def _from_rows(rows: Sequence[tuple[int, int, int]]) -> _Found:
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return _Found(table[:, 0], table[:, 1], table[:, 2])


def _original(form: CorpusForm, octets: NDArray[np.uint8], found: _Found) -> tuple[Positions, Positions, Positions]:
    """Return turn, start and end in the original of matches given in bytes of the matching form."""
    begun = np.cumsum((octets & 0xC0) != 0x80, dtype=np.int32)
    return form.original(begun[found.start].astype(np.int64) - 1, begun[found.end - 1].astype(np.int64))
