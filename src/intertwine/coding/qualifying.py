"""What the context does to a hit: nothing is deleted, a hit only learns its qualifier.

Cues are looked for as entries are, on the characters of the matching form, and the leftmost-longest of them counts:
in 不一定安全 the hedge 不一定, not the 不 in it; in 不仅安全 the pseudo-cue, which qualifies nothing. A cue reaches so
many Han characters or words forward or backward, never across a terminator or out of its turn; one whose scope is the
sentence (如果泄露，我就会有风险) across those inside it. A run of Latin letters and digits in a Chinese sentence counts
as one character. A rhetorical question reads as its answer: 有什么好怕的 denies, 难道不危险吗 affirms. Two negations
make a double negation; a negated preventer (can't prevent fraud) prevents nothing. A cue inside a longer hit (不 in
不安全) concerns what lies inside that hit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intertwine.codebook.pattern_search import Pattern
from intertwine.codebook.reading import JUSTIFYING, RHETORICAL, Cue
from intertwine.coding.resolution import leftmost_longest
from intertwine.language.normal import Positions
from intertwine.language.occurrences import Matches, Octets
from intertwine.vocabulary import QUALIFIERS

PRECEDENCE = ("questioned", "hypothetical", "double_negated", "negated", "prevented", "hedged", "reported")
"""Which qualifier is given where several apply."""

_A_NOT_A = re.compile(r"a(\w)a")
_HAN, _WORD = 1, 2
_CLASS = np.zeros(256, dtype=np.uint8)
_CLASS[0xE4:0xEA] = _HAN
_CLASS[0xF0:0xF4] = _HAN
_CLASS[[ord(character) for character in "abcdefghijklmnopqrstuvwxyz0123456789_'"]] = _WORD
_ENDS_SENTENCE = np.zeros(256, dtype=np.bool_)
_ENDS_SENTENCE[[ord(sign) for sign in ".?!;\n"]] = True
_FULL_STOP = tuple("。".encode())
_EXTENSION_A = (0xE3, 0x90)
"""First byte of kana, punctuation and rare Han characters, and from which second byte on it is the latter."""


@dataclass(frozen=True, slots=True)
class _Zones:
    """Where cues of one effect reach: hits that begin (or, backward, end) from `low` up to `high`."""

    cue: NDArray[np.int64]
    start: Positions
    end: Positions
    low: Positions
    high: Positions
    backward: NDArray[np.bool_]

    def select(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> _Zones:
        return _Zones(*(getattr(self, name)[chosen] for name in self.__slots__))


class Cues:
    """The cues of a codebook, ready to qualify hits.

    Attributes
    ----------
    patterns
        What the finder must look for on their behalf.
    """

    def __init__(self, cues: Sequence[Cue]) -> None:
        self.cues = [cue for cue in cues if cue.effect != JUSTIFYING]
        texts = sorted({cue.pattern for cue in self.cues})
        number = {text: place for place, text in enumerate(texts)}
        infixes = {text: match.group(1) for text in texts if (match := _A_NOT_A.fullmatch(text))}
        self._infixes = [(number[text], infix) for text, infix in infixes.items()]
        self._signs = {text: number[text] for text in texts if _is_sign(text)}
        searched = [text for text in texts if text not in infixes and text not in self._signs]
        self._searched = np.array([number[text] for text in searched], dtype=np.int64)
        language = {cue.pattern: cue.language for cue in self.cues}
        self.patterns = [Pattern(text, "wildcard" if "*" in text else "literal", language[text]) for text in searched]
        self.patterns += [Pattern(infix, "literal", "zh") for _, infix in self._infixes]
        rows = sorted(range(len(self.cues)), key=lambda row: number[self.cues[row].pattern])
        self._rows = np.array(rows, dtype=np.int64)
        owner = np.array([number[self.cues[row].pattern] for row in rows], dtype=np.int64)
        self._first = np.searchsorted(owner, np.arange(len(texts) + 1))
        self._effect = np.array([cue.effect for cue in self.cues], dtype=object)
        self._direction = np.array([cue.direction for cue in self.cues], dtype=object)
        self._doubled = [row for row, cue in enumerate(self.cues) if cue.pattern in infixes]
        self._reach = np.array([cue.reach for cue in self.cues], dtype=np.int64)

    def qualify(
        self, octets: Octets, occurrences: Matches, hits: Matches, counts: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
        """Return the qualifier of each hit, and the cue that decided.

        Parameters
        ----------
        octets
            The matching form in bytes; turns end in line feeds.
        found
            Occurrences of `patterns`.
        hits
            Sorted by start.
        counts
            Which hits count; the others are qualified too.

        Returns
        -------
        tuple of arrays
            Place in `QUALIFIERS`, and place in `cues` (-1 where the hit is affirmed).
        """
        qualifier = np.zeros(len(hits.start), dtype=np.int8)
        decided = np.full(len(hits.start), -1, dtype=np.int64)
        if not self.cues or not len(hits.start):
            return qualifier, decided
        cue, start, end = self._occurrences(octets, occurrences)
        zones = self._zones(octets, cue, start, end, hits.select(counts))
        order = np.argsort(hits.end, kind="stable")
        cover = {effect: _zones_over_hits(zone, hits, order) for effect, zone in zones.items()}
        asked = cover[RHETORICAL] > 0
        cover["questioned"][asked] = 0
        cover["negated"][asked] += 1
        zones["negated"] = _joined_zones(*(zones[effect] for effect in ("negated", "double_negated", RHETORICAL)))
        cover["double_negated"] = cover["double_negated"] + (cover["negated"] > 1)
        for effect in reversed(PRECEDENCE):
            here = cover[effect] > 0
            qualifier[here] = QUALIFIERS.index(effect)
            decided[here] = _nearest_cue(zones["negated" if effect == "double_negated" else effect], hits.select(here))
        return qualifier, decided

    def _occurrences(self, octets: Octets, occurrences: Matches) -> tuple[NDArray[np.int64], Positions, Positions]:
        """Return the cues that count, leftmost-longest: row in `cues`, start and end, sorted by start."""
        words = occurrences.of_patterns(0, len(self._searched))
        parts = [Matches(self._searched[words.which], words.start, words.end), _sign_matches(octets, self._signs)]
        for place, (text, _) in enumerate(self._infixes):
            infix = occurrences.select(occurrences.which == len(self._searched) + place)
            parts.append(_a_not_a_matches(octets, infix, text))
        cues = Matches.joined(parts)
        cues = cues.select(np.lexsort((cues.which, -cues.end, cues.start)))
        cues = cues.select(leftmost_longest(cues.start, cues.end) == np.arange(len(cues.start)))
        number = self._first[cues.which + 1] - self._first[cues.which]
        which = np.repeat(np.arange(len(number)), number)
        within = np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number)
        return self._rows[self._first[cues.which][which] + within], cues.start[which], cues.end[which]

    def _zones(
        self, octets: Octets, cue: NDArray[np.int64], start: Positions, end: Positions, counted: Matches
    ) -> dict[str, _Zones]:
        ends = self._effect[cue] == "terminator"
        feeds = np.flatnonzero(octets == ord("\n"))
        closing = np.sort(np.concatenate([start[ends], feeds]))
        opening = np.sort(np.concatenate([end[ends], feeds + 1, [0]]))
        acts = ~ends & (self._effect[cue] != "pseudo")
        cue, start, end = cue[acts], start[acts], end[acts]
        direction, backward = self._direction[cue], self._direction[cue] == "backward"
        after = np.append(closing, len(octets))[np.searchsorted(closing, end)]
        ends_of_sentences = _ends_of_sentences(octets)
        at_last = np.append(ends_of_sentences, len(octets))[np.searchsorted(ends_of_sentences, end)]
        after = np.where(direction == "sentence", at_last, after)
        before = opening[np.searchsorted(opening, start, side="right") - 1]
        steps = _step_starts(octets)
        padded = np.concatenate([[0], steps, [len(octets)]])
        ahead = padded[np.minimum(np.searchsorted(steps, end) + self._reach[cue] + 1, len(padded) - 1)]
        behind = padded[np.maximum(np.searchsorted(steps, start) - self._reach[cue] + 1, 0)]
        doubled = np.isin(cue, self._doubled)
        begin = np.where(doubled, start, end)
        low = np.where(backward, np.maximum(before, behind), np.where(direction == "clause", before, begin))
        high = np.where(backward, start, np.where(direction == "clause", after, np.minimum(after, ahead)))
        zones = _Zones(cue, start, end, low, high, backward)
        zones = _kept_inside_longer_hits(zones, counted, doubled)
        effects = (*PRECEDENCE, RHETORICAL)
        return _negated_preventers({effect: zones.select(self._effect[cue] == effect) for effect in effects})


def _is_sign(text: str) -> bool:
    return len(text) == 1 and not text.isalnum() and text != "*"


def _sign_matches(octets: Octets, signs: dict[str, int]) -> Matches:
    """Find single punctuation marks, which are frequent, without the automaton."""
    codes = {text.encode(): number for text, number in signs.items()}
    first = np.zeros(256, dtype=np.bool_)
    first[[code[0] for code in codes]] = True
    place = np.flatnonzero(first[octets])
    last = len(octets) - 1
    parts = []
    for code, number in codes.items():
        here = place
        for offset, byte in enumerate(code):
            here = here[octets[np.minimum(here + offset, last)] == byte]
        parts.append(Matches(np.full(len(here), number), here, here + len(code)))
    return Matches.joined(parts) if parts else Matches.from_rows([])


def _a_not_a_matches(octets: Octets, infix: Matches, text: int) -> Matches:
    """Find 安不安 and 安全不安全 around each 不: one or two Han characters (three bytes each) said again."""
    spans = []
    for width in (6, 3):
        inside = (infix.start >= width) & (infix.end + width <= len(octets))
        start, end = infix.start[inside], infix.end[inside]
        same = _CLASS[octets[end]] == _HAN
        for offset in range(width):
            same &= octets[start - width + offset] == octets[end + offset]
        spans.append(Matches(np.full(int(same.sum()), text), start[same] - width, end[same] + width))
    return Matches.joined(spans)


def _ends_of_sentences(octets: Octets) -> Positions:
    """Return where a full stop, a question or exclamation mark, a semicolon or a line feed stands."""
    ends = _ENDS_SENTENCE[octets]
    stop = np.flatnonzero(octets[:-2] == _FULL_STOP[0])
    ends[stop[(octets[stop + 1] == _FULL_STOP[1]) & (octets[stop + 2] == _FULL_STOP[2])]] = True
    return np.flatnonzero(ends)


def _step_starts(octets: Octets) -> Positions:
    """Return where each Han character and each run of Latin letters and digits begins."""
    kind = _CLASS[octets]
    word = kind == _WORD
    step = (kind == _HAN) | word
    step[1:] &= ~(word[1:] & word[:-1])
    rare = np.flatnonzero(octets[:-1] == _EXTENSION_A[0])
    step[rare[octets[rare + 1] >= _EXTENSION_A[1]]] = True
    return np.flatnonzero(step)


def _kept_inside_longer_hits(zones: _Zones, counted: Matches, free: NDArray[np.bool_]) -> _Zones:
    """Keep the reach of a cue that lies inside a longer hit that counts within that hit."""
    if not len(counted.start) or not len(zones.cue):
        return zones
    place = np.maximum(np.searchsorted(counted.start, zones.start, side="right") - 1, 0)
    begin, stop = counted.start[place], counted.end[place]
    inside = (begin <= zones.start) & (stop >= zones.end) & (stop - begin > zones.end - zones.start) & ~free
    low = np.where(inside, np.maximum(zones.low, begin), zones.low)
    high = np.where(inside, np.minimum(zones.high, stop), zones.high)
    return _Zones(zones.cue, zones.start, zones.end, low, high, zones.backward)


def _negated_preventers(zones: dict[str, _Zones]) -> dict[str, _Zones]:
    """Let a negation that reaches a preventer be used up by it, and the preventer prevent nothing."""
    negated, prevented = zones["negated"], zones["prevented"]
    if not len(negated.cue) or not len(prevented.cue):
        return zones
    place = np.minimum(np.searchsorted(prevented.start, negated.end), len(prevented.start) - 1)
    reached = (prevented.start[place] >= negated.end) & (prevented.start[place] < negated.high) & ~negated.backward
    high = np.where(reached, prevented.start[place], negated.high)
    off = np.zeros(len(prevented.cue), dtype=np.bool_)
    off[place[reached]] = True
    used = _Zones(negated.cue, negated.start, negated.end, negated.low, high, negated.backward)
    return zones | {"negated": used, "prevented": prevented.select(~off)}


def _zones_over_hits(zones: _Zones, hits: Matches, by_end: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return how many zones each hit lies in; `hits` sorted by start, `by_end` their order by end."""
    forward, backward = zones.select(~zones.backward), zones.select(zones.backward)
    ahead = _zones_covering(hits.start, forward, "left")
    behind = np.empty_like(ahead)
    behind[by_end] = _zones_covering(hits.end[by_end], backward, "right")
    return ahead + behind


