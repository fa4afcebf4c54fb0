"""Every sentence that stands in the program has both languages, each free of the other."""

import re
from importlib import import_module
from string import Formatter

import pytest

from intertwine.wording.sentences import COMMA, filled, joined, listed

MODULES = (
    "intertwine.wording.statements",
    "intertwine.wording.key_words",
    "intertwine.report.methods",
    "intertwine.report.results",
    "intertwine.report.limitations",
    "intertwine.report.validity",
)
TERMS = {
    *(
        "Mantel",
        "Haenszel",
        "GEE",
        "Fisher",
        "Egami",
        "Hartigan",
        "logit",
        "Holm",
        "BCa",
        "DPnorm",
        "Benjamini",
        "Hochberg",
        "Aalen",
        "Johansen",
    ),
    *(
        "Simonsohn",
        "Liang",
        "Chung",
        "Romano",
        "von",
        "Eye",
        "Danescu",
        "Niculescu",
        "Mizil",
        "Satterthwaite",
        "Bonferroni",
    ),
}
"""Names of methods and of authors: the same in Chinese."""


def is_pair(value):
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(text, str) and text for text in value)


def sentences():
    """Give each pair that stands in a module by its place."""
    for name in MODULES:
        for key, value in vars(import_module(name)).items():
            pairs = value.items() if isinstance(value, dict) else [("", value)]
            place = f"{name.rpartition('.')[2]}.{key}"
            yield from (pytest.param(pair, id=f"{place} {part}") for part, pair in pairs if is_pair(pair))


def names_in(text):
    """Return the names in braces, one unit and several units being the same."""
    return {"unit" if name == "units" else name for _, name, _, _ in Formatter().parse(text) if name}


def bare(text):
    return re.sub(r"\{[^{}]*\}", "", text)


def has_han(text):
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


@pytest.mark.parametrize("pair", sentences())
def test_a_sentence_has_both_languages_with_the_same_values(pair):
    english, chinese = pair

    assert not has_han(english)
    assert has_han(chinese) or not re.search(r"[A-Za-z]{2,}", bare(english))
    assert set(re.findall(r"[A-Za-z]{2,}", bare(chinese))) <= TERMS
    assert names_in(chinese) <= names_in(english)
    assert names_in(english) - names_in(chinese) <= {"unit"}


def test_a_value_of_both_languages_is_put_into_each():
    sentence = ("{n:,} {unit} of {unit}", "{unit} {n:,}")

    assert filled(sentence, n=1200, unit=("turns", "话轮"), more="") == ("1,200 turns of turns", "话轮 1,200")


def test_braces_in_a_value_are_text():
    assert filled(("{code}", "{code}"), code="{7*7}") == ("{7*7}", "{7*7}")


def test_nothing_is_joined_to_nothing():
    assert joined([("", ""), ("One.", "一。"), ("", ""), ("Two.", "二。")]) == ("One. Two.", "一。二。")
    assert listed([]) == ("", "")
    assert listed([("a", "甲"), ("b", "乙")], COMMA) == ("a, b", "甲、乙")
