"""Texts in CSV files: never a formula, always to be had back; and whose files they are."""

import os
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine import records
from intertwine.csv_cells import guarded, unguarded, unguarded_cell

TEXTS = st.lists(st.text(st.sampled_from("=+-@'1.,% \t安a"), max_size=6), min_size=1, max_size=6)
ROWS = records.Table(
    "x.csv", key=("place",), columns={"place": records.COUNT, "said": records.TEXT, "size": records.NUMBER}
)


@given(TEXTS)
def test_no_text_is_a_formula_and_each_comes_back(texts):
    frame = pd.DataFrame({"said": pd.Series(texts, dtype="str")})
    safe = guarded(frame)

    assert not any(re.match(r"[=@\t\r]|[+-](?!\d[\d,]*(?:\.\d+)?%?$)", cell) for cell in safe["said"])
    assert unguarded(safe)["said"].tolist() == texts
    assert [unguarded_cell(cell) for cell in safe["said"]] == texts


def test_numbers_and_missing_values_stay_and_two_columns_may_have_one_head():
    frame = pd.DataFrame([["=a", -1.5, None], ["b", 2.0, "@c"]], columns=["x", "y", "x"])
    safe = guarded(frame)

    assert safe.iloc[:, 0].tolist() == ["'=a", "b"]
    assert safe.iloc[:, 1].tolist() == [-1.5, 2.0]
    assert safe.iloc[1, 2] == "'@c"
    assert pd.isna(safe.iloc[0, 2])


def test_a_table_that_is_written_and_read_is_the_same(tmp_path):
    frame = pd.DataFrame({"place": [1, 2, 3], "said": ["=1+1", "'- 嗯", "-5"], "size": [-0.5, 1.0, 2.0]})
    records.write(ROWS, frame, tmp_path / "x.csv")

    assert "'=1+1" in (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    assert records.read(ROWS, tmp_path / "x.csv")["said"].tolist() == frame["said"].tolist()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
@pytest.mark.parametrize(("mask", "rights"), [(0o077, 0o600), (0o022, 0o644), (0o002, 0o664)])
def test_files_have_the_rights_of_the_umask(tmp_path, mask, rights):
    before = os.umask(mask)
    try:
        records.write_text("x", tmp_path / "x.txt")
    finally:
        os.umask(before)

    assert (tmp_path / "x.txt").stat().st_mode & 0o777 == rights
