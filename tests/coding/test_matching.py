"""Entries found in text: what counts, what does not, and what took its place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intertwine.codebook.reading import Entry
from intertwine.coding.matching import Matcher
from intertwine.language.normal import matching_form


def entry(pattern, language="zh", kind="literal", exclude=(), tier="core"):
    form = pattern if kind == "regex" else matching_form(pattern)
    return Entry(f"{language}:{pattern}", "code", language, form, kind, tuple(exclude), "", tier)


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


@pytest.mark.parametrize(
    ("entries", "text", "expected"),
    [
        ([("安全*", "wildcard"), ("风险", "literal")], "安全和风险", ["安全和", "风险"]),
        ([("安全*", "wildcard"), ("*风险", "wildcard")], "安全和风险", ["安全和", "风险"]),
        ([("安全*", "wildcard")], "安全安全感", ["安全", "安全感"]),
        ([("*安全", "wildcard"), ("资金", "literal")], "保证资金安全", ["资金", "安全"]),
        ([("人*安全*", "wildcard"), ("风险", "literal")], "人身安全与风险", ["人身安全与", "风险"]),
        ([("安全*", "wildcard")], "安全保障体系好", ["安全保障体系"]),
    ],
)
def test_an_open_edge_takes_nothing_that_another_match_has(entries, text, expected):
    assert counted([entry(pattern, kind=kind) for pattern, kind in entries], text) == expected


@pytest.mark.parametrize("text", ["网络安全", "網路安全", "网路安全", "網絡安全"])
def test_a_chinese_entry_is_found_as_it_is_said_in_taiwan_and_hong_kong(text):
    assert counted([entry("网络安全")], text) == [text]


def test_contexts_are_known_as_they_are_said_elsewhere_too():
    hackers = [entry("黑客", exclude=("黑客空间",))]

    assert counted(hackers, "駭客空間裡沒有駭客") == ["駭客"]


def test_a_regional_form_that_is_an_entry_of_its_own_is_no_others():
    found = Matcher([entry("黑客"), entry("骇客")]).hits(["駭客"])

    assert found["entry"].tolist() == [
        [each.pattern for each in Matcher([entry("黑客"), entry("骇客")]).entries].index("骇客")
    ]
    assert found["suppressed_by"].tolist() == [""]


def test_entries_of_a_tier_that_does_not_count_take_no_place():
    entries = [
        entry("安全"),
        entry("安全体系", tier="extended"),
        entry("体系", tier="extended"),
        entry("好", tier="extended"),
    ]
    found = Matcher(entries, tiers=["core"]).hits(["安全体系好"])

    assert dict(zip(found["surface"], found["suppressed_by"], strict=True)) == {
        "安全": "",
        "安全体系": "taken by zh:安全",
        "体系": "tier extended",
        "好": "tier extended",
    }


@given(
    st.lists(st.sampled_from(["安", "全", "安全", "全安", "安全感"]), min_size=1, unique=True),
    st.text("安全感", max_size=12),
)
def test_what_counts_is_what_the_tiers_alone_would_find(extended, text):
    core = [entry("安全"), entry("感安")]
    others = [entry(pattern, tier="extended") for pattern in extended if pattern not in ("安全", "感安")]

    both = Matcher([*core, *others], tiers=["core"]).hits([text])
    alone = Matcher(core).hits([text])

    columns = ["start", "end", "surface"]
    assert both.loc[both["suppressed_by"] == "", columns].to_numpy().tolist() == (
        alone.loc[alone["suppressed_by"] == "", columns].to_numpy().tolist()
    )


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
