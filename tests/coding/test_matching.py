"""Entries found in text: what counts, what does not, and what took its place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intertwine.codebook.reading import Entry
from intertwine.coding.matching import Matcher
from intertwine.language.normal import matching_form


def entry(pattern, language="zh", kind="literal", exclude=()):
    form = pattern if kind == "regex" else matching_form(pattern)
    return Entry(f"{language}:{pattern}", "code", language, form, kind, tuple(exclude), "", "core")


def counted(entries, text):
    found = Matcher(entries).hits([text])
    return found.loc[found["suppressed_by"] == "", "surface"].tolist()


def suppressed(entries, text):
    found = Matcher(entries).hits([text])
    found = found[found["suppressed_by"] != ""]
    return dict(zip(found["surface"], found["suppressed_by"], strict=True))


SECURITY = [entry("安全", exclude=("安全带", "安全套")), entry("不安全"), entry("安全感"), entry("安全隐患")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("很安全", ["安全"]),
        ("不安全", ["不安全"]),
        ("没有安全感", ["安全感"]),
        ("有安全隐患", ["安全隐患"]),
        ("系好安全带", []),
        ("安全带不安全", ["不安全"]),
    ],
)
def test_trap_02_the_longest_match_counts_and_then_exclusions(text, expected):
    assert counted(SECURITY, text) == expected


def test_trap_02_a_name_inside_a_longer_name():
    names = [entry("印度"), entry("印度尼西亚"), entry("信用"), entry("失信"), entry("芝麻信用")]

    assert counted(names, "印度尼西亚和印度，失信与芝麻信用") == ["印度尼西亚", "印度", "失信", "芝麻信用"]


def test_what_does_not_count_says_by_what():
    assert suppressed(SECURITY, "不安全") == {"安全": "taken by zh:不安全"}
    assert suppressed(SECURITY, "安全带") == {"安全": "excluded by 安全带"}


def test_an_exclusion_covers_only_its_own_entry():
    assert counted([entry("安全", exclude=("安全带",)), entry("带来")], "安全带来") == ["带来"]


def test_trap_03_no_stretch_of_text_counts_twice():
    assert counted([entry("安全风险"), entry("安全"), entry("风险")], "安全风险，风险安全") == [
        "安全风险",
        "风险",
        "安全",
    ]


def test_trap_04_han_characters_are_no_word_characters():
    game = [entry("game", "en")]

    assert counted(game, "玩game吧, GAME！") == ["game", "GAME"]
    assert counted(game, "gamer endgame game_1 game2") == []


@pytest.mark.parametrize(
    ("pattern", "kind", "text", "expected"),
    [
        ("secur*", "wildcard", "Security is secured, insecure", ["Security", "secured"]),
        ("rip* off", "wildcard", "ripped off, a rip-off", ["ripped off", "rip-off"]),
        ("un*safe", "wildcard", "unsafe", ["unsafe"]),
        ("*safe", "wildcard", "It is unsafe", ["unsafe"]),
        ("peace of mind", "literal", "peace of mind, peace-of-mind", ["peace of mind", "peace-of-mind"]),
        (r"credit (score|rating)s?", "regex", "my credit scores", ["credit scores"]),
        ("risk", "literal", "risk's risks", ["risk"]),
    ],
)
def test_english_patterns(pattern, kind, text, expected):
    assert counted([entry(pattern, "en", kind)], text) == expected


@pytest.mark.parametrize(
    ("pattern", "kind", "text", "expected"),
    [
        ("个人信息*泄露", "wildcard", "個人信息會被洩露", ["個人信息會被洩露"]),
        ("个人信息*泄露", "wildcard", "个人信息，泄露", []),
        ("个人信息*泄露", "wildcard", "个人信息从来都没有泄露", []),
        ("盗(刷|号)", "regex", "怕盗刷和盗号", ["盗刷", "盗号"]),
        ("免押金", "literal", "免押\u200b金，免　押金", ["免押\u200b金"]),
        ("信用·分", "literal", "信用·分", ["信用·分"]),
        ("０风险", "literal", "0风险 ０風險", ["0风险", "０風險"]),
    ],
)
def test_chinese_patterns(pattern, kind, text, expected):
    assert counted([entry(pattern, "zh", kind)], text) == expected


def test_trap_11_offsets_are_code_points_of_the_original():
    text = "😀𠮷“安全”　ＳＡＦＥ"
    found = Matcher([entry("安全"), entry("safe", "en")]).hits(["前面", text])

    assert found["turn"].tolist() == [1, 1]
    assert [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)] == ["安全", "ＳＡＦＥ"]


def test_no_match_crosses_from_one_turn_into_the_next():
    assert len(Matcher([entry("安全"), entry(r"安[^a]全", kind="regex")]).hits(["安", "全"])) == 0


def by_hand(patterns, text):
    """Leftmost-longest, the slow way."""
    found, place = [], 0
    while place < len(text):
        fitting = [pattern for pattern in patterns if text.startswith(pattern, place)]
        longest = max(fitting, key=len, default="")
        if longest:
            found.append((place, longest))
        place += len(longest) or 1
    return found


@settings(deadline=None)
@given(
    st.sets(st.text(alphabet="安全感不险", min_size=1, max_size=3), min_size=1, max_size=6),
    st.lists(st.text(alphabet="安全感不险，", max_size=20), max_size=3),
)
def test_counts_what_leftmost_longest_by_hand_counts(patterns, texts):
    found = Matcher([entry(pattern) for pattern in sorted(patterns)]).hits(texts)
    kept = found[found["suppressed_by"] == ""]

    expected = [(turn, *place) for turn, text in enumerate(texts) for place in by_hand(patterns, text)]

    assert list(zip(kept["turn"], kept["start"], kept["surface"], strict=True)) == expected


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["安全", "安全带", "全带", "带来", "不安全"]), unique=True, min_size=1),
    st.sampled_from(["安全带", "不安全", "安全带来"]),
    st.text(alphabet="不安全带来", max_size=15),
)
def test_exclusions_agree_with_looking_by_hand(patterns, context, text):
    entries = [entry(pattern, exclude=(context,) if pattern in context else ()) for pattern in patterns]
    kept = Matcher(entries).hits([text])
    kept = kept[kept["suppressed_by"] == ""]

    contexts = [match.start() for match in re.finditer(f"(?={context})", text)]
    expected = [
        (place, pattern)
        for place, pattern in by_hand(set(patterns), text)
        if pattern not in context
        or not any(begin <= place and place + len(pattern) <= begin + len(context) for begin in contexts)
    ]

    assert list(zip(kept["start"], kept["surface"], strict=True)) == expected


def test_order_of_entries_changes_nothing():
    text = "不安全的安全带有安全隐患"

    assert (
        Matcher(SECURITY)
        .hits([text])
        .drop(columns="entry")
        .equals(Matcher(SECURITY[::-1]).hits([text]).drop(columns="entry"))
    )


def test_trap_17_long_runs_of_hits_are_no_quadratic_work():
    found = Matcher([entry("安"), entry("安安")]).hits(["安" * 40_000])

    assert (found["suppressed_by"] == "").sum() == 20_000
