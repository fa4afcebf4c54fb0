"""Honest re-runs: the exact jobs that each kind of edit plans, on a small study that was run for real."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
SHOWN = {"tables", "figures", "paper", "report", "check", "all"}
INFERENCE = {"specify", "contrast", "order", "uptake", "plan"}
AFTER_CODE = {"code", "audit", "concord", "prevalence", "cooccur", "topics", "validate"} | INFERENCE | SHOWN
EVERYTHING = AFTER_CODE | {"ingest", "segment", "key", "agree", "lexicon"}

pytestmark = pytest.mark.workflow


class Study:
    """A study that was run, with its own copy of the package, and what an edit of either plans."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.package = folder / "package" / "intertwine"

    def snakemake(self, *options: str) -> str:
        command = [Path(sys.executable).parent / "snakemake", "--snakefile", HOME / "Snakefile", "--profile"]
        command += [
            HOME / "profiles" / "default",
            "--cores",
            "2",
            "--configfile",
            self.folder / "config.yaml",
            *options,
        ]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        surroundings = os.environ | {"PYTHONPATH": str(self.package.parent), "PATH": path}
        done = subprocess.run(command, cwd=self.folder, env=surroundings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def planned(self) -> set[str]:
        """Return the names of the jobs that would run now."""
        told = self.snakemake("--dry-run")
        table = told.partition("Job stats:")[2].partition("total")[0]
        return set(re.findall(r"^(\w+) +\d+$", table, flags=re.MULTILINE))

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def append(self, name: str, line: str) -> None:
        with (self.folder / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def edit_code(self, old: str, new: str) -> None:
        """Edit the one module of the package in which `old` stands."""
        holding = [path for path in self.package.rglob("*.py") if old in path.read_text(encoding="utf-8")]
        assert len(holding) == 1
        self.edit(str(holding[0].relative_to(self.folder)), old, new)


@pytest.fixture(scope="module")
def finished(tmp_path_factory, small_study_writer):
    folder = tmp_path_factory.mktemp("reruns") / "study"
    small_study_writer(folder)
    shutil.copytree(HOME / "src", folder / "package", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    study = Study(folder)
    study.snakemake()
    return study


@pytest.fixture
def study(finished):
    """Return the finished study; whatever the test edits is put back after it."""
    kept = {path: (path.read_bytes(), path.stat()) for path in finished.folder.rglob("*") if _edited(path)}
    yield finished
    for path, (data, stat) in kept.items():
        if path.read_bytes() != data:
            path.write_bytes(data)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _edited(path: Path) -> bool:
    return path.is_file() and path.suffix in (".csv", ".yaml", ".txt", ".py") and "results" not in path.parts


def test_a_study_that_was_copied_or_moved_plans_nothing(study, tmp_path):
    copy = tmp_path / "copied study"
    subprocess.run(["cp", "-r", study.folder, copy], check=True)

    assert Study(copy).planned() == set()
    assert Study(copy.rename(tmp_path / "moved")).planned() == set()


def test_what_means_nothing_plans_nothing(study):
    study.edit("codebook/entries.csv", "core,own,", "core,mine,talked about on Monday")
    study.edit("corpus/documents.csv", ",,\n", ",,looks fine\n")
    for name in ("codebook/entries.csv", "codebook/codes.csv", "corpus/documents.csv", "corpus/speakers.csv"):
        path = study.folder / name
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    (study.folder / "corpus" / "zh 0.txt").touch()
    study.append("config.yaml", "cores: 1")

    assert study.planned() == set()


def test_code_that_changes_no_result_plans_nothing(study):
    table = 'TALK = Table("measures/talk.csv", key=("word",), columns={"word": TEXT})\n\n'
    study.edit_code("\nUPTAKE = ", f"\n{table}UPTAKE = ")
    key = "    {name}: int = Field(default=1, description='New')\n"
    study.edit("package/intertwine/config.py", "    seed: int", f"{key.format(name='talk')}    seed: int")
    study.edit("package/intertwine/config.py", "    words: int", f"{key.format(name='talked')}    words: int")
    study.edit("package/intertwine/config.py", "The one seed of everything random", "The seed")
    study.edit_code("delay=2", "delay=5")
    study.edit_code("def jaccard(", "# as the tables say it\ndef jaccard(")
    study.edit_code("def never_found(", "def hardly_found(): return ()\n\n\ndef never_found(")
    study.edit_code('"""All entries', '"""Every one of the entries')
    study.edit_code("\nTOKENS = ", '\n"""As it was."""\nTOKENS = ')
    stage = study.package / "stages" / "talk.py"
    shutil.copy(study.package / "stages" / "lexicon.py", stage)
    try:
        assert study.planned() == set()
    finally:
        stage.unlink()


def test_an_entry_added_codes_again_and_never_segments(study):
    study.edit(
        "codebook/entries.csv", "threat.theft,en,", "threat.theft,en,stolen,literal,,leak,core,own,\nthreat.theft,en,"
    )

    assert study.planned() == AFTER_CODE


def test_a_label_edited_shows_again(study):
    study.edit("codebook/codes.csv", "Fraud,欺诈", "Cheating,欺诈")

    assert study.planned() == {"concord"} | SHOWN


def test_a_cue_added_codes_again(study):
    (study.folder / "codebook" / "qualifiers.csv").write_text(
        "language,cue,effect,scope,note\nzh,没有,negated,forward,\n", encoding="utf-8"
    )
    try:
        assert study.planned() == AFTER_CODE
    finally:
        (study.folder / "codebook" / "qualifiers.csv").unlink()


def test_a_sheet_that_came_back_runs_agreement_and_validation(study):
    command = [sys.executable, "-m", "intertwine", "sample", "--config", str(study.folder / "config.yaml")]
    subprocess.run([*command, "--results", str(study.folder / "results")], check=True, capture_output=True)
    returned = study.folder / "data" / "coded" / "returned"
    returned.mkdir()
    shutil.copy(study.folder / "data" / "coded" / "sheets" / "a-development.csv", returned)
    try:
        assert study.planned() == {"agree", "validate"} | SHOWN
    finally:
        shutil.rmtree(study.folder / "data")


def test_code_of_one_stage_runs_it_and_what_follows(study):
    study.edit("package/intertwine/measures/prevalence/prevalence.py", 'family="descriptive"', 'family="described"')

    assert study.planned() == {"prevalence"} | SHOWN


def test_a_constant_runs_the_stages_that_use_it(study):
    study.edit_code("_SETTLED = ", "_SETTLED = 2 * ")

    assert study.planned() == {"audit", "cooccur", "specify", "contrast", "plan", "uptake"} | SHOWN


def test_a_measure_runs_the_stage_that_calls_it(study):
    study.edit_code("def jaccard(both: Numbers,", "def jaccard(both: Numbers, *rest: None,")

    assert study.planned() == {"cooccur"} | SHOWN


def test_a_word_of_a_caption_runs_figures_and_what_shows_them(study):
    study.edit_code('"Topics by families of codes."', '"Topics by families."')

    assert study.planned() == {"figures", "paper", "report", "check", "all"}


def test_the_title_runs_paper_and_report_that_show_it(study):
    study.edit("config.yaml", "A small study", "Another small study")

    assert study.planned() == {"paper", "report", "check", "all"}


def test_the_width_of_figures_runs_figures_and_what_shows_them(study):
    study.edit("config.yaml", "width: 120.0", "width: 130.0")

    assert study.planned() == {"figures", "paper", "report", "check", "all"}


def test_the_seed_runs_what_is_random(study):
    study.edit("config.yaml", "seed: 7", "seed: 8")

    assert (
        study.planned() == {"audit", "prevalence", "cooccur", "key", "topics", "agree", "validate"} | INFERENCE | SHOWN
    )


def test_a_hypothesis_runs_cooccurrence_again(study):
    study.edit("config.yaml", "[security, threat]", "[threat, celebration]")

    assert study.planned() == {"audit", "cooccur", "agree", "validate", "specify", "contrast", "plan"} | SHOWN


def test_an_ordered_pair_runs_order_again(study):
    study.edit("config.yaml", "  - [threat, security]", "  - [security, threat]")

    assert study.planned() == {"order"} | SHOWN


def test_the_reading_shown_runs_what_shows_it_and_no_coding(study):
    study.append("config.yaml", "reading: volunteered")

    assert study.planned() == {"audit", "cooccur", "specify", "contrast", "plan", "validate"} | SHOWN


def test_what_counts_as_prompted_codes_again(study):
    study.append("config.yaml", "prompting: {turns: 3, brief: 4}")

    assert study.planned() == AFTER_CODE


def test_a_rule_of_the_lexicon_runs_it_and_uptake(study):
    study.append("config.yaml", "uptake: {documents: 2}")

    assert study.planned() == {"lexicon", "uptake"} | SHOWN


def test_a_document_swapped_for_an_older_one_runs_as_one_edited(study):
    path = study.folder / "corpus" / "zh 0.txt"
    before = path.stat()
    path.write_bytes(path.read_bytes() + "\n还有一点风险。\n".encode())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns - 10**12))

    assert {"ingest", "segment", "code"} <= study.planned()


def test_a_document_edited_runs_everything(study):
    study.edit("corpus/zh 0.txt", "。", "！")

    assert study.planned() == EVERYTHING
