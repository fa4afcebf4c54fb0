"""Known speakers whose labels are written as labels are not: without a colon, misspelt, two on a line.

They are read as what a reader takes them for where that is plain, and each is counted, so that nobody's words become
another's without a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from intertwine.corpus.labels import COLONS
from intertwine.corpus.names import is_generic, label_key
from intertwine.language.script import HAN

OTHER_MARK, DASH, COMMA, POINT, BARE = "another mark", "a dash", "a comma", "a point", "no mark"
_MARKS = {
    OTHER_MARK: r"\s*[；;>＞»|｜\u05f0]+\s*",
    DASH: r"\s*[—–－―-]+\s*",
    COMMA: r"\s*[,，、]\s*",
    POINT: r"\s*[.．。·]\s*",
    BARE: r"\s*",
}
_LETTERS_IN_HALF = 3
"""Signs of a Han label, from which on it is not begun by chance; Latin ones need two more."""

_GOES_ON = frozenset("的说說问問是和与與及也让讓在跟就都会會很不没沒给給把被对對或像想觉覺要能可有来來去")
"""Signs after which a Han label is the subject of a sentence."""

_ONE_IN = 3
"""In a document that writes its labels in a form of its own, one paragraph in so many begins with one."""

_LOOK_ALIKE = str.maketrans("авекмнорстухёіјѕԁɡοαρτυνικ", "abekmhopctyxeijsdgoaptuvik")


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A label of a known speaker that is not written as one: who, by what mark it ends, and the rest of the line."""

    label: str
    mark: str
    text: str

    @property
    def is_plain(self) -> bool:
        """Whether a reader takes it for a label, wherever it stands."""
        key = label_key(self.label)
        if not is_generic(key):
            return False
        if self.mark == OTHER_MARK or (self.mark == DASH and len(key) > 1):
            return True
        begins = self.text[0]
        if re.match(f"[{HAN}]", key):
            return len(key) >= _LETTERS_IN_HALF and begins not in _GOES_ON
        if len(key) == 1:
            return self.mark == POINT and begins.isupper()
        upper = begins.isupper() or re.match(f"[{HAN}]", begins) is not None
        long = len(key) >= _LETTERS_IN_HALF + 2
        return upper and (long or self.mark in (COMMA, POINT) or any(map(str.isdigit, key)))

    @property
    def is_sentence(self) -> bool:
        """Whether the label is plainly the subject of a sentence, or a letter that begins a word."""
        key = label_key(self.label)
        letter = len(key) == 1 and key.isascii()
        return self.mark == BARE and (self.text[0] in _GOES_ON or self.text[0].islower() or letter)


class LabelPattern:
    """Finds labels of known speakers, however they end.

    Parameters
    ----------
    labels
        As speakers.csv has them.
    """

    def __init__(self, labels: Iterable[str]) -> None:
        written = sorted(map(_as_written, filter(None, labels)), key=len, reverse=True)
        names = "|".join(written) if written else r"(?!)"
        marks = "|".join(f"(?P<m{place}>{mark})" for place, mark in enumerate(_MARKS.values()))
        self._begins = re.compile(rf"\s*(?P<name>{names})(?:{marks})(?P<text>\S.*)", re.IGNORECASE | re.DOTALL)
        after_han, after_latin = r"(?<=[。！？…”」）\s])", r"(?<=[.!?…”\")\]]\s)"
        self._again = re.compile(
            rf"(?:{after_han}(?=[{HAN}])|{after_latin})(?P<name>{names})\s*[{COLONS}](?!//)", re.IGNORECASE
        )

    def at_beginning(self, text: str) -> Doubtful | None:
        """Return the label with which a line begins, though none of the usual marks ends it."""
        found = self._begins.match(text)
        if not found:
            return None
        place = next(place for place in range(len(_MARKS)) if found[f"m{place}"] is not None)
        label, rest = found["name"], found["text"]
        runs_on = list(_MARKS)[place] == BARE and not found[f"m{place}"] and _is_latin(label[-1]) and _is_latin(rest[0])
        return None if runs_on else Doubtful(label, list(_MARKS)[place], rest)

    def parted(self, text: str) -> list[str]:
        """Return the pieces of a line in which further labels stand after the end of a sentence."""
        starts = [0, *(found.start() for found in self._again.finditer(text)), len(text)]
        return [text[begin:end] for begin, end in pairwise(starts) if text[begin:end].strip()]


def consistent_marks(doubtful: Iterable[Doubtful], *, paragraphs: int, usual: int) -> frozenset[str]:
    """Return the marks by which a document ends its labels.

    Those of two speakers or more, on one paragraph in three, and more often than labels are written as usual. The
    subject of a sentence is none.
    """
    by_mark: dict[str, Counter[str]] = {}
    for each in doubtful:
        if not each.is_sentence:
            by_mark.setdefault(each.mark, Counter())[label_key(each.label)] += 1
    often = max(paragraphs / _ONE_IN, usual)
    return frozenset(mark for mark, labels in by_mark.items() if len(labels) > 1 and labels.total() >= often)


def without_look_alikes(key: str) -> str:
    """Return a key with Cyrillic and Greek letters that look like Latin ones as these.

    >>> without_look_alikes("р1"), without_look_alikes("анна")
    ('p1', 'ahha')
    """
    return key.translate(_LOOK_ALIKE)


def is_one_slip_away(key: str, known: str) -> bool:
    """Return whether one letter more, less or other, or two exchanged, makes one label of another.

    >>> [is_one_slip_away(*keys) for keys in (("interviwer", "interviewer"), ("采访着", "采访者"), ("p2", "p1"))]
    [True, True, False]
    """
    if min(len(key), len(known)) < _LETTERS_IN_HALF or key == known or abs(len(key) - len(known)) > 1:
        return False
    if key[-1:].isdigit() or known[-1:].isdigit():
        return False
    same = next(
        (place for place, (a, b) in enumerate(zip(key, known, strict=False)) if a != b), min(len(key), len(known))
    )
    rest, of_known = key[same:], known[same:]
    exchanged = rest[:2] == of_known[1::-1] and rest[2:] == of_known[2:]
    return exchanged or rest[1:] == of_known[1:] or rest[1:] == of_known or rest == of_known[1:]


def _as_written(label: str) -> str:
    """Return the pattern of a label with any spaces in it."""
    return r"\s*".join(re.escape(sign) for sign in label if not sign.isspace())


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
