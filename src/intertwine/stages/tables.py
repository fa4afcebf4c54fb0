"""Tables for a paper.

Writes each table as CSV (whole values; text as it is) and LaTeX (booktabs), with its note, and all of them in one
workbook in which text cells are text: one that begins with = + - @ is no formula. Writes a folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine import records
from intertwine.stage import Reader, Stage
from intertwine.tables import INPUTS, TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from intertwine.config import Settings

STAGE = Stage(
    reads=INPUTS,
    writes=(TABLES,),
    settings=(
        "bootstrap",
        "cluster",
        "confidence",
        "hypotheses",
        "keyness",
        "labels",
        "permutations",
        "planning",
        "primary_unit",
        "reading",
        "smallest",
        "speaks",
        "uptake",
    ),
    codebook=("labels",),
)


def run(read: Reader, settings: Settings, folder: Path) -> None:
    """Write all tables to `folder`."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.results import Results
    from intertwine.tables.columns import in_words
    from intertwine.tables.files import write_table
    from intertwine.tables.gallery import GALLERY
    from intertwine.tables.workbook import write_workbook
    from intertwine.wording.labels import labels_of

    labels = labels_of(read_codebook(read.path(settings.codebook)).codes, settings.labels)
    results = Results(read, reading=settings.reading)
    tables = [in_words(make(results, settings), labels) for make in GALLERY.values()]
    for table in tables:
        write_table(table, labels, folder)
    records.whole(folder / "tables.xlsx", lambda path: write_workbook(tables, labels, path))
