"""The workflow run for real on a small study."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from intertwine import stage

HOME = Path(__file__).parents[2]
pytestmark = pytest.mark.workflow


def snakemake(folder: Path, *options: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    programs = Path(sys.executable).parent
    command = [programs / "snakemake", "--snakefile", HOME / "Snakefile", "--profile", HOME / "profiles" / "default"]
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [*command, *options],
        cwd=folder, env=os.environ | {"PATH": path} | surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def first(tmp_path_factory, small_study_writer):
    folder = tmp_path_factory.mktemp("whole")
    settings = small_study_writer(folder / "one study")
    done = snakemake(folder, "--configfile", str(settings))
    assert done.returncode == 0, done.stdout + done.stderr
    return settings.parent


def test_one_command_makes_everything_beside_the_settings(first):
    results = first / "results"

    assert {path.name for path in results.iterdir()} == {
        "corpus", "coding", "concordance", "measures", "tables", "figures", "paper", "report",
        "check.csv",
    }  # fmt: skip
    assert (results / "report" / "report.html").stat().st_size > 10_000


def test_promise_06_same_input_same_bytes(first, tmp_path, small_study_writer):
    settings = small_study_writer(tmp_path / "elsewhere")
    done = snakemake(tmp_path, "--configfile", str(settings), OMP_NUM_THREADS="2", PYTHONHASHSEED="5", LC_ALL="C")
    assert done.returncode == 0, done.stdout + done.stderr

    one, other = files(first / "results"), files(settings.parent / "results")

    assert list(one) == list(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_stage_by_stage_the_tables_are_the_same_bytes(first, tmp_path, small_study_writer):
    settings = small_study_writer(tmp_path / "by hand")
    results = settings.parent / "results"
    for name in stage.names():
        if name not in ("tables", "figures", "paper", "report", "check"):
            command = [sys.executable, "-m", "intertwine", name, "--config", settings, "--results", results]
            subprocess.run(command, capture_output=True, check=True)

    by_hand, by_snakemake = files(results), files(first / "results")

    assert any(name.startswith("measures/") for name in by_hand)
    assert [name for name in by_hand if by_hand[name] != by_snakemake.get(name)] == []


def test_every_log_ends_in_one_summary(first):
    for log in (first / "logs").glob("*.log"):
        last = log.read_text(encoding="utf-8").splitlines()[-1]
        assert last.startswith(f"{log.stem}: "), last
        assert last.endswith(" s"), last


def test_promise_08_no_text_in_logs(first):
    logs = "".join(path.read_text(encoding="utf-8") for path in (first / "logs").glob("*.log"))

    assert "被骗" not in logs
    assert "afraid" not in logs


def test_one_stage_by_its_name(tmp_path, small_study):
    done = snakemake(tmp_path, "cooccur", "--configfile", str(small_study))

    assert done.returncode == 0, done.stdout + done.stderr
    assert (small_study.parent / "results" / "measures" / "cooccurrence.csv").is_file()
    assert not (small_study.parent / "results" / "figures").exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("config.yaml", "seed: 7", "seeed: 7", "unknown key seeed"),
        ("config.yaml", "[security, threat]", "[security, thread]", "thread"),
        ("config.yaml", "column: source", "column: sauce", "sauce"),
        ("codebook/entries.csv", "security.assurance,zh", "security.assurence,zh", "security.assurence"),
        ("corpus/speakers.csv", "respondent", "witness", "witness"),
        ("corpus/documents.csv", "zh 0.txt", "zh 9.txt", "zh 9.txt"),
    ],
)
def test_a_users_mistake_is_one_clear_error(tmp_path, small_study, name, old, new, told):
    path = small_study.parent / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    done = snakemake(tmp_path, "--configfile", str(small_study))

    assert done.returncode != 0
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_an_unknown_speaker_stops_the_run_and_leaves_nothing_half_written(tmp_path, small_study):
    path = small_study.parent / "corpus" / "speakers.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("zh 0.txt,答,", "zh 0.txt,应,", 1), encoding="utf-8")

    done = snakemake(tmp_path, "--configfile", str(small_study))

    assert done.returncode != 0
    assert "zh 0.txt" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not list((small_study.parent / "results" / "corpus").glob("*"))
