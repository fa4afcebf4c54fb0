"""Checks of a codebook: what is wrong or doubtful in it, each finding with its place.

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

from intertwine.codebook.cells import CodebookCells
from intertwine.codebook.pattern_search import Pattern, PatternFinder
from intertwine.codebook.reading import ENTRY_LANGUAGES, Codebook, Entry, parents, parse_with_faults
from intertwine.vocabulary import OF_TIER

LEVELS = ("error", "warning", "note")
HEAVY = 0.5
"""Share of a code's hits from which on one entry is said to carry it."""

EVERYWHERE = 0.5
"""Share of turns from which on a pattern is said to match nearly everything."""

_FEWEST_HITS = 10
_SHORT = {"en": 3, "zh": 1}
"""Fixed letters or characters of a wildcard up to which it is likely to match too much."""


@dataclass(frozen=True, slots=True)
class CodebookFinding:
    """What is wrong or doubtful in a codebook.

    Attributes
    ----------
    level
        One of `LEVELS`.
    finding
        Its kind, in a word.
    what, advice
        In words for a person who is no programmer.
    where
        File and line.
    code, pattern
        What it is about, as far as there is one.
    """

    level: str
    finding: str
    what: str
    advice: str
    where: str
    code: str = ""
    pattern: str = ""


def _of_entry(level: str, finding: str, what: str, advice: str, *, entry: Entry, sheet: str) -> CodebookFinding:
    where = f"{sheet}, line {entry.line}"
    return CodebookFinding(level, finding, what, advice, where, entry.code, entry.pattern)


def check_cells(cells: CodebookCells) -> tuple[Codebook, list[CodebookFinding]]:
    """Return what can be read of a codebook, and all that can be said of it without a corpus."""
    book, faults = parse_with_faults(cells)
    findings = [CodebookFinding("error", "fault", fault.what, fault.allowed, fault.where) for fault in faults]
    findings += _invisible(cells)
    findings += _codes_without(book, cells)
    findings += _concepts_without_counterpart(book, cells.entries.name)
    findings += _inside_others(book, cells.entries.name)
    findings += _too_short(book, cells.entries.name)
    if not book.cues:
        findings.append(
            CodebookFinding(
                "warning",
                "no qualifiers",
                "the codebook has no qualifiers",
                "a sheet qualifiers with cues such as 没有 or not; without it every hit is affirmed",
                cells.qualifiers.name,
            )
        )
    return book, sorted_findings(findings)


def sorted_findings(findings: Iterable[CodebookFinding]) -> list[CodebookFinding]:
    """Return findings, errors first, then by kind and place."""

    def order(finding: CodebookFinding) -> tuple[int, str, str, int]:
        file = finding.where.partition(",")[0]
        return LEVELS.index(finding.level), finding.finding, file, _line_number(finding.where)

    return sorted(findings, key=order)


def _line_number(where: str) -> int:
    digits = where.rpartition(" ")[2]
    return int(digits) if digits.isdigit() else 0


def _invisible(cells: CodebookCells) -> Iterator[CodebookFinding]:
    for sheet in (cells.codes, cells.entries, cells.qualifiers):
        for row in sheet.rows:
            for column, cell in row.cells.items():
                signs = sorted({sign for sign in cell if _cannot_be_seen(sign)})
                if signs:
                    named = ", ".join(f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip() for sign in signs)
                    yield CodebookFinding(
                        "warning",
                        "invisible",
                        f"the cell {column!r} holds characters that cannot be seen: {named}",
                        "type the cell again; matching ignores them, copies and searches do not",
                        sheet.place(row),
                        row["code"],
                    )


def _cannot_be_seen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cs") or (sign.isspace() and sign not in " \u3000")


def _codes_without(book: Codebook, cells: CodebookCells) -> Iterator[CodebookFinding]:
    """Find codes without entries, and codes with entries in one language only."""
    languages = defaultdict(set)
    for entry in book.entries:
        for path in (*parents(entry.code), entry.code):
            languages[path].add(entry.language)
    lines = {row["code"]: cells.codes.place(row) for row in cells.codes.rows}
    for code in book.codes:
        where = lines.get(code.path, cells.codes.name)
        missing = [language for language in ENTRY_LANGUAGES if language not in languages[code.path]]
        if len(missing) == len(ENTRY_LANGUAGES):
            yield CodebookFinding(
                "warning",
                "empty code",
                f"the code {code.path} has no entries",
                "entries for it, or no row for the code",
                where,
                code.path,
            )
        elif missing:
            named = {"zh": "Chinese", "en": "English"}[missing[0]]
            yield CodebookFinding(
                "warning",
                "one language",
                f"the code {code.path} has no {named} entries: it can never be found there",
                "entries in both languages, if both are studied",
                where,
                code.path,
            )