def _joined_zones(*parts: _Zones) -> _Zones:
    joined = _Zones(*(np.concatenate([getattr(part, name) for part in parts]) for name in _Zones.__slots__))
    return joined.select(np.argsort(joined.start, kind="stable"))


def _zones_covering(anchors: Positions, zones: _Zones, side: Literal["left", "right"]) -> NDArray[np.int64]:
    """Return for each of the sorted `anchors` the number of zones from low up to high that hold it."""
    low, high = np.searchsorted(anchors, zones.low, side), np.searchsorted(anchors, zones.high, side)
    some = high > low
    opened = np.bincount(low[some], minlength=len(anchors) + 1)
    closed = np.bincount(high[some], minlength=len(anchors) + 1)
    return np.cumsum(opened - closed)[:-1]


def _nearest_cue(zones: _Zones, hits: Matches) -> NDArray[np.int64]:
    """Return for each hit the cue of the nearest zone that holds it, or -1."""
    cue = np.full(len(hits.start), -1, dtype=np.int64)
    nearest = np.full(len(hits.start), np.iinfo(np.int64).max)
    for back, anchor in ((False, hits.start), (True, hits.end - 1)):
        part = zones.select(zones.backward == back)
        if not len(part.cue):
            continue
        first = np.searchsorted(part.start, anchor, side="right")
        for step in (-2, -1, 0, 1):
            place = np.clip(first + step, 0, len(part.cue) - 1)
            away = np.abs(part.start[place] - anchor)
            holds = (part.low[place] <= anchor) & (anchor < part.high[place]) & (away < nearest)
            cue[holds], nearest[holds] = part.cue[place[holds]], away[holds]
    return cue
