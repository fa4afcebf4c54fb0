"""Exchange with qualitative analysis programs (ATLAS.ti, MAXQDA, NVivo, QualCoder) as REFI-QDA projects.

    intertwine project export FILE.qdpx    documents, codes and the hits that count, to open in such a program
    intertwine project import FILE.qdpx    codings made there: their ranges, and sheets of each coder for the sample

Texts are handed over one turn a line, each after its speaker's name; what comes back must rest on the same texts.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import HITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.errors import UserError
from intertwine.language.records import SENTENCES
from intertwine.stage import settings_arguments, settings_chosen

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    kinds = parser.add_subparsers(dest="action", required=True)
    for action, what in (("export", "file to write"), ("import", "file to read")):
        one = kinds.add_parser(action, help=what)
        settings_arguments(one)
        one.add_argument("file", type=Path, help=what)
        one.add_argument("--results", type=Path, default=Path("results"), help="results of a run")


def run(chosen: argparse.Namespace) -> None:
    """Run the command."""
    from intertwine.handcoding.ranges import document_texts

    settings = settings_chosen(chosen)
    texts, turns = document_texts(
        records.read(DOCUMENTS, chosen.results / "corpus/documents.parquet"),
        records.read(TURNS, chosen.results / "corpus/turns.parquet"),
    )
    (_export if chosen.action == "export" else _import)(chosen, settings, texts, turns)


def _export(chosen: argparse.Namespace, settings: Settings, texts: pd.DataFrame, turns: pd.DataFrame) -> None:
    from intertwine.codebook.reading import read_codebook
    from intertwine.config import folder
    from intertwine.handcoding.refi_writing import write_project

    hits = records.read(HITS, chosen.results / "coding/hits.parquet")
    hits = hits[hits["suppressed_by"] == ""].merge(turns[["document_id", "turn", "begins"]], on=["document_id", "turn"])
    placed = hits.assign(start=hits["start"] + hits["begins"], end=hits["end"] + hits["begins"])
    book = read_codebook(folder(chosen.config, settings.codebook))
    columns = ["document_id", "start", "end", "code", "entry_id"]
    write_project(chosen.file, texts, book.codes, placed[columns], name=settings.title.en)
    print(f"written: {chosen.file}: {len(texts)} documents, {len(book.codes)} codes, {len(placed)} hits")


def _import(chosen: argparse.Namespace, settings: Settings, texts: pd.DataFrame, turns: pd.DataFrame) -> None:
    from intertwine.codebook.reading import read_codebook
    from intertwine.config import folder
    from intertwine.handcoding.ranges import ranges_in_turns
    from intertwine.handcoding.refi import codings_in_documents, our_codes, our_documents
    from intertwine.handcoding.refi_reading import read_project
    from intertwine.handcoding.refi_writing import LEXICON_USER

    project = read_project(chosen.file)
    found = codings_in_documents(project, texts)
    known, unknown = our_codes(project, read_codebook(folder(chosen.config, settings.codebook)).codes)
    codings = found.codings.assign(code=found.codings["code_guid"].map(known))
    codings = codings[codings["code"].notna() & (codings["user"] != LEXICON_USER)]
    ranges = ranges_in_turns(codings[["document_id", "start", "end", "code", "user"]], turns)
    coded = folder(chosen.config, settings.coded)
    target = coded / "imported" / f"{_slug(chosen.file.stem)}.csv"
    records.write_plain(ranges[["document_id", "turn", "start", "end", "code", "user"]], target)
    print(f"written: {target}: {len(ranges)} ranges of {ranges['user'].nunique()} coders")
    for source, number in found.unmatched:
        print(f"not ours: source {source.name[:60]!r} with {number} codings: no document has its text")
    for code in unknown:
        print(f"not ours: code {code.name[:60]!r}")
    for note in project.notes:
        print(f"left out: {note}")
    if (coded / "sample.csv").is_file():
        _sheets(ranges, set(our_documents(project, texts).values()), coded, settings, turns, chosen.results)


def _sheets(
    ranges: pd.DataFrame, covered: set[str], coded: Path, settings: Settings, turns: pd.DataFrame, results: Path
) -> None:
    """Write a sheet for each coder and part, as though it had been filled in by hand."""
    from intertwine.handcoding.ranges import judgements
    from intertwine.handcoding.store import read_sample, target_codes

    sentences = records.read(SENTENCES, results / "corpus/sentences.parquet")
    sample = read_sample(coded / "sample.csv", sentences, turns)
    for coder, own in ranges.groupby("user"):
        judged = judgements(own, sample, target_codes(settings), covered).merge(sample[["item", "part", "text"]])
        for part, rows in judged.groupby("part"):
            path = coded / "returned" / f"{_slug(str(coder))}-{part}.csv"
            if path.exists():
                raise UserError(
                    "there is a sheet of this coder already", where=str(path), allowed="a new name, or none"
                )
            records.write_plain(rows[["item", "text", *target_codes(settings)]], path)
            print(f"written: {path}: {len(rows)} units in the documents of the project")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "coder"
