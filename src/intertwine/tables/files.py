"""The files of a table: CSV with whole values, LaTeX, and its note."""

from __future__ import annotations

from pathlib import Path

from intertwine.records import NUMBERS_IN_CSV, whole
from intertwine.tables.columns import Content
from intertwine.tables.latex import latex
from intertwine.tables.workbook import head_of
from intertwine.wording.labels import Labels


def write_table(content: Content, labels: Labels, folder: Path) -> None:
    """Write a table to `folder` as CSV and LaTeX, with its note."""
    heads = {column: head_of(column, content, labels) for column in content.frame.columns}
    csv = content.frame.rename(columns=heads).to_csv(index=False, float_format=NUMBERS_IN_CSV, lineterminator="\n")
    note = labels.joined(content.title) + "\n\n" + labels.joined(content.note, "\n") + "\n"
    for suffix, data in (
        ("csv", csv.encode("utf-8-sig")),
        ("tex", latex(content, labels).encode()),
        ("note.txt", note.encode()),
    ):
        whole(folder / f"{content.name}.{suffix}", lambda path, data=data: path.write_bytes(data))  # type: ignore[misc]
