"""A study of real talk through the whole workflow: processor seconds and memory by stage, beside both yardsticks.

    python benchmarks/talk_study.py FOLDER_OF_TEXTS OUT

Takes a corpus as a study has it (documents.csv, speakers.csv and the files they list; sources `interview` and
`promotional`), copies it to OUT beside a settings file with the shipped codebook, and runs `snakemake --cores 1` there.
Each job is started through a shim that writes down what its process used. Then both scripts of
benchmarks/yardstick.py run on the same study. Prints seconds (user and system) and peak memory of each part; OUT must
be new.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

HOME = Path(__file__).parents[1]

CHANGED = {"corpus": "corpus", "codebook": str(HOME / "data" / "codebook"), "coded": "coded"}
CHANGED |= {"cluster": "document", "groups": [], "cores": 1, "title": {"en": "Real talk", "zh": "真实谈话"}}
"""Settings in which the study is not as the shipped one: what it has not got, and one process."""

SHIM = """#!{python} -ES
import os, sys
child = os.posix_spawn({program!r}, [{program!r}, *sys.argv[1:]], os.environ)
_, status, used = os.wait4(child, 0)
with open({costs!r}, "a") as file:
    print(sys.argv[1], used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=file)
sys.exit(os.waitstatus_to_exitcode(status))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a part cost: processor seconds of it and its children, and the largest process in MB (on Linux)."""

    part: str
    seconds: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.part:<24} {self.seconds:8.1f} CPU s {self.megabytes:7.0f} MB"


def write_study(texts: Path, out: Path) -> None:
    """Write corpus and settings of the study to the new folder `out`."""
    shutil.copytree(texts, out / "corpus")
    settings = yaml.safe_load((HOME / "config.yaml").read_text(encoding="utf-8")) | CHANGED
    (out / "config.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


def cost_of(part: str, command: list[str], surroundings: dict[str, str] | None = None) -> Cost:
    """Run a command and return what it and its children cost."""
    process = subprocess.Popen(command, cwd=HOME, env=os.environ | (surroundings or {}))
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{part} failed: {' '.join(command)}")
    return Cost(part, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def workflow(out: Path) -> list[Cost]:
    """Run the workflow; return the cost of each stage in the order in which they ended, and of the whole run."""
    costs = out / "costs.txt"
    shim = out / "shim" / "intertwine"
    shim.parent.mkdir()
    program = shutil.which("intertwine") or sys.exit("intertwine is not installed")
    shim.write_text(SHIM.format(python=sys.executable, program=program, costs=str(costs)), encoding="utf-8")
    shim.chmod(0o755)
    command = ["snakemake", "--configfile", str(out / "config.yaml"), "--cores", "1"]
    path = {"PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}"}
    whole = cost_of("whole run, Snakemake too", command, path)
    stages = [line.split() for line in costs.read_text(encoding="utf-8").splitlines()]
    return [*(Cost(name, float(seconds), float(size)) for name, seconds, size in stages), whole]


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with documents.csv, speakers.csv and the files they list")
    parser.add_argument("out", type=Path, help="new folder of the study")
    return parser


def main() -> None:
    """Write the study, run all three, and print what each cost."""
    chosen = arguments().parse_args()
    out = chosen.out.resolve()
    write_study(chosen.texts.resolve(), out)
    print(*workflow(out), sep="\n", flush=True)
    for name, options in (("yardstick", []), ("competent yardstick", ["--competent"])):
        script = [sys.executable, "benchmarks/yardstick.py", str(out), "data/codebook", *options]
        print(cost_of(name, script), flush=True)


if __name__ == "__main__":
    main()
