"""A shape written to a folder, and all stages run on it in one process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.shapes.drawing import Shape, drawn

from intertwine import stage
from intertwine.config import Settings
from intertwine.errors import UserError
from intertwine.provenance.fingerprints import MEMORY
from intertwine.settings_file import load
from intertwine.study import Study

HOME = Path(__file__).parents[2]
SHOWN = ("tables", "figures", "report", "check")
"""Stages that show what others measured."""

MEASURED = tuple(name for name in stage.names() if name not in SHOWN)


@dataclass(frozen=True)
class Fault:
    """A stage that ended in something else than a message for the user."""

    stage: str
    error: str
    traceback: str


@dataclass(frozen=True)
class Outcome:
    """What came of a shape: refused with a message before the first stage; or the faults of its stages, if any."""

    shape: str
    refused: str = ""
    faults: tuple[Fault, ...] = ()


def write(shape: Shape, folder: Path) -> Path:
    """Write the files of a shape; return its settings file."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in shape.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "config.yaml"


def run(shape: Shape, folder: Path, stages: Sequence[str] = ()) -> Outcome:
    """Run all `stages` on a shape, as the workflow would: what cannot work is refused before the first of them."""
    settings_path = write(shape, folder)
    _remember(folder)
    try:
        Study(settings_path, {}, folder).check()
    except UserError as error:
        return Outcome(shape.name, refused=str(error))
    settings = load(settings_path)
    faults = [_fault(name, settings, settings_path) for name in stages or stage.names()]
    return Outcome(shape.name, faults=tuple(fault for fault in faults if fault))


def by_snakemake(outcome: Outcome, folder: Path) -> Outcome:
    """Return the outcome with what broke when Snakemake made the results of a shape once more, from nothing."""
    shutil.rmtree(folder / "results")
    programs = Path(sys.executable).parent
    command = [programs / "snakemake", "--snakefile", HOME / "Snakefile", "--profile", HOME / "profiles" / "default",
               "--cores", "1", "--configfile", folder / "config.yaml"]  # fmt: skip
    surroundings = os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return outcome
    told = (done.stderr or done.stdout).strip()
    return replace(outcome, faults=(*outcome.faults, Fault("snakemake", told.splitlines()[-1][:200], told)))


@cache
def _code_as_known() -> bytes:
    """Return what the first fingerprints found out of the package, so that not every shape finds it out again."""
    with TemporaryDirectory() as name:
        study = Study(write(drawn(1), Path(name)), {}, Path(name))
        study.made_from("report")
        return (Path(name) / MEMORY).read_bytes()


def _remember(folder: Path) -> None:
    (folder / MEMORY).parent.mkdir()
    (folder / MEMORY).write_bytes(_code_as_known())


def _fault(name: str, settings: Settings, settings_path: Path) -> Fault | None:
    results = settings_path.parent / "results"
    if any(not (results / each.name).exists() for each in stage.declared(name).reads):
        return None
    try:
        stage.execute(name, settings, settings_path=settings_path, results=results)
    except Exception as error:  # noqa: BLE001 - whatever breaks a stage is told
        where = next(
            frame for frame in reversed(traceback.extract_tb(error.__traceback__)) if "intertwine" in frame.filename
        )
        told = f"{type(error).__name__}: {str(error)[:90]} ({Path(where.filename).name}:{where.lineno})"
        return Fault(name, told, traceback.format_exc())
    return None
