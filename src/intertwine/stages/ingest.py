"""Read the files of the corpus: documents, who speaks in them, and their turns.

Reads .docx, .txt, .vtt, .srt, .md, .html, .xlsx, .csv and PDF with a text layer. Transcripts are cut into turns at the
labels of the speakers listed in speakers.csv; prose is one turn a paragraph, said by its author. What is not read, how
sure an encoding is, and lines that fit nothing are counted in the report. A document without turns, with an unknown
speaker, with bytes that are no text, or empty, stops the run with its name and what to do.

REQUIRED INPUTS
    documents.csv, speakers.csv and the files they list (setting `corpus`)
OUTPUTS
    --documents  one row a document
    --speakers   one row for each document and speaker
    --turns      one row a turn: speaker, role, language, text
    --report     what needs a look, by file and line (CSV)
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import TypeVar

from intertwine.corpus.documents import (
    Heard,
    Ingested,
    Opened,
    hear,
    ingested,
    located,
    sources_of_transcripts,
    together,
)
from intertwine.corpus.identity import document_ids
from intertwine.corpus.manifest import Document, Manifest, read_manifest
from intertwine.corpus.reading import read_bytes, read_document
from intertwine.errors import UserError
from intertwine.stages import chosen_settings, path_argument, progress, settings_arguments, summarised

Given = TypeVar("Given")
Made = TypeVar("Made")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this stage's options."""
    settings_arguments(parser)
    path_argument(parser, "documents", "where documents are written (Parquet)")
    path_argument(parser, "speakers", "where speakers are written (Parquet)")
    path_argument(parser, "turns", "where turns are written (Parquet)")
    path_argument(parser, "report", "where findings are written (CSV)")


def run(chosen: argparse.Namespace) -> None:
    """Read the corpus and write its tables; nothing is written unless every document could be read."""
    from intertwine.config import folder
    from intertwine.corpus.records import DOCUMENTS, INGEST_REPORT, SPEAKERS, TURNS
    from intertwine.corpus.tables import documents_frame, report_frame, speakers_frame, turns_frame
    from intertwine.records import write

    settings = chosen_settings(chosen, "ingest")
    with summarised("ingest") as summary:
        manifest = read_manifest(folder(chosen.config, settings.corpus))
        documents = ingested_documents(manifest)
        ids = document_ids({row.path: row.source for row in manifest.documents})
        report = report_frame(documents, manifest)
        write(DOCUMENTS, documents_frame(documents, ids), chosen.documents)
        write(SPEAKERS, speakers_frame(documents, ids, manifest), chosen.speakers)
        write(TURNS, turns_frame(documents, ids), chosen.turns)
        write(INGEST_REPORT, report, chosen.report)
        turns = sum(len(each.turns) for each in documents)
        summary.count(documents=len(documents), turns=turns, findings=len(report))


def ingested_documents(manifest: Manifest) -> list[Ingested]:
    """Return the documents of the manifest with their turns.

    Raises
    ------
    UserError
        If documents cannot be read: one error for all of them, each with its name and what to do.
    """

    def opened(row: Document) -> Opened:
        file = read_bytes(row.file)
        kind, reading = read_document(row.path, file.data, encoding=row.encoding)
        return Opened(row, kind, file.sha256, reading)

    def heard(each: Opened) -> Heard:
        return hear(each, manifest.speakers)

    def turned(each: Heard) -> Ingested:
        return ingested(each, spoken_sources)

    rows = progress(manifest.documents, "ingest", total=len(manifest.documents))
    read, unread = _each(opened, rows, lambda row: row.path)
    voices = [heard(each) for each in read]
    spoken_sources = sources_of_transcripts(voices)
    documents, wrong = _each(turned, voices, lambda each: each.opened.document.path)
    if unread or wrong:
        raise together([*unread, *wrong])
    return documents


def _each(
    step: Callable[[Given], Made], items: Iterable[Given], path: Callable[[Given], str]
) -> tuple[list[Made], list[UserError]]:
    """Return what `step` makes of each of the items, and the errors of those it cannot make anything of."""
    made: list[Made] = []
    errors: list[UserError] = []
    for item in items:
        try:
            made.append(step(item))
        except UserError as error:
            errors.append(located(error, path(item)))
    return made, errors
