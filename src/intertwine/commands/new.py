"""Make a study of a folder of texts: who speaks in them, in which roles, and settings to begin with.

    intertwine new my_study --from texts      a study of all files under texts/
    intertwine new my_study --from texts      again, after files were added: adds rows, and touches none

Copies the texts into my_study/corpus and a codebook into my_study/codebook; writes documents.csv and speakers.csv (the
note says why a role was proposed), config.yaml with hypotheses whose codes occur, and first_turns.txt, in which each
document begins as it was read: is it right who asks and who answers? Correct speakers.csv where it is not.
Files in several folders are sources of these names.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from intertwine.errors import UserError

if TYPE_CHECKING:
    from intertwine.corpus.documents import IngestedDocument
    from intertwine.corpus.proposing import ProposedSpeaker

_HOME = Path(__file__).resolve().parents[3]
_DOCUMENTS = ("path", "source", "language", "title", "date")
_SPEAKERS = ("document", "speaker", "role", "pseudonym", "note")
_TABLES = ("documents.csv", "speakers.csv", "corpus.xlsx")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.年]?(\d{2})[-_.月]?(\d{2})(?!\d)")
TRANSCRIPTS, PROSE = "interview", "text"
FIRST_TURNS = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder, and what it is likely to be."""

    path: str
    file: Path
    sha256: str
    speakers: tuple[ProposedSpeaker, ...]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("study", type=Path, metavar="FOLDER", help="folder of the study; made if it is not there")
    parser.add_argument("--from", type=Path, required=True, dest="texts", metavar="TEXTS", help="folder of the texts")
    shipped = _HOME / "data" / "codebook"
    parser.add_argument("--codebook", type=Path, default=shipped, help="codebook to begin with (default: the shipped)")


def run(chosen: argparse.Namespace) -> None:
    """Make the study, or add what is new in the folder of texts."""
    if not chosen.texts.is_dir():
        raise UserError("no folder of texts", where=str(chosen.texts), allowed="a folder with transcripts")
    corpus = chosen.study / "corpus"
    listed = _listed(corpus)
    found, unread = _read(chosen.texts)
    new, again = _without_doubles([each for each in found if each.path not in listed])
    new = _prose_among_prose(new, found)
    if not new and not listed:
        raise UserError("no text that can be read", where=str(chosen.texts), allowed="\n".join(unread) or "texts")
    for each in new:
        _copy(each.file, corpus / each.path)
    _add_rows(corpus / "documents.csv", _DOCUMENTS, _document_rows(new))
    rows = _speaker_rows(new, _rows_of(corpus / "speakers.csv", "speaker"))
    _add_rows(corpus / "speakers.csv", _SPEAKERS, rows)
    if not (chosen.study / "codebook").exists():
        shutil.copytree(chosen.codebook, chosen.study / "codebook")
    documents, wrong = _ingested(corpus)
    _write(corpus / "first_turns.txt", _first_turns(documents))
    if not (chosen.study / "config.yaml").exists():
        _write(chosen.study / "config.yaml", _settings(chosen.study, documents))
    _tell(new, again, unread, wrong, chosen.study)


def _listed(corpus: Path) -> set[str]:
    """Return the paths that documents.csv has rows for."""
    if (corpus / "corpus.xlsx").exists():
        raise UserError("the documents are listed in corpus.xlsx", where=str(corpus), allowed="add the new rows there")
    return {row.get("path", "") for row in _rows_of(corpus / "documents.csv", "path")}


def _rows_of(table: Path, column: str) -> list[dict[str, str]]:
    if not table.is_file():
        return []
    from intertwine.input_tables import read_input_table

    return [dict(row.cells) for row in read_input_table(table, required=(column,)).rows]


