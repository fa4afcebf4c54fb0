"""How many turns of transcripts are read right: precision and recall of turns, and characters with the right role.

    python benchmarks/turns.py                     layouts of an invented conversation, made here
    python benchmarks/turns.py FOLDER TRUTH.json   folders with documents.csv and speakers.csv, and what was said

TRUTH.json gives, under `zh` and `en`, the turns as `role` and `text`; a folder whose name has `-zh` is held against the
first. Spaces and ends of lines do not matter. Each folder is read twice: with the rows of its speakers.csv for all
documents, and naming the document. A turn read wrongly is silent where the ingest report has no finding but those that
every file has, and the run did not stop.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from intertwine.corpus.ingesting import ingested_documents
from intertwine.corpus.manifest import Manifest, read_manifest
from intertwine.errors import UserError
from markdown_rates import markdown
from transcript_layouts import LAYOUTS, spoken

Said = list[tuple[str, str]]
ALWAYS = {"encoding"}
"""Findings that say nothing of turns."""


def compact(text: str) -> str:
    """Return a text without spaces."""
    return re.sub(r"\s+", "", text)


def judged(manifest: Manifest, truth: Said) -> dict[str, object]:
    """Return how the one document of a manifest was read."""
    try:
        (document,) = ingested_documents(manifest)
    except UserError:
        return {"precision": 0.0, "recall": 0.0, "role": 0.0, "outcome": "stopped"}
    found = Counter((turn.role, compact(turn.text)) for turn in document.turns)
    wanted = Counter((role, compact(text)) for role, text in truth)
    same = (found & wanted).total()
    told = {finding.finding for finding in document.findings} - ALWAYS
    outcome = "right" if found == wanted else "told" if told else "SILENT"
    return {
        "precision": same / max(found.total(), 1),
        "recall": same / wanted.total(),
        "role": _characters_of_role(document.turns, truth),
        "outcome": outcome,
    }


def _characters_of_role(turns: tuple, truth: Said) -> float:
    """Return the share of the characters said that stand, in order, under the role that said them."""
    roles = "".join(role[0] * len(compact(text)) for role, text in truth)
    said = "".join(compact(text) for _, text in truth)
    right, place = 0, 0
    for turn in turns:
        text = compact(turn.text)
        begin = said.find(text[:12], place)
        if begin < 0:
            continue
        right += sum(role == turn.role[0] for role in roles[begin : begin + len(text)])
        place = begin
    return right / len(said)


def of_folder(folder: Path, truth: Said) -> Iterator[dict[str, object]]:
    """Yield the judgement with rows for all documents, and with rows that name the document."""
    manifest = read_manifest(folder)
    path = manifest.documents[0].path
    named = tuple(replace(row, document=path) for row in manifest.speakers)
    for rows, speakers in (("for all", manifest.speakers), ("named", named)):
        yield {"layout": folder.name, "rows": rows, **judged(replace(manifest, speakers=speakers), truth)}


def made(folder: Path) -> Iterator[tuple[Path, Said]]:
    """Yield a folder for each layout of the invented conversation, and what is said in it."""
    for name, layout in LAYOUTS.items():
        place = folder / name
        place.mkdir()
        truth, speakers = spoken(layout.language), layout.labels
        (place / f"a{layout.suffix}").write_text(layout.write(truth), encoding="utf-8")
        for table, head, rows in (
            ("documents", ("path", "source"), [(f"a{layout.suffix}", "interview")]),
            ("speakers", ("document", "speaker", "role"), [("", label, role) for role, label in speakers.items()]),
        ):
            with (place / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([head, *rows])
        yield place, truth


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("truth", nargs="?", type=Path)
    return parser


def main() -> None:
    """Read all, and print a row for each reading that is not right, and one for all."""
    chosen = arguments().parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        if chosen.folder and chosen.truth:
            turns = json.loads(chosen.truth.read_text(encoding="utf-8"))
            texts = {language: [(turn["role"], turn["text"]) for turn in turns[language]] for language in ("zh", "en")}
            cases = [(each, texts["zh" if "-zh" in each.name else "en"]) for each in sorted(chosen.folder.iterdir())]
        else:
            cases = list(made(Path(temporary)))
        found = pd.DataFrame([row for folder, truth in cases for row in of_folder(folder, truth)])
    numbers = [f"{found[what].mean():.3f}" for what in ("precision", "recall", "role")]
    outcomes = found["outcome"].value_counts()
    total = ["all", len(found), *numbers, ", ".join(f"{count} {name}" for name, count in outcomes.items())]
    odd = found[found["outcome"] != "right"].round(3)
    print(markdown(("layout", "rows", "precision", "recall", "characters", "outcome"), [*odd.to_numpy(), total]))


if __name__ == "__main__":
    main()
