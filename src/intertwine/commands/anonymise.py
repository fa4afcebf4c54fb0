"""Find personal data in a study, decide in a table what becomes of them, and write a copy without them.

intertwine anonymise scan           where something may tell who somebody is: places and kinds, never the values
intertwine anonymise key KEY        a table of the values with their replacements, to be looked through by a person
intertwine anonymise apply KEY NEW  a copy of the corpus in the new folder NEW, in which these are replaced

Looks for the labels of speakers and their parts, names by title and cue, telephones (mainland, Hong Kong, Taiwan,
international), identity numbers and bank cards by their check digits, e-mail, WeChat and QQ, licence plates, passports
and addresses; in texts, labels, titles, names of files, and what office programs write into files. The key tells who is
who: it must lie outside the study's folder. No method finds everything: read the copy before it is shared.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from intertwine.command_line import settings_arguments, settings_chosen
from intertwine.errors import UserError

if TYPE_CHECKING:
    from intertwine.corpus.documents import IngestedDocument
    from intertwine.corpus.manifest import Manifest


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    kinds = parser.add_subparsers(dest="action", required=True)
    scan = kinds.add_parser("scan", help="where something may tell who somebody is")
    scan.add_argument("--places", type=Path, metavar="FILE", help="write every place with its kind to this CSV file")
    key = kinds.add_parser("key", help="write or enlarge the key: values with their replacements")
    key.add_argument("key", type=Path, help="CSV file outside the study's folder; rows that are there stay")
    apply = kinds.add_parser("apply", help="write a copy in which the values of the key are replaced")
    apply.add_argument("key", type=Path, help="the key, looked through")
    apply.add_argument("folder", type=Path, help="folder to write; must not exist")
    for each in (scan, key):
        each.add_argument("--names", type=Path, metavar="FILE", help="more names to look for, one on each line")
    for each in (scan, key, apply):
        settings_arguments(each)


def run(chosen: argparse.Namespace) -> None:
    """Run the command."""
    {"scan": _scan, "key": _key, "apply": _apply}[chosen.action](chosen)


def _study(chosen: argparse.Namespace) -> tuple[Manifest, list[IngestedDocument]]:
    from intertwine.corpus.ingesting import ingested_documents
    from intertwine.corpus.manifest import read_manifest
    from intertwine.settings_file import folder

    manifest = read_manifest(folder(chosen.config, settings_chosen(chosen).corpus))
    return manifest, ingested_documents(manifest)


def _names(path: Path | None) -> list[str]:
    from intertwine.corpus.encodings import decode

    if path is None:
        return []
    if not path.is_file():
        raise UserError("no such file", where=str(path), allowed="a file with a name on each line")
    return [line.strip() for line in decode(path.read_bytes()).text.splitlines() if line.strip()]


def _scan(chosen: argparse.Namespace) -> None:
    """Print how many stretches of each kind there are in each document."""
    import pandas as pd

    from intertwine import records
    from intertwine.anonymising.places import names_of, places_of, scanned

    manifest, documents = _study(chosen)
    names = names_of(manifest, documents, _names(chosen.names))
    found = [
        (place.document, place.where, each.kind) for place, each in scanned(places_of(manifest, documents), [*names])
    ]
    counts = Counter((document or "speakers.csv", kind) for document, _, kind in found)
    for (document, kind), times in sorted(counts.items()):
        print(f"{document}: {kind} {times}")
    print(f"{len(found)} stretches in {len(documents)} documents; names looked for: {len(names)}")
    if chosen.places:
        records.write_plain(pd.DataFrame(found, columns=["document", "where", "kind"]), chosen.places)


def _key(chosen: argparse.Namespace) -> None:
    """Write the key, or add to it what it does not have yet."""
    from intertwine.anonymising.key import Key, proposed_key, read_key, write_key
    from intertwine.anonymising.places import names_of, places_of, scanned

    home = chosen.config.resolve().parent
    if chosen.key.resolve().is_relative_to(home):
        raise UserError("the key would lie in the study", where=str(chosen.key), allowed=f"a place outside {home}")
    manifest, documents = _study(chosen)
    names = names_of(manifest, documents, _names(chosen.names))
    earlier = read_key(chosen.key) if chosen.key.exists() else Key([])
    pseudonyms = {speaker.label: speaker.pseudonym for speaker in manifest.speakers if speaker.pseudonym}
    found = scanned(places_of(manifest, documents), [*names, *earlier.names])
    key = proposed_key(found, names, pseudonyms, earlier)
    write_key(key, chosen.key)
    print(f"{len(key.rows)} values in {chosen.key}, {len(key.rows) - len(earlier.rows)} new: look through them")


def _apply(chosen: argparse.Namespace) -> None:
    """Write the copy, whole or not at all."""
    from intertwine.anonymising.copying import write_copy
    from intertwine.anonymising.key import read_key

    if chosen.folder.exists():
        raise UserError("something is there already", where=str(chosen.folder), allowed="a new folder")
    key = read_key(chosen.key)
    manifest, documents = _study(chosen)
    chosen.folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=chosen.folder.parent, prefix=f".{chosen.folder.name}.") as temporary:
        done = write_copy(manifest, documents, key, Path(temporary) / "new").done
        (Path(temporary) / "new").replace(chosen.folder)
    print(
        f"{done.total()} stretches replaced in {len(documents)} documents; a second look at {chosen.folder} found none"
    )
