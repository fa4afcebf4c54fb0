"""Check, compare, export and import the codebook.

intertwine codebook check                     what is wrong or doubtful, with file and line
intertwine codebook compare OLD NEW           what an edit changed; each a folder, an .xlsx file or a git revision
intertwine codebook export FILE               the codebook as .xlsx, quanteda .yml, LIWC .dic or REFI-QDA .qdc
intertwine codebook import FILE --to FOLDER   a codebook from such a file (also KH Coder coding rules)
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intertwine import records
from intertwine.coding.records import HITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.errors import UserError
from intertwine.language.records import ENGINES, SENTENCES, TOKENS
from intertwine.log import summarised
from intertwine.stage import settings_arguments, settings_chosen

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.codebook.checking import CodebookFinding
    from intertwine.codebook.reading import Codebook
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
    from intertwine.config import folder

    settings = settings_chosen(chosen)
    cells = read_cells(folder(chosen.config, settings.codebook))
    book, findings = check_cells(cells)
    hits = chosen.results / "coding/hits.parquet"
    if hits.is_file() and not any(one.level == "error" for one in findings):
        turns = records.read(TURNS, chosen.results / "corpus/turns.parquet", ("document_id",))
        findings = sorted_findings(
            [*findings, *findings_of_hits(book, records.read(HITS, hits), len(turns), cells.entries.name)]
        )
    shown = LEVELS[: LEVELS.index(chosen.level) + 1]
    for one in findings:
        if one.level in shown:
            print(f"{one.level}: {one.where}: {one.what}\n    {one.advice}")
    numbers = ", ".join(f"{_number(findings, level)} {level}s" for level in LEVELS)
    print(f"{len(book.codes)} codes, {len(book.entries)} entries, {len(book.cues)} cues: {numbers}")
    wrong = _number(findings, "error")
    if wrong:
        raise UserError(f"{wrong} errors in the codebook", where=settings.codebook, allowed="none: they stop a run")


def _number(findings: list[CodebookFinding], level: str) -> int:
    return sum(one.level == level for one in findings)


def _export(chosen: argparse.Namespace) -> None:
    from intertwine.codebook.cells import read_cells
    from intertwine.codebook.exchange import export_codebook
    from intertwine.codebook.reading import parse_codebook
    from intertwine.config import folder

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
    for one in lost:
        print(f"not in it: {one}")


def _compare(chosen: argparse.Namespace) -> None:
    from intertwine.codebook.comparing import changed_hits, edits
    from intertwine.codebook.reading import read_codebook
    from intertwine.codebook.versions import codebook_version
    from intertwine.coding.units import segmented_corpus
    from intertwine.config import folder

    settings = settings_chosen(chosen)
    home = folder(chosen.config, settings.codebook)
    with summarised("compare") as summary:
        books = []
        for named in (chosen.old, chosen.new):
            with codebook_version(named, home) as path:
                books.append(read_codebook(path))
        corpus = chosen.results / "corpus"
        if not (corpus / "tokens.parquet").is_file():
            raise UserError(
                "no results to compare on",
                where=str(corpus),
                allowed="the results of a run, as `snakemake segment` gives",
            )
        text = segmented_corpus(
            *(records.read(table, chosen.results / table.name) for table in (DOCUMENTS, TURNS, SENTENCES, TOKENS))
        )
        before, after = (_measured(text, book, settings) for book in books)
        hits = changed_hits(before["hits"], after["hits"])
        told = {
            "edits": edits(*books),
            "hits": _with_words(hits, before, after, text.turns, text.documents, books),
            "headline": _headline(before, after, settings),
            "shown": _shown(before, after, settings),
        }
        for name, frame in told.items():
            records.write_plain(frame, chosen.output / f"{name}.csv")
        page = _page(told, before, after, settings, chosen)
        records.whole(chosen.output / "compare.html", lambda path: path.write_bytes(page.encode()))
        changes = hits["change"].value_counts()
        summary.count(
            edits=len(told["edits"]),
            gained=int(changes.get("gained", 0)),
            lost=int(changes.get("lost", 0)),
            requalified=int(changes.get("requalified", 0)),
            headline_numbers_changed=int(told["headline"]["changed"].sum()),
        )
    print(f"written: {chosen.output / 'compare.html'}")


def _measured(text: Any, book: Codebook, settings: Settings) -> dict[str, pd.DataFrame]:
    """Return what coding and the measures that rest on it give under a codebook.

    In units other than the primary one only the hypotheses are worked out.
    """
    import pandas as pd

    from intertwine.coding.coding import code_as_set
    from intertwine.coding.presence import unused_codes_and_entries
    from intertwine.measures.cooccurrence.cooccurrence import cooccurrence, design_of
    from intertwine.measures.prevalence.prevalence import prevalence

    found = code_as_set(text, book, settings)
    frames = (found.units, found.presence, text.documents)
    shares = prevalence(
        *frames,
        kinds=(settings.primary_unit,),
        cluster=settings.cluster,
        clusters=settings.smallest.clusters,
        resamples=settings.bootstrap,
        confidence=settings.confidence,
        seed=settings.seed,
    )
    design = design_of(settings)
    declared = {code for pair in settings.hypotheses for code in pair}
    others = [kind for kind in settings.units if kind != settings.primary_unit]
    parts = [cooccurrence(*frames, kinds=[settings.primary_unit], design=design)]
    if others:
        few = found.presence[found.presence["code"].isin(declared)]
        parts.append(cooccurrence(found.units, few, text.documents, kinds=others, design=design))
    pairs = pd.concat(parts, ignore_index=True)
    return {
        "hits": found.hits,
        "prevalence": shares,
        "cooccurrence": pairs,
        "unused": unused_codes_and_entries(found.hits, book),
    }


def _headline(
    before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame], settings: Settings
) -> pd.DataFrame:
    from intertwine.report.comparison import headline

    return headline(before, after, settings)


def _shown(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame], settings: Settings) -> pd.DataFrame:
    from intertwine.report.comparison import tables_changed

    return tables_changed(before, after, settings)


def _with_words(
    hits: pd.DataFrame,
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    turns: pd.DataFrame,
    documents: pd.DataFrame,
    books: list[Codebook],
) -> pd.DataFrame:
    """Add the entry's pattern and what stands before and after each changed hit."""
    import pandas as pd

    from intertwine.coding.concordance import concordance_lines

    keys = ["document_id", "turn", "start", "code", "entry_id"]
    words = pd.concat(
        [
            concordance_lines(frames["hits"], turns, documents, book)
            for frames, book in zip((before, after), books, strict=True)
        ]
    ).drop_duplicates(keys)
    return hits.merge(words[[*keys, "pattern", "left", "right"]], on=keys, how="left")


def _page(
    told: Mapping[str, pd.DataFrame],
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    settings: Settings,
    chosen: argparse.Namespace,
) -> str:
    from intertwine.report.comparison_page import compare_page

    engines = records.read(ENGINES, chosen.results / "corpus/engines.csv")
    return compare_page(
        told,
        before,
        after,
        settings,
        engines=engines,
        old=chosen.old,
        new=chosen.new,
        samples=_SAMPLES,
        edits_shown=_EDITS_SHOWN,
    )
