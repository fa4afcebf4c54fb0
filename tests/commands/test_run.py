"""`intertwine run`: what is said of a run, line by line, and a small study run for real."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from intertwine.__main__ import main
from intertwine.commands import run as command
from intertwine.commands._following import Follower, why

HOME = Path(__file__).parents[2]


@pytest.fixture
def heard(tmp_path, capsys):
    """Let a follower hear lines, with these logs of stages; return what it noted and what it said."""

    def hear(*lines, logs=(), dry=False):
        (tmp_path / "logs").mkdir(exist_ok=True)
        for stage, text in dict(logs).items():
            (tmp_path / "logs" / f"{stage}.log").write_text(text, encoding="utf-8")
        follower = Follower(tmp_path, dry=dry)
        for line in lines:
            follower.hear(line)
        follower.close()
        return follower.followed, capsys.readouterr().err

    return hear


STARTED = ("code              1", "all               1", "total             2", "localrule code:")
REASON = "    reason: Params have changed since last execution: Union of"


def test_a_stage_that_ended_is_one_line_with_what_it_did_and_why_it_ran(heard):
    logs = {"code": "WARNING: 2 codes without a hit\ncode: 3 hits in 0.1 s\n"}
    followed, said = heard(
        *STARTED, REASON, "Finished jobid: 3 (Rule: code)", "Finished jobid: 0 (Rule: all)", logs=logs
    )

    assert said == "[ 1/1] code: 3 hits in 0.1 s (settings, codebook or program were changed)\n"
    assert (followed.done, followed.total, followed.warnings) == (1, 1, ["2 codes without a hit"])


def test_a_stage_that_failed_says_its_own_message_alone(heard):
    logs = {"code": "WARNING: x\nintertwine code: unknown code 'x'\n  where: entries.csv, line 3\n"}
    followed, said = heard(*STARTED, REASON, "Error in rule code:", "    message: None", logs=logs)

    assert followed.failed == ["code: unknown code 'x'\n  where: entries.csv, line 3"]
    assert said == ""


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        ("Command 'set -e; intertwine code --config c' died with <Signals.SIGKILL: 9>.", "SIGKILL): most often"),
        ("Command 'set -e; intertwine code --config c' returned non-zero exit status 137.", "SIGKILL): most often"),
        ("Command 'set -e; intertwine code --config c' returned non-zero exit status 143.", "from outside (SIGTERM)"),
    ],
)  # fmt: skip
def test_a_stage_that_was_killed_is_told_by_the_name_of_the_signal(heard, ended, told):
    followed, _ = heard(*STARTED, REASON, ended, "Error in rule code:", logs={"code": ""})

    assert told in followed.failed[0]


def test_a_fault_of_the_program_is_its_last_line_and_where_the_rest_is(heard):
    ended = "Command 'set -e; intertwine code --config c' returned non-zero exit status 1."
    logs = {"code": "Traceback (most recent call last):\n  File x\nKeyError: 'p'\n"}
    followed, _ = heard(*STARTED, REASON, ended, "Error in rule code:", logs=logs)

    assert followed.failed == [
        "code: KeyError: 'p'\n  where: logs/code.log\n  allowed: a fault of the program; please report it"
    ]


def test_what_stops_snakemake_itself_is_its_last_words(heard):
    followed, _ = heard(
        'WorkflowError in file "study.smk", line 3:', "the manifest is not there", "  where: documents.csv"
    )

    assert followed.last_words == "the manifest is not there\n  where: documents.csv"


def test_a_dry_run_says_what_would_run_and_why(heard):
    followed, said = heard(
        *STARTED, REASON, "localrule all:", "    reason: Input files updated by another job: x", dry=True
    )

    assert said == "code: settings, codebook or program were changed\n"
    assert followed.done == 1


def test_a_reason_nobody_knew_is_said_as_it_is():
    assert why("Some new reason: x") == "Some new reason"


def test_a_full_disk_is_a_message_with_the_place(tmp_path, monkeypatch, capsys, small_study):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "turns.parquet"))

    monkeypatch.setattr("intertwine.command_line.execute", full)

    assert main(["ingest", "--config", str(small_study)]) == 1
    told = capsys.readouterr().err
    assert "no space left on device" in told
    assert "turns.parquet" in told
    assert "Traceback" not in told


def test_a_lock_is_taken_away_only_where_no_run_goes_on(tmp_path, monkeypatch, capsys):
    (tmp_path / ".snakemake" / "locks").mkdir(parents=True)
    (tmp_path / ".snakemake" / "locks" / "0.input.lock").touch()
    called = []
    monkeypatch.setattr(command.subprocess, "run", lambda words, **_: called.append(words))

    monkeypatch.setattr(command, "_runs_in", lambda _: [4711])
    with pytest.raises(command.UserError, match="another run goes on"):
        command._take_away_stale_lock(tmp_path, ["snakemake", "--dry-run", "--", "code"])
    assert called == []

    monkeypatch.setattr(command, "_runs_in", lambda _: [])
    command._take_away_stale_lock(tmp_path, ["snakemake", "--dry-run", "--", "code"])
    assert called == [["snakemake", "--unlock"]]
    assert "lock was taken away" in capsys.readouterr().err


def test_a_study_is_run_then_up_to_date_then_goes_on_after_a_crash_and_tells_a_mistake_alone(small_study):
    def run(*words):
        program = [sys.executable, "-m", "intertwine", "run", "--config", str(small_study), *words]
        done = subprocess.run(program, cwd=HOME, capture_output=True, text=True, check=False)
        return done.returncode, done.stderr.splitlines()

    code, said = run("prevalence")
    assert code == 0
    assert [line.split(":")[0] for line in said[:4]] == [
        "[ 1/4] ingest",
        "[ 2/4] segment",
        "[ 3/4] code",
        "[ 4/4] prevalence",
    ]
    assert all(line.endswith(("(not made yet)", "(what it reads was made anew)")) for line in said[:4])
    assert said[-1].startswith("4 stages in ")

    locks = small_study.parent / ".snakemake" / "locks"
    locks.mkdir(exist_ok=True)
    (locks / "0.input.lock").write_text("results/corpus/turns.parquet\n", encoding="utf-8")
    (locks / "0.output.lock").write_text("results/measures/prevalence.csv\n", encoding="utf-8")
    code, said = run("prevalence")
    assert (code, said[-1]) == (0, "everything is up to date")
    assert "lock was taken away" in said[0]

    with (small_study.parent / "codebook" / "entries.csv").open("a", encoding="utf-8") as file:
        file.write("nowhere,zh,词,literal,,,,,\n")
    code, said = run("prevalence")
    assert code == 1
    assert said[0] == "intertwine run: unknown code 'nowhere'"
    assert len(said) <= 3
