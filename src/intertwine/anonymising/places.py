"""Every place of a study in which a person may be named: texts, labels, titles, names and properties of files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from intertwine.anonymising.finding import Found, personal_data
from intertwine.anonymising.listed import Listed, names_listed, parts_of
from intertwine.corpus.documents import IngestedDocument
from intertwine.corpus.manifest import Manifest
from intertwine.corpus.names import looks_like_name

_BETWEEN_WORDS = re.compile(r"[\s._\-]+")
_WITHIN = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_NAME = re.compile(
    r"访谈|訪談|采访|採訪|对话|對話|记录|記錄|紀錄|录音|錄音|逐字稿|文字稿|文稿|整理|转写|轉寫|受访者|受訪者|焦点小组|"
    r"(?i:interviews?|transcripts?|transcribed|recordings?|audio|focus|groups?|participants?|respondents?|final|draft|notes?)"
)
_PROPERTIES = ("docProps/core.xml", "meta.xml")
_PROPERTY = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)[^>]*>([^<]+)<")


@dataclass(frozen=True, slots=True)
class Place:
    """A text of a study, and where it stands; its `text` is never shown."""

    document: str
    where: str
    text: str


def places_of(manifest: Manifest, documents: Sequence[IngestedDocument]) -> Iterator[Place]:
    """Yield all texts of a study with their places: turns, labels, and what documents.csv and speakers.csv hold."""
    for each in documents:
        row = each.opened.document
        yield Place(row.path, "name of the file", Path(row.path).with_suffix("").as_posix())
        yield Place(row.path, "title", row.title)
        yield from (Place(row.path, f"documents.csv, {name}", value) for name, value in sorted(row.more.items()))
        yield from (Place(row.path, "property of the file", value) for value in _properties(row.file))
        yield from (Place(row.path, f"turn {number}", turn.text) for number, turn in enumerate(each.turns, start=1))
    for speaker in manifest.speakers:
        yield Place(speaker.document, "speakers.csv, speaker", speaker.label)
        yield from (
            Place(speaker.document, f"speakers.csv, {name}", value) for name, value in sorted(speaker.more.items())
        )


def _properties(file: Path) -> Iterator[str]:
    """Yield who made a file and who changed it last, as office programs write it into the file."""
    data = file.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in _PROPERTIES:
            if name in archive.namelist():
                yield from (value.decode("utf-8", "replace") for value in _PROPERTY.findall(archive.read(name)))


def _name_in(document: IngestedDocument) -> str:
    """Return the name that the file of an interview bears; empty where it bears none."""
    if not any(turn.role == "respondent" for turn in document.turns):
        return ""
    words = _BETWEEN_WORDS.split(_NO_NAME.sub(" ", _WITHIN.sub(" ", Path(document.opened.document.path).stem)))
    name = " ".join(word[:1].upper() + word[1:] for word in words if word and not any(map(str.isdigit, word)))
    return name if name and looks_like_name(name) else ""


def names_of(manifest: Manifest, documents: Sequence[IngestedDocument], more: Sequence[str] = ()) -> dict[str, str]:
    """Return the names that are looked for, and of parts of a name the whole one.

    Labels of speakers, what files of interviews are called, who made files, and `more`; not pseudonyms.
    """
    labels = {speaker.label for speaker in manifest.speakers}
    labels |= {turn.speaker for each in documents for turn in each.turns}
    labels |= {value for each in documents for value in _properties(each.opened.document.file)}
    labels |= {name for each in documents if (name := _name_in(each))}
    pseudonyms = {speaker.pseudonym for speaker in manifest.speakers if speaker.pseudonym}
    whole = names_listed({*labels, *more} - pseudonyms)
    found = {part: name for name in reversed(whole) for part in parts_of(name)}
    return found | {name: name for name in whole}


def scanned(places: Iterator[Place], names: Sequence[str]) -> Iterator[tuple[Place, Found]]:
    """Yield what may tell who somebody is, with its place."""
    listed = Listed(names)
    for place in places:
        yield from ((place, found) for found in personal_data(place.text, listed))
        if place.where == "property of the file" and not personal_data(place.text, listed):
            yield place, Found(0, len(place.text), "name")
