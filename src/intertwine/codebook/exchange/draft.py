"""A codebook made from another program's file: names become codes, words become entries, and no fault is let in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from intertwine.codebook.cells import CODE_PATH, CodebookCells, sheet_of
from intertwine.codebook.exchange.losses import loss_sentences
from intertwine.codebook.exchange.text import loss_of_script
from intertwine.codebook.reading import parse_with_faults
from intertwine.errors import UserError
from intertwine.input_tables import InputRow, InputTable, collapse_spaces
from intertwine.language.normal import matching_forms


def slug(name: str) -> str:
    """Return the Latin letters and digits of `name`, joined by ``_``; nothing where there is no letter.

    >>> slug("Économie / Trust 2"), slug("诈骗 2")
    ('economie_trust_2', '')
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    joined = "_".join(re.findall(r"[a-z0-9]+", plain.casefold()))
    return joined if re.search(r"[a-z]", joined) else ""


@dataclass(frozen=True, slots=True)
class _Word:
    code: str
    language: str
    pattern: str
    exclude: str
    line: int

    def row(self) -> dict[str, str]:
        kind = "wildcard" if "*" in self.pattern else "literal"
        return {
            "code": self.code,
            "language": self.language,
            "pattern": self.pattern,
            "kind": kind,
            "exclude": self.exclude,
            "tier": "core",
        }


class Draft:
    """Codes and words in the order in which they were read, and what is to be said about them.

    Parameters
    ----------
    name
        The file, as sentences name it.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.losses: list[str] = []
        self._paths: dict[tuple[str, ...], str] = {}
        self._labels: dict[str, str] = {}
        self._words: list[_Word] = []
        self._unnamed = count(1)

    def code(self, names: tuple[str, ...]) -> str:
        """Return the code for a name and the names above it, highest first; the same names give the same code.

        A name that is a code stays as it is; of another, the Latin letters and digits are taken, or ``code_1``,
        ``code_2`` where it has none. Two names that come to the same code are told apart by a number.
        """
        if names in self._paths:
            return self._paths[names]
        above = f"{self.code(names[:-1])}." if len(names) > 1 else ""
        wanted = names[-1] if CODE_PATH.fullmatch(names[-1]) else slug(names[-1])
        path = next(path for part in self._parts(wanted) if (path := above + part) not in self._labels)
        if wanted and path != above + wanted:
            self.losses.append(f"{path}: another name comes to the code {above + wanted} too ({names[-1][:24]})")
        self._paths[names] = path
        self._labels[path] = collapse_spaces(names[-1]) or path
        return path

    def _parts(self, wanted: str) -> Iterator[str]:
        if wanted:
            yield wanted
            yield from (f"{wanted}_{number}" for number in count(2))
        yield from (f"code_{number}" for number in self._unnamed)

    def word(self, code: str, language: str, pattern: str, *, line: int, exclude: str = "") -> None:
        """Add an entry: a wildcard if it holds a ``*``, else a literal."""
        self._words.append(_Word(code, language, collapse_spaces(pattern), exclude, line))

    def cells_and_losses(self) -> tuple[CodebookCells, list[str]]:
        """Return the codebook, in which nothing is at fault, and all that is to be said.

        A word that is there twice stays where it stood first.
        """
        if not self._labels:
            raise UserError("no categories", where=self.name, allowed="a dictionary with a category and its words")
        codes, entries = self._codes(), sheet_of("entries", (word.row() for word in self._words))
        nothing = sheet_of("qualifiers", ())
        _, faults = parse_with_faults(CodebookCells(codes, entries, nothing))
        what = {fault.where: fault.what for fault in faults}
        kept = self._words_kept(entries, what)
        codes = sheet_of("codes", (self._row_without_fault(codes, row, what) for row in codes.rows))
        entries = sheet_of("entries", (word.row() for word in kept))
        more = loss_of_script([word.pattern for word in kept if word.language == "en"])
        return CodebookCells(codes, entries, nothing), [*self.losses, *more]

    def _codes(self) -> InputTable:
        labelled = self._labels.items()
        return sheet_of("codes", ({"code": path, "label_en": name, "label_zh": name} for path, name in labelled))

    def _row_without_fault(self, codes: InputTable, row: InputRow, faults: dict[str, str]) -> dict[str, str]:
        if codes.place(row) not in faults:
            return row.cells
        self.losses.append(
            f"{row['code']}: the name {row['label_en'][:24]!r} looks like a formula; the code replaces it"
        )
        return {**row.cells, "label_en": row["code"], "label_zh": row["code"]}

    def _words_kept(self, entries: InputTable, faults: dict[str, str]) -> list[_Word]:
        forms = [form.strip() for form in matching_forms([word.pattern for word in self._words])]
        first: dict[tuple[str, str], _Word] = {}
        kept, repeated, moved = [], [], []
        for word, form, row in zip(self._words, forms, entries.rows, strict=True):
            fault, known = faults.get(entries.place(row)), first.get((word.language, form))
            if fault is None:
                first[word.language, form] = word
                kept.append(word)
            elif known is None:
                self.losses.append(f"{self.name}, line {word.line}: left out, {fault}")
            elif known.code == word.code:
                repeated.append(word.pattern)
            else:
                moved.append(f"{word.pattern}: {known.code}, not {word.code}")
        self.losses += loss_sentences(
            len(repeated), "word", "words", "there twice in a code kept once", examples=repeated
        )
        self.losses += loss_sentences(
            len(moved),
            "place of a word",
            "places of words",
            "in a second code left out: a word signals one code, the first",
            examples=moved,
        )
        return kept


def label_codes(cells: CodebookCells) -> tuple[CodebookCells, list[str]]:
    """Return the codebook with a label in both languages for each code: the other language's, or the code itself."""
    rows, lost = [], []
    for row in cells.codes.rows:
        label_en, label_zh = row["label_en"], row["label_zh"]
        stand_in = label_en or label_zh or row["code"]
        if not (label_en and label_zh):
            lost.append(row["code"])
        rows.append(
            InputRow(row.line, {**row.cells, "label_en": label_en or stand_in, "label_zh": label_zh or stand_in})
        )
    codes = InputTable(cells.codes.name, cells.codes.columns, tuple(rows))
    losses = loss_sentences(
        len(lost), "code", "codes", "without a label given the other language's or the code itself", examples=lost
    )
    return CodebookCells(codes, cells.entries, cells.qualifiers), losses
