"""Imports run one way between the rooms, as CONTRIBUTING.md says."""

import ast
from pathlib import Path

import intertwine

HOME = Path(intertwine.__file__).parent
MAY_IMPORT = {
    "language": set(),
    "corpus": {"language"},
    "codebook": {"corpus", "language"},
    "coding": {"codebook", "corpus", "language"},
    "inference": set(),
    "simulation": {"inference"},
    "measures": {"inference", "language", "corpus"},
    "handcoding": {"codebook", "corpus", "measures"},
    "wording": {"codebook", "measures"},
    "tables": {"wording", "measures", "coding", "codebook", "corpus"},
    "figures": {"wording", "measures", "coding"},
    "report": {"wording", "tables", "figures", "codebook", "coding", "measures", "corpus", "language"},
    "stages": {
        "report",
        "tables",
        "figures",
        "wording",
        "handcoding",
        "measures",
        "coding",
        "codebook",
        "corpus",
        "language",
        "inference",
    },
    "commands": {
        "stages",
        "simulation",
        "report",
        "tables",
        "handcoding",
        "measures",
        "coding",
        "codebook",
        "corpus",
        "language",
    },
}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        yield from (name.split(".")[1] for name in names if name.startswith("intertwine."))


def test_no_room_imports_against_the_way_of_the_data():
    wrong = [
        f"{path.relative_to(HOME)} imports {room}"
        for name, allowed in MAY_IMPORT.items()
        for path in (HOME / name).rglob("*.py")
        for room in imported(path)
        if room in MAY_IMPORT and room != name and room not in allowed
    ]

    assert wrong == []


def test_every_room_is_named():
    assert {path.parent.name for path in HOME.glob("*/__init__.py")} == set(MAY_IMPORT)
