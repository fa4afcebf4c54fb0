"""Labels in the chosen language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.wording.labels import Labels, in_tree_order, leaves, phrase, top_level
from intertwine.wording.phrases import HEADS, PHRASES

CODES = {"security": ("security", "安全"), "security.data": ("data security", "数据安全")}


@pytest.mark.parametrize(
    ("language", "code", "source"),
    [
        ("en", "data security", "interviews"),
        ("zh", "数据安全", "访谈"),
        ("both", "data security 数据安全", "interviews 访谈"),
    ],
)
def test_labels_speak_the_language_of_the_settings(language, code, source):
    labels = Labels(CODES, language)

    assert labels.code("security.data") == code
    assert labels.say("interview") == source


def test_a_code_or_source_without_a_label_stands_for_itself():
    labels = Labels(CODES, "both")

    assert labels.code("fear") == "fear"
    assert labels.say("regulation") == "regulation"


def test_what_is_filled_in_is_said_in_each_language():
    assert phrase("share of units", unit="turn") == ("share of turns with the code (%)", "含该编码的话轮比例（%）")


def test_every_phrase_has_both_languages():
    assert all(english and chinese for english, chinese in [*PHRASES.values(), *HEADS.values()])


paths = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(".".join), max_size=8)


@given(paths)
def test_a_parent_stands_before_its_children_and_is_no_leaf(codes):
    ordered = in_tree_order(codes)

    for place, code in enumerate(ordered):
        assert not any(code.startswith(f"{later}.") for later in ordered[place:])
    assert all(not any(other.startswith(f"{leaf}.") for other in ordered) for leaf in leaves(codes))
    assert set(top_level(codes)) == {code[0] for code in codes}
