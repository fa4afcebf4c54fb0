"""Which characters a program counts: from the positions in a project to ranges of our own text.

The standard counts Unicode characters from 0, the end not included. Programs differ: some count in units of UTF-16, so
that an emoji or a rare Han character counts twice; some count the two characters of a Windows line end as one; some
count the mark at the beginning of the file. Each way is tried, and what the project itself shows decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intertwine.corpus import characters
from intertwine.errors import UserError
from intertwine.handcoding.refi_reading import ProjectCoding, ProjectText

Offsets = NDArray[np.int64]
Unit = Literal["characters", "utf-16"]
LineEnd = Literal["one", "as stored"]
Basis = Literal["one way", "told", "names", "boundaries"]

MARK = "\ufeff"
SHORTEST_BEGINNING = 4
"""Characters from which a name that is the beginning of a passage says something."""

SHORTEST_NAME = 2
"""Characters from which a name that stands elsewhere in the text is a sign that positions are wrong."""

BROKEN_ENOUGH = 3
"""Boundaries that must be impossible on one way of counting for it to be put aside."""

_ASTRAL = 0x10000
_CR, _LF = ord("\r"), ord("\n")
_ELLIPSIS = re.compile(r"(\.\.\.|…)$")
_LINE_END = "\r\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x85"
_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9]")
_NEVER_FIRST = frozenset("，。、；：？！）】》〉」』”’,;:?!)]}%\u200d\ufe0f \t\n\u3000")
_NEVER_LAST = frozenset("（【《〈「『“‘([{\u200d")


@dataclass(frozen=True, slots=True, order=True)
class Counting:
    """A way to count positions in a text.

    Attributes
    ----------
    unit
        ``characters``: as the standard says; ``utf-16``: characters outside the basic plane count twice.
    line_end
        How the Windows line end counts: ``one`` character, or two, ``as stored``.
    mark
        Whether the byte mark at the beginning of the file counts.
    """

    unit: Unit = "characters"
    line_end: LineEnd = "as stored"
    mark: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedRanges:
    """The ranges of a source's codings in our text, and how they were found.

    Attributes
    ----------
    ranges
        Start and end of each coding, in characters of our text, end not included; shape (codings, 2).
    countings
        The ways of counting that give these ranges.
    basis
        What decided: there was ``one way``, it was ``told``, or the passages' ``names`` or ``boundaries`` show it.
    named_elsewhere
        How many passages have a name that is not their text but stands elsewhere: look at these.
    """

    ranges: Offsets
    countings: tuple[Counting, ...]
    basis: Basis
    named_elsewhere: int


def plain_text(stored: str) -> str:
    r"""Return a stored text without its byte mark, each Windows line end as ``\n``."""
    return stored.removeprefix(MARK).replace("\r\n", "\n")


def comparable_text(text: str) -> str:
    """Return the form in which texts of projects and ours are compared: line ends alike, nothing invisible."""
    return characters.without_invisible(text)[0].rstrip()


def resolve_ranges(
    source: ProjectText, codings: Sequence[ProjectCoding], our_text: str, *, counting: Counting | None = None
) -> ResolvedRanges:
    """Return the ranges in our text of the passages that were coded in one source.

    Every way of counting is tried: characters or UTF-16, a Windows line end as one or two, the byte mark counted or
    not. A way that puts a position outside of the text, or inside a character or line end, is out. Then, as long as the
    rest give different ranges,

    1. the names of passages decide, where a name is the text of the passage or its beginning: the way that fits each
       name at least as well as any other;
    2. the boundaries decide, where on one way no passage cuts a word, begins with a closing sign or ends with an
       opening one, and on each other way `BROKEN_ENOUGH` boundaries or more do.

    Parameters
    ----------
    source
        The text as the project stores it.
    codings
        The passages of this source.
    our_text
        The same text in our corpus: line ends, byte marks and invisible characters may differ.
    counting
        The way of counting, where it is known.

    Raises
    ------
    UserError
        If the texts differ, no way of counting fits, several fit, give different ranges and nothing decides, or most
        names are passages that stand elsewhere.
    """
    ours = _our_offsets(source, our_text)
    text = plain_text(source.text)
    possible = _possible_ranges(source, codings, [counting] if counting else _all_countings())
    if not possible:
        raise _undecided(source, "a passage lies outside of the text or begins inside a character")
    found, basis = _decide_ranges(source, codings, text, possible)
    if counting:
        basis = "told"
    named_elsewhere = _named_elsewhere(source, codings, text, found)
    same = tuple(sorted(way for way, ranges in possible.items() if np.array_equal(ranges, found)))
    return ResolvedRanges(ours[found], same, basis, named_elsewhere)


def _all_countings() -> list[Counting]:
    units: tuple[Unit, ...] = ("characters", "utf-16")
    line_ends: tuple[LineEnd, ...] = ("as stored", "one")
    return [Counting(*way) for way in product(units, line_ends, (False, True))]


def _possible_ranges(
    source: ProjectText, codings: Sequence[ProjectCoding], tried: Sequence[Counting]
) -> dict[Counting, Offsets]:
    """Return the ranges in the plain text for each way of counting that is possible."""
    written = np.array([(coding.start, coding.end) for coding in codings], dtype=np.int64).reshape(-1, 2)
    possible = {}
    for counting in tried:
        table = offsets(source.text, counting)
        inside = written < len(table)
        ranges = np.where(inside, table[np.where(inside, written, 0)], -1)
        if (ranges >= 0).all():
            possible[counting] = ranges
    return possible


def offsets(stored: str, counting: Counting) -> Offsets:
    r"""Return for each position, as `counting` counts in the stored text, the offset in the plain text.

    Inside a character or a line end there is no offset: -1.

    >>> offsets("\ufeff吉\r\n😀", Counting("utf-16", "one", mark=True)).tolist()
    [0, 0, 1, 2, -1, 3]
    """
    signs = np.frombuffer(stored.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
    is_mark = (np.arange(len(signs)) == 0) & (signs == ord(MARK))
    is_pair = (signs == _CR) & (np.append(signs[1:], 0) == _LF)
    weight = np.where((signs >= _ASTRAL) & (counting.unit == "utf-16"), 2, 1)
    weight[is_pair & (counting.line_end == "one")] = 0
    weight[is_mark & (not counting.mark)] = 0
    position = np.concatenate([[0], np.cumsum(weight)])
    table = np.full(position[-1] + 1, -1, dtype=np.int64)
    table[position] = np.concatenate([[0], np.cumsum(~(is_mark | is_pair))])
    if counting.line_end == "as stored":
        table[position[1:][is_pair]] = -1
    return table


def _decide_ranges(
    source: ProjectText, codings: Sequence[ProjectCoding], text: str, possible: dict[Counting, Offsets]
) -> tuple[Offsets, Basis]:
    different = list({ranges.tobytes(): ranges for ranges in possible.values()}.values())
    if len(different) == 1:
        return different[0], "one way"
    fits = [_name_fits(codings, text, ranges) for ranges in different]
    best = np.max(fits, axis=0)
    left = [ranges for ranges, fit in zip(different, fits, strict=True) if np.array_equal(fit, best)]
    if len(left) == 1:
        return left[0], "names"
    if not left:
        raise _undecided(source, "the names of passages contradict each other on how characters are counted")
    broken = [_broken_boundaries(text, ranges) for ranges in left]
    whole = [ranges for ranges, count in zip(left, broken, strict=True) if count == 0]
    if len(whole) == 1 and sorted(broken)[1] >= BROKEN_ENOUGH:
        return whole[0], "boundaries"
    raise _undecided(source, f"{len(left)} ways of counting characters fit and give different passages")


def _name_fits(codings: Sequence[ProjectCoding], text: str, ranges: Offsets) -> Offsets:
    pairs = zip(codings, ranges.tolist(), strict=True)
    return np.array([_name_fit(coding.name, text[start:end]) for coding, (start, end) in pairs], dtype=np.int64)


def _name_fit(name: str, passage: str) -> int:
    """Return how well a name fits a passage: 3 the same, 2 but for white space, 1 its beginning, 0 not."""
    wanted, without_spaces = "".join(name.split()), "".join(passage.split())
    if not wanted:
        return 0
    if wanted == without_spaces:
        return 3 if re.sub(r"\s+", " ", name) == re.sub(r"\s+", " ", passage) else 2
    beginning = _ELLIPSIS.sub("", wanted)
    return int(len(beginning) >= SHORTEST_BEGINNING and without_spaces.startswith(beginning))


def _broken_boundaries(text: str, ranges: Offsets) -> int:
    """Return how many different boundaries cut a word or stand on the wrong side of a sign."""
    starts, ends = np.unique(ranges[:, 0]).tolist(), np.unique(ranges[:, 1]).tolist()
    return sum(_cuts_word(text, start) or text[start : start + 1] in _NEVER_FIRST for start in starts) + sum(
        _cuts_word(text, end) or text[end - 1 : end] in _NEVER_LAST for end in ends
    )


def _cuts_word(text: str, at: int) -> bool:
    return bool(0 < at < len(text) and _WORD.match(text[at - 1]) and _WORD.match(text[at]))


def _named_elsewhere(source: ProjectText, codings: Sequence[ProjectCoding], text: str, ranges: Offsets) -> int:
    """Return how many names are another passage than the positions say; stop where most are."""
    fits = _name_fits(codings, text, ranges)
    whole = "".join(text.split())
    names = [_ELLIPSIS.sub("", "".join(coding.name.split())) for coding in codings]
    named_elsewhere = sum(
        len(name) >= SHORTEST_NAME and name in whole for name, fit in zip(names, fits, strict=True) if not fit
    )
    if named_elsewhere > np.count_nonzero(fits):
        raise _undecided(source, f"{named_elsewhere} passages have names that stand elsewhere in the text")
    return named_elsewhere


def _our_offsets(source: ProjectText, our_text: str) -> Offsets:
    """Return for each offset in the plain text of `source` the offset in our text."""
    text = plain_text(source.text)
    if comparable_text(text) != comparable_text(our_text):
        raise UserError(
            "the text differs from ours",
            where=f"source {source.name[:60]!r}",
            allowed="the text as it is in the corpus",
        )
    kept, ours = _characters_kept(text), _characters_kept(our_text)
    return np.minimum(np.searchsorted(ours, kept), len(our_text))


def _characters_kept(text: str) -> Offsets:
    """Return for each offset in `text` how many characters before it are left in the form that is compared."""
    left = characters.without_invisible(text)[0]
    if left == text:
        return np.arange(len(text) + 1)
    counts, at = [0], 0
    for sign, following in zip(text, text[1:] + " ", strict=True):
        is_line_end = sign in _LINE_END and not (sign == "\r" and following == "\n")
        at += at < len(left) and (sign == left[at] or (is_line_end and left[at] == "\n"))
        counts.append(at)
    return np.array(counts, dtype=np.int64)


def _undecided(source: ProjectText, what: str) -> UserError:
    return UserError(
        what,
        where=f"source {source.name[:60]!r}",
        allowed="export again with the text of each passage as its name; or say how the program counts (Counting); or "
        "take emoji, rare characters, Windows line ends and the byte mark out of the text and code it again",
    )
