"""Key words in context: every hit that counts, to be read, sorted and filtered in a spreadsheet.

Reads documents, turns, hits and the codebook. Writes concordance.csv, with the words before and after each hit, its
code, entry, qualifier and cue, and speaker, role and the document's own columns; the same as concordance.xlsx, a sheet
for each family of codes; and samples.csv, sentences to read for each entry from different documents. Writes a folder.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import CONCORDANCE, HITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

_SAMPLES = 5
_MOST_ROWS = 200_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    for name in ("documents", "turns", "hits"):
        path_argument(parser, name, f"{name}.parquet to read")
    path_argument(parser, "concordance", "folder to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.coding.audit import sampled
    from intertwine.coding.concordance import lines
    from intertwine.config import folder

    settings = chosen_settings(chosen, "concord")
    with summarised("concord") as summary:
        book = read_codebook(folder(chosen.config, settings.codebook))
        documents, turns = records.read(DOCUMENTS, chosen.documents), records.read(TURNS, chosen.turns)
        found = records.check(CONCORDANCE, lines(records.read(HITS, chosen.hits), turns, documents, book))
        columns = ["code", "entry_id", "pattern", "rank", "left", "hit", "right", "qualifier", "document_id", "turn"]
        samples = sampled(found, _SAMPLES)[columns].sort_values(["code", "entry_id", "rank"])
        chosen.concordance.mkdir(parents=True, exist_ok=True)
        records.write_plain(found, chosen.concordance / "concordance.csv")
        records.write_plain(samples, chosen.concordance / "samples.csv")
        records.whole(chosen.concordance / "concordance.xlsx", lambda path: _write_workbook(found, path))
        summary.count(lines=len(found), entries=samples["entry_id"].nunique())


def _write_workbook(found: pd.DataFrame, path: Path) -> None:
    from intertwine.tables.workbook import write_sheets

    families = found["code"].str.partition(".")[0]
    sheets = {str(family): group.head(_MOST_ROWS) for family, group in found.groupby(families, sort=True)}
    write_sheets(sheets, path)
