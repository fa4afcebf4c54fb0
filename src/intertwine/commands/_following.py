"""What Snakemake prints, followed line by line and said in a person's words."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_RULE = re.compile(r"^(?:local)?rule (\w+):$")
_REASON = re.compile(r"^ +reason: (.+)$")
_FINISHED = re.compile(r"^Finished jobid: \d+ \(Rule: (\w+)\)$")
_ERROR = re.compile(r"^Error in rule (\w+):$")
_PLANNED = re.compile(r"^(all|total) +(\d+)$")
_SIGNAL = re.compile(r"died with <Signals\.(\w+): \d+>")
_STATUS = re.compile(r"returned non-zero exit status (\d+)")
_SAID = re.compile(r"^(?:WorkflowError|[A-Za-z]+Exception|[A-Za-z]*Error)(?: in .*)?:$")

_REASONS = (
    ("Missing output files", "not made yet"),
    ("Updated input files", "a file it reads was changed"),
    ("Input files updated by another job", "what it reads was made anew"),
    ("Set of input files has changed", "other files than before"),
    ("Params have changed", "settings, codebook or program were changed"),
    ("Incomplete", "the run before stopped here"),
    ("Forced", "asked for"),
    ("Code has changed", "the workflow was changed"),
)
"""What Snakemake gives as a reason begins so; and what that means to a person."""


@dataclass
class Followed:
    """What became of a run.

    Attributes
    ----------
    code
        Of Snakemake.
    total, done
        Stages that were planned, and those that ended.
    seconds
        From the beginning to the end.
    failed
        What each stage that failed says.
    warnings
        What stages said is to be looked at, each once.
    last_words
        What Snakemake says last of all where no stage failed.
    """

    code: int = 0
    total: int = 0
    done: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    last_words: str = ""


def why(reason: str) -> str:
    """Return what a reason of Snakemake's means.

    >>> why("Missing output files: results/check.csv; Input files updated by another job: results/figures")
    'not made yet'
    """
    return next((said for begins, said in _REASONS if reason.startswith(begins)), reason.partition(":")[0])


def surroundings() -> dict[str, str]:
    """Return the environment in which the stages of this very installation are found, activated or not."""
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def follow(command: Sequence[str], folder: Path, *, dry: bool) -> Followed:
    """Run Snakemake, and print a line for each stage that ended."""
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own words
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
        env=surroundings(),
    )  # fmt: skip
    follower = Follower(folder, dry=dry)
    try:
        for line in process.stdout or ():
            follower.hear(line.rstrip("\n"))
        follower.followed.code = process.wait()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        process.wait()
        raise
    finally:
        follower.close()
    follower.followed.seconds = time.perf_counter() - started
    return follower.followed


class Follower:
    """Hears the lines of Snakemake one by one."""

    def __init__(self, folder: Path, *, dry: bool) -> None:
        from tqdm import tqdm

        self.followed = Followed()
        self._folder, self._dry, self._all = folder, dry, 0
        self._stage, self._why = "", dict[str, str]()
        self._ended, self._error_follows = dict[str, str](), False
        looks = "{bar:30} {n}/{total} {desc}"
        self._bar = tqdm(total=0, disable=not sys.stderr.isatty(), leave=False, bar_format=looks)

    def close(self) -> None:
        """Take the bar away."""
        self._bar.close()

    def hear(self, line: str) -> None:
        """Take one line."""
        if found := _PLANNED.match(line):
            self._all = 1 if found[1] == "all" else self._all
            self.followed.total = self._bar.total = int(found[2]) - self._all
        elif found := _RULE.match(line):
            self._stage = found[1]
            self._bar.set_description_str(self._stage)
        elif found := _REASON.match(line):
            self._begins(self._stage, why(found[1]))
        elif found := _SIGNAL.search(line) or _STATUS.search(line):
            self._ended[self._stage_of_command(line)] = found[1]
        elif found := _FINISHED.match(line):
            self._finished(found[1])
        elif found := _ERROR.match(line):
            self.followed.failed.append(self._what_went_wrong(found[1]))
        elif _SAID.match(line):
            self._error_follows = True
        elif line.startswith('  File "'):
            self._error_follows = False
        elif self._error_follows and line.strip():
            self.followed.last_words = f"{self.followed.last_words}\n{line}".strip()

    def _stage_of_command(self, line: str) -> str:
        named = re.search(r"intertwine (\w+) ", line)
        return named[1] if named else self._stage

    def _begins(self, stage: str, reason: str) -> None:
        self._why[stage] = reason
        if self._dry and stage != "all":
            self.followed.done += 1
            self._say(f"{stage}: {reason}")

    def _finished(self, stage: str) -> None:
        if stage == "all":
            return
        self.followed.done += 1
        self._bar.update(1)
        lines = self._log(stage)
        for line in lines:
            if line.startswith("WARNING: ") and line[9:] not in self.followed.warnings:
                self.followed.warnings.append(line[9:])
        said = next((line for line in reversed(lines) if line.startswith(f"{stage}: ")), f"{stage}:")
        reason = self._why.get(stage, "")
        self._say(f"[{self.followed.done:2d}/{self.followed.total}] {said}{f' ({reason})' if reason else ''}")

    def _say(self, line: str) -> None:
        self._bar.write(line, file=sys.stderr)

    def _log(self, stage: str) -> list[str]:
        path = self._folder / "logs" / f"{stage}.log"
        return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []

    def _what_went_wrong(self, stage: str) -> str:
        """Return a stage's own message; what stopped it, where it left none; of a fault, its last line."""
        lines = self._log(stage)
        begins = next((place for place, line in enumerate(lines) if line.startswith(f"intertwine {stage}: ")), None)
        if begins is not None:
            return "\n".join(lines[begins:]).removeprefix("intertwine ")
        stopped = _stopped_by(self._ended.get(stage, ""))
        if stopped:
            return f"{stage}: {stopped}"
        last = next((line for line in reversed(lines) if line.strip()), "it left no message")
        return f"{stage}: {last}\n  where: logs/{stage}.log\n  allowed: a fault of the program; please report it"


def _stopped_by(ended: str) -> str:
    """Return what stopped a stage that said nothing: the name of a signal, or the exit code that stands for one."""
    if ended.isdigit():
        number = int(ended) - 128
        ended = signal.Signals(number).name if number in {each.value for each in signal.Signals} else ""
    if not ended:
        return ""
    memory = ": most often for want of memory; close other programs, or run with --cores 1"
    return f"was stopped from outside ({ended}){memory if ended == 'SIGKILL' else ''}"
