"""The codebook as it is read: codes and the entries that signal them.

codes.csv and entries.csv in a folder, or sheets `codes` and `entries` of one .xlsx. Light to import: the workflow reads
the codebook each time it plans what to run.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Literal

from intertwine.codebook.patterns import contexts_in, pattern_fault
from intertwine.errors import UserError
from intertwine.language.normal import matching_forms
from intertwine.sheets import Row, Sheet, read_sheet

CODES = ("code", "label_en", "label_zh")
CODES_MAY = ("definition_en", "definition_zh", "example_en", "example_zh", "note")
ENTRIES = ("code", "language", "pattern", "kind")
ENTRIES_MAY = ("exclude", "concept", "tier", "source", "note")

LANGUAGES = ("zh", "en")
KINDS = ("literal", "wildcard", "regex")
TIERS = ("core", "extended")

_PATH = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
_SHOWN_FAULTS = 12


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


@dataclass(frozen=True)
class Codebook:
    """Codes and entries, each in a fixed order whatever the order of rows."""

    codes: tuple[Code, ...]
    entries: tuple[Entry, ...]

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


def codebook_files(path: Path) -> tuple[Path, ...]:
    """Return the files that make up the codebook at `path`."""
    return (path,) if path.suffix.lower() == ".xlsx" else (path / "codes.csv", path / "entries.csv")


def read_codebook(path: Path) -> Codebook:
    """Read and check the codebook at `path`, a folder or an .xlsx file.

    Raises
    ------
    UserError
        Naming file and line of each fault.
    """
    suffix = "" if path.suffix.lower() == ".xlsx" else ".csv"
    codes = read_sheet(path / f"codes{suffix}", required=CODES, allowed=CODES_MAY)
    entries = read_sheet(path / f"entries{suffix}", required=ENTRIES, allowed=ENTRIES_MAY)
    faults = _Faults()
    found = _codes(codes, faults)
    read = _entries(entries, {code.path for code in found}, faults)
    faults.raise_any()
    return Codebook(
        tuple(sorted(_with_parents(found), key=lambda code: code.path)),
        tuple(sorted(read, key=lambda entry: (entry.language, entry.code, entry.pattern, entry.kind))),
    )


class _Faults:
    """Faults found so far, told all at once."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def add(self, what: str, *, where: str, allowed: str) -> None:
        self.found.append((what, where, allowed))

    def raise_any(self) -> None:
        if not self.found:
            return
        what, where, allowed = self.found[0]
        if len(self.found) > 1:
            shown = [f"{fault} ({place})" for fault, place, _ in self.found[:_SHOWN_FAULTS]]
            more = len(self.found) - len(shown)
            what = f"{len(self.found)} faults in the codebook:\n  " + "\n  ".join(shown)
            what += f"\n  and {more} more" if more else ""
        raise UserError(what, where=where, allowed=allowed)


def _codes(sheet: Sheet, faults: _Faults) -> list[Code]:
    found: dict[str, Code] = {}
    for row in sheet.rows:
        path, where = row["code"], sheet.place(row)
        if not _PATH.fullmatch(path):
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


def _entries(sheet: Sheet, codes: set[str], faults: _Faults) -> list[Entry]:
    found: dict[tuple[str, str], Entry] = {}
    lines: dict[tuple[str, str], int] = {}
    forms = _forms(sheet)
    for row in sheet.rows:
        entry = _entry(row, codes, forms, faults, sheet.place(row))
        if entry is None:
            continue
        key = (entry.language, entry.pattern)
        if key in found:
            other = f"also in line {lines[key]}, under {found[key].code}"
            faults.add(
                f"the pattern {row['pattern']!r} is there twice", where=sheet.place(row), allowed=f"once; {other}"
            )
        found[key], lines[key] = entry, row.line
    return list(found.values())


def _forms(sheet: Sheet) -> dict[str, str]:
    """Return the matching forms of all patterns and contexts; an RE2 stays as it was written."""
    texts = sorted({text for row in sheet.rows for text in (row["pattern"], *contexts_in(row["exclude"]))})
    return {text: form.strip() for text, form in zip(texts, matching_forms(texts), strict=True)}


def _entry(row: Row, codes: set[str], forms: dict[str, str], faults: _Faults, where: str) -> Entry | None:
    language, kind, tier = row["language"].lower(), row["kind"].lower(), row["tier"].lower() or TIERS[0]
    before = len(faults.found)
    for what, value, allowed in (("language", language, LANGUAGES), ("kind", kind, KINDS), ("tier", tier, TIERS)):
        if value not in allowed:
            faults.add(f"unknown {what} {value!r}", where=where, allowed=", ".join(allowed))
    if row["code"] not in codes:
        faults.add(f"unknown code {row['code']!r}", where=where, allowed="a code that has a row in codes")
    if len(faults.found) > before:
        return None
    pattern = row["pattern"] if kind == "regex" else forms[row["pattern"]]
    exclude = tuple(sorted({forms[context] for context in contexts_in(row["exclude"])}))
    fault = pattern_fault(pattern, kind, language, exclude)
    if fault:
        faults.add(fault[0], where=where, allowed=fault[1])
        return None
    name = f"{language}-{sha256(f'{kind} {pattern}'.encode()).hexdigest()[:8]}"
    return Entry(name, row["code"], language, pattern, kind, exclude, row["concept"], tier)