def _concepts_without_counterpart(book: Codebook, name: str) -> Iterator[CodebookFinding]:
    by_concept = defaultdict(list)
    for entry in book.entries:
        if entry.concept:
            by_concept[entry.concept].append(entry)
    for concept, entries in sorted(by_concept.items()):
        languages = {entry.language for entry in entries}
        codes = sorted({entry.code for entry in entries})
        first = min(entries, key=lambda entry: entry.line)
        if len(languages) == 1:
            what = f"the concept {concept} is in {next(iter(languages))} only"
            advice = "an entry of the same concept in the other language"
            yield _of_entry("warning", "no counterpart", what, advice, entry=first, sheet=name)
        if len(codes) > 1:
            what = f"the concept {concept} stands under {', '.join(codes)}"
            advice = "one code for each concept"
            yield _of_entry("warning", "concept in two codes", what, advice, entry=first, sheet=name)
    without = [entry for entry in book.entries if not entry.concept]
    for entry in without:
        what = "the entry has no concept"
        advice = "a concept ties it to its counterpart in the other language"
        yield _of_entry("note", "no concept", what, advice, entry=entry, sheet=name)


def _inside_others(book: Codebook, name: str) -> Iterator[CodebookFinding]:
    """Find literals inside longer literals of another code: the longer takes their place."""
    literals = [entry for entry in book.entries if entry.kind == "literal"]
    data = "".join(f"{entry.pattern}\n" for entry in literals).encode()
    octets = np.frombuffer(data, dtype=np.uint8)
    finder = PatternFinder([Pattern(entry.pattern, entry.kind, entry.language) for entry in literals])
    matches = finder.matches(data, octets)
    begins = np.append(0, np.flatnonzero(octets == ord("\n")) + 1)
    holder = np.searchsorted(begins, matches.start, side="right") - 1
    holders = defaultdict(set)
    for inner, outer in zip(matches.which.tolist(), holder.tolist(), strict=True):
        if literals[inner].code != literals[outer].code:
            holders[inner].add(outer)
    for inner, outers in sorted(holders.items()):
        entry = literals[inner]
        shown = ", ".join(sorted(f"{literals[outer].pattern} ({literals[outer].code})" for outer in outers)[:3])
        more = f" and {len(outers) - 3} more" if len(outers) > 3 else ""
        what = f"{entry.pattern!r} is inside entries of other codes: {shown}{more}"
        advice = "nothing, if the longer one is meant to take its place there"
        yield _of_entry("note", "inside another", what, advice, entry=entry, sheet=name)


def _too_short(book: Codebook, name: str) -> Iterator[CodebookFinding]:
    for entry in book.entries:
        fixed = len(entry.pattern.replace("*", "").replace(" ", ""))
        if entry.kind == "wildcard" and fixed <= _SHORT[entry.language]:
            what = f"the wildcard {entry.pattern!r} has only {fixed} fixed characters"
            advice = "a longer stem, or literals"
            yield _of_entry("warning", "matches much", what, advice, entry=entry, sheet=name)


def findings_of_hits(
    book: Codebook, hits: pd.DataFrame, turns: int, name: str = "entries.csv"
) -> list[CodebookFinding]:
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
    of_tier = hits.loc[hits["suppressed_by"].str.startswith(OF_TIER), "entry_id"].value_counts()
    hits_of_entry = counted["entry_id"].value_counts()
    suppressed = hits.loc[hits["suppressed_by"] != "", "entry_id"].value_counts()
    turns_with = counted.drop_duplicates(["entry_id", "document_id", "turn"])["entry_id"].value_counts()
    hits_of_code = counted["code"].value_counts()
    return [
        finding
        for entry in book.entries
        for finding in _met_corpus(
            entry,
            name,
            hits=int(hits_of_entry.get(entry.entry_id, 0)),
            suppressed=int(suppressed.get(entry.entry_id, 0)),
            of_tier=int(of_tier.get(entry.entry_id, 0)),
            share_of_turns=int(turns_with.get(entry.entry_id, 0)) / max(turns, 1),
            hits_of_code=int(hits_of_code.get(entry.code, 0)),
        )
    ]


def _met_corpus(
    entry: Entry, name: str, *, hits: int, suppressed: int, of_tier: int, share_of_turns: float, hits_of_code: int
) -> Iterator[CodebookFinding]:
    share = hits / max(hits_of_code, 1)
    if of_tier:
        what = f"found {of_tier} times, but no entry of the tier {entry.tier} counts"
        advice = "read the hits; if most are right, make it core, or add its tier to the setting counted"
        yield _of_entry("note", "tier", what, advice, entry=entry, sheet=name)
    elif not hits and suppressed:
        what = f"found {suppressed} times, each time inside another match"
        advice = "nothing, if the other match is meant to take its place"
        yield _of_entry("note", "never counts", what, advice, entry=entry, sheet=name)
    elif not hits:
        advice = "nothing, if other texts may hold it; else look for a misspelling"
        yield _of_entry("note", "dead", "never found in this corpus", advice, entry=entry, sheet=name)
    if share_of_turns > EVERYWHERE:
        what = f"found in {share_of_turns:.0%} of all turns"
        advice = "a more specific entry: what is everywhere tells nothing"
        yield _of_entry("warning", "matches much", what, advice, entry=entry, sheet=name)
    if share > HEAVY and hits_of_code >= _FEWEST_HITS:
        what = f"carries {share:.0%} of the {hits_of_code} hits of {entry.code}"
        advice = "read its hits: the code is as good as this one entry"
        yield _of_entry("warning", "heavy", what, advice, entry=entry, sheet=name)
