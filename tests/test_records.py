"""Hand-over tables: written whole, read as declared."""

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.checks import CHECK
from intertwine.corpus.records import TURNS

SIMPLE = records.Table(
    "corpus/simple",
    key=("name",),
    columns={"name": records.WORD, "count": records.COUNT, "share": records.NUMBER},
    optional=frozenset({"share"}),
)


def frame(**changes):
    return pd.DataFrame({"name": ["乙", "甲"], "count": [1, 2], "share": [0.5, np.nan]} | changes)


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_what_is_written_is_read(tmp_path, suffix):
    path = tmp_path / f"simple.{suffix}"
    records.write(SIMPLE, frame(), path)

    found = records.read(SIMPLE, path)

    assert found["name"].astype(str).tolist() == ["乙", "甲"]
    assert found["count"].tolist() == [1, 2]
    assert found["share"].isna().tolist() == [False, True]


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_order_of_rows_changes_no_byte(tmp_path, suffix):
    one, other = tmp_path / f"one.{suffix}", tmp_path / f"other.{suffix}"
    records.write(SIMPLE, frame(), one)
    records.write(SIMPLE, frame().iloc[::-1], other)

    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"name": ["甲", "甲"]}, "repeat the key"),
        ({"count": [1, None]}, "missing values in"),
        ({"more": [1, 2]}, "unknown columns"),
    ],
)
def test_a_frame_that_is_not_as_declared_is_refused_and_nothing_is_written(tmp_path, changes, what):
    path = tmp_path / "simple.parquet"

    with pytest.raises(ValueError, match=what):
        records.write(SIMPLE, frame(**changes), path)

    assert list(tmp_path.iterdir()) == []


def test_a_table_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "simple.parquet"
    records.write(SIMPLE, frame(), path)

    with pytest.raises(ValueError, match="is not as"):
        records.read(TURNS, path)


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    path = tmp_path / "kept.txt"
    path.write_text("before")

    def fail(target):
        target.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        records.whole(path, fail)

    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_rows_of_turns_are_found_or_told_missing():
    turns = pd.DataFrame({"document_id": ["甲", "甲", "乙"], "turn": [1, 3, 1]})
    lines = pd.DataFrame({"document_id": ["乙", "甲", "甲", "丙"], "turn": [1, 3, 2, 1]})

    assert records.rows_of_turns(lines, turns).tolist() == [2, 1, -1, -1]


def test_rows_joined_from_several_frames_are_kept_once_each():
    part = pd.DataFrame({"check": ["a", "b"], "looked_at": [1, 2], "wrong": 0})

    found = records.check(CHECK, pd.concat([part, part.assign(check=["c", "d"])]))

    assert found["check"].tolist() == ["a", "b", "c", "d"]
