"""The matching form: what a text looks like when spelling, width, case and script no longer matter.

NFKC, case folded, traditional characters simplified (OpenCC), typographic quotes and dashes as ASCII, invisible
characters dropped, any run of white space one space. Every character of the form knows the stretch of the original it
came from, in code points.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intertwine.language.folding import END_OF_TURN, ODD, TRADITIONAL, folded_text, folding, melts_into_previous
from intertwine.language.simplification import simplified

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Mapped:
    """Turns of which a character comes apart, melts or falls away: each character of the form knows where it was."""

    text: str
    begins: Positions
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    original_begins: Positions


@dataclass(frozen=True, slots=True)
class CorpusForm:
    """The matching forms of many turns in one string, with the way back.

    Attributes
    ----------
    text
        The forms, each followed by a line feed, which never occurs inside one.
    begins
        Where each turn's form begins in `text`.
    """

    text: str
    begins: Positions
    _changed: Positions
    _mapped: _Mapped | None

    def turn_of(self, position: Positions) -> Positions:
        """Return the number of the turn that each position of `text` lies in."""
        return np.searchsorted(self.begins, position, side="right") - 1

    def original(self, start: Positions, end: Positions) -> tuple[Positions, Positions, Positions]:
        """Return turn, and start and end in its original text, of stretches of `text` that hold a character or more."""
        turn = self.turn_of(start)
        first, last = start - self.begins[turn], end - self.begins[turn]
        if self._mapped is None:
            return turn, first, last
        place = np.minimum(np.searchsorted(self._changed, turn), len(self._changed) - 1)
        changed = self._changed[place] == turn
        place, mapped = place[changed], self._mapped
        before = mapped.original_begins[place]
        first[changed], last[changed] = (
            mapped.first[mapped.begins[place] + first[changed]] - before,
            mapped.last[mapped.begins[place] + last[changed] - 1] - before,
        )
        return turn, first, last


def matching_form(text: str) -> str:
    """Return the matching form of one text.

    >>> matching_form("「ＡＬＩＰＡＹ」的　信用\u200b體系 isn’t ﬁne")
    "「alipay」的 信用体系 isn't fine"
    """
    return matching_forms([text])[0]


def matching_forms(texts: Sequence[str]) -> list[str]:
    """Return the matching forms of many short texts."""
    return corpus_form(texts).text.split(END_OF_TURN)[:-1]


def corpus_form(texts: Sequence[str]) -> CorpusForm:
    """Return the matching forms of all `texts` at once; cost grows linearly with their length.

    Most turns keep their length: character by character they are looked up in a table. Only turns in which a character
    comes apart, melts into another or falls away are worked through with a map back to the original.
    """
    joined = _joined_turns(texts)
    points = _code_points(joined)
    character_table = folding()
    kinds = character_table.kinds_of(points)
    folded = character_table.code_points[points]
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    begins = np.cumsum(lengths) - lengths
    space = folded == ord(" ")
    odd = np.flatnonzero(kinds & ODD)
    odd = np.append(odd, np.flatnonzero(space[1:] & space[:-1]))
    changed = np.unique(np.searchsorted(begins, odd, side="right") - 1)
    traditional = np.unique(np.searchsorted(begins, np.flatnonzero(kinds & TRADITIONAL), side="right") - 1)
    text = _text(folded)
    if not len(changed) and not len(traditional):
        return CorpusForm(text, begins, changed, None)
    mapped = _mapped_turns([texts[turn] for turn in changed.tolist()]) if len(changed) else None
    replaced = _simplified_turns(text, begins, lengths, np.setdiff1d(traditional, changed))
    if mapped is not None:
        replaced |= dict(zip(changed.tolist(), mapped.text.split(END_OF_TURN), strict=False))
    for turn, form in replaced.items():
        lengths[turn] = len(form) + 1
    text = _with_turns_replaced(text, begins, replaced)
    return CorpusForm(text, np.cumsum(lengths) - lengths, changed, mapped)


def _joined_turns(texts: Sequence[str]) -> str:
    joined = END_OF_TURN.join([*texts, ""])
    if joined.count(END_OF_TURN) > len(texts):
        joined = END_OF_TURN.join([*(text.replace(END_OF_TURN, " ") for text in texts), ""])
    return joined


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _text(points: NDArray[np.uint32]) -> str:
    return points.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def _simplified_turns(text: str, begins: Positions, lengths: Positions, turns: Positions) -> dict[int, str]:
    """Return the simplified forms of the `turns` that hold traditional characters."""
    forms = [text[begins[turn] : begins[turn] + lengths[turn] - 1] for turn in turns.tolist()]
    return dict(zip(turns.tolist(), simplified(END_OF_TURN.join(forms)).split(END_OF_TURN), strict=False))


def _with_turns_replaced(text: str, begins: Positions, replaced: dict[int, str]) -> str:
    """Put other forms in place of some turns."""
    pieces, done = [], 0
    stops = np.append(begins[1:], len(text))
    for turn in sorted(replaced):
        pieces += [text[done : begins[turn]], replaced[turn], END_OF_TURN]
        done = int(stops[turn])
    return "".join([*pieces, text[done:]])


def _mapped_turns(texts: Sequence[str]) -> _Mapped:
    """Work through turns in which the number of characters may change."""
    joined = _joined_turns(texts)
    points = _code_points(joined)
    character_table = folding()
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    folded, counts = character_table.code_points[points], character_table.copies[points]
    last = np.arange(1, len(points) + 1, dtype=np.int32)
    replaced = _fold_clusters(joined, np.flatnonzero(character_table.special[points]), counts, last)
    counts = _with_single_spaces(folded, counts)
    first = np.repeat(np.arange(len(points), dtype=np.int32), counts)
    form = folded[first]
    _fill_clusters(form, first, counts, replaced)
    ends = np.flatnonzero(form == ord(END_OF_TURN)) + 1
    return _Mapped(simplified(_text(form)), np.append(0, ends[:-1]), first, last[first], np.cumsum(lengths) - lengths)


def _fold_clusters(
    joined: str, special: NDArray[np.intp], counts: NDArray[np.int8], last: NDArray[np.int32]
) -> dict[int, str]:
    """Work out the few places where characters come apart or melt together; return the form at each place."""
    replaced: dict[int, str] = {}
    done = -1
    for place in special.tolist():
        if place < done:
            continue
        melts = place and (unicodedata.combining(joined[place]) or melts_into_previous(joined[place]))
        begin = place - 1 if melts and joined[place - 1] not in " \n" and place - 1 >= done else place
        end = place + 1
        while end < len(joined) and (unicodedata.combining(joined[end]) or melts_into_previous(joined[end])):
            end += 1
        form = folded_text(joined[begin:end])
        replaced[begin] = form
        counts[begin:end] = 0
        counts[begin] = min(len(form), 127)
        last[begin:end] = end
        done = end
    return replaced


def _with_single_spaces(folded: NDArray[np.uint32], counts: NDArray[np.int8]) -> NDArray[np.int8]:
    """Drop all white space but the first of each run, looking through characters that are dropped anyway."""
    kept = np.flatnonzero(counts)
    space = folded[kept] == ord(" ")
    again = np.flatnonzero(space[1:] & space[:-1]) + 1
    counts[kept[again]] = 0
    return counts


def _fill_clusters(
    form: NDArray[np.uint32], first: NDArray[np.int32], counts: NDArray[np.int8], replaced: dict[int, str]
) -> None:
    places = np.fromiter(replaced, dtype=np.int32, count=len(replaced))
    begins = np.searchsorted(first, places).tolist()
    for begin, length, text in zip(begins, counts[places].tolist(), replaced.values(), strict=True):
        form[begin : begin + length] = [ord(character) for character in text[:length]]
