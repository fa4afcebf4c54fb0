"""Names that are listed: labels of speakers, their parts, and whatever a key names besides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick

from intertwine.anonymising.numbers import Span
from intertwine.anonymising.people import TITLED
from intertwine.anonymising.plain import key_form, plain
from intertwine.corpus.label_words import PARTICLES
from intertwine.corpus.names import is_generic, label_key, without_remark
from intertwine.language.script import HAN, LATIN, han_pattern, latin_word_pattern

_NO_PART = PARTICLES | {"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "may", "will", "the", "and"}
_LETTER, _LOWER, _UPPER = f"[{LATIN}]", "[a-z]", "[A-Z]"
_COMPOUND_NAME = 4


def names_listed(labels: Iterable[str]) -> list[str]:
    """Return the labels that name somebody, each once: not those that say what somebody does in an interview.

    >>> names_listed(["林悦（笑）", "访谈者", "Emily Sun", "emily sun", "P03"])
    ['Emily Sun', '林悦']
    """
    by_form: dict[str, str] = {}
    for label in sorted(labels):
        name = without_remark(label)
        if key_form(name) and not is_generic(label_key(name)):
            by_form.setdefault(key_form(name), name)
    return sorted(by_form.values())


def parts_of(name: str) -> list[str]:
    """Return the parts of a name by which people are called: Latin words, and given names of two signs.

    >>> parts_of("Vivian van Zhao"), parts_of("周启明"), parts_of("林悦"), parts_of("何志明Tommy"), parts_of("李老师")
    (['Vivian', 'Zhao'], ['启明'], [], ['Tommy', '何志明', '志明'], [])
    """
    latin = [word for word in latin_word_pattern.findall(name) if len(word) > 1 and word.casefold() not in _NO_PART]
    han = han_pattern.findall(name)
    given = [part[-2:] for part in han if 3 <= len(part) <= _COMPOUND_NAME and not TITLED.fullmatch(part[-2:])]
    return sorted({*latin, *han, *given} - {name} - {part for part in han if len(part) < 2})


def pattern_of(name: str) -> str:
    """Return the regular expression that finds `name` in plain text, however its parts are kept apart."""
    parts = _parts(name)
    inside = r"[\s·•._'’\-]{0,3}".join(f"(?i:{re.escape(part)})" for part in parts)
    before = rf"(?:(?<!{_LETTER})|(?<={_LOWER})(?={_UPPER}))" if re.match(_LETTER, parts[0]) else ""
    after = rf"(?:(?!{_LETTER})|(?<={_LOWER})(?={_UPPER}))" if re.match(_LETTER, parts[-1]) else ""
    return f"{before}{inside}{after}"


class Listed:
    """Finds listed names, the longest first.

    Names are looked for in texts that hold all their parts: one pass finds these, however many names there are.

    Parameters
    ----------
    names
        Names and parts of names.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted({name for name in names if key_form(name)}, key=lambda name: (-len(name), name))
        parts_of_names = [{part.casefold() for part in _parts(name)} for name in self._names]
        parts = sorted(set().union(*parts_of_names))
        place = {part: number for number, part in enumerate(parts)}
        self._needed = [frozenset(place[part] for part in of_name) for of_name in parts_of_names]
        self._by_part: dict[int, list[int]] = {}
        for number, needed in enumerate(self._needed):
            self._by_part.setdefault(max(needed), []).append(number)
        self._automaton = AhoCorasick(parts) if parts else None

    def spans(self, text: str) -> Iterator[Span]:
        """Yield start, end and kind of each listed name in plain `text`."""
        places = [
            (*found.span(), number)
            for number in self._possible(text)
            for found in _compiled(self._names[number]).finditer(text)
        ]
        done = 0
        for start, end, _ in sorted(places, key=lambda place: (place[0], place[2])):
            if start >= done:
                yield start, end, "name"
                done = end

    def _possible(self, text: str) -> list[int]:
        """Return which names have all their parts in `text`."""
        if self._automaton is None:
            return []
        found = {which for which, _, _ in self._automaton.find_matches_as_indexes(text.casefold(), overlapping=True)}
        return [number for part in found for number in self._by_part.get(part, ()) if self._needed[number] <= found]


def _parts(name: str) -> list[str]:
    """Return signs and words of a name, which others may stand between."""
    return re.findall(rf"[{HAN}]|[{LATIN}]+|\d+", plain(name))


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(pattern_of(name))
