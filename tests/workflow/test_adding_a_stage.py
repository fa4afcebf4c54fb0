"""The walk of CONTRIBUTING.md in a copy of the project: a stage is added, and nothing else runs again."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
pytestmark = pytest.mark.workflow


def blocks():
    """Return the files that CONTRIBUTING.md tells to write: each block by the path named last before it."""
    text = (HOME / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## Adding a stage")[2].partition("\n## ")[0]
    prose, *fenced = section.split("```python\n")
    found = {}
    for part in fenced:
        *_, path = re.findall(r"`((?:src|tests|workflow)/[\w/]+\.(?:py|smk))`", prose.split("\n\n")[-2])[:1]
        code, _, prose = part.partition("```")
        found[path] = code
    return found


def run(project, study, *words):
    programs = Path(sys.executable).parent
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    surroundings = os.environ | {"PYTHONPATH": str(project / "src"), "PATH": path}
    command = [programs / words[0], *words[1:]]
    done = subprocess.run(command, cwd=study, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def snakemake(project, study, *words):
    fixed = ["--snakefile", str(project / "Snakefile"), "--profile", str(project / "profiles" / "default")]
    return run(project, study, "snakemake", *words, "--configfile", str(study / "config.yaml"), *fixed)


def planned(told):
    table = told.partition("Job stats:")[2].partition("total")[0]
    return set(re.findall(r"^(\w+) +\d+$", table, flags=re.MULTILINE))


@pytest.fixture
def project(tmp_path):
    """Return a copy of the project to edit."""
    copy = tmp_path / "project"
    unwanted = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("src", "workflow", "profiles"):
        shutil.copytree(HOME / name, copy / name, ignore=unwanted)
    for name in ("Snakefile", "pyproject.toml"):
        shutil.copy(HOME / name, copy)
    return copy


def test_a_stage_is_added_as_contributing_says_and_nothing_else_runs(project, tmp_path, small_study_writer):
    study = small_study_writer(tmp_path / "study").parent
    snakemake(project, study, "code", "key", "lexicon")
    written = blocks()
    assert {Path(name).suffix for name in written} == {".py", ".smk"}
    assert len(written) == 4

    for name, text in written.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") + "\n\n" if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")

    targets = ("talk", "code", "key", "lexicon")
    assert planned(snakemake(project, study, "--dry-run", *targets)) == {"talk"}
    snakemake(project, study, *targets)
    assert (study / "results" / "measures" / "talk.csv").read_text(encoding="utf-8-sig").startswith("document_id,role,")
    run(project, study, "pytest", "-q", "-p", "no:cacheprovider", str(project / "tests"))
    for check in (["ruff", "check"], ["ruff", "format", "--check"]):
        run(project, study, *check, "--no-cache", *(str(project / name) for name in written if name.endswith(".py")))
