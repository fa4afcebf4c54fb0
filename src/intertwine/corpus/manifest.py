"""The manifest: which files are documents, and who speaks in them.

`documents.csv` and `speakers.csv` in the corpus folder, or the sheets `documents` and `speakers` of `corpus.xlsx`.
Read while the workflow is planned, so this module imports nothing heavy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from intertwine.corpus.manifest_cells import date_in, encoding_in, file_at, path_in
from intertwine.corpus.names import label_key
from intertwine.errors import UserError
from intertwine.input_tables import InputRow, InputTable, read_input_table

DOCUMENT_LANGUAGES = ("zh", "en", "mixed", "auto")
SPEAKER_ROLES = ("interviewer", "respondent", "author")
NO_SPEAKER = "none"
"""Role of a label that is none: words that often stand before a colon."""

_DOCUMENT_COLUMNS = ("path", "source", "language", "title", "date", "encoding")
_SPEAKER_COLUMNS = ("document", "speaker", "role", "pseudonym")
_MADE_HERE = frozenset({"document_id", "format", "sha256", "characters", "turns", "cluster"})
_NO_MEANING = "note"


@dataclass(frozen=True, slots=True)
class Document:
    """A row of documents.csv; `more` are the columns of the study's own."""

    path: str
    file: Path
    source: str
    language: str
    title: str
    date: str
    encoding: str
    more: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A row of speakers.csv; an empty `document` means every document."""

    document: str
    label: str
    role: str
    pseudonym: str
    more: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name in all results: the pseudonym, or the label where none is given."""
        return self.pseudonym or self.label


@dataclass(frozen=True, slots=True)
class Manifest:
    """The documents of a study and who speaks in them.

    Attributes
    ----------
    documents
        Rows of documents.csv, by path.
    speakers
        Rows of speakers.csv, by document and label.
    tables
        The files the manifest was read from.
    """

    documents: tuple[Document, ...]
    speakers: tuple[Speaker, ...]
    tables: tuple[Path, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the manifest lists."""
        return tuple(document.file for document in self.documents)

    def meaning(self) -> str:
        """Return a hash of all that matters: not the order of rows and columns, and not what a note says."""
        documents = [
            (row.path, row.source, row.language, row.title, row.date, row.encoding, sorted(row.more.items()))
            for row in self.documents
        ]
        speakers = [
            (row.document, row.label, row.role, row.pseudonym, sorted(row.more.items())) for row in self.speakers
        ]
        text = json.dumps([documents, speakers], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest in the corpus `folder`.

    Raises
    ------
    UserError
        If a table is missing or wrong: the message names the line and what is allowed.
    """
    documents_at, speakers_at = _table_places(folder)
    documents = _document_rows(read_input_table(documents_at, required=("path", "source")), folder)
    paths = frozenset(row.path for row in documents)
    speakers = _speaker_rows(read_input_table(speakers_at, required=("speaker", "role")), paths) if speakers_at else ()
    tables = dict.fromkeys(_table_file(place) for place in (documents_at, speakers_at) if place)
    return Manifest(documents, speakers, tuple(tables))


def _table_places(folder: Path) -> tuple[Path, Path | None]:
    workbook = folder / "corpus.xlsx"
    documents, speakers = folder / "documents.csv", folder / "speakers.csv"
    if not workbook.is_file():
        return documents, speakers if speakers.is_file() else None
    if documents.is_file():
        raise UserError(
            "the documents are listed twice", where=str(folder), allowed="either documents.csv or corpus.xlsx"
        )
    return workbook / "documents", workbook / "speakers"


def _table_file(place: Path) -> Path:
    return place if place.suffix else place.parent


def _document_rows(sheet: InputTable, folder: Path) -> tuple[Document, ...]:
    _check_columns(sheet)
    if not sheet.rows:
        raise UserError("no document is listed", where=sheet.name, allowed="one row for each file of the corpus")
    lines: dict[str, int] = {}
    read = []
    for row in sheet.rows:
        document = _document_of(row, sheet, folder)
        if document.path in lines:
            raise UserError(
                f"{document.path} is there twice, first in line {lines[document.path]}",
                where=sheet.place(row),
                allowed="each file once",
            )
        lines[document.path] = row.line
        read.append(document)
    return tuple(sorted(read, key=lambda document: document.path))


def _document_of(row: InputRow, sheet: InputTable, folder: Path) -> Document:
    place = sheet.place(row)
    path = path_in(row["path"], place)
    if not row["source"]:
        raise UserError("no source", where=place, allowed="what kind of document it is, such as interview, promotional")
    language = row["language"].lower() or "auto"
    if language not in DOCUMENT_LANGUAGES:
        raise UserError(
            f"unknown language {row['language'][:20]!r}", where=place, allowed=", ".join(DOCUMENT_LANGUAGES)
        )
    return Document(
        path=path,
        file=file_at(folder, path, place),
        source=row["source"],
        language=language,
        title=row["title"],
        date=date_in(row["date"], place),
        encoding=encoding_in(row["encoding"], place),
        more=_own_columns(row, sheet, _DOCUMENT_COLUMNS),
    )


def _speaker_rows(sheet: InputTable, paths: frozenset[str]) -> tuple[Speaker, ...]:
    _check_columns(sheet)
    lines: dict[tuple[str, str], int] = {}
    roles: dict[tuple[str, str], str] = {}
    read = []
    for row in sheet.rows:
        speaker = _speaker_of(row, sheet, paths)
        key = (speaker.document, label_key(speaker.label))
        if key in lines:
            raise UserError(
                f"speaker {speaker.label[:20]!r} is there twice, first in line {lines[key]}",
                where=sheet.place(row),
                allowed="each speaker once for a document, and once for all documents",
            )
        lines[key] = row.line
        role = roles.setdefault((speaker.document, speaker.name), speaker.role)
        if role != speaker.role:
            raise UserError(
                f"{speaker.name[:20]!r} is {role} and {speaker.role}",
                where=sheet.place(row),
                allowed="one role for a speaker of a document",
            )
        read.append(speaker)
    return tuple(sorted(read, key=lambda speaker: (speaker.document, speaker.label)))


def _speaker_of(row: InputRow, sheet: InputTable, paths: frozenset[str]) -> Speaker:
    place = sheet.place(row)
    role = row["role"].lower()
    if role not in (*SPEAKER_ROLES, NO_SPEAKER):
        raise UserError(
            f"unknown role {row['role'][:20]!r}",
            where=place,
            allowed=f"{', '.join(SPEAKER_ROLES)}; {NO_SPEAKER} for words that are no speaker's label",
        )
    document = path_in(row["document"], place) if row["document"] else ""
    if document and document not in paths:
        raise UserError(
            f"{document} is not among the documents", where=place, allowed="a path as in documents.csv, or none"
        )
    label = row["speaker"] or ("author" if role == "author" else "")
    if not label_key(label):
        raise UserError("no speaker", where=place, allowed="the label that stands before what the speaker says")
    return Speaker(document, label, role, row["pseudonym"], _own_columns(row, sheet, _SPEAKER_COLUMNS))


def _own_columns(row: InputRow, sheet: InputTable, known: tuple[str, ...]) -> dict[str, str]:
    return {name: row[name] for name in sorted(sheet.columns) if name not in (*known, _NO_MEANING)}


def _check_columns(sheet: InputTable) -> None:
    taken = sorted(_MADE_HERE & set(sheet.columns))
    if taken:
        raise UserError(
            f"columns named like results: {', '.join(taken)}", where=f"{sheet.name}, line 1", allowed="another name"
        )
