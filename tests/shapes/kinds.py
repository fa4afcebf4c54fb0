"""What kinds of study a shape is of, as its files and its results tell."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import yaml
from tests.shapes.drawing import Shape

from intertwine.coding.records import HITS, UNITS
from intertwine.config import Settings


def kinds_of(shape: Shape, results: Path) -> list[str]:
    """Return the kinds that a shape is of; those that hits decide, only where hits were looked for."""
    documents, speakers = (_rows(shape, f"corpus/{name}.csv") for name in ("documents", "speakers"))
    codes, entries = (_rows(shape, f"codebook/{name}.csv") for name in ("codes", "entries"))
    settings = yaml.safe_load(shape.files["config.yaml"])
    paths, depth = [row["code"] for row in codes], max(row["code"].count(".") for row in codes) + 1
    roles, languages = {row["role"] for row in speakers}, {row["language"] for row in documents}
    held = {
        "one document": len(documents) == 1,
        "several sources": len({row["source"] for row in documents}) > 1,
        "one language": len(languages) == 1 and languages != {"mixed"},
        "two languages": len(languages) > 1,
        "mixed documents": "mixed" in languages,
        "prose alone": roles == {"author"},
        "no interviewer": "interviewer" not in roles,
        "one code": len(paths) == 1,
        "flat codebook": depth == 1,
        "three levels": depth == 3,
        "entries of one language": len({row["language"] for row in entries}) == 1,
        "no optional columns": "tier" not in entries[0],
        "nothing declared": not any(settings.get(key) for key in ("hypotheses", "orders", "triples")),
        "groups compared": bool(settings.get("comparisons") or settings.get("groups")),
        "odd characters": any("訪 " in row["path"] for row in documents),
        f"primary unit {settings['primary_unit']}": True,
        f"{len(settings.get('units', Settings().units))} kinds of units": True,
    }
    return [kind for kind, holds in (held | _of_hits(paths, results)).items() if holds]


def _of_hits(codes: list[str], results: Path) -> dict[str, bool]:
    if not (results / HITS.name).exists():
        return {}
    found = pq.read_table(results / HITS.name, columns=["code", "suppressed_by"]).to_pylist()
    counted = {row["code"] for row in found if not row["suppressed_by"]}
    dead = [code for code in codes if not any(f"{each}.".startswith(f"{code}.") for each in counted)]
    units = pq.read_metadata(results / UNITS.name).num_rows
    return {"no hits": not counted, "a code without hits": bool(counted and dead), "up to 20 units": units <= 20}


def _rows(shape: Shape, name: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(shape.files[name])))
