"""Each rule can be read alone, and says what its stage declares."""

import re
from pathlib import Path

import pytest

from intertwine import stage
from intertwine.records import Folder

RULES = Path(__file__).parents[2] / "workflow" / "rules"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(RULES.glob("*.smk"))]
RULE = re.compile(r"^rule (\w+):\n(.*?)(?=^rule |\Z)", flags=re.MULTILINE | re.DOTALL)
BODIES = {name: body for text in TEXTS for name, body in RULE.findall(text)}
GIVEN = {"corpus": "MANIFEST", "coded": "CODED"}


def section(name, keyword):
    """Return one part of a rule."""
    found = re.search(rf"^    {keyword}:(.*?)(?=^    \w+:|\Z)", BODIES[name], flags=re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def results_in(text):
    return sorted(name for name in re.findall(r'"results/([^"]+)"', text))


def test_every_stage_has_a_rule_and_every_rule_a_stage():
    assert set(BODIES) == set(stage.names())


@pytest.mark.parametrize("name", stage.names())
def test_a_rule_lists_what_its_stage_reads_and_writes(name):
    declared = stage.declared(name)

    read = [each.sums if isinstance(each, Folder) else each.name for each in declared.reads]
    written = [each.name for each in declared.writes] + [
        each.sums for each in declared.writes if isinstance(each, Folder)
    ]

    assert results_in(section(name, "input")) == sorted(read)
    assert results_in(section(name, "output")) == sorted(written)


@pytest.mark.parametrize("name", stage.names())
def test_a_rule_takes_what_its_stage_is_given(name):
    declared = stage.declared(name)
    inputs = section(name, "input")

    assert ("CODEBOOK" in inputs) == bool(declared.codebook)
    for setting, files in GIVEN.items():
        assert (files in inputs) == (setting in declared.settings)


@pytest.mark.parametrize("name", stage.names())
def test_a_rule_is_named_as_its_stage_its_log_and_its_command(name):
    assert section(name, "log").strip() == f'"logs/{name}.log",'
    assert section(name, "params").strip() == f'made_from=STUDY.made_from("{name}"),'
    command = section(name, "shell").strip().strip('"')
    assert re.fullmatch(
        rf"intertwine {name} \{{SETTINGS\}} --results results( --processes \{{threads\}})? 2> \{{log:q\}}", command
    )
