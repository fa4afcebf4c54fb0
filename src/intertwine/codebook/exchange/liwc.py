r"""Codebooks as LIWC dictionaries (.dic), as LIWC 2007 to LIWC-22 and many other programs read them.

Categories with their numbers between two lines ``%``, then words with the numbers of their categories, tabs between::

    %
    1   threat
    2   threat.fraud
    %
    诈骗    2   1
    scam*   2   1

A ``*`` stands at the end of an entry only. A word of ours belongs to one code; the codes above it follow as further
categories, for LIWC does not know that they are above. Files do not say languages: a word with Han characters is
Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from intertwine import records
from intertwine.codebook.cells import CodebookCells
from intertwine.codebook.exchange.draft import Draft
from intertwine.codebook.exchange.losses import loss_sentences, losses_of_word_list
from intertwine.codebook.exchange.text import decoded_text, language_of_word
from intertwine.codebook.reading import parents, parse_codebook
from intertwine.errors import UserError
from intertwine.input_tables import InputRow, collapse_spaces

_FENCE = "%"
_LINE_END = re.compile(r"\r\n|\n|\r")
_CATEGORY = re.compile(r"(?P<depth>\t*) *(?P<number>[0-9]+)[\t ]+(?P<name>\S.*)")
_HELD = re.compile(r"[^*]+\*?")
_CONDITION = re.compile(r"[(<]")
_LAYOUT = "a line %, lines of number, tab and category, a line %, lines of word, tab and numbers"

_Numbered = Iterator[tuple[int, str]]


def write(cells: CodebookCells, path: Path) -> list[str]:
    """Write the literals and the wildcards with ``*`` at their end as a LIWC dictionary, in UTF-8 without a mark.

    Returns
    -------
    list of str
        What LIWC cannot hold, counted.

    Raises
    ------
    UserError
        If the codebook has a fault.
    """
    parse_codebook(cells)
    kept = [row for row in cells.entries.rows if _is_held(row)]
    numbers = {row["code"]: number for number, row in enumerate(cells.codes.rows, start=1)}
    words: dict[str, dict[int, None]] = {}
    spelled: dict[str, str] = {}
    for row in kept:
        word = collapse_spaces(row["pattern"])
        places = words.setdefault(spelled.setdefault(word.casefold(), word), {})
        places |= dict.fromkeys(_categories(row["code"], numbers))
    data = _dictionary_text(numbers, words).encode()
    records.whole(path, lambda target: target.write_bytes(data))
    return _losses(cells, kept, both=len(kept) - len(words))


def _is_held(row: InputRow) -> bool:
    return row["kind"].lower() != "regex" and _HELD.fullmatch(row["pattern"]) is not None


def _categories(code: str, numbers: dict[str, int]) -> list[int]:
    """Return the category of a code, then those of the codes above it, nearest first."""
    return [numbers[path] for path in (code, *reversed(parents(code))) if path in numbers]


def _dictionary_text(numbers: dict[str, int], words: dict[str, dict[int, None]]) -> str:
    categories = [f"{number}\t{code}" for code, number in numbers.items()]
    lines = ["\t".join([word, *map(str, places)]) for word, places in words.items()]
    return "".join(f"{line}\n" for line in [_FENCE, *categories, _FENCE, *lines])


def _losses(cells: CodebookCells, kept: list[InputRow], *, both: int) -> list[str]:
    rows = cells.entries.rows
    regexes = sum(row["kind"].lower() == "regex" for row in rows)
    inner = [row["pattern"] for row in rows if row["kind"].lower() == "wildcard" and not _is_held(row)]
    foreign = [row["pattern"] for row in kept if row["language"].lower() != language_of_word(row["pattern"])]
    return [
        *loss_sentences(regexes, "entry", "entries", "of kind regex left out: LIWC has no regular expressions"),
        *loss_sentences(
            len(inner), "wildcard", "wildcards", "left out: LIWC has * at the end of an entry only", examples=inner
        ),
        *loss_sentences(
            len(foreign),
            "entry",
            "entries",
            "without its language: LIWC files do not say it, the script of the word tells another",
            examples=foreign,
        ),
        *loss_sentences(both, "word", "words", "of both languages put in one line: LIWC has each word once"),
        *losses_of_word_list(cells, kept, "LIWC"),
    ]


def read(path: Path) -> tuple[CodebookCells, list[str]]:
    """Read a LIWC dictionary, one we wrote or any other; tabs before a category put it under the one above.

    Of a word's categories the first is kept, or the lowest of those under it, which say more. A category whose name is
    no code (small letters, digits, ``_`` and dots) gets one of its Latin letters, or ``code_1``; the name is kept as
    both labels.

    Returns
    -------
    tuple
        The codebook, without qualifiers, and what of the file could not be held.

    Raises
    ------
    UserError
        If a ``%`` is missing, a line has not the right columns, or a number is unknown or there twice, with the line.
    """
    text, losses = decoded_text(path)
    reading = _LiwcReader(path.name)
    lines = ((number, line) for number, line in enumerate(_LINE_END.split(text), start=1) if line.strip())
    reading.categories(lines)
    reading.words(lines)
    cells, more = reading.cells_and_losses()
    return cells, losses + more


class _LiwcReader:
    """Reads the two parts of a file, one after the other."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._draft = Draft(name)
        self._codes: dict[int, str] = {}
        self._further: list[str] = []
        self._inner: list[str] = []
        self._conditional: list[str] = []

    def categories(self, lines: _Numbered) -> None:
        """Read up to the second ``%``."""
        number, line = next(lines, (1, ""))
        if line.strip() != _FENCE:
            raise self._fault("the file does not begin with a line %", number)
        above: list[str] = []
        taken: dict[tuple[str, ...], int] = {}
        for number, line in lines:
            if line.strip() == _FENCE:
                return
            category = _CATEGORY.fullmatch(line)
            if not category:
                raise self._fault("not a category", number)
            above = [*above[: len(category["depth"])], collapse_spaces(category["name"])]
            self._category(int(category["number"]), tuple(above), taken, number)
        raise self._fault("the second line % is missing", number)

    def _category(self, category: int, names: tuple[str, ...], taken: dict[tuple[str, ...], int], line: int) -> None:
        if category in self._codes:
            raise self._fault(f"the number {category} is there twice", line)
        if names in taken:
            raise self._fault(f"the category {names[-1][:40]!r} is there twice, also in line {taken[names]}", line)
        self._codes[category] = self._draft.code(names)
        taken[names] = line

    def words(self, lines: _Numbered) -> None:
        """Read what follows the second ``%``."""
        for number, line in lines:
            word, tab, columns = line.strip().partition("\t")
            if _CONDITION.search(columns):
                self._conditional.append(word)
                continue
            places = columns.split()
            if not tab or not places or not all(place.isascii() and place.isdigit() for place in places):
                raise self._fault("not a word, a tab and numbers of categories", number)
            unknown = next((place for place in places if int(place) not in self._codes), None)
            if unknown:
                raise self._fault(f"the number {unknown} is no category", number)
            self._word(collapse_spaces(word), [self._codes[int(place)] for place in places], number)

    def _word(self, word: str, codes: list[str], line: int) -> None:
        if "*" in word.rstrip("*"):
            self._inner.append(word)
            return
        code = codes[0]
        for other in codes[1:]:
            if other.startswith(f"{code}."):
                code = other
        self._further += [f"{word}: {other}" for other in codes if not f"{code}.".startswith(f"{other}.")]
        self._draft.word(code, language_of_word(word), word, line=line)

    def _fault(self, what: str, line: int) -> UserError:
        return UserError(what, where=f"{self._name}, line {line}", allowed=_LAYOUT)

    def cells_and_losses(self) -> tuple[CodebookCells, list[str]]:
        """Return the codebook and what is to be said."""
        self._draft.losses += [
            *loss_sentences(
                len(self._further),
                "further category",
                "further categories",
                "of words left out: a word signals one code, the first",
                examples=self._further,
            ),
            *loss_sentences(
                len(self._inner), "word", "words", "left out: LIWC has * at the end only", examples=self._inner
            ),
            *loss_sentences(
                len(self._conditional),
                "word",
                "words",
                "left out: the category depends on the words around it",
                examples=self._conditional,
            ),
        ]
        return self._draft.cells_and_losses()
