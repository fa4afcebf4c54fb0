"""Our documents, codes and hits as a project (.qdpx) that other programs open."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from intertwine.codebook.exchange.qda_xml import FIELDS, add_codes, code_guid, guid, new_root, xml_bytes, xml_text
from intertwine.codebook.reading import Code
from intertwine.errors import UserError
from intertwine.handcoding.refi_counting import Counting, offsets, plain_text
from intertwine.handcoding.refi_package import PROJECT, SOURCES_FOLDER, write_package
from intertwine.handcoding.refi_reading import NAMESPACE

if TYPE_CHECKING:
    from lxml import etree

LEXICON_USER = "intertwine (lexicon)"
"""The user who gave the codes where no person did."""

NAME_LENGTH = 60
"""Characters of a passage that are its name."""


def write_project(path: Path, documents: pd.DataFrame, codes: Sequence[Code], hits: pd.DataFrame, *, name: str) -> None:
    r"""Write documents, codes and hits as a .qdpx file; the same tables give the same bytes.

    Texts are written as UTF-8 without a byte mark and with ``\n`` at the end of lines, positions count in Unicode
    characters: programs that count otherwise then differ only after characters outside the basic plane. Hits of one
    passage become one selection with several codings.

    Parameters
    ----------
    path
        The file.
    documents
        document_id, title, text; one row for each document.
    codes
        The codebook's codes.
    hits
        document_id, start, end (characters of the document's text, end not included), code, entry_id and, where persons
        coded, user; without it the user is `LEXICON_USER`.
    name
        Of the project.

    Raises
    ------
    UserError
        If a document is there twice, a hit lies outside of its document or inside a line end, or its code or document
        is unknown.
    """
    _check_tables(documents, codes, hits)
    rows = _written_ranges(documents, hits)
    users = sorted({LEXICON_USER, *rows["user"]})
    root = new_root("Project", NAMESPACE)
    root.set("name", xml_text(name))
    root.set("creatingUserGUID", _user_guid(LEXICON_USER))
    holder = _add_element(root, "Users")
    for user in users:
        _add_element(holder, "User", guid=_user_guid(user), name=xml_text(user))
    if codes:
        cells = [{"code": code.path, **{field: getattr(code, field, "") for field in FIELDS[1:]}} for code in codes]
        add_codes(_add_element(root, "CodeBook"), cells)
    members = _add_sources(root, documents, rows)
    write_package({PROJECT: xml_bytes(root), **members}, path)


def _check_tables(documents: pd.DataFrame, codes: Sequence[Code], hits: pd.DataFrame) -> None:
    twice = documents.loc[documents["document_id"].duplicated(), "document_id"].tolist()
    if twice:
        raise UserError(f"the document {twice[0]} is there twice", allowed="one row for each document")
    known = {"code": {code.path for code in codes}, "document_id": set(documents["document_id"])}
    for column, allowed in known.items():
        unknown = sorted(set(hits[column]) - allowed)
        if unknown:
            raise UserError(
                f"unknown {column.removesuffix('_id')} {unknown[0]!r} in the hits",
                allowed="one of those that are written",
            )


def _written_ranges(documents: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Return the hits with their range in the text as it is written, in order, each once."""
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    parts = [
        _ranges_in_text(texts[document], rows, document) for document, rows in hits.groupby("document_id", sort=True)
    ]
    placed = pd.concat(parts) if parts else hits.assign(user=[])
    placed = placed.assign(entry_id=placed["entry_id"].fillna("").astype(str))
    order = ["document_id", "start", "end", "code", "user", "entry_id"]
    return placed[order].drop_duplicates().sort_values(order, ignore_index=True)


def _ranges_in_text(text: str, hits: pd.DataFrame, document: Hashable) -> pd.DataFrame:
    table = offsets(text, Counting("characters", "as stored", mark=True))
    ranges = hits[["start", "end"]].to_numpy(dtype=np.int64)
    inside = (ranges >= 0) & (ranges < len(table))
    written = np.where(inside, table[np.where(inside, ranges, 0)], -1)
    if (written < 0).any() or (written[:, 0] >= written[:, 1]).any():
        raise UserError(
            "a hit is empty, lies outside of its document or inside a line end",
            where=str(document),
            allowed=f"start before end, 0 to {len(text)}",
        )
    users = hits["user"].fillna(LEXICON_USER) if "user" in hits else LEXICON_USER
    return hits.assign(start=written[:, 0], end=written[:, 1], user=users)


def _add_sources(root: etree._Element, documents: pd.DataFrame, hits: pd.DataFrame) -> dict[str, bytes]:
    """Put the sources and their selections into `root`; return the texts by the names of their files."""
    members: dict[str, bytes] = {}
    if documents.empty:
        return members
    holder = _add_element(root, "Sources")
    passages = dict(list(hits.groupby("document_id")))
    ordered = documents.sort_values("document_id")
    titles = ordered["title"].fillna("")
    for document, title, stored in zip(ordered["document_id"], titles, ordered["text"], strict=True):
        text, source = plain_text(stored), guid("source", document)
        element = _add_element(
            holder,
            "TextSource",
            guid=source,
            name=xml_text(str(title) or str(document)),
            plainTextPath=f"internal://{source}.txt",
            creatingUser=_user_guid(LEXICON_USER),
        )
        members[f"{SOURCES_FOLDER}/{source}.txt"] = _encode_text(text, str(document))
        if document in passages:
            _add_selections(element, text, passages[document], source)
    return members


def _encode_text(text: str, document: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise UserError("half a character in the text", where=document, allowed="text that UTF-8 can hold") from None


def _add_selections(element: etree._Element, text: str, hits: pd.DataFrame, source: str) -> None:
    for _, passage in hits.groupby(["start", "end"], sort=False):
        start, end = int(passage["start"].iloc[0]), int(passage["end"].iloc[0])
        selection = _add_element(
            element,
            "PlainTextSelection",
            guid=guid("selection", source, start, end),
            name=_passage_name(text[start:end]),
            startPosition=str(start),
            endPosition=str(end),
            creatingUser=_user_guid(passage["user"].iloc[0]),
        )
        entries = sorted(set(passage["entry_id"]) - {""})
        if entries:
            _add_element(selection, "Description").text = xml_text("entry: " + "; ".join(entries))
        given = passage[["code", "user"]].drop_duplicates().sort_values(["code", "user"])
        for code, user in given.itertuples(index=False):
            coding = _add_element(
                selection, "Coding", guid=guid("coding", source, start, end, code, user), creatingUser=_user_guid(user)
            )
            _add_element(coding, "CodeRef", targetGUID=code_guid(code))


def _passage_name(passage: str) -> str:
    return xml_text(passage[:NAME_LENGTH].replace("\n", " "))


def _user_guid(name: str) -> str:
    return guid("user", name)


def _add_element(parent: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    from lxml import etree

    return etree.SubElement(parent, f"{{{NAMESPACE}}}{element}", attributes)
