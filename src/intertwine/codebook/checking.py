"""What is wrong or doubtful in a codebook, each finding with its place.

Errors stop a run. Warnings are for a person to decide about. Notes say what the reader of a result should know and
nobody needs to mend, such as an entry inside a longer one of another code: the longest match decides.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from intertwine.codebook.cells import Written
from intertwine.codebook.finding import Finder, Pattern
from intertwine.codebook.reading import LANGUAGES, Codebook, Entry, parents, with_faults

LEVELS = ("error", "warning", "note")
HEAVY = 0.5
"""Share of a code's hits from which on one entry is said to carry it."""

EVERYWHERE = 0.5
"""Share of turns from which on a pattern is said to match nearly everything."""

_FEWEST_HITS = 10
_SHORT = {"en": 3, "zh": 1}
"""Fixed letters or characters of a wildcard up to which it is likely to match too much."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes
    ----------
    level
        One of `LEVELS`.
    finding
        Its kind, in a word.
    where
        File and line.
    code, pattern
        What it is about, as far as there is one.
    what, advice
        In words for a person who is no programmer.
    """

    level: str
    finding: str
    where: str
    code: str
    pattern: str
    what: str
    advice: str


def checked(written: Written) -> tuple[Codebook, list[Finding]]:
    """Return what can be read of a codebook, and all that can be said of it without a corpus."""
    book, faults = with_faults(written)
    found = [Finding("error", "fault", fault.where, "", "", fault.what, fault.allowed) for fault in faults]
    found += _invisible(written)
    found += _codes_without(book, written)
    found += _concepts_without_counterpart(book, written.entries.name)
    found += _inside_others(book, written.entries.name)
    found += _too_short(book, written.entries.name)
    if not book.cues:
        found.append(
            Finding("warning", "no qualifiers", written.qualifiers.name, "", "", "the codebook has no qualifiers",
                    "a sheet qualifiers with cues such as 没有 or not; without it every hit is affirmed")
        )  # fmt: skip
    return book, ordered(found)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, errors first, then by kind and place."""
    return sorted(
        findings, key=lambda one: (LEVELS.index(one.level), one.finding, one.where.partition(",")[0], _line(one.where))
    )


def _line(where: str) -> int:
    digits = where.rpartition(" ")[2]
    return int(digits) if digits.isdigit() else 0


def _at(name: str, entry: Entry) -> str:
    return f"{name}, line {entry.line}"


def _invisible(written: Written) -> Iterator[Finding]:
    for sheet in (written.codes, written.entries, written.qualifiers):
        for row in sheet.rows:
            for column, cell in row.cells.items():
                signs = sorted({sign for sign in cell if _cannot_be_seen(sign)})
                if signs:
                    named = ", ".join(f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip() for sign in signs)
                    yield Finding("warning", "invisible", sheet.place(row), row["code"], "",
                                  f"the cell {column!r} holds characters that cannot be seen: {named}",
                                  "type the cell again; matching ignores them, copies and searches do not")  # fmt: skip


def _cannot_be_seen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cs") or (sign.isspace() and sign not in " \u3000")


def _codes_without(book: Codebook, written: Written) -> Iterator[Finding]:
    """Find codes without entries, and codes with entries in one language only."""
    languages = defaultdict(set)
    for entry in book.entries:
        for path in (*parents(entry.code), entry.code):
            languages[path].add(entry.language)
    lines = {row["code"]: written.codes.place(row) for row in written.codes.rows}
    for code in book.codes:
        where = lines.get(code.path, written.codes.name)
        missing = [language for language in LANGUAGES if language not in languages[code.path]]
        if len(missing) == len(LANGUAGES):
            yield Finding("warning", "empty code", where, code.path, "", f"the code {code.path} has no entries",
                          "entries for it, or no row for the code")  # fmt: skip
        elif missing:
            named = {"zh": "Chinese", "en": "English"}[missing[0]]
            yield Finding("warning", "one language", where, code.path, "",
                          f"the code {code.path} has no {named} entries: it can never be found there",
                          "entries in both languages, if both are studied")  # fmt: skip


def _concepts_without_counterpart(book: Codebook, name: str) -> Iterator[Finding]:
    by_concept = defaultdict(list)
    for entry in book.entries:
        if entry.concept:
            by_concept[entry.concept].append(entry)
    for concept, entries in sorted(by_concept.items()):
        languages = {entry.language for entry in entries}
        codes = sorted({entry.code for entry in entries})
        first = min(entries, key=lambda entry: entry.line)
        if len(languages) == 1:
            yield Finding("warning", "no counterpart", _at(name, first), first.code, first.pattern,
                          f"the concept {concept} is in {next(iter(languages))} only",
                          "an entry of the same concept in the other language")  # fmt: skip
        if len(codes) > 1:
            yield Finding("warning", "concept in two codes", _at(name, first), first.code, first.pattern,
                          f"the concept {concept} stands under {', '.join(codes)}",
                          "one code for each concept")  # fmt: skip
    without = [entry for entry in book.entries if not entry.concept]
    for entry in without:
        yield Finding("note", "no concept", _at(name, entry), entry.code, entry.pattern, "the entry has no concept",
                      "a concept ties it to its counterpart in the other language")  # fmt: skip


def _inside_others(book: Codebook, name: str) -> Iterator[Finding]:
    """Find literals inside longer literals of another code: the longer takes their place."""
    literals = [entry for entry in book.entries if entry.kind == "literal"]
    data = "".join(f"{entry.pattern}\n" for entry in literals).encode()
    octets = np.frombuffer(data, dtype=np.uint8)
    finder = Finder([Pattern(entry.pattern, entry.kind, entry.language) for entry in literals])
    found = finder.found(data, octets)
    begins = np.append(0, np.flatnonzero(octets == ord("\n")) + 1)
    holder = np.searchsorted(begins, found.start, side="right") - 1
    holders = defaultdict(set)
    for inner, outer in zip(found.which.tolist(), holder.tolist(), strict=True):
        if literals[inner].code != literals[outer].code:
            holders[inner].add(outer)
    for inner, outers in sorted(holders.items()):
        entry = literals[inner]
        shown = ", ".join(sorted(f"{literals[outer].pattern} ({literals[outer].code})" for outer in outers)[:3])
        more = f" and {len(outers) - 3} more" if len(outers) > 3 else ""
        yield Finding("note", "inside another", _at(name, entry), entry.code, entry.pattern,
                      f"{entry.pattern!r} is inside entries of other codes: {shown}{more}",
                      "nothing, if the longer one is meant to take its place there")  # fmt: skip


def _too_short(book: Codebook, name: str) -> Iterator[Finding]:
    for entry in book.entries:
        fixed = len(entry.pattern.replace("*", "").replace(" ", ""))
        if entry.kind == "wildcard" and fixed <= _SHORT[entry.language]:
            yield Finding("warning", "matches much", _at(name, entry), entry.code, entry.pattern,
                          f"the wildcard {entry.pattern!r} has only {fixed} fixed characters",
                          "a longer stem, or literals")  # fmt: skip


def of_hits(book: Codebook, hits: pd.DataFrame, turns: int, name: str = "entries.csv") -> list[Finding]:
    """Return what can be said of the codebook once it has met a corpus.

    Parameters
    ----------
    hits
        The hand-over table.
    turns
        Number of turns in the corpus.
    name
        Of the sheet of entries.
    """
    counted = hits[hits["suppressed_by"] == ""]
    number = counted["entry_id"].value_counts()
    suppressed = hits.loc[hits["suppressed_by"] != "", "entry_id"].value_counts()
    turns_with = counted.drop_duplicates(["entry_id", "document_id", "turn"])["entry_id"].value_counts()
    of_code = counted["code"].value_counts()
    found = []
    for entry in book.entries:
        hit, held = int(number.get(entry.entry_id, 0)), int(suppressed.get(entry.entry_id, 0))
        everywhere = int(turns_with.get(entry.entry_id, 0)) / max(turns, 1)
        share = hit / max(int(of_code.get(entry.code, 0)), 1)
        about = (_at(name, entry), entry.code, entry.pattern)
        if not hit and held:
            found.append(Finding("note", "never counts", *about, f"found {held} times, each time inside another match",
                                 "nothing, if the other match is meant to take its place"))  # fmt: skip
        elif not hit:
            found.append(Finding("note", "dead", *about, "never found in this corpus",
                                 "nothing, if other texts may hold it; else look for a misspelling"))  # fmt: skip
        if everywhere > EVERYWHERE:
            found.append(Finding("warning", "matches much", *about, f"found in {everywhere:.0%} of all turns",
                                 "a more specific entry: what is everywhere tells nothing"))  # fmt: skip
        if share > HEAVY and of_code[entry.code] >= _FEWEST_HITS:
            found.append(Finding("warning", "heavy", *about,
                                 f"carries {share:.0%} of the {of_code[entry.code]} hits of {entry.code}",
                                 "read its hits: the code is as good as this one entry"))  # fmt: skip
    return found
