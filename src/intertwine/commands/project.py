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
from intertwine.command_line import results_argument, settings_arguments, settings_chosen
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.errors import UserError
from intertwine.language.records import SENTENCES

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    kinds = parser.add_subparsers(dest="action", required=True)
    for action, what in (("export", "file to write"), ("import", "file to read")):
        of_action = kinds.add_parser(action, help=what)
        settings_arguments(of_action)
        results_argument(of_action)
        of_action.add_argument("file", type=Path, help=what)


def run(chosen: argparse.Namespace) -> None:
    """Run the command."""
    from intertwine.handcoding.ranges import document_texts

    settings = settings_chosen(chosen)
    texts, turns = document_texts(
        records.read(DOCUMENTS, chosen.results / DOCUMENTS.name),
        records.read(TURNS, chosen.results / TURNS.name),
    )
    (_export if chosen.action == "export" else _import)(chosen, settings, texts, turns)


def _export(chosen: argparse.Namespace, settings: Settings, texts: pd.DataFrame, turns: pd.DataFrame) -> None:
    from intertwine.codebook.reading import read_codebook
    from intertwine.handcoding.refi_writing import write_project
    from intertwine.settings_file import folder

    hits = records.read(HITS, chosen.results / HITS.name)
    hits = hits[hits["suppressed_by"] == ""].merge(turns[["document_id", "turn", "begins"]], on=["document_id", "turn"])
    placed = hits.assign(start=hits["start"] + hits["begins"], end=hits["end"] + hits["begins"])
    book = read_codebook(folder(chosen.config, settings.codebook))
    columns = ["document_id", "start", "end", "code", "entry_id"]
    write_project(chosen.file, texts, book.codes, placed[columns], name=settings.title.en)
    print(f"written: {chosen.file}: {len(texts)} documents, {len(book.codes)} codes, {len(placed)} hits")


def _import(chosen: argparse.Namespace, settings: Settings, texts: pd.DataFrame, turns: pd.DataFrame) -> None:
    from intertwine.codebook.reading import read_codebook
    from intertwine.handcoding.ranges import ranges_in_turns
    from intertwine.handcoding.refi import codings_in_documents, our_codes, our_documents
    from intertwine.handcoding.refi_reading import read_project
    from intertwine.handcoding.refi_writing import LEXICON_USER
    from intertwine.handcoding.store import read_sample, target_codes
    from intertwine.settings_file import folder

    project = read_project(chosen.file)
    in_documents = codings_in_documents(project, texts)
    known, unknown = our_codes(project, read_codebook(folder(chosen.config, settings.codebook)).codes)
    codings = in_documents.codings.assign(code=in_documents.codings["code_guid"].map(known))
    codings = codings[codings["code"].notna() & (codings["user"] != LEXICON_USER)]
    ranges = ranges_in_turns(codings[["document_id", "start", "end", "code", "user"]], turns)
    home = folder(chosen.config, settings.coded)
    target = home / "imported" / f"{_slug(chosen.file.stem)}.csv"
    records.write_plain(ranges[["document_id", "turn", "start", "end", "code", "user"]], target)
    print(f"written: {target}: {len(ranges)} ranges of {ranges['user'].nunique()} coders")
    for source, number in in_documents.unmatched:
        print(f"not ours: source {source.name[:60]!r} with {number} codings: no document has its text")
    for code in unknown:
        print(f"not ours: code {code.name[:60]!r}")
    for note in project.notes:
        print(f"left out: {note}")
    if (home / "sample.csv").is_file():
        sentences = records.read(SENTENCES, chosen.results / SENTENCES.name)
        sample = read_sample(home / "sample.csv", sentences, turns)
        covered = set(our_documents(project, texts).values())
        _write_sheets(ranges, sample, target_codes(settings), covered=covered, returned=home / "returned")


def _write_sheets(
    ranges: pd.DataFrame, sample: pd.DataFrame, codes: tuple[str, ...], *, covered: set[str], returned: Path
) -> None:
    """Write a sheet for each coder and part, as though it had been filled in by hand."""
    from intertwine.handcoding.ranges import judgements

    for coder, own in ranges.groupby("user"):
        judged = judgements(own, sample, codes, covered).merge(sample[["item", "part", "text"]])
        for part, rows in judged.groupby("part"):
            path = returned / f"{_slug(str(coder))}-{part}.csv"
            if path.exists():
                raise UserError(
                    "there is a sheet of this coder already", where=str(path), allowed="a new name, or none"
                )
            records.write_plain(rows[["item", "text", *codes]], path)
            print(f"written: {path}: {len(rows)} units in the documents of the project")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "coder"
