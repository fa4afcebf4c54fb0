"""What may tell who somebody is: found in both languages and scripts, however it is written; and what is nobody's."""

from itertools import pairwise

import pytest
from benchmarks.anonymising import LABELS, planted
from hypothesis import given
from hypothesis import strategies as st

from intertwine.anonymising.finding import personal_data
from intertwine.anonymising.listed import Listed, names_listed, parts_of
from intertwine.anonymising.plain import key_form, plain

NAMES = names_listed(LABELS)
LISTED = Listed([*NAMES, *(part for name in NAMES for part in parts_of(name))])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("我叫林悦，手机１３８－００１２－３４５６。", ["name", "telephone"]),
        ("身份证１１０１０５１９４９１２３１００２X", ["identity"]),
        ("my HKID is G123456(A)", ["identity"]),
        ("卡号 4111 1111 1111 1111", ["card"]),
        ("write to lin.yue@example.com", ["email"]),
        ("加我微信：linyue_1988，QQ 123456789", ["wechat", "qq"]),
        ("車牌是粤B·12345", ["plate"]),
        ("我住在建国路18号3栋", ["address"]),
        ("I live at 12 Maple Road.", ["address"]),
        ("后来王老师来了，Mr. Wong too", ["name", "name"]),
    ],
)
def test_personal_data_are_told_by_kind(text, kinds):
    assert [found.kind for found in personal_data(text, LISTED)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "我的芝麻分是七百一十二分，押金要3000元。",
        "2019年4月15日到2020-05-01，一共20000000元",
        "老师说安全最重要。The teacher said it was safe.",
        "About 1,250,000 users at 10:30:25, 85.6 %.",
    ],
)
def test_what_is_nobodys_is_left(text):
    assert personal_data(text, LISTED) == []


def test_three_hundred_planted_items_in_both_languages():
    items = planted(7)
    missed = []
    for item in items:
        covered = {place for each in personal_data(item.text, LISTED) for place in range(each.start, each.end)}
        missed += [item.kind] if not set(range(item.start, item.end)) <= covered else []

    assert len(items) == 300
    assert "listed name" not in missed
    assert len(missed) <= 6


@given(st.text(max_size=60))
def test_places_are_those_of_the_text_and_none_lies_in_another(text):
    found = personal_data(text, LISTED)

    assert len(plain(text)) == len(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.sampled_from(NAMES), st.sampled_from(["{}", "{}说", "看{}。", "with {}, then"]))
def test_a_listed_name_is_found_in_any_case_and_spacing(name, frame):
    for spelt in (name, name.upper(), name.replace(" ", "_"), name.replace(" ", "  ")):
        text = frame.format(spelt)
        found = [text[each.start : each.end] for each in personal_data(text, LISTED)]
        assert key_form(name) in "".join(map(key_form, found))
