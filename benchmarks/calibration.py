"""How often every test is wrong where nothing is going on, and every interval: all tables of docs/methods.md anew.

    python benchmarks/calibration.py                             every part, with the runs that the documents state
    python benchmarks/calibration.py cooccurrence pooling        some of the parts
    python benchmarks/calibration.py order --runs 20 --look      a quick look at one, printed and not written

A part is a module, `benchmarks/PART_calibration.py`, with `calibrated(runs, processes)`, which returns one row for each
case, and `table(found)`, which gives them as Markdown. The table takes the place of the one that stands
after `<!-- PART_calibration -->` in docs/methods.md; docs/calibration holds the rows. The figure is drawn from those
of `cooccurrence`.
"""

from __future__ import annotations

import argparse
import re
import time
from importlib import import_module
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
METHODS, RATES = DOCS / "methods.md", DOCS / "calibration"
SUFFIX = "_calibration"
PARTS = tuple(sorted(path.stem.removesuffix(SUFFIX) for path in HERE.glob(f"*{SUFFIX}.py")))


def renewed(text: str, part: str, table: str) -> str:
    r"""Return a document in which a table stands in the place of the one after the mark of its part.

    >>> renewed("<!-- x_calibration -->\n\n| a |\n|---|\n| 1 |\n\nMade by: x", "x", "| a |\n|---|\n| 2 |\n| 3 |")
    '<!-- x_calibration -->\n\n| a |\n|---|\n| 2 |\n| 3 |\n\nMade by: x'
    """
    mark = re.escape(f"<!-- {part}{SUFFIX} -->\n\n")
    replaced, times = re.subn(rf"({mark})(?:\|.*\n)*", lambda found: f"{found[1]}{table.rstrip()}\n", text)
    if times != 1:
        raise ValueError(f"the document marks the table of {part} {times} times, not once")
    return replaced


def draw(rates: pd.DataFrame, path: Path) -> None:
    """Draw the rates of rejection where nothing is going on: these tests and the naive ones."""
    import matplotlib.pyplot as plt

    null = rates[(rates["truth"] == "none") & rates["rejected"].notna()].copy()
    null["case"] = null["test"] + ": " + null["situation"] + " (" + null["generator"] + ")"
    labels = list(dict.fromkeys(null["case"]))
    figure, axes = plt.subplots(figsize=(7.5, 0.22 * len(labels) + 1.2), layout="constrained")
    axes.axvspan(0.03, 0.07, color="#dddddd", zorder=0)
    for documents, marker in zip((8, 12, 24, 40), "osD^", strict=True):
        rows = null[null["documents"] == documents]
        places = [labels.index(case) for case in rows["case"]]
        for column, name, style in (
            ("rejected", "these tests", {"color": "#0072b2"}),
            ("naive", "units taken as independent", {"color": "#d55e00", "markerfacecolor": "none"}),
        ):
            axes.plot(rows[column], places, marker, markersize=4, label=f"{name}, {documents} documents", **style)
    axes.set_yticks(range(len(labels)), labels, fontsize=6.5)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xlabel("share of runs with p ≤ .05 where nothing is going on (grey: .03 to .07)", fontsize=8)
    figure.legend(fontsize=6.5, loc="outside lower center", ncols=2)
    figure.savefig(path, metadata={"Date": None})


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help=f"parts (default: all): {' '.join(PARTS)}")
    parser.add_argument("--runs", type=int, help="runs of each case, in every part (default: the part's own)")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--look", action="store_true", help="print the tables and write nothing")
    return parser


def main() -> None:
    """Run the parts, one after the other, and renew the document after each."""
    parser = arguments()
    chosen = parser.parse_args()
    if unknown := sorted(set(chosen.parts) - set(PARTS)):
        parser.error(f"no part {' '.join(unknown)}; there are {' '.join(PARTS)}")
    for part in chosen.parts or PARTS:
        started, program = time.perf_counter(), import_module(part + SUFFIX)
        found = program.calibrated(chosen.runs or program.RUNS, chosen.processes)
        table = program.table(found)
        print(f"{table}\n{part}: {time.perf_counter() - started:.0f} s", flush=True)
        if chosen.look:
            continue
        found.to_csv(RATES / f"{part}.csv", index=False, float_format="%.6g", lineterminator="\n")
        METHODS.write_text(renewed(METHODS.read_text(encoding="utf-8"), part, table), encoding="utf-8")
        if part == "cooccurrence":
            draw(found, RATES / "cooccurrence.svg")


if __name__ == "__main__":
    main()
