"""The shipped study gives the results that are on record, byte for byte.

`shipped_results.csv` holds a hash of every file under results/ as commit 9f37f35 made it, and, where it differs on
purpose, the hash that it has now and why. Notes of the measures are compared in words. Floating point may differ in
its last bit where numerical libraries choose other code for another processor, and figures with another font: elsewhere
than where the record was made only the names of the files are compared.

After a change on purpose: python tests/workflow/test_shipped_results.py "why"
"""

from __future__ import annotations

import csv
import io
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest

from intertwine.figures.fonts import find_face
from intertwine.wording.notes import worded

HOME = Path(__file__).parents[2]
RECORD = Path(__file__).with_name("shipped_results.csv")
MACHINE = "machine"
UNSTABLE = ("report/report.html", "report/provenance.json")
"""They hold fingerprints of the code, which every change of the code changes."""
SUMS = "SHA256SUMS"
"""Holds the hashes of the other files of its folder."""

SCRIPT = """
from intertwine.__main__ import main
from intertwine.stage import names
for name in names():
    assert main([name, "--processes", "2"]) == 0, name
"""

pytestmark = pytest.mark.workflow


def machine() -> str:
    """Return what the last bits and the glyphs depend on: processor's code paths, Python, and the font."""
    import numpy  # noqa: F401 - loads the library that is asked
    from threadpoolctl import threadpool_info

    kernels = sorted({each["architecture"] for each in threadpool_info() if each["internal_api"] == "openblas"})
    font = sha256(find_face(None).path.read_bytes()).hexdigest()[:12]
    return f"{platform.machine()} {' '.join(kernels)}, Python {platform.python_version()}, font {font}"


def made(folder: Path) -> dict[str, str]:
    """Run all stages on a copy of the shipped study; return a hash of each result by its path."""
    for name in ("data", "config.yaml"):
        copy = shutil.copytree if (HOME / name).is_dir() else shutil.copy
        copy(HOME / name, folder / name)
    settled = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB")}
    surroundings = os.environ | settled | {"PYTHONHASHSEED": "0", "PYTHONPATH": str(HOME / "src")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=folder, env=surroundings, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    results = folder / "results"
    return {
        str(path.relative_to(results)): hashed(path, results)
        for path in sorted(results.rglob("*"))
        if path.is_file() and path.name != SUMS and str(path.relative_to(results)) not in UNSTABLE
    }


def hashed(path: Path, results: Path) -> str:
    """Return the hash of a file; of a measure with its notes in words, as they stood there in words before."""
    data = path.read_bytes()
    if path.parent == results / "measures":
        data = with_notes_in_words(data)
    return sha256(data).hexdigest()[:24]


def with_notes_in_words(data: bytes) -> bytes:
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    if "note" in head:
        place = head.index("note")
        rows = [[*row[:place], worded(row[place])[0], *row[place + 1 :]] for row in rows]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue().encode("utf-8-sig")


def on_record() -> dict[str, dict[str, str]]:
    with RECORD.open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def test_the_shipped_study_gives_the_results_on_record(tmp_path):
    record = on_record()
    same_machine = record.pop(MACHINE)["now"] == machine()
    found = made(tmp_path)

    assert sorted(found) == sorted(record)
    if not same_machine:
        pytest.skip("another processor, Python or font than where the record was made: only the files were compared")
    assert [name for name, hash_ in found.items() if hash_ != record[name]["now"]] == []


def test_whatever_differs_from_commit_9f37f35_says_why():
    record = on_record()

    assert [name for name, row in record.items() if (row["at_9f37f35"] != row["now"]) != bool(row["why"])] == []


def renew(why: str) -> None:
    """Put the results as they are now on record; those that changed did so for the reason `why`."""
    record = on_record()
    with tempfile.TemporaryDirectory() as name:
        found = made(Path(name)) | {MACHINE: machine()}
    with RECORD.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["file", "at_9f37f35", "now", "why"], lineterminator="\n")
        writer.writeheader()
        for path, now in sorted(found.items()):
            known = record.get(path, {"at_9f37f35": "", "now": "", "why": ""})
            reason = known["why"] if known["now"] == now else why
            writer.writerow({**known, "file": path, "now": now, "why": reason if now != known["at_9f37f35"] else ""})


if __name__ == "__main__":
    renew(sys.argv[1])
