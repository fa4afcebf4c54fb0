"""The files of a table: CSV with whole values, LaTeX, and its note."""

from __future__ import annotations

from pathlib import Path

from intertwine.csv_cells import guarded
from intertwine.records import NUMBERS_IN_CSV, whole
from intertwine.tables.columns import PaperTable
from intertwine.tables.latex import latex
from intertwine.wording.labels import Labels


def write_table(table: PaperTable, labels: Labels, folder: Path) -> None:
    """Write a table to `folder` as CSV and LaTeX, with its note."""
    headed = table.frame.rename(columns=table.heads(labels))
    csv = guarded(headed).to_csv(index=False, float_format=NUMBERS_IN_CSV, lineterminator="\n")
    note = labels.joined(table.title) + "\n\n" + labels.joined(table.note, "\n") + "\n"
    for suffix, data in (
        ("csv", csv.encode("utf-8-sig")),
        ("tex", latex(table, labels).encode()),
        ("note.txt", note.encode()),
    ):
        whole(folder / f"{table.name}.{suffix}", lambda path, data=data: path.write_bytes(data))  # type: ignore[misc]
