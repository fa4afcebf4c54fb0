"""What the stages wrote of a tiny study: the tables that a test names, and all others without rows."""

from __future__ import annotations

import pandas as pd
import pytest

from intertwine import records
from intertwine.codebook.reading import Code, Codebook, Entry
from intertwine.records import Table
from intertwine.results import Results


def as_table(table: Table, *rows: dict[str, object]) -> pd.DataFrame:
    """Return rows as `table` declares it; of columns that a row does not name: no text, 0, or a missing number."""
    columns = records.empty(table)
    blank = {
        name: "" if kind in (records.TEXT, records.WORD) else float("nan") if kind == records.NUMBER else 0
        for name, kind in table.columns.items()
    }
    filled = pd.DataFrame([blank | row for row in rows], columns=list(columns.columns))
    return filled.astype(columns.dtypes.to_dict()) if rows else columns


class Written:
    """Gives tables as a stage's reader does, and remembers which."""

    def __init__(self, frames: dict[Table, pd.DataFrame]) -> None:
        self.frames, self.read = frames, []

    def __call__(self, table: Table, columns: tuple[str, ...] | None = None) -> pd.DataFrame:
        self.read.append(table.name)
        return self.frames.get(table, as_table(table))


@pytest.fixture(scope="session")
def table():
    return as_table


@pytest.fixture(scope="session")
def written():
    return Written


@pytest.fixture(scope="session")
def results_of():
    """Return what shows results, from the tables that are named."""
    return lambda frames, reading="all": Results(Written(frames), reading=reading)


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return Codebook(
        codes=(
            Code("security", "Security", "安全"),
            Code("security.data", "Data", "数据"),
            Code("threat", "Threat", "威胁"),
        ),
        entries=(
            Entry("zh-1", "security.data", "zh", "安全", "literal", (), "", "core"),
            Entry("zh-2", "threat", "zh", "被骗", "literal", (), "", "core"),
        ),
    )
