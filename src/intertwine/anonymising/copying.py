"""A copy of a study without personal data: what was read is written anew, so nothing else of a file goes with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from intertwine import records
from intertwine.anonymising.finding import Found, personal_data
from intertwine.anonymising.key import Key, KeyRow
from intertwine.anonymising.listed import Listed
from intertwine.anonymising.places import Place, places_of
from intertwine.corpus.documents import IngestedDocument
from intertwine.corpus.ingesting import ingested_documents
from intertwine.corpus.manifest import Document, Manifest, read_manifest
from intertwine.corpus.transcripts import Turn
from intertwine.errors import UserError

LOG = "anonymised.csv"
_AUTHOR = "author"
_SHOWN = 5


@dataclass(slots=True)
class Replacer:
    """Replaces values by what the key has for them, and counts what it did.

    Attributes
    ----------
    done
        How often something of a kind was replaced, by document and kind.
    unknown
        Places and kinds of what the key does not know; it is left as it is.
    """

    key: Key
    done: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown: list[tuple[Place, str]] = field(default_factory=list)
    _listed: Listed = field(init=False)
    _marks: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Make the names of the key, and what stands in place of values, ready to be found."""
        self._listed = Listed(self.key.names)
        longest = sorted(self.key.replacements, key=lambda mark: (-len(mark), mark))
        self._marks = re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    def text(self, text: str, document: str, where: str) -> str:
        """Return a text without what the key replaces."""
        pieces, last = [], 0
        for found in personal_data(text, self._listed):
            row = self.key.row(text[found.start : found.end])
            if row is None and not self._is_ours(text, found):
                self.unknown.append((Place(document, where, ""), found.kind))
            if row is not None and row.apply:
                pieces += [text[last : found.start], row.replacement]
                last = found.end
                self.done[document, row.kind] += 1
        return "".join([*pieces, text[last:]])

    def left(self, place: Place) -> Iterator[str]:
        """Yield the kind of whatever still tells of somebody in a text of the copy."""
        for found in personal_data(place.text, self._listed):
            row: KeyRow | None = self.key.row(place.text[found.start : found.end])
            if not self._is_ours(place.text, found) and (row is None or row.apply):
                yield found.kind

    def _is_ours(self, text: str, found: Found) -> bool:
        """Return whether a stretch lies over what stands in place of a value, and tells nothing beside it."""
        marks = [mark.span() for mark in self._marks.finditer(text)]
        over = [(start, end) for start, end in marks if start < found.end and end > found.start]
        beside = [
            sign
            for at, sign in enumerate(text[found.start : found.end], start=found.start)
            if not any(start <= at < end for start, end in over)
        ]
        return bool(over) and not personal_data("".join(beside), self._listed)

    def speaker(self, name: str, document: str) -> str:
        """Return what a speaker is called in the copy: what stands in place of the name, and nothing of it beside."""
        new = self.text(name, document, "speaker")
        if new == name:
            return name
        mark = self._marks.search(new)
        return mark[0] if mark else new