def _read(texts: Path) -> tuple[list[Found], list[str]]:
    """Return the files that can be read, by path, and what is wrong with the others."""
    from intertwine.corpus.proposing import proposed_speakers
    from intertwine.corpus.reading import read_bytes, read_document

    found, unread = [], []
    for file in sorted(texts.rglob("*")):
        relative = file.relative_to(texts)
        hidden = any(part.startswith((".", "~$")) for part in relative.parts)
        made_here = file.name in (*_TABLES, "first_turns.txt")
        if not file.is_file() or hidden or made_here:
            continue
        path = unicodedata.normalize("NFC", relative.as_posix())
        try:
            data = read_bytes(file)
            _, reading = read_document(path, data.data)
            found.append(Found(path, file, data.sha256, proposed_speakers(reading)))
        except UserError as error:
            unread.append(f"{path}: {error.what}; {error.allowed}")
    return found, unread


def _without_doubles(found: Sequence[Found]) -> tuple[list[Found], list[str]]:
    """Return each content once, and the paths of the copies."""
    first: dict[str, Found] = {}
    again = []
    for each in found:
        if each.sha256 in first:
            again.append(f"{each.path} is the same as {first[each.sha256].path}")
        first.setdefault(each.sha256, each)
    return list(first.values()), again


def _prose_among_prose(new: Sequence[Found], found: Sequence[Found]) -> list[Found]:
    """Return the new files; of one with labels in a folder that holds mostly prose, one author speaks.

    Questions and answers of a help page, the parts of a script.
    """
    held = Counter(_folder(each.path) for each in found)
    labelled = Counter(_folder(each.path) for each in found if each.speakers)
    return [
        replace(each, speakers=(_author(each),))
        if each.speakers and len(held) > 1 and 3 * labelled[_folder(each.path)] < held[_folder(each.path)]
        else each
        for each in new
    ]


def _author(found: Found) -> ProposedSpeaker:
    from intertwine.corpus.proposing import ProposedSpeaker

    labels = ", ".join(each.label for each in found.speakers)
    reason = f"most texts of this folder are prose; lines begin with {labels}"
    return ProposedSpeaker("author", "author", reason, sum(each.turns for each in found.speakers))


def _folder(path: str) -> str:
    return path.split("/", maxsplit=1)[0] if "/" in path else ""


def _copy(file: Path, place: Path) -> None:
    if not (place.exists() and place.samefile(file)):
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)


def _document_rows(found: Sequence[Found]) -> list[dict[str, str]]:
    several = len({_folder(each.path) for each in found}) > 1
    rows = []
    for each in found:
        source = (several and _folder(each.path)) or (TRANSCRIPTS if each.speakers else PROSE)
        day = _DAY.search(each.path)
        date = "-".join(day.groups()) if day and 1 <= int(day[2]) <= 12 and 1 <= int(day[3]) <= 31 else ""
        title = Path(each.path).stem
        rows.append(dict(zip(_DOCUMENTS, (each.path, source, "auto", title, date), strict=True)))
    return rows


