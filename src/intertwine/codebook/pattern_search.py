"""Every occurrence of many patterns in one pass over the matching form of a corpus.

Literals and the fixed parts of wildcards are found by one Aho-Corasick automaton, whatever their number; regular
expressions by RE2, in the turns in which their union is found. A match that begins or ends with an ASCII letter or
digit must not have another one next to it there: `game` is found in 玩game吧 and not in gamer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import Any

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from intertwine.codebook.patterns import STAR, compile_re2, re2_expression
from intertwine.language.normal import Positions
from intertwine.language.occurrences import Matches, Octets, with_whole_first_word, with_whole_last_word

_LONGEST_STAR = {"en": 48, "zh": 16}
"""Bytes that a ``*`` may stand for: a long English word, four Han characters."""

_OPEN_EDGE = compile_re2(STAR["zh"])

_IS_LETTER = np.zeros(256, dtype=np.bool_)
_IS_LETTER[ord("a") : ord("z") + 1] = True


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is looked for: a text of some kind (literal, wildcard, regex) in the way of a language."""

    text: str
    kind: str
    language: str


class PatternFinder:
    """Patterns, ready to be found."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._open = {
            place: _open_edges(pattern) for place, pattern in enumerate(patterns) if any(_open_edges(pattern))
        }
        patterns = [
            _without_edges(pattern) if place in self._open else pattern for place, pattern in enumerate(patterns)
        ]
        numbered = list(enumerate(patterns))
        whole = [(place, text) for place, pattern in numbered for text in _spellings(pattern)]
        trailing = [(place, pattern.text[:-1]) for place, pattern in numbered if _is_trailing(pattern)]
        others = [
            (place, pattern) for place, pattern in numbered if pattern.kind == "wildcard" and not _is_trailing(pattern)
        ]
        stems = [(place, text) for place, pattern in others for text in _stems(pattern)]
        self._wildcards = {
            place: (compile_re2(re2_expression(pattern.text, pattern.kind, pattern.language)), _reach(pattern))
            for place, pattern in others
        }
        self._regexes = {place: compile_re2(pattern.text) for place, pattern in numbered if pattern.kind == "regex"}
        self._any_regex = _union_of_expressions([pattern.text for pattern in patterns if pattern.kind == "regex"])
        parts = (whole, trailing, stems)
        self._limits = np.cumsum([0, *map(len, parts)]).tolist()
        self._owners = np.array([place for place, _ in chain(*parts)], dtype=np.int64)
        fixed = [text.encode() for _, text in chain(*parts)]
        self._automaton = BytesAhoCorasick(fixed, matchkind=MatchKind.Standard) if fixed else None

    def matches(self, data: bytes, octets: Octets) -> Matches:
        """Return every occurrence of every pattern in `data`, whose bytes are `octets`; turns end in line feeds.

        Of a Chinese wildcard, without what a ``*`` at its edges takes; see `widened`.
        """
        raw = Matches.from_rows(
            self._automaton.find_matches_as_indexes(data, overlapping=True) if self._automaton else []
        )
        whole, trailing, stem = (
            Matches(self._owners[low:high][part.which], part.start, part.end)
            for low, high in zip(self._limits[:-1], self._limits[1:], strict=True)
            for part in [raw.of_patterns(low, high)]
        )
        trailing = with_whole_first_word(trailing, octets)
        trailing = Matches(trailing.which, trailing.start, _end_of_letters(octets, trailing.end))
        parts = [whole, trailing, self._wildcard_matches(data, stem), self._regex_matches(data)]
        return with_whole_last_word(with_whole_first_word(Matches.joined(parts), octets), octets)

    def widened(self, found: Matches, data: bytes) -> Matches:
        """Return the matches with what a ``*`` at the edges of Chinese wildcards takes."""
        start, end = found.start.copy(), found.end.copy()
        for row in np.flatnonzero(np.isin(found.which, sorted(self._open))).tolist():
            before, after = self._open[int(found.which[row])]
            if before:
                start[row] -= _han_before(data, int(start[row]))
            if after:
                end[row] += _OPEN_EDGE.match(data[int(end[row]) : int(end[row]) + _LONGEST_STAR["zh"]]).end()
        return Matches(found.which, start, end)

    def _wildcard_matches(self, data: bytes, stem: Matches) -> Matches:
        """Find whole wildcards around the fixed parts that the automaton found."""
        rows = set()
        for which, start, end in zip(stem.which.tolist(), stem.start.tolist(), stem.end.tolist(), strict=True):
            regex, reach = self._wildcards[which]
            begin = max(0, start - reach)
            for match in regex.finditer(data[begin : end + reach]):
                first, last = match.span()
                if begin + first <= start and begin + last >= end:
                    rows.add((which, begin + first, begin + last))
        return Matches.from_rows(sorted(rows))

    def _regex_matches(self, data: bytes) -> Matches:
        if self._any_regex is None:
            return Matches.from_rows([])
        rows: list[tuple[int, int, int]] = []
        done = -1
        for place in self._any_regex.finditer(data):
            if place.start() < done:
                continue
            begin = data.rfind(b"\n", 0, place.start()) + 1
            done = data.find(b"\n", place.start())
            done = len(data) if done < 0 else done
            rows += _regex_matches_in_turn(self._regexes, data[begin:done], begin)
        return Matches.from_rows(rows)


def _regex_matches_in_turn(regexes: dict[int, Any], turn: bytes, begin: int) -> Iterable[tuple[int, int, int]]:
    for which, regex in regexes.items():
        for match in regex.finditer(turn):
            first, last = match.span()
            yield which, begin + first, begin + last


def _union_of_expressions(expressions: Sequence[str]) -> Any:
    """Return one compiled expression that finds what any of `expressions` finds, or None."""
    return compile_re2("|".join(f"(?:{expression})" for expression in expressions)) if expressions else None


def _spellings(pattern: Pattern) -> list[str]:
    return _hyphenated_spellings(pattern.text, pattern.language) if pattern.kind == "literal" else []


def _hyphenated_spellings(text: str, language: str) -> list[str]:
    """Return how a fixed text may be spelt: English words joined by a space may be joined by hyphens."""
    words = text.split(" ")
    if language != "en" or len(words) > _WORDS_ONE_BY_ONE:
        return sorted({text, text.replace(" ", "-")} if language == "en" else {text})
    return sorted(
        words[0] + "".join(map("".join, zip(signs, words[1:], strict=True)))
        for signs in product(" -", repeat=len(words) - 1)
    )


_WORDS_ONE_BY_ONE = 4
"""Up to this many words, each space may be a hyphen for itself; in a longer phrase all of them or none."""


def _open_edges(pattern: Pattern) -> tuple[bool, bool]:
    """Return whether a ``*`` begins, and whether one ends, a Chinese wildcard."""
    mine = pattern.kind == "wildcard" and pattern.language == "zh"
    return mine and pattern.text.startswith("*"), mine and pattern.text.endswith("*")


def _without_edges(pattern: Pattern) -> Pattern:
    text = pattern.text.strip("*")
    return Pattern(text, "wildcard" if "*" in text else "literal", pattern.language)


def _han_before(data: bytes, place: int) -> int:
    """Return how many bytes before `place` a ``*`` takes there."""
    before = data[max(0, place - _LONGEST_STAR["zh"]) : place].decode(errors="ignore")
    taken = 0
    for character in reversed(before[-4:]):
        if not _OPEN_EDGE.match(character.encode()).end():
            break
        taken += len(character.encode())
    return taken


def _is_trailing(pattern: Pattern) -> bool:
    """Tell whether this is the commonest kind of wildcard: letters, then one * at the end."""
    text = pattern.text
    plain = text.endswith("*") and text.count("*") == 1 and " " not in text
    return pattern.kind == "wildcard" and pattern.language == "en" and plain


def _reach(pattern: Pattern) -> int:
    """Return how many bytes on either side of a wildcard's fixed part the whole of it may take."""
    return len(pattern.text.encode()) + pattern.text.count("*") * _LONGEST_STAR[pattern.language]


def _stems(pattern: Pattern) -> list[str]:
    """Return the spellings of the fixed part of a wildcard that is likely to be rarest.

    The longest part; in English the first is preferred, which is seldom a word like `from` or `people`.
    """
    parts = pattern.text.split("*")
    ahead = {parts[0]: 2} if pattern.language == "en" else {}
    return _hyphenated_spellings(max(parts, key=lambda part: len(part.strip()) + ahead.get(part, 0)), pattern.language)


def _end_of_letters(octets: Octets, position: Positions) -> Positions:
    """Return where the run of ASCII letters that begins at each position ends."""
    end, last = position.copy(), len(octets) - 1
    open_ = np.flatnonzero(end <= last)
    while len(open_):
        open_ = open_[_IS_LETTER[octets[end[open_]]]]
        end[open_] += 1
        open_ = open_[end[open_] <= last]
    return end
