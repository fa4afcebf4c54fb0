"""Key words in context: every hit that counts, to be read, sorted and filtered in a spreadsheet.

Writes a folder with concordance.csv, the words before and after each hit, its code, entry, qualifier and cue, speaker,
role and the document's own columns; the same as concordance.xlsx, a sheet for each family of codes; and samples.csv,
sentences to read for each entry from different documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import CONCORDANCE, CONCORDANCES, HITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.stage import Reader, Stage
from intertwine.vocabulary import families_of

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(reads=(DOCUMENTS, TURNS, HITS), writes=(CONCORDANCES,), codebook=("labels",))

_SAMPLES = 5
_MOST_ROWS = 200_000
_SAMPLED = ["code", "entry_id", "pattern", "rank", "left", "hit", "right", "qualifier", "document_id", "turn"]


def run(read: Reader, settings: Settings, folder: Path) -> None:
    """Write the concordance to `folder`."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.coding.audit import sampled_lines
    from intertwine.coding.concordance import concordance_lines

    book = read_codebook(read.path(settings.codebook))
    found = records.check(CONCORDANCE, concordance_lines(read(HITS), read(TURNS), read(DOCUMENTS), book))
    samples = sampled_lines(found, _SAMPLES)[_SAMPLED].sort_values(["code", "entry_id", "rank"])
    records.write_plain(found, folder / "concordance.csv")
    records.write_plain(samples, folder / "samples.csv")
    _write_workbook(found, folder / "concordance.xlsx")


def _write_workbook(found: pd.DataFrame, path: Path) -> None:
    from intertwine.tables.workbook import write_sheets

    families = found.groupby(families_of(found["code"]), sort=True)
    sheets = {str(family): group.head(_MOST_ROWS) for family, group in families}
    write_sheets(sheets or {"concordance": found}, path)
