"""What cannot work is told before the first job, with the key of the settings and what there is."""

from pathlib import Path

import pytest

from intertwine.corpus.manifest import Document, Manifest, Speaker
from intertwine.errors import UserError
from intertwine.preflight import check
from intertwine.settings_file import settings_from

CODES = ("security", "threat")
MANIFEST = Manifest(
    documents=tuple(
        Document(name, Path(name), source, "zh", "", "", "", {"region": region})
        for name, source, region in (("a.txt", "interview", "north"), ("b.txt", "promotional", "south"))
    ),
    speakers=(Speaker("a.txt", "林", "respondent", "", {"gender": "f"}),),
    tables=(),
)


def checked(folder, **values):
    settings = settings_from({"coded": "coded", **values}, "config.yaml")
    check(settings, folder / "config.yaml", codes=CODES, manifest=MANIFEST)


def test_a_study_that_has_what_its_settings_name_passes(tmp_path):
    checked(
        tmp_path,
        hypotheses=[["security", "threat"]],
        comparisons=[{"column": "region", "a": "north", "b": "south"}],
    )


@pytest.mark.parametrize(
    ("values", "what", "where", "allowed"),
    [
        ({"orders": [["security", "thread"]]}, "unknown code 'thread'", "orders.0", "security, threat"),
        ({"uptake": {"names": ["menu"]}}, "unknown code 'menu'", "uptake.names", "security, threat"),
        ({"validation": {"codes": ["x"]}}, "unknown code 'x'", "validation.codes", "security, threat"),
        ({"comparisons": [{"column": "city", "a": "x", "b": "y"}]}, "unknown column 'city'", "comparisons.0", "region"),
        (
            {"comparisons": [{"column": "source", "a": "interview", "b": "post"}]},
            "no document with source 'post'",
            "comparisons.0",
            "interview, promotional",
        ),
        ({"groups": [{"column": "age", "a": "x", "b": "y"}]}, "unknown column 'age' of speakers", "groups.0", "gender"),
        ({"groups": [{"column": "gender", "a": "f", "b": "m"}]}, "no speaker with gender 'm'", "groups.0", "f"),
        ({"uptake": {"reference": "no.csv"}}, "no such file: no.csv", "uptake.reference", "language, word, frequency"),
        ({"figures": {"font": "no.otf"}}, "no such file: no.otf", "figures.font", ".otf"),
        (
            {"segmentation": {"english_model": "en_not_installed"}},
            "the spaCy pipeline en_not_installed is not installed",
            "segmentation.english_model",
            "blank",
        ),
        (
            {"segmentation": {"chinese_model": "../odd name"}},
            "the spaCy pipeline ../odd name is not installed",
            "segmentation.chinese_model",
            "blank",
        ),
    ],
)
def test_what_the_study_does_not_have_is_one_clear_error(tmp_path, values, what, where, allowed):
    with pytest.raises(UserError) as error:
        checked(tmp_path, **values)

    assert error.value.what == what
    assert error.value.where == f"config.yaml, {where}"
    assert allowed in error.value.allowed


def test_a_sample_of_units_that_are_not_made_is_one_clear_error(tmp_path):
    (tmp_path / "coded").mkdir()
    (tmp_path / "coded" / "sample.csv").write_text("item,unit_kind\nu1,turn\n", encoding="utf-8-sig")
    checked(tmp_path, units=["turn", "window"])

    with pytest.raises(UserError, match="coded by hand is of units 'turn', which are not made"):
        checked(tmp_path, units=["window"], primary_unit="window")
