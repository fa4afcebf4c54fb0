"""Tiny results to make tables from."""

import pandas as pd
import pytest

from intertwine import records
from intertwine.results import Results
from intertwine.wording.labels import Labels

PLAIN = {records.TEXT: "", records.COUNT: 7, records.NUMBER: 0.25}


@pytest.fixture
def rows_of():
    """Return rows of a table, filled up with plain values: no text, 7, one quarter."""

    def rows(table, *some, **shared):
        plain = {name: PLAIN[kind] for name, kind in table.columns.items()}
        return pd.DataFrame([plain | shared | row for row in some]) if some else records.empty(table)

    return rows


@pytest.fixture
def results_of():
    """Return the results of a study that wrote these tables; all others are empty."""

    def results(frames=None, **shown):
        frames = frames or {}
        return Results(lambda table: frames[table] if table in frames else records.empty(table), **shown)

    return results


@pytest.fixture
def labels():
    codes = {"security": ("security", "安全"), "threat": ("threat", "威胁"), "threat.fraud": ("fraud", "欺诈")}
    return Labels(codes, "both")
