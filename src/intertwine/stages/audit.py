"""The codebook looked at as an instrument: what is doubtful in it, which entry did it, what rests on single entries.

Gives findings (errors, warnings, notes, each with file and line), hits of each entry by source and language, what was
suppressed by what, hits of each code by qualifier, each hypothesis without each entry that carries 5 % of one of its
codes, and random halves of each code's entries.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from intertwine import log
from intertwine.codebook.records import FINDINGS
from intertwine.coding.records import ENTRIES, HITS, NOTHING_FOUND, QUALIFIED, SUPPRESSED, UNITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.measures.cooccurrence.records import INFLUENCE
from intertwine.measures.validation.records import RELIABILITY
from intertwine.records import Table, empty, stacked
from intertwine.stage import Reader, Stage
from intertwine.vocabulary import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from intertwine.codebook.checking import CodebookFinding
    from intertwine.codebook.reading import Codebook
    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, HITS, UNITS, NOTHING_FOUND),
    writes=(FINDINGS, ENTRIES, SUPPRESSED, QUALIFIED, INFLUENCE, RELIABILITY),
    settings=("cluster", "confidence", "counted", "hypotheses", "primary_unit", "reading", "seed", "smallest"),
    codebook=("entries",),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return the tables of the audit."""
    import pandas as pd

    from intertwine.codebook.cells import read_cells
    from intertwine.codebook.checking import check_cells, findings_of_hits, sorted_findings
    from intertwine.coding.audit import entry_table, qualifier_table, suppressed_table

    cells = read_cells(read.path(settings.codebook))
    documents, hits, units = read(DOCUMENTS), read(HITS), read(UNITS)
    book, findings = check_cells(cells)
    turns, sheet = len(read(TURNS, ("document_id", "turn"))), cells.entries.name
    met_corpus = [*findings_of_hits(book, hits, turns, sheet), *_nothing_found(read(NOTHING_FOUND), sheet)]
    findings = sorted_findings([*findings, *met_corpus])
    _warn(findings)
    return {
        FINDINGS: pd.DataFrame([asdict(each) for each in findings], columns=list(FINDINGS.columns)),
        ENTRIES: entry_table(hits, documents, book),
        SUPPRESSED: suppressed_table(hits),
        QUALIFIED: qualifier_table(hits, documents),
        INFLUENCE: _influence(hits, units, documents, book, settings),
        RELIABILITY: _reliability(hits, units, documents, book, settings),
    }


def _nothing_found(nothing: pd.DataFrame, sheet: str) -> Iterator[CodebookFinding]:
    """Give a warning for each part of the study in which nothing was found, with what was looked for."""
    from intertwine.codebook.checking import CodebookFinding
    from intertwine.wording.nothing_found import what_to_try, what_was_looked_for

    for row in nothing.to_dict("records"):
        code = "" if row["code"] == ALL else row["code"]
        what, advice = what_was_looked_for(row, {})[0], what_to_try(row)[0]
        yield CodebookFinding("warning", "nothing found", what, advice, sheet, code)


def _influence(
    hits: pd.DataFrame, units: pd.DataFrame, documents: pd.DataFrame, book: Codebook, settings: Settings
) -> pd.DataFrame:
    from functools import partial

    import pandas as pd

    from intertwine.coding.audit import hits_without_entry
    from intertwine.measures.cooccurrence.hits_in_units import hits_in_units
    from intertwine.measures.cooccurrence.influence import leave_one_entry_out
    from intertwine.measures.design import design_of
    from intertwine.measures.matrix import sources_of

    parts, design = [], design_of(settings)
    without = partial(hits_without_entry, tiers=settings.counted.tiers)
    for source in sources_of(units):
        placed = hits_in_units(hits, units, kind=settings.primary_unit, source=source)
        layout = placed.layout(documents, cluster=settings.cluster)
        parts.append(
            leave_one_entry_out(placed, layout, settings.hypotheses, without, reading=settings.reading, design=design)
        )
    entries = [(each.entry_id, each.language, each.pattern) for each in book.entries]
    known = pd.DataFrame(entries, columns=["entry_id", "language", "pattern"])
    return pd.concat(parts).merge(known, on="entry_id") if parts else empty(INFLUENCE)


def _reliability(
    hits: pd.DataFrame, units: pd.DataFrame, documents: pd.DataFrame, book: Codebook, settings: Settings
) -> pd.DataFrame:
    from intertwine.measures.cooccurrence.hits_in_units import hits_in_units
    from intertwine.measures.matrix import sources_of
    from intertwine.measures.validation.reliability import split_half

    codes, kind = [code.path for code in book.codes], settings.primary_unit
    parts = [
        split_half(hits_in_units(hits, units, kind=kind, source=source, language=language), codes, seed=settings.seed)
        for source in sources_of(units)
        for language in sorted(set(documents["language"]))
    ]
    return stacked(RELIABILITY, parts)


def _warn(findings: list[CodebookFinding]) -> None:
    warnings = [each for each in findings if each.level == "warning"]
    if warnings:
        kinds = sorted({each.finding for each in warnings})
        log.warn(f"{len(warnings)} findings in the codebook to look at: {', '.join(kinds)}")
