"""Settings: read strictly, told clearly."""

import json
from pathlib import Path

import pytest

from intertwine.config import Settings, schema
from intertwine.errors import UserError
from intertwine.settings_file import folder, load, override

HOME = Path(__file__).parents[1]


def written(tmp_path, text):
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_settings_name_every_key():
    import yaml

    values = yaml.safe_load((HOME / "config.yaml").read_text(encoding="utf-8"))

    assert set(values) == set(Settings.model_fields)


def test_every_key_of_the_shipped_settings_is_commented():
    lines = (HOME / "config.yaml").read_text(encoding="utf-8").split("\n")
    keys = [place for place, line in enumerate(lines) if line[:1].isalpha()]

    assert all(lines[place - 1].startswith("#") for place in keys)


def test_the_schema_that_is_checked_in_is_made_from_the_models():
    kept = json.loads((HOME / "workflow" / "config.schema.json").read_text(encoding="utf-8"))

    assert kept == schema()


def test_every_key_of_the_schema_is_described():
    described = schema()
    sections = [described, *described["$defs"].values()]

    assert all("description" in field for section in sections for field in section.get("properties", {}).values())


@pytest.mark.parametrize(
    ("text", "what", "allowed"),
    [
        ("seeed: 1", "unknown key seeed", "seed"),
        ("figures: {widht: 3}", "unknown key figures.widht", "width"),
        ("permutations: many", "wrong value for permutations: many", "integer"),
        ("seed: '1'", "wrong value for seed: 1", "integer"),
        ("labels: no", "wrong value for labels: no", "'en', 'zh' or 'both'"),
        ("units: [paragraph]", "wrong value for units.0: paragraph", "'turn'"),
        ("comparisons: [{column: source, a: x}]", "missing key comparisons.0.b", "required"),
        ("hypotheses: [[a, a]]", "pairs a code with itself", "config.yaml"),
        (
            "hypotheses: [[a, b]]\nquestions: [{en: q, zh: 问, hypotheses: [[a, c]]}]",
            "a question names a pair that is not among hypotheses",
            "config.yaml",
        ),
        (
            "orders: [[a, b]]\nquestions: [{en: q, zh: 问, orders: [[b, a]]}]",
            "a question names a pair that is not among orders",
            "config.yaml",
        ),
        ("hypotheses: [[a, a.b]]", "a hypothesis pairs a code with its own child", "config.yaml"),
        ("orders: [[a.b.c, a]]", "an order pairs a code with its own child", "config.yaml"),
        ("triples: [[a, b, a.c]]", "a triple pairs a code with its own child", "config.yaml"),
        ("hypotheses: [[a, b], [b, a]]", "a hypothesis is declared twice, one way round or the other", "config.yaml"),
        ("orders: [[a, b], [b, a]]", "an order is declared twice", "config.yaml"),
        ("hypotheses: [[a, b], [a, b]]", "has ['a', 'b'] twice", "config.yaml"),
        ("units: [turn, turn]", "units has 'turn' twice", "config.yaml"),
        ("figures: {formats: [png, png]}", "formats has 'png' twice", "twice"),
        ("groups: [{column: x, a: 1, b: 2}]", "wrong value for groups.0.a", "string"),
        (
            "groups: [{column: x, a: f, b: m}, {column: x, a: m, b: f}]",
            "groups has the same two groups twice",
            "config.yaml",
        ),
        ("hypotheses: [[A, b]]", "wrong value for hypotheses.0.0: A", "pattern"),
        ("primary_unit: turn\nunits: [sentence]", "is not among units", "config.yaml"),
        ("title: x", "wrong value for title: x", "dictionary"),
        ("a: [", "not valid YAML", "key: value"),
        ("- a", "settings are not lines", "config.yaml"),
    ],
)
def test_a_wrong_key_or_value_is_one_clear_error(tmp_path, text, what, allowed):
    with pytest.raises(UserError) as error:
        load(written(tmp_path, text))

    assert what in str(error.value)
    assert allowed in str(error.value)
    assert "config.yaml" in str(error.value)


def test_trap_14_no_is_a_word_and_a_key_stands_once(tmp_path):
    assert load(written(tmp_path, "title: {en: no, zh: 否}")).title.en == "no"
    with pytest.raises(UserError, match="key 'seed' is there twice"):
        load(written(tmp_path, "seed: 1\nseed: 2"))


def test_no_such_file(tmp_path):
    with pytest.raises(UserError, match="no such settings file"):
        load(tmp_path / "none.yaml")


def test_the_command_line_takes_the_place_of_the_file(tmp_path):
    path = written(tmp_path, "seed: 1\nlabels: en")

    assert load(path, override(["seed=7", "figures={dpi: 72}"])).seed == 7
    with pytest.raises(UserError, match="is not KEY=VALUE"):
        override(["seed"])


def test_folders_are_meant_from_the_settings_file():
    assert folder(Path("/study/config.yaml"), "../texts") == Path("/texts")


def test_core_entries_always_count(tmp_path):
    with pytest.raises(UserError, match="core entries always count"):
        load(written(tmp_path, "counted: {tiers: [extended]}"))
    assert load(written(tmp_path, "counted: {tiers: [extended, core]}")).counted.tiers == ("extended", "core")
