"""The codebook as it is read: codes, the entries that signal them, and the cues that qualify what they find.

Light to import: the workflow reads the codebook each time it plans what to run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Literal

from intertwine.codebook.cells import CODE_PATH, CodebookCells, read_cells
from intertwine.codebook.faults import Fault, FaultList, faults_error
from intertwine.codebook.patterns import contexts_in, pattern_fault
from intertwine.input_tables import InputRow, InputTable
from intertwine.language.normal import matching_forms
from intertwine.vocabulary import QUALIFIERS

ENTRY_LANGUAGES = ("zh", "en")
ENTRY_KINDS = ("literal", "wildcard", "regex")
TIERS = ("core", "extended")
JUSTIFYING = "justifying"
RHETORICAL = "rhetorical"
EFFECTS = (*QUALIFIERS[1:], RHETORICAL, "pseudo", "terminator", JUSTIFYING)
"""What a cue may do: give a qualifier, make a question that reads as its answer, only look like a cue, end the scope of
others, or tie two hits as a reason."""

DIRECTIONS = ("forward", "backward", "clause", "sentence")
REACH = {("zh", "forward"): 6, ("zh", "backward"): 4, ("en", "forward"): 5, ("en", "backward"): 3}
"""How far a cue reaches where its scope gives no number: Han characters or words."""

FARTHEST_REACH = 99

_FORMULA = re.compile(r"=\s*[\w+(-]|#(?:NAME|REF|VALUE|DIV/0|N/A|NUM|NULL)[?!]?$")


@dataclass(frozen=True, slots=True)
class Code:
    """A category of the codebook; a dotted path puts it under its parent."""

    path: str
    label_en: str
    label_zh: str
    definition_en: str = ""
    definition_zh: str = ""
    example_en: str = ""
    example_zh: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One word, phrase or pattern that signals a code in one language."""

    entry_id: str
    code: str
    language: str
    pattern: str
    kind: str
    exclude: tuple[str, ...]
    concept: str
    tier: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or sign that qualifies the hits near it.

    Attributes
    ----------
    language
        In whose units it reaches: Han characters (zh) or words (en).
    pattern
        The word, in its matching form; ``*`` as in a wildcard; ``A不A`` stands for any A-not-A.
    effect
        One of `EFFECTS`.
    direction
        ``forward``: qualifies what follows; ``backward``: what precedes; ``clause``: all between two terminators;
        ``sentence``: what follows in the sentence, across the terminators inside it.
    reach
        Han characters or words within which a hit must begin (forward, sentence) or end (backward).
    """

    language: str
    pattern: str
    effect: str
    direction: str
    reach: int


@dataclass(frozen=True)
class Codebook:
    """Codes, entries and cues, each in a fixed order whatever the order of rows."""

    codes: tuple[Code, ...]
    entries: tuple[Entry, ...]
    cues: tuple[Cue, ...] = ()

    @cached_property
    def labels(self) -> dict[str, Code]:
        """The codes by path."""
        return {code.path: code for code in self.codes}

    def meaning(self, part: Literal["entries", "labels"]) -> str:
        """Return a hash of what coding needs (`entries`) or of what readers are shown (`labels`).

        The order of rows and columns, notes and sources are not part of it.
        """
        rows: list[list[object]]
        if part == "entries":
            rows = [[e.code, e.language, e.pattern, e.kind, list(e.exclude), e.concept, e.tier] for e in self.entries]
            rows.append([code.path for code in self.codes])
            rows += [[c.language, c.pattern, c.effect, c.direction, c.reach] for c in self.cues]
        else:
            rows = [[getattr(code, name) for name in Code.__slots__] for code in self.codes]
        return sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:16]


def parents(path: str) -> tuple[str, ...]:
    """Return the codes above `path`, highest first.

    >>> parents("threat.fraud.phone")
    ('threat', 'threat.fraud')
    """
    parts = path.split(".")
    return tuple(".".join(parts[:depth]) for depth in range(1, len(parts)))


def read_codebook(path: Path) -> Codebook:
    """Read and check the codebook at `path`, a folder or an .xlsx file.

    Raises
    ------
    UserError
        Naming file and line of each fault.
    """
    return parse_codebook(read_cells(path))


def parse_codebook(cells: CodebookCells) -> Codebook:
    """Return the codebook that the cells of its sheets make.

    Raises
    ------
    UserError
        Naming file and line of each fault.
    """
    book, faults = parse_with_faults(cells)
    if faults:
        raise faults_error(faults)
    return book


def parse_with_faults(cells: CodebookCells) -> tuple[Codebook, Sequence[Fault]]:
    """Return the codebook that the right rows make, and a fault for each wrong one."""
    faults = FaultList()
    for sheet in (cells.codes, cells.entries, cells.qualifiers):
        _no_formulas(sheet, faults)
    codes = _read_codes(cells.codes, faults)
    entries = _read_entries(cells.entries, {code.path for code in codes}, faults)
    cues = _read_cues(cells.qualifiers, faults)
    book = Codebook(
        tuple(sorted(_with_parents(codes), key=lambda code: code.path)),
        tuple(sorted(entries, key=lambda entry: (entry.language, entry.code, entry.pattern, entry.kind))),
        tuple(sorted(cues, key=lambda cue: (cue.language, cue.effect, cue.pattern, cue.direction))),
    )
    return book, faults


def _no_formulas(sheet: InputTable, faults: FaultList) -> None:
    for row in sheet.rows:
        for column, cell in row.cells.items():
            if _FORMULA.match(cell):
                faults.add(
                    f"the cell {column!r} holds a formula or a formula's error, not text",
                    where=sheet.place(row),
                    allowed="text: in the spreadsheet, format the column as text and type the word again",
                )


def _read_codes(sheet: InputTable, faults: FaultList) -> list[Code]:
    found: dict[str, Code] = {}
    for row in sheet.rows:
        path, where = row["code"], sheet.place(row)
        if not CODE_PATH.fullmatch(path):
            faults.add(
                f"{path!r} is not a code", where=where, allowed="small letters, digits, _ and dots: threat.fraud"
            )
        elif path in found:
            faults.add(f"the code {path} is there twice", where=where, allowed="one row for each code")
        elif not (row["label_en"] and row["label_zh"]):
            faults.add(f"the code {path} has no label", where=where, allowed="a label in both languages")
        else:
            found[path] = Code(path, *(row[name] for name in Code.__slots__[1:]))
    return list(found.values())


def _with_parents(codes: list[Code]) -> list[Code]:
    """Add the parents that have no row of their own, labelled by their name."""
    known = {code.path for code in codes}
    missing = {parent for code in codes for parent in parents(code.path)} - known
    named = {path: path.rpartition(".")[2].replace("_", " ").capitalize() for path in missing}
    return codes + [Code(path, name, name) for path, name in named.items()]


def _read_entries(sheet: InputTable, codes: set[str], faults: FaultList) -> list[Entry]:
    found: dict[tuple[str, str], Entry] = {}
    lines: dict[tuple[str, str], tuple[int, str]] = {}
    forms = _matching_forms(sheet)
    for row in sheet.rows:
        entry = _read_entry(row, codes, forms, faults, sheet.place(row))
        if entry is None:
            continue
        key = (entry.language, entry.pattern)
        if key in found:
            other = f"also in line {lines[key][0]}, under {found[key].code}"
            same = lines[key][1] == row["pattern"]
            again = "" if same else f", as {lines[key][1]!r} in other characters, width or case"
            faults.add(
                f"the pattern {row['pattern']!r} is there twice{again}",
                where=sheet.place(row),
                allowed=f"once; {other}",
            )
            continue
        found[key], lines[key] = entry, (row.line, row["pattern"])
    return list(found.values())


def _matching_forms(sheet: InputTable) -> dict[str, str]:
    """Return the matching forms of all patterns and contexts; an RE2 stays as it was written."""
    texts = sorted({text for row in sheet.rows for text in (row["pattern"], *contexts_in(row["exclude"]))})
    return {text: form.strip() for text, form in zip(texts, matching_forms(texts), strict=True)}


def _read_entry(row: InputRow, codes: set[str], forms: dict[str, str], faults: FaultList, where: str) -> Entry | None:
    language, kind, tier = row["language"].lower(), row["kind"].lower(), row["tier"].lower() or TIERS[0]
    before = len(faults)
    for what, value, allowed in (
        ("language", language, ENTRY_LANGUAGES),
        ("kind", kind, ENTRY_KINDS),
        ("tier", tier, TIERS),
    ):
        if value not in allowed:
            faults.add(f"unknown {what} {value!r}", where=where, allowed=", ".join(allowed))
    if row["code"] not in codes:
        faults.add(f"unknown code {row['code']!r}", where=where, allowed="a code that has a row in codes")
    if len(faults) > before:
        return None
    pattern = row["pattern"] if kind == "regex" else forms[row["pattern"]]
    exclude = tuple(sorted({forms[context] for context in contexts_in(row["exclude"])}))
    fault = pattern_fault(pattern, kind, language, exclude)
    if fault:
        faults.add(fault[0], where=where, allowed=fault[1])
        return None
    name = f"{language}-{sha256(f'{kind} {pattern}'.encode()).hexdigest()[:8]}"
    return Entry(name, row["code"], language, pattern, kind, exclude, row["concept"], tier, row.line)


def _read_cues(sheet: InputTable, faults: FaultList) -> list[Cue]:
    forms = dict(zip(texts := [row["cue"] for row in sheet.rows], matching_forms(texts), strict=True))
    found: dict[tuple[str, str, str], Cue] = {}
    for row in sheet.rows:
        cue = _read_cue(row, forms[row["cue"]].strip(), faults, sheet.place(row))
        if cue is None:
            continue
        key = (cue.pattern, cue.effect, cue.direction)
        if key in found:
            what = f"the cue {row['cue']!r} is there twice"
            faults.add(what, where=sheet.place(row), allowed="once for each effect and direction")
        found[key] = cue
    return list(found.values())


def _read_cue(row: InputRow, pattern: str, faults: FaultList, where: str) -> Cue | None:
    language, effect = row["language"].lower(), row["effect"].lower()
    direction, _, number = (row["scope"].lower() or DIRECTIONS[0]).partition(" ")
    before = len(faults)
    known = (("language", language, ENTRY_LANGUAGES), ("effect", effect, EFFECTS), ("scope", direction, DIRECTIONS))
    for what, value, allowed in known:
        if value not in allowed:
            faults.add(f"unknown {what} {value!r}", where=where, allowed=", ".join(allowed))
    if number and not (number.isdigit() and 1 <= int(number) <= FARTHEST_REACH):
        faults.add(f"unknown reach {number!r}", where=where, allowed=f"a number from 1 to {FARTHEST_REACH}: forward 8")
    if not pattern.replace("*", "").strip():
        faults.add("a cue without a word or sign", where=where, allowed="a word, a phrase or a sign")
    if len(faults) > before:
        return None
    reach = int(number) if number else REACH.get((language, direction), FARTHEST_REACH)
    return Cue(language, pattern, effect, direction, reach)
