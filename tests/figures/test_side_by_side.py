"""Tasks side by side: all are done, and the first error is raised once all have ended."""

from functools import partial

import pytest

from intertwine.errors import UserError
from intertwine.figures.side_by_side import SideBySide


def write(path, text):
    path.write_text(text, encoding="utf-8")


def fail(error):
    raise error


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_every_task_is_done(tmp_path, processes):
    with SideBySide(processes) as beside:
        for number in range(7):
            beside.run(partial(write, tmp_path / f"{number}.txt", "安全"))

    assert len(list(tmp_path.iterdir())) == 7


@pytest.mark.parametrize("processes", [1, 2])
def test_a_users_mistake_stays_one(tmp_path, processes):
    mistake = UserError("no glyph", where="figure topics", allowed="a font")

    with pytest.raises(UserError, match="no glyph") as told:
        both(processes, partial(fail, mistake), partial(write, tmp_path / "after.txt", "x"))

    assert told.value.where == "figure topics"


def both(processes, *tasks):
    with SideBySide(processes) as beside:
        for task in tasks:
            beside.run(task)


def test_a_fault_of_the_program_is_told(tmp_path):
    with pytest.raises((RuntimeError, ZeroDivisionError)), SideBySide(2) as beside:
        beside.run(partial(fail, ZeroDivisionError("by nothing")))
