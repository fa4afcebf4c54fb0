"""What was worked out before saves time, and is never needed."""

import pytest

from intertwine.provenance.memory import Memory


def never():
    raise AssertionError("worked out again")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "new folder" / "memory"
    memory = Memory(path)
    memory.recall("sum", "1 1", lambda: [2])
    memory.keep()
    return path


def test_what_was_worked_out_is_recalled(path):
    assert Memory(path).recall("sum", "1 1", never) == [2]


def test_another_key_is_worked_out(path):
    assert Memory(path).recall("sum", "1 2", lambda: [3]) == [3]


@pytest.mark.parametrize("damage", [lambda data: data[:-3], lambda data: b"", lambda data: data.replace(b"2", b"3")])
def test_a_damaged_file_is_as_good_as_none(path, damage):
    path.write_bytes(damage(path.read_bytes()))

    assert Memory(path).recall("sum", "1 1", lambda: [4]) == [4]


def test_a_file_that_other_code_wrote_is_as_good_as_none(path, tmp_path):
    code = tmp_path / "code.py"
    code.write_text("x = 1")

    assert Memory(path, written_by=(code,)).recall("sum", "1 1", lambda: [4]) == [4]


def test_what_is_used_no_more_is_forgotten(path):
    memory = Memory(path)
    memory.recall("sum", "2 2", lambda: [4])
    memory.keep()

    assert Memory(path).recall("sum", "1 1", lambda: "again") == "again"


def test_a_place_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_text("")
    memory = Memory(tmp_path / "file" / "memory")
    memory.recall("sum", "1 1", lambda: [2])

    memory.keep()
