import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.language.script import dominant_language, han_count, language_of, latin_count


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我觉得芝麻信用很方便。", "zh"),
        ("我覺得芝麻信用很方便，而且 OK 的。", "mixed"),
        ("我的芝麻分从来没有低于七百分过，真的，OK", "zh"),
        ("I think it is safe, really.", "en"),
        ("Sesame Credit (芝麻信用) is a score by a company that everybody knows and nobody can explain", "mixed"),
        ("712", ""),
        ("……！？", ""),
        ("", ""),
    ],
)
def test_a_language_is_told_by_its_script(text, language):
    assert language_of(text) == language


def test_characters_outside_the_basic_plane_are_han_too():
    assert han_count("𠮷野家〇々") == 5


def test_a_word_may_hold_apostrophes_hyphens_and_accents():
    assert latin_count("It’s Sébastien’s well-kept secret") == 4


@given(st.text("安全信用ab ,。", max_size=40))
def test_a_text_with_any_script_has_a_dominant_language(text):
    assert (dominant_language(text) == "") == (language_of(text) == "")
    if language_of(text) in ("zh", "en"):
        assert dominant_language(text) == language_of(text)
