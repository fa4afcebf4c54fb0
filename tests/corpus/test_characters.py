import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.corpus.characters import join_wrapped, without_invisible


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0c", "\x0b"])
def test_every_end_of_line_becomes_one_kind(end):
    assert without_invisible(f"安全{end}风险") == ("安全\n风险", 0)


@pytest.mark.parametrize(
    "sign", ["\ufeff", "\u200b", "\u200c", "\u2060", "\u00ad", "\u200e", "\u202e", "\x00", "\x07", "\x7f"]
)
def test_trap_11_invisible_characters_go_and_are_counted(sign):
    assert without_invisible(f"安{sign}全") == ("安全", 1)


@pytest.mark.parametrize(
    "text", ["👩\u200d💻很安全", "❤️\u200d🔥", "𠮷野家", "“smart” ‘quotes’", "全　角", "Ａ１", "＝＋－＠ =+-@"]
)
def test_trap_11_visible_characters_stay_as_they_are(text):
    assert without_invisible(text) == (text, 0)


@given(st.text())
def test_settled_text_is_settled(text):
    once, _ = without_invisible(text)

    assert without_invisible(once) == (once, 0)


def test_wrapped_chinese_joins_without_a_space_and_english_with_one():
    assert join_wrapped(["我觉得", "很安全"]) == "我觉得很安全"
    assert join_wrapped(["it is", "safe"]) == "it is safe"
    assert join_wrapped(["我用", "Alipay", "付钱"]) == "我用Alipay付钱"


def test_a_hyphen_at_the_end_of_a_line_ties_the_word():
    assert join_wrapped(["a long-", "term risk"]) == "a long-term risk"
    assert join_wrapped(["I was -", "well"]) == "I was - well"


def test_nothing_joins_to_nothing():
    assert join_wrapped(["a", "", "b"]) == "a b"
