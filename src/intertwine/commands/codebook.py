"""Check, compare, export and import the codebook.

intertwine codebook check                     what is wrong or doubtful, with file and line
intertwine codebook compare OLD NEW           what an edit changed; each a folder, an .xlsx file or a git revision
intertwine codebook export FILE               the codebook as .xlsx, quanteda .yml, LIWC .dic or REFI-QDA .qdc
intertwine codebook import FILE --to FOLDER   a codebook from such a file (also KH Coder coding rules)
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import HITS
from intertwine.command_line import settings_arguments, settings_chosen
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.errors import UserError
from intertwine.language.records import ENGINES, SENTENCES, TOKENS
from intertwine.log import summarised

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.codebook.checking import CodebookFinding
    from intertwine.codebook.reading import Codebook
    from intertwine.coding.coding import CodingTables
    from intertwine.coding.units import SegmentedCorpus
    from intertwine.config import Settings

_SAMPLES = 12
_EDITS_SHOWN = 300


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    kinds = parser.add_subparsers(dest="action", required=True)
    check = kinds.add_parser("check", help="what is wrong or doubtful in the codebook")
    settings_arguments(check)
    check.add_argument(
        "--results", type=Path, default=Path("results"), help="results of a run, for what needs a corpus"
    )
    check.add_argument("--level", choices=("error", "warning", "note"), default="warning", help="lowest level to show")
    compare = kinds.add_parser("compare", help="what an edit changed")
    settings_arguments(compare)
    compare.add_argument("old", help="folder, .xlsx file or git revision")
    compare.add_argument("new", help="folder, .xlsx file or git revision")
    compare.add_argument("--results", type=Path, default=Path("results"), help="results of a run: its corpus is coded")
    compare.add_argument("--output", type=Path, default=Path("results/compare"), help="folder to write")
    export = kinds.add_parser("export", help="write the codebook in another format")
    settings_arguments(export)
    export.add_argument("file", type=Path, help="file to write: .xlsx, .yml, .dic or .qdc")
    bring = kinds.add_parser("import", help="read a codebook in another format")
    bring.add_argument("file", type=Path, help="file to read: .xlsx, .yml, .dic, .qdc or .txt (KH Coder)")
    bring.add_argument("--to", type=Path, required=True, help="folder to write, which must not hold a codebook yet")


def run(chosen: argparse.Namespace) -> None:
    """Run the command."""
    {"check": _check, "compare": _compare, "export": _export, "import": _import}[chosen.action](chosen)


def _check(chosen: argparse.Namespace) -> None:
    from intertwine.codebook.cells import read_cells
    from intertwine.codebook.checking import LEVELS, check_cells, findings_of_hits, sorted_findings
    from intertwine.settings_file import folder

    settings = settings_chosen(chosen)
    cells = read_cells(folder(chosen.config, settings.codebook))
    book, findings = check_cells(cells)
    hits = chosen.results / HITS.name
    if hits.is_file() and not any(finding.level == "error" for finding in findings):
        turns = records.read(TURNS, chosen.results / TURNS.name, ("document_id",))
        findings = sorted_findings(
            [*findings, *findings_of_hits(book, records.read(HITS, hits), len(turns), cells.entries.name)]
        )
    shown = LEVELS[: LEVELS.index(chosen.level) + 1]
    for finding in findings:
        if finding.level in shown:
            print(f"{finding.level}: {finding.where}: {finding.what}\n    {finding.advice}")
    numbers = ", ".join(f"{_count(findings, level)} {level}s" for level in LEVELS)
    print(f"{len(book.codes)} codes, {len(book.entries)} entries, {len(book.cues)} cues: {numbers}")
    wrong = _count(findings, "error")
    if wrong:
        raise UserError(f"{wrong} errors in the codebook", where=settings.codebook, allowed="none: they stop a run")


def _count(findings: list[CodebookFinding], level: str) -> int:
    return sum(finding.level == level for finding in findings)


def _export(chosen: argparse.Namespace) -> None:
    from intertwine.codebook.cells import read_cells
    from intertwine.codebook.exchange import export_codebook
    from intertwine.codebook.reading import parse_codebook
    from intertwine.settings_file import folder

    cells = read_cells(folder(chosen.config, settings_chosen(chosen).codebook))
    parse_codebook(cells)
    _say_lost(export_codebook(cells, chosen.file), chosen.file)


def _import(chosen: argparse.Namespace) -> None:
    from intertwine.codebook.exchange import import_codebook
    from intertwine.codebook.exchange.folder import write_folder
    from intertwine.codebook.reading import parse_codebook

    if (chosen.to / "entries.csv").exists():
        raise UserError("there is a codebook already", where=str(chosen.to), allowed="another folder")
    cells, lost = import_codebook(chosen.file)
    parse_codebook(cells)
    write_folder(cells, chosen.to)
    _say_lost(lost, chosen.to)


def _say_lost(lost: list[str], path: Path) -> None:
    print(f"written: {path}")
    for loss in lost:
        print(f"not in it: {loss}")


def _compare(chosen: argparse.Namespace) -> None:
    from intertwine.codebook.comparing import changed_hits, edits
    from intertwine.report.comparison import headline, tables_changed

    settings = settings_chosen(chosen)
    with summarised("compare") as summary:
        books = [_version(named, chosen, settings) for named in (chosen.old, chosen.new)]
        corpus = _corpus(chosen.results)
        before, after = (_measured(corpus, book, settings) for book in books)
        hits = changed_hits(before["hits"], after["hits"])
        changes = {
            "edits": edits(*books),
            "hits": _with_context(hits, corpus, zip((before["hits"], after["hits"]), books, strict=True)),
            "headline": headline(before, after, settings),
            "shown": tables_changed(before, after, settings),
        }
        for name, frame in changes.items():
            records.write_plain(frame, chosen.output / f"{name}.csv")
        page = _page(changes, before, after, settings, chosen)
        records.whole(chosen.output / "compare.html", lambda path: path.write_bytes(page.encode()))
        of_kind = hits["change"].value_counts()
        summary.count(
            edits=len(changes["edits"]),
            **{kind: int(of_kind.get(kind, 0)) for kind in ("gained", "lost", "requalified")},
            headline_numbers_changed=int(changes["headline"]["changed"].sum()),
        )
    print(f"written: {chosen.output / 'compare.html'}")


def _version(named: str, chosen: argparse.Namespace, settings: Settings) -> Codebook:
    from intertwine.codebook.reading import read_codebook
    from intertwine.codebook.versions import codebook_version
    from intertwine.settings_file import folder

    with codebook_version(named, folder(chosen.config, settings.codebook)) as path:
        return read_codebook(path)


def _corpus(results: Path) -> SegmentedCorpus:
    from intertwine.coding.units import segmented_corpus

    if not (results / TOKENS.name).is_file():
        raise UserError(
            "no results to compare on",
            where=str(results / "corpus"),
            allowed="the results of a run, as `snakemake segment` gives",
        )
    documents, turns, sentences, tokens = (
        records.read(table, results / table.name) for table in (DOCUMENTS, TURNS, SENTENCES, TOKENS)
    )
    return segmented_corpus(documents, turns, sentences, tokens)


def _measured(corpus: SegmentedCorpus, book: Codebook, settings: Settings) -> dict[str, pd.DataFrame]:
    """Return what coding and the measures that rest on it give under a codebook."""
    from intertwine.coding.coding import code_as_set
    from intertwine.coding.presence import unused_codes_and_entries
    from intertwine.measures.design import design_of
    from intertwine.measures.prevalence.prevalence import prevalence

    coding = code_as_set(corpus, book, settings)
    shares = prevalence(
        coding.units,
        coding.presence,
        corpus.documents,
        kinds=(settings.primary_unit,),
        design=design_of(settings),
    )
    return {
        "hits": coding.hits,
        "prevalence": shares,
        "cooccurrence": _pairs(coding, corpus.documents, settings),
        "unused": unused_codes_and_entries(coding.hits, book),
    }


def _pairs(coding: CodingTables, documents: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the co-occurrence of all codes in primary units, and of the hypotheses' codes in the others."""
    import pandas as pd

    from intertwine.measures.cooccurrence.cooccurrence import cooccurrence
    from intertwine.measures.design import design_of

    declared = {code for pair in settings.hypotheses for code in pair}
    primary = [settings.primary_unit]
    others = [kind for kind in settings.units if kind not in primary]
    few = coding.presence[coding.presence["code"].isin(declared)]
    parts = [
        cooccurrence(
            coding.units,
            presence,
            documents,
            kinds=kinds,
            primary=settings.primary_unit,
            reading=settings.reading,
            hypotheses=settings.hypotheses,
            design=design_of(settings),
        )
        for presence, kinds in ((coding.presence, primary), (few, others))
        if kinds
    ]
    return pd.concat(parts, ignore_index=True)


def _with_context(
    changed: pd.DataFrame, corpus: SegmentedCorpus, versions: Iterable[tuple[pd.DataFrame, Codebook]]
) -> pd.DataFrame:
    """Add the entry's pattern and what stands before and after each changed hit; `versions` are hits and codebook."""
    import pandas as pd

    from intertwine.coding.concordance import concordance_lines

    keys = ["document_id", "turn", "start", "code", "entry_id"]
    lines = [concordance_lines(hits, corpus.turns, corpus.documents, book) for hits, book in versions]
    words = pd.concat(lines).drop_duplicates(keys)
    return changed.merge(words[[*keys, "pattern", "left", "right"]], on=keys, how="left")


def _page(
    changes: Mapping[str, pd.DataFrame],
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    settings: Settings,
    chosen: argparse.Namespace,
) -> str:
    from intertwine.report.comparison_page import compare_page

    engines = records.read(ENGINES, chosen.results / ENGINES.name)
    return compare_page(
        changes,
        before,
        after,
        settings,
        engines=engines,
        old=chosen.old,
        new=chosen.new,
        samples=_SAMPLES,
        edits_shown=_EDITS_SHOWN,
    )
