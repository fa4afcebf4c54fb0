"""What cannot work is told before the first job: settings that name what a study, or this machine, does not have."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from intertwine.config import Comparison
from intertwine.errors import UserError
from intertwine.settings_file import folder

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.corpus.manifest import Document, Manifest

_BLANK = "blank"
_FREQUENCIES = ("language", "word", "frequency")


def check(settings: Settings, settings_path: Path, *, codes: Collection[str], manifest: Manifest) -> None:
    """Raise an error if the settings name what the study does not have.

    Parameters
    ----------
    codes
        Paths of the codes of the codebook.

    Raises
    ------
    UserError
        Naming the key of the settings and what there is.
    """
    where = settings_path.name
    for key, code in _codes_named(settings):
        if code not in codes:
            raise UserError(f"unknown code {code!r}", where=f"{where}, {key}", allowed=", ".join(sorted(codes)))
    for place, comparison in enumerate(settings.comparisons):
        _check_documents(comparison, manifest, f"{where}, comparisons.{place}")
    for place, group in enumerate(settings.groups):
        _check_speakers(group, manifest, f"{where}, groups.{place}")
    _check_files(settings, settings_path)
    _check_pipelines(settings, where)
    _check_sample(settings, settings_path)


def _codes_named(settings: Settings) -> Iterator[tuple[str, str]]:
    """Give every code that the settings name, with its key."""
    declared = {"hypotheses": settings.hypotheses, "orders": settings.orders, "triples": settings.triples}
    for key, listed in declared.items():
        for place, codes in enumerate(listed):
            yield from ((f"{key}.{place}", code) for code in codes)
    yield from (("uptake.names", code) for code in settings.uptake.names)
    yield from (("validation.codes", code) for code in settings.validation.codes)


def _check_documents(comparison: Comparison, manifest: Manifest, where: str) -> None:
    values = [document_value(document, comparison.column) for document in manifest.documents]
    if all(value is None for value in values):
        columns = sorted({"source", "language", "title", "date", *manifest.documents[0].more})
        raise UserError(f"unknown column {comparison.column!r}", where=where, allowed=", ".join(columns))
    _check_values(comparison, values, "document", where)


def _check_speakers(group: Comparison, manifest: Manifest, where: str) -> None:
    values = [speaker.more.get(group.column) for speaker in manifest.speakers]
    if all(value is None for value in values):
        columns = sorted({name for speaker in manifest.speakers for name in speaker.more})
        raise UserError(f"unknown column {group.column!r} of speakers", where=where, allowed=", ".join(columns))
    _check_values(group, values, "speaker", where)


def _check_values(comparison: Comparison, values: list[str | None], what: str, where: str) -> None:
    for value in (comparison.a, comparison.b):
        if value not in values:
            known = ", ".join(sorted({each for each in values if each}))
            raise UserError(f"no {what} with {comparison.column} {value!r}", where=where, allowed=known)


def document_value(document: Document, column: str) -> str | None:
    """Return a document's cell in a column of documents.csv, or None where there is no such column."""
    if column in ("source", "language", "title", "date"):
        return str(getattr(document, column))
    return document.more.get(column)


def _check_files(settings: Settings, settings_path: Path) -> None:
    for key, named, allowed in (
        ("uptake.reference", settings.uptake.reference, f"a CSV with the columns {', '.join(_FREQUENCIES)}, or empty"),
        ("figures.font", settings.figures.font, "a .ttf, .ttc or .otf file, or empty"),
    ):
        if named and not folder(settings_path, named).is_file():
            raise UserError(f"no such file: {named}", where=f"{settings_path.name}, {key}", allowed=allowed)


def _check_pipelines(settings: Settings, where: str) -> None:
    chosen = settings.segmentation
    for key, name in (("english_model", chosen.english_model), ("chinese_model", chosen.chinese_model)):
        if name != _BLANK and not Path(name).exists() and (not name.isidentifier() or find_spec(name) is None):
            raise UserError(
                f"the spaCy pipeline {name} is not installed",
                where=f"{where}, segmentation.{key}",
                allowed="blank, or an installed pipeline: python -m spacy download NAME",
            )


def _check_sample(settings: Settings, settings_path: Path) -> None:
    """Hold the sample that was drawn, if any, to the units that are made."""
    sample = folder(settings_path, settings.coded) / "sample.csv"
    if not sample.is_file():
        return
    with sample.open(encoding="utf-8-sig", newline="") as file:
        kinds = {row.get("unit_kind") or "" for row in csv.DictReader(file)}
    for kind in sorted(kinds - set(settings.units)):
        raise UserError(
            f"the sample coded by hand is of units {kind!r}, which are not made",
            where=f"{settings_path.name}, units",
            allowed=f"units with {kind}, or another folder for the setting `coded`",
        )
