"""The documents are held to the program: what there is stands in them, and what they name is there."""

import re
from importlib import import_module
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest
from pydantic import BaseModel

from intertwine import stage
from intertwine.config import Settings
from intertwine.corpus.formats import READABLE
from intertwine.corpus.manifest import _DOCUMENT_COLUMNS, _SPEAKER_COLUMNS
from intertwine.wording.notes import NOTES
from intertwine.wording.titles import FIGURES, TABLES

HOME = Path(__file__).parents[1]
DOCUMENTS = [
    HOME / "README.md",
    HOME / "CONTRIBUTING.md",
    *sorted((HOME / "docs").rglob("*.md")),
    *sorted((HOME / "data").glob("*/README.md")),
]
METHODS = (HOME / "docs" / "methods.md").read_text(encoding="utf-8")
MEASURED_PART, REFERENCE_PART = METHODS.split("\n## What a run writes\n")
MEASURED = re.compile(r"\[-?\d*\.\d+, |\bCPU s\b|\d MB\b|\d of \d+ right")
"""What only a measurement can say: intervals, seconds and memory, how many came out right."""
FILE_NAME = re.compile(r"[\w./-]+\.(?:py|md|csv|parquet|html|json|txt|xlsx|pdf|smk|yaml|rst|lock|toml|cff)")
WRITTEN = {each.name: name for name in stage.names() for each in stage.declared(name).writes}
SOURCE = "".join(path.read_text(encoding="utf-8") for path in sorted((HOME / "src").rglob("*.py")))
KEPT = ["src", "tests", "docs", "benchmarks", "data", "workflow", "profiles", "examples"]
"""Folders of the project: a path that begins with one of them is meant from the project's folder."""
EXAMPLE = "talk"
"""The stage that CONTRIBUTING.md adds as an example."""
KEPT_NAMES = {path.name for folder in KEPT for path in (HOME / folder).rglob("*")} | {p.name for p in HOME.iterdir()}


def rows(*heads):
    """Return the cells of the reference table with these heads, without marks of code."""
    lines = REFERENCE_PART.splitlines()
    begin = lines.index(f"| {' | '.join(heads)} |") + 2
    end = next(place for place in range(begin, len(lines) + 1) if place == len(lines) or not lines[place])
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines[begin:end]]


def anchors(text):
    """Return the names by which links reach the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_lists_the_stages_in_running_order():
    listed = re.search(r"one stage and what it needs: (.+)", (HOME / "README.md").read_text(encoding="utf-8"))

    assert listed[1].split() == stage.names()


def test_every_file_that_a_stage_writes_is_documented_with_its_stage():
    documented = [(file, by) for file, by, _, _ in rows("file", "made by", "one row is", "see")]

    assert sorted(documented) == sorted(WRITTEN.items())


@pytest.mark.parametrize(
    ("heads", "titles"), [(("figure", "shows", "see"), FIGURES), (("table", "one row is", "see"), TABLES)]
)
def test_every_figure_and_every_table_for_a_paper_is_documented_in_the_order_of_the_report(heads, titles):
    assert [row[0] for row in rows(*heads)] == list(titles)


def test_every_kind_of_note_is_explained():
    explained = {name.strip(" `") for row in rows("note", "it is said where") for name in row[0].split(",")}

    assert explained == set(NOTES)


def keys_within(field):
    """Return the keys of the section that a setting is, or is a list of; none for a plain value."""
    kinds = (field.annotation, *get_args(field.annotation))
    sections = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
    return list(sections[0].model_fields) if sections else []


@pytest.mark.parametrize("key", Settings.model_fields)
def test_every_setting_is_explained_in_the_shipped_settings(key):
    text = (HOME / "config.yaml").read_text(encoding="utf-8")
    comment, value = re.search(rf"((?:^#.*\n)+){key}:(.*\n(?: .*\n)*)", text, flags=re.MULTILINE).groups()
    within = keys_within(Settings.model_fields[key])

    assert [name for name in within if f"`{name}`" not in comment] == []
    assert [name for name in within if not re.search(rf"\b{name}:", value)] == []


@pytest.mark.parametrize(("table", "columns"), [("documents", _DOCUMENT_COLUMNS), ("speakers", _SPEAKER_COLUMNS)])
def test_every_column_of_the_manifest_is_explained(table, columns):
    text = (HOME / "data" / "corpus" / "README.md").read_text(encoding="utf-8")
    explained = text.partition(f"- `{table}.csv`")[2].partition("\n- `")[0]

    assert [name for name in columns if f"`{name}`" not in explained] == []


@pytest.mark.parametrize("suffix", READABLE)
def test_every_format_that_can_be_read_is_named(suffix):
    named = (
        (HOME / "README.md").read_text(encoding="utf-8").partition("Texts come as ")[2].partition("Nothing leaves")[0]
    )

    assert f".{suffix}" in named or suffix.upper() in named


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(HOME)))
def test_every_link_leads_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", text):
        page = path.parent / target if target else path
        assert page.exists(), target
        assert not anchor or anchor in anchors(page.read_text(encoding="utf-8")), f"{target}#{anchor}"


def is_there(name):
    """Return whether the project or a run has a file that a document names, where it names one and not an example."""
    if "NAME" in name or Path(name).stem.endswith(EXAMPLE):
        return True
    if name.split("/")[0] in KEPT:
        return (HOME / name).exists()
    stem, place = Path(name).name.partition(".")[0], name.rpartition("results/")[2]
    if place in WRITTEN:
        return True
    return stem in {*FIGURES, *TABLES} or Path(name).name in KEPT_NAMES or Path(name).name in SOURCE


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(HOME)))
def test_every_file_that_a_document_names_is_there(path):
    named = [name for name in re.findall(r"`([^`\n]+)`", path.read_text(encoding="utf-8")) if FILE_NAME.fullmatch(name)]

    assert [name for name in named if not is_there(name)] == []


def test_every_table_of_measured_numbers_says_what_makes_it():
    blocks = re.split(r"\n\n+", MEASURED_PART)
    measured = [
        place for place, block in enumerate(blocks) if re.match(r"\|.*\|\n\|-", block) and re.search(r"\d", block)
    ]

    assert [blocks[place] for place in measured if not blocks[place + 1].startswith("Made by: `")] == []


@pytest.mark.parametrize("section", re.split(r"\n(?=##+ )", MEASURED_PART), ids=lambda section: section.split("\n")[0])
def test_every_section_with_measured_numbers_says_what_makes_them(section):
    assert not MEASURED.search(section) or "\nMade by: `" in section


def test_every_benchmark_makes_numbers_of_the_methods():
    made_by = "".join(block for block in re.split(r"\n\n+", MEASURED_PART) if block.startswith("Made by: "))

    programs = (path for path in (HOME / "benchmarks").glob("*.py") if "__main__" in path.read_text(encoding="utf-8"))
    assert {f"benchmarks/{path.name}" for path in programs} == set(re.findall(r"benchmarks/\w+\.py", made_by))


CALIBRATED = sorted((HOME / "benchmarks").glob("*_calibration.py"))


@pytest.mark.parametrize("path", CALIBRATED, ids=lambda path: path.stem)
def test_a_table_of_error_rates_is_that_of_its_calibration(path):
    calibration = import_module(path.stem)
    rates = pd.read_csv(HOME / "docs" / "calibration" / f"{path.stem.removesuffix('_calibration')}.csv")

    assert f"python benchmarks/calibration.py {path.stem.removesuffix('_calibration')}" in METHODS
    assert f"<!-- {path.stem} -->\n\n{calibration.table(rates)}\n\n" in METHODS
