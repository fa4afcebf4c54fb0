"""All files of a study to documents with their turns, or one error for all that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from intertwine import log
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
from intertwine.corpus.manifest import Document, Manifest
from intertwine.corpus.reading import read_bytes, read_document
from intertwine.errors import UserError

Given = TypeVar("Given")
Made = TypeVar("Made")


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

    rows = log.progress(manifest.documents, "ingest", total=len(manifest.documents))
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