def write_copy(manifest: Manifest, documents: Sequence[IngestedDocument], key: Key, folder: Path) -> Replacer:
    """Write the copy to the new `folder`, and hold what is read from it against what was meant; return what was done.

    Each document becomes a table of its turns (prose: a text of its paragraphs). A second look at the copy must find
    nothing that the key does not keep.

    Raises
    ------
    UserError
        If the texts hold something that the key does not know, or the copy is not what it should be.
    """
    replacer = Replacer(key)
    rows: list[dict[str, str]] = []
    meant: dict[str, list[Turn]] = {}
    numbers = Counter[str]()
    for each in documents:
        row = each.opened.document
        turns = [
            replace(
                turn,
                speaker=replacer.speaker(turn.speaker, row.path),
                text=replacer.text(turn.text, row.path, f"turn {number}"),
            )
            for number, turn in enumerate(each.turns, start=1)
        ]
        path = _new_path(each, numbers)
        meant[path] = turns
        rows.append(_document_row(replacer, row, path))
    speakers = [
        row for each, new in zip(documents, rows, strict=True) for row in _speaker_rows(replacer, each, new["path"])
    ]
    if replacer.unknown:
        raise _not_clean("what the key does not know", replacer.unknown)
    for path, turns in meant.items():
        _write_turns(turns, folder / path)
    records.write_plain(pd.DataFrame(rows), folder / "documents.csv")
    records.write_plain(pd.DataFrame(speakers, columns=_speaker_columns(manifest)), folder / "speakers.csv")
    counts = [(document, kind, times) for (document, kind), times in replacer.done.items()]
    names = {each.opened.document.path: row["path"] for each, row in zip(documents, rows, strict=True)}
    log = pd.DataFrame(sorted((names.get(document, ""), kind, times) for document, kind, times in counts),
                       columns=["document", "kind", "times"])  # fmt: skip
    records.write_plain(log, folder / LOG)
    _look_again(folder, meant, replacer)
    return replacer


def _new_path(each: IngestedDocument, numbers: Counter[str]) -> str:
    """Return what a document is called in the copy: its source and a number, nothing of the old name."""
    source = re.sub(r"[^\w]+", "-", each.opened.document.source).strip("-") or "document"
    suffix = ".csv" if any(turn.role != _AUTHOR for turn in each.turns) else ".txt"
    numbers[source] += 1
    return f"{source}-{numbers[source]:03d}{suffix}"


def _document_row(replacer: Replacer, row: Document, path: str) -> dict[str, str]:
    more = {name: replacer.text(value, row.path, f"documents.csv, {name}") for name, value in row.more.items()}
    title = replacer.text(row.title, row.path, "title")
    return {"path": path, "source": row.source, "language": row.language, "title": title, "date": row.date, **more}


def _speaker_columns(manifest: Manifest) -> list[str]:
    return ["document", "speaker", "role", *sorted({name for speaker in manifest.speakers for name in speaker.more})]


def _speaker_rows(replacer: Replacer, each: IngestedDocument, path: str) -> Iterator[dict[str, str]]:
    old = each.opened.document.path
    more = {speaker.name: speaker.more for speaker in reversed(each.speakers)}
    for name, role in sorted({(turn.speaker, turn.role) for turn in each.turns}):
        new = replacer.speaker(name, old)
        own = {
            column: replacer.text(value, old, f"speakers.csv, {column}") for column, value in more.get(name, {}).items()
        }
        yield {"document": path, "speaker": new, "role": role, **own}


def _write_turns(turns: Sequence[Turn], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        frame = pd.DataFrame({"speaker": [turn.speaker for turn in turns], "text": [turn.text for turn in turns]})
        records.write_plain(frame, path)
    else:
        records.write_text("\n\n".join(turn.text for turn in turns) + "\n", path)


def _look_again(folder: Path, meant: dict[str, list[Turn]], replacer: Replacer) -> None:
    """Read the copy as a study is read: the turns must be those that were meant, and nothing may tell of anybody."""
    manifest = read_manifest(folder)
    documents = ingested_documents(manifest)
    for each in documents:
        path = each.opened.document.path
        if [(turn.role, turn.text) for turn in each.turns] != [(turn.role, turn.text) for turn in meant[path]]:
            raise UserError("the copy does not read as the study does", where=path, allowed="a fault; please report it")
    left = [(place, kind) for place in places_of(manifest, documents) for kind in replacer.left(place)]
    if left:
        raise _not_clean("what a second look still finds", left)


def _not_clean(what: str, left: Sequence[tuple[Place, str]]) -> UserError:
    first = "; ".join(f"{place.document}, {place.where}: {kind}" for place, kind in left[:_SHOWN])
    return UserError(
        f"{what}: {len(left)} stretches, nothing was written",
        where=first,
        allowed="a key made anew from these texts (`intertwine anonymise key KEY`), with a row for each",
    )
