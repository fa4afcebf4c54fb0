"""The matching form and its way back to the original."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intertwine.language.normal import corpus_form, matching_form, matching_forms


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("芝麻信用體系", "芝麻信用体系"),
        ("ＡＬＩＰＡＹ　的　分數", "alipay 的 分数"),
        ("isn’t “safe”", 'isn\'t "safe"'),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a\u3000\n\t b", "a b"),
        ("ﬁne ㈱ ½", "fine (株) 1⁄2"),
        ("e\u0301 É", "é é"),
        ("嗯……好", "嗯……好"),
        ("😀👍🏽 𠮷", "😀👍🏽 𠮷"),
    ],
)
def test_form(text, form):
    assert matching_form(text) == form


texts = st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=25), min_size=1, max_size=4)
mixed = st.lists(st.text(alphabet="安全體系ＡＢab '’\u200b\u0301é　\n😀𠮷，。", max_size=25), min_size=1, max_size=4)


@settings(deadline=None)
@given(st.one_of(texts, mixed))
def test_forms_do_not_change_when_formed_again(originals):
    forms = matching_forms(originals)

    assert matching_forms(forms) == forms


@settings(deadline=None)
@given(st.one_of(texts, mixed))
def test_trap_11_every_character_knows_its_stretch_of_the_original(originals):
    form = corpus_form(originals)

    for turn, (original, own) in enumerate(zip(originals, matching_forms(originals), strict=True)):
        places = int(form.begins[turn]) + np.arange(len(own))
        found, start, end = form.original(places, places + 1)
        assert (found == turn).all()
        assert (start < end).all()
        assert (start[1:] >= start[:-1]).all()
        assert end.max(initial=0) <= len(original)


def test_a_stretch_of_the_form_comes_from_its_words():
    original = "我說：「ＳＡＦＥ\u200b嗎」？😀信用　體系"
    form = corpus_form(["前", original])
    begin = form.text.index("safe吗")

    turn, start, end = form.original(np.array([begin]), np.array([begin + 5]))

    assert (turn[0], original[start[0] : end[0]]) == (1, "ＳＡＦＥ\u200b嗎")
