"""Run many shapes: python -m tests.shapes [--shapes 500] [--first 1] [--purposes] [--only NAME] [--keep FOLDER].

Prints what broke, with the folder in which its files are left; run it there by
``snakemake --configfile FOLDER/config.yaml``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.shapes.drawing import drawn
from tests.shapes.purposes import PURPOSES
from tests.shapes.running import run


def main() -> int:
    """Run the shapes that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", type=int, default=100, help="shapes drawn by seed (default: 100)")
    parser.add_argument("--first", type=int, default=1, help="the first seed (default: 1)")
    parser.add_argument("--purposes", action="store_true", help="also the shapes drawn on purpose")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "shapes", help="folder to work in")
    parser.add_argument("--only", default="", help="only this shape: seed-7, or the name of a purpose")
    chosen = parser.parse_args()
    shapes = [drawn(seed) for seed in range(chosen.first, chosen.first + chosen.shapes)]
    if chosen.purposes:
        shapes += [drawn(0, plan) for plan in PURPOSES]
    if chosen.only:
        seed = chosen.only.removeprefix("seed-")
        shapes = [drawn(int(seed))] if seed.isdigit() else [drawn(0, plan) for plan in PURPOSES if plan.name == seed]
    started, broken, refused = time.perf_counter(), 0, 0
    for shape in shapes:
        outcome = run(shape, chosen.keep / shape.name)
        broken, refused = broken + bool(outcome.faults), refused + bool(outcome.refused)
        if outcome.refused:
            print(f"{shape.name}: refused: {outcome.refused}")
        for fault in outcome.faults:
            print(f"{shape.name}: {fault.stage}: {fault.error}")
            (chosen.keep / shape.name / f"{fault.stage}.traceback.txt").write_text(fault.traceback, encoding="utf-8")
        sys.stdout.flush()
    print(f"{len(shapes)} shapes, {broken} broken, {refused} refused, {time.perf_counter() - started:.0f} s")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
