"""Run many shapes: python -m tests.shapes [--shapes 500] [--first 1] [--purposes] [--whole] [--only NAME].

Each is measured to its end; with ``--whole`` it goes on to tables, figures, report and check, and every so many go
through Snakemake besides. Prints what broke, with the folder in which its files are left; run it there by
``snakemake --configfile FOLDER/config.yaml``. Ends in how many shapes there were of each kind.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.shapes.drawing import Shape, drawn
from tests.shapes.kinds import kinds_of
from tests.shapes.purposes import PURPOSES
from tests.shapes.running import MEASURED, Outcome, by_snakemake, run


def main() -> int:
    """Run the shapes that the command line asks for."""
    chosen = _chosen()
    shapes, started = _shapes(chosen), time.perf_counter()
    counts, kinds = Counter[str](), Counter[str]()
    for number, shape in enumerate(shapes, 1):
        folder = chosen.keep / shape.name
        outcome = run(shape, folder, () if chosen.whole else MEASURED)
        if chosen.whole and not outcome.refused and (number - 1) % chosen.every == 0:
            counts["also by Snakemake"] += 1
            outcome = by_snakemake(outcome, folder)
        _tell(outcome, folder)
        counts["broken"] += bool(outcome.faults)
        counts["refused"] += bool(outcome.refused)
        kinds.update(kinds_of(shape, folder / "results"))
        if not outcome.faults:
            shutil.rmtree(folder)
        if number % 20 == 0 or number == len(shapes):
            told = ", ".join(f"{counts[what]} {what}" for what in ("broken", "refused", "also by Snakemake"))
            print(f"{number} shapes, {told}, {time.perf_counter() - started:.0f} s", flush=True)
    print("\n".join(f"{count:5d} {kind}" for kind, count in kinds.most_common()))
    return int(counts["broken"] > 0)


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", type=int, default=100, help="shapes drawn by seed (default: 100)")
    parser.add_argument("--first", type=int, default=1, help="the first seed (default: 1)")
    parser.add_argument("--purposes", action="store_true", help="also the shapes drawn on purpose")
    parser.add_argument("--whole", action="store_true", help="to the report and the check, not the measures alone")
    parser.add_argument(
        "--every", type=int, default=50, help="with --whole: every such also by Snakemake (default: 50)"
    )
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "shapes", help="folder to work in")
    parser.add_argument("--only", default="", help="only this shape: seed-7, or the name of a purpose")
    return parser.parse_args()


def _shapes(chosen: argparse.Namespace) -> list[Shape]:
    if chosen.only:
        seed = chosen.only.removeprefix("seed-")
        return [drawn(int(seed))] if seed.isdigit() else [drawn(0, plan) for plan in PURPOSES if plan.name == seed]
    on_purpose = [drawn(0, plan) for plan in PURPOSES] if chosen.purposes else []
    return on_purpose + [drawn(seed) for seed in range(chosen.first, chosen.first + chosen.shapes)]


def _tell(outcome: Outcome, folder: Path) -> None:
    if outcome.refused:
        print(f"{outcome.shape}: refused: {outcome.refused}", flush=True)
    for fault in outcome.faults:
        print(f"{outcome.shape}: {fault.stage}: {fault.error}", flush=True)
        (folder / f"{fault.stage}.traceback.txt").write_text(fault.traceback, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