def _speaker_rows(found: Sequence[Found], known: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return rows for speakers that have none: one for all documents where a label asks in each that has it."""
    there = {(row.get("document", ""), row.get("speaker", "")) for row in known}
    asked = Counter((each.label, each.role) for one in found for each in one.speakers)
    labels = Counter(each.label for one in found for each in one.speakers)
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for one in found:
        for each in one.speakers:
            everywhere = each.role == "interviewer" and asked[each.label, each.role] == labels[each.label] > 1
            document = "" if everywhere else one.path
            key = (document, each.label)
            if key not in there and ("", each.label) not in there:
                values = (document, each.label, each.role, "", f"proposed: {each.reason}; {each.turns} turns")
                rows.setdefault(key, dict(zip(_SPEAKERS, values, strict=True)))
    return list(rows.values())


def _add_rows(table: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Write a table, or add rows to the end of one, whose own rows stay as they are to the byte."""
    table.parent.mkdir(parents=True, exist_ok=True)
    held = table.read_bytes() if table.is_file() else b""
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{table.name} is not UTF-8", where=str(table), allowed='save it as "CSV UTF-8"') from None
    if not text.strip():
        text, held = ",".join(columns) + "\n", (",".join(columns) + "\n").encode("utf-8-sig")
    head = text.splitlines()[0]
    sign = max(",;\t", key=head.count)
    names = next(csv.reader([head], delimiter=sign))
    added = io.StringIO()
    writer = csv.DictWriter(added, names, restval="", extrasaction="ignore", delimiter=sign, lineterminator="\n")
    writer.writerows(rows)
    between = b"" if held.endswith(b"\n") else b"\n"
    table.write_bytes(held + (between + added.getvalue().encode() if rows else b""))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _ingested(corpus: Path) -> tuple[list[IngestedDocument], str]:
    """Return the documents as the run will read them, or what is wrong."""
    from intertwine.corpus.ingesting import ingested_documents
    from intertwine.corpus.manifest import read_manifest

    try:
        return ingested_documents(read_manifest(corpus)), ""
    except UserError as error:
        return [], str(error)


def _first_turns(documents: Iterable[IngestedDocument]) -> str:
    parts = []
    for each in documents:
        turns = [f"  {turn.role} {turn.speaker}: {turn.text[:100]}" for turn in each.turns[:FIRST_TURNS]]
        parts.append("\n".join([f"{each.opened.document.path} ({len(each.turns)} turns, {each.language})", *turns]))
    return "\n\n".join(parts) + "\n" if parts else "Nothing could be read yet: see what `intertwine new` said.\n"


def _settings(study: Path, documents: Sequence[IngestedDocument]) -> str:
    """Return settings to begin with."""
    import yaml

    sources = sorted({each.opened.document.source for each in documents})
    name = study.resolve().name.replace("_", " ")
    values: dict[str, object] = {
        "title": {"en": name, "zh": name},
        "corpus": "corpus",
        "codebook": "codebook",
        "coded": "coded",
        "hypotheses": _hypotheses(study / "codebook", documents),
    }
    if len(sources) > 1:
        values["comparisons"] = [{"column": "source", "a": sources[0], "b": sources[1]}]
    head = (
        "# Settings of this study. All others have the values that config.yaml of the shipped study explains.\n"
        "# The hypotheses are pairs of codes that occur in these texts: declare your own.\n"
    )
    return head + yaml.safe_dump(values, allow_unicode=True, sort_keys=False, default_flow_style=None)


def _hypotheses(codebook: Path, documents: Sequence[IngestedDocument]) -> list[list[str]]:
    """Return the shipped hypotheses whose codes occur, else the most frequent family with the next four."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.coding.matching import Matcher
    from intertwine.settings_file import load

    book = read_codebook(codebook)
    matcher = Matcher(book.entries, tiers=["core"])
    hits = matcher.hits([turn.text for each in documents for turn in each.turns])
    counted = hits.loc[hits["suppressed_by"] == "", "entry"]
    occur = Counter(matcher.entries[place].code.split(".")[0] for place in counted)
    shipped = [list(pair) for pair in load(_HOME / "config.yaml").hypotheses]
    kept = [pair for pair in shipped if all(occur[code] for code in pair)]
    often = [code for code, _ in sorted(occur.items(), key=lambda item: (-item[1], item[0]))][:5]
    return kept or [[often[0], other] for other in often[1:]]


def _tell(new: Sequence[Found], again: Sequence[str], unread: Sequence[str], wrong: str, study: Path) -> None:
    """Say what was found, and what to do next."""
    for each in new:
        who = ", ".join(f"{one.label} ({one.role}, {one.turns})" for one in each.speakers) or "prose, one author"
        print(f"{each.path}: {who}")
    for what, lines in (("left out, there twice", again), ("not read", unread)):
        for line in lines:
            print(f"{what}: {line}")
    print(
        f"\n{len(new)} documents added to {study / 'corpus' / 'documents.csv'}, and who speaks in them to speakers.csv"
    )
    if wrong:
        print(f"\nNot all can be read as it stands:\n{wrong}")
    print("\nIs it right who asks and who answers? Correct speakers.csv where it is not; each document begins in")
    print(f"    {study / 'corpus' / 'first_turns.txt'}")
    print(f"Then\n    intertwine run --config {study / 'config.yaml'}")
