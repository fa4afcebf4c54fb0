"""The codebook looked at as an instrument: what is doubtful in it, which entry did it, what rests on single entries.

Reads documents, turns, hits and units, and the codebook. Writes findings.csv (errors, warnings, notes, each with file
and line), entries.csv (hits of each entry by source and language), suppressed.csv (what was suppressed by what),
qualified.csv (hits of each code by qualifier), influence.csv (each hypothesis without each entry that carries 5 % of
one of its codes) and reliability.csv (random halves of each code's entries).
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict

from intertwine import records
from intertwine.codebook.records import FINDINGS
from intertwine.coding.records import ENTRIES, HITS, QUALIFIED, SUPPRESSED, UNITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.measures.cooccurrence.records import INFLUENCE, RELIABILITY
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    for name in ("documents", "turns", "hits", "units"):
        path_argument(parser, name, f"{name}.parquet to read")
    for name in ("findings", "entries", "suppressed", "qualified", "influence", "reliability"):
        path_argument(parser, name, f"{name}.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    import pandas as pd

    from intertwine.codebook.cells import read_written
    from intertwine.codebook.checking import checked, of_hits, ordered
    from intertwine.coding.audit import entry_table, qualifier_table, suppressed_table, without
    from intertwine.config import folder
    from intertwine.measures.cooccurrence.influence import in_units, leave_one_entry_out, split_half
    from intertwine.measures.matrix import sources_of

    settings = chosen_settings(chosen, "audit")
    with summarised("audit") as summary:
        written = read_written(folder(chosen.config, settings.codebook))
        documents = records.read(DOCUMENTS, chosen.documents)
        hits, units = records.read(HITS, chosen.hits), records.read(UNITS, chosen.units)
        turns = len(records.read(TURNS, chosen.turns, ("document_id", "turn")))
        book, findings = checked(written)
        findings = ordered([*findings, *of_hits(book, hits, turns, written.entries.name)])
        entries = entry_table(hits, documents, book)
        kind, sources = settings.primary_unit, sources_of(units)
        influence = pd.concat(
            [
                leave_one_entry_out(in_units(hits, units, kind=kind, source=source), settings.hypotheses, without)
                .assign(source=source, unit=kind)
                for source in sources
            ]
        )  # fmt: skip
        known = pd.DataFrame(
            [(one.entry_id, one.language, one.pattern) for one in book.entries],
            columns=["entry_id", "language", "pattern"],
        )
        codes = [code.path for code in book.codes]
        languages = sorted(set(documents["language"]))
        reliability = pd.concat(
            [
                split_half(
                    in_units(hits, units, kind=kind, source=source, language=language),
                    codes,
                    seed=settings.seed,
                    name=f"{source} {language}",
                ).assign(source=source, language=language, unit=kind, seed=settings.seed)
                for source in sources
                for language in languages
            ]
        )
        records.write(FINDINGS, pd.DataFrame([asdict(one) for one in findings]), chosen.findings)
        records.write(ENTRIES, entries, chosen.entries)
        records.write(SUPPRESSED, suppressed_table(hits), chosen.suppressed)
        records.write(QUALIFIED, qualifier_table(hits, documents), chosen.qualified)
        records.write(INFLUENCE, influence.merge(known, on="entry_id"), chosen.influence)
        records.write(RELIABILITY, reliability, chosen.reliability)
        warnings = [one for one in findings if one.level == "warning"]
        summary.count(entries=len(book.entries), warnings=len(warnings), notes=len(findings) - len(warnings))
        if warnings:
            kinds = sorted({one.finding for one in warnings})
            print(f"WARNING: {len(warnings)} findings in the codebook to look at: {', '.join(kinds)}", file=sys.stderr)
