"""Run the study, or one stage and what it needs: quietly, a line a stage.

    intertwine run                      everything that is not up to date
    intertwine run figures              one stage and what it needs
    intertwine run --config my_study/config.yaml --set labels=zh

Snakemake does the work; what it prints is put in a person's words: what each stage did, and why it ran. A stage that
fails says what is wrong, where, and what is allowed. The lock of a run that crashed is taken away if no run holds it.
`--verbose` gives Snakemake's own words.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from intertwine.command_line import settings_arguments
from intertwine.commands._following import Followed, follow, surroundings
from intertwine.errors import UserError

_HOME = Path(__file__).resolve().parents[3]
PAGE = "results/report/report.html"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("stages", nargs="*", metavar="STAGE", help="stages to make (default: everything)")
    settings_arguments(parser)
    parser.add_argument("--cores", type=int, default=0, help="jobs that may run side by side (default: all cores)")
    parser.add_argument("--dry-run", action="store_true", help="say what would run, and run nothing")
    parser.add_argument("--verbose", action="store_true", help="Snakemake's own words")


def run(chosen: argparse.Namespace) -> None:
    """Run the study."""
    _known(chosen.stages)
    folder = chosen.config.resolve().parent
    command = _command(chosen)
    _take_away_stale_lock(folder, command)
    if chosen.verbose:
        code = subprocess.run(command, check=False, env=surroundings()).returncode  # noqa: S603 - our own words
        if code:
            raise UserError("the run stopped", where="the messages above", allowed="mend it, and run again")
        return
    followed = follow(command, folder, dry=chosen.dry_run)
    _say_the_end(followed, folder, dry=chosen.dry_run)


def _known(stages: Sequence[str]) -> None:
    from intertwine.stage import is_stage, names

    for name in stages:
        if not is_stage(name):
            raise UserError(f"unknown stage {name!r}", where="intertwine run", allowed=", ".join(names()))


def _snakefile() -> Path:
    """Return the workflow: that of the folder one is in, else the one this package stands in."""
    for home in (Path.cwd(), _HOME):
        if (home / "Snakefile").is_file() and (home / "workflow" / "rules" / "study.smk").is_file():
            return home / "Snakefile"
    raise UserError("no Snakefile of intertwine", where=str(Path.cwd()), allowed="the folder that holds Snakefile")


def _command(chosen: argparse.Namespace) -> list[str]:
    snakefile = _snakefile()
    words = [sys.executable, "-m", "snakemake", "--snakefile", str(snakefile)]
    words += ["--configfile", str(chosen.config.resolve())]
    words += ["--profile", str(snakefile.parent / "profiles" / "default"), "--cores", str(chosen.cores or "all")]
    words += ["--config", *chosen.set] if chosen.set else []
    words += ["--dry-run"] if chosen.dry_run else []
    # Targets come after "--": an option with several values before them would take them for its own.
    return [*words, "--", *chosen.stages] if chosen.stages else words


def _take_away_stale_lock(folder: Path, command: Sequence[str]) -> None:
    """Unlock a folder whose run is gone; a run that goes on keeps its lock."""
    locks = folder / ".snakemake" / "locks"
    if not (locks.is_dir() and any(locks.iterdir())):
        return
    running = _runs_in(folder)
    if running:
        raise UserError(
            f"another run goes on in this folder (process {running[0]})", where=str(folder), allowed="wait for its end"
        )
    told = [word for word in command if word != "--dry-run"]
    options = told[: told.index("--")] if "--" in told else told
    subprocess.run([*options, "--unlock"], check=False, capture_output=True)  # noqa: S603 - our own words
    print("the run before this one did not end: its lock was taken away, what it finished is kept", file=sys.stderr)


def _runs_in(folder: Path) -> list[int]:
    """Return the processes of Snakemake that work in a folder."""
    import psutil

    found = []
    for process in psutil.process_iter(["pid", "cmdline", "cwd"]):
        words, where = process.info["cmdline"] or [], process.info["cwd"]
        if any("snakemake" in word for word in words[:3]) and where and Path(where).resolve() == folder.resolve():
            found.append(int(process.info["pid"]))
    return found


def _say_the_end(followed: Followed, folder: Path, *, dry: bool) -> None:
    if followed.failed:
        raise UserError("\n\n".join(followed.failed))
    if followed.code and followed.last_words:
        raise UserError(followed.last_words)
    if followed.code:
        what = "Snakemake stopped without a word"
        raise UserError(what, where=str(folder), allowed="intertwine run --verbose: all that Snakemake says")
    for warning in followed.warnings:
        print(f"to look at: {warning}", file=sys.stderr)
    page = folder / PAGE
    look = f"; look at {page}" if page.is_file() and not dry else ""
    stages = "1 stage" if followed.done == 1 else f"{followed.done} stages"
    done = f"{stages} would run" if dry else f"{stages} in {followed.seconds:.0f} s"
    print(f"{done if followed.total else 'everything is up to date'}{look}", file=sys.stderr)
