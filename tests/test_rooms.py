"""The rooms: imports run one way, as CONTRIBUTING.md says; no folder holds too much, and no module is too long."""

import ast
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import intertwine

HOME = Path(intertwine.__file__).parent
GROUND = {
    "errors": set(),
    "vocabulary": set(),
    "log": set(),
    "notes": set(),
    "csv_cells": set(),
    "records": {"csv_cells"},
    "input_tables": {"errors", "language"},
    "contrasts": set(),
    "config": {"contrasts"},
    "settings_file": {"config", "errors"},
    "stage": {"config", "errors", "records", "settings_file"},
    "command_line": {"config", "log", "settings_file", "stage"},
}
"""The ground floor: every room may import these modules."""

MAY_IMPORT = {
    "language": set(),
    "corpus": {"language"},
    "anonymising": {"corpus", "language"},
    "codebook": {"corpus", "language"},
    "coding": {"codebook", "corpus", "language"},
    "inference": set(),
    "simulation": {"inference"},
    "measures": {"inference", "language", "corpus"},
    "handcoding": {"codebook", "corpus", "measures"},
    "checks": {"coding", "figures", "measures", "tables"},
    "results": {"measures"},
    "wording": {"codebook", "measures", "results"},
    "tables": {"wording", "results", "measures", "coding", "codebook", "corpus"},
    "figures": {"wording", "results", "measures", "coding"},
    "provenance": {"codebook", "corpus"},
    "preflight": {"corpus"},
    "study": {"provenance", "preflight", "codebook", "corpus"},
    "report": {
        "provenance",
        "wording",
        "results",
        "tables",
        "figures",
        "codebook",
        "coding",
        "measures",
        "corpus",
        "language",
    },
    "paper": {
        "report",
        "wording",
        "results",
        "tables",
        "codebook",
        "coding",
        "measures",
        "corpus",
        "language",
    },
    "stages": {
        "checks",
        "paper",
        "report",
        "tables",
        "figures",
        "results",
        "wording",
        "handcoding",
        "measures",
        "coding",
        "codebook",
        "corpus",
        "language",
    },
    "commands": {
        "anonymising",
        "simulation",
        "report",
        "tables",
        "handcoding",
        "measures",
        "coding",
        "codebook",
        "corpus",
        "language",
        "results",
    },
}
LONGEST = 300
LARGEST_SHARE = 0.18


def modules():
    """Return every module of the package by its dotted name, without the package's own."""
    paths = [path for path in HOME.rglob("*.py") if path.parent != HOME or path.stem not in ("__init__", "__main__")]
    return {".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def imported(path, known):
    """Return the modules of the package that a module imports, anywhere in it but for type checkers alone."""
    found = set()
    for node in _walked(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        found |= {name.removeprefix("intertwine.") for name in names if name.startswith("intertwine.")}
    return found & set(known)


def _walked(node):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            continue
        yield child
        yield from _walked(child)


def room(module):
    return module.partition(".")[0]


def against(name, known):
    """Return what a module imports that its room may not import."""
    allowed = {room(name), *GROUND, *MAY_IMPORT.get(room(name), ())} if name not in GROUND else GROUND[name]
    return {other for other in imported(known[name], known) if room(other) not in allowed}


def test_no_room_imports_against_the_way_of_the_data():
    known = modules()

    assert {name: found for name in known if (found := against(name, known))} == {}


def test_every_room_is_named():
    assert {room(name) for name in modules()} == {*MAY_IMPORT, *GROUND}


@pytest.mark.parametrize(
    "line",
    [
        "import intertwine.report.page",
        "from intertwine.report import page",
        "from intertwine.report.page import render",
        "from intertwine import report",
        "def late():\n    from intertwine import report",
    ],
)
def test_an_import_from_above_is_found_however_it_is_written(tmp_path, line):
    module = tmp_path / "low.py"
    module.write_text(line + "\n", encoding="utf-8")

    assert room(max(imported(module, modules()))) == "report"


def test_no_module_imports_itself_in_a_circle():
    known = modules()
    graph = {name: imported(path, known) - {name} for name, path in known.items() if path.name != "__init__.py"}

    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_no_stage_imports_another():
    known = modules()
    stages = [name for name in known if name.startswith("stages.")]

    assert {name: found for name in stages if (found := imported(known[name], known) & set(stages))} == {}


def test_measures_and_inference_never_see_a_file():
    seen = {
        str(path.relative_to(HOME))
        for name in ("measures", "inference")
        for path in (HOME / name).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "pathlib"
    }

    assert seen == set()


def lines():
    written = [path for path in HOME.rglob("*") if path.suffix in (".py", ".js", ".css", ".j2")]
    return {path: len(path.read_text(encoding="utf-8").splitlines()) for path in written}


def test_no_folder_holds_too_much():
    numbers = lines()
    held = Counter()
    for path, number in numbers.items():
        held[path.parent] += number

    most = LARGEST_SHARE * sum(numbers.values())
    assert {str(folder): number for folder, number in held.items() if number > most} == {}


def test_a_long_module_says_why_it_is_long():
    unexplained = [
        str(path.relative_to(HOME))
        for path, number in lines().items()
        if number > LONGEST and "one module because" not in path.read_text(encoding="utf-8").casefold()
    ]

    assert unexplained == []
