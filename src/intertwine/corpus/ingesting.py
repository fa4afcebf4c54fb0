"""All files of a study to documents with their turns, or one error for all that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from intertwine import log
from intertwine.corpus.documents import (
    IngestedDocument,
    OpenedDocument,
    error_in_document,
    errors_of_documents,
    ingest_document,
    label_document,
    sources_of_transcripts,
)
from intertwine.corpus.manifest import Document, Manifest
from intertwine.corpus.reading import read_bytes, read_document
from intertwine.errors import UserError

Given = TypeVar("Given")
Made = TypeVar("Made")


def ingested_documents(manifest: Manifest) -> list[IngestedDocument]:
    """Return the documents of the manifest with their turns.

    Raises
    ------
    UserError
        If documents cannot be read: one error for all of them, each with its name and what to do.
    """

    def opened(row: Document) -> OpenedDocument:
        file = read_bytes(row.file)
        kind, reading = read_document(row.path, file.data, encoding=row.encoding)
        return OpenedDocument(row, kind, file.sha256, reading)

    rows = log.progress(manifest.documents, "ingest", total=len(manifest.documents))
    read, unread = _made_or_wrong(opened, rows, lambda row: row.path)
    labelled = [label_document(document, manifest.speakers) for document in read]
    ingest = partial(ingest_document, transcript_sources=sources_of_transcripts(labelled, manifest.speakers))
    documents, wrong = _made_or_wrong(ingest, labelled, lambda document: document.opened.document.path)
    if unread or wrong:
        raise errors_of_documents([*unread, *wrong])
    return documents


def _made_or_wrong(
    step: Callable[[Given], Made], items: Iterable[Given], path: Callable[[Given], str]
) -> tuple[list[Made], list[UserError]]:
    """Return what `step` makes of each of the items, and the errors of those it cannot make anything of."""
    made: list[Made] = []
    errors: list[UserError] = []
    for item in items:
        try:
            made.append(step(item))
        except UserError as error:
            errors.append(error_in_document(error, path(item)))
    return made, errors
