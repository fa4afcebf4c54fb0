"""What the context does to a hit: the table of the specification, scopes and terminators, and sentences of our own."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given as given_text
from hypothesis import strategies as st

from intertwine.codebook.reading import Cue, Entry, read_codebook
from intertwine.coding.matching import Matcher
from intertwine.language.normal import matching_form
from intertwine.vocabulary import QUALIFIERS

HOME = Path(__file__).parents[2]
BOOK = read_codebook(HOME / "data" / "codebook")
SHIPPED = Matcher(BOOK.entries, BOOK.cues)


def entry(pattern, code="threat", language="zh"):
    return Entry(f"{language}-{pattern}", code, language, pattern, "literal", (), pattern, "core")


def hits(text):
    found = SHIPPED.hits([text])
    found["code"] = [SHIPPED.entries[place].code for place in found["entry"]]
    return found


def qualifiers(text, prefix):
    found = hits(text)
    found = found[found["code"].str.startswith(prefix)]
    return list(found["qualifier"])


@pytest.mark.parametrize("text", ["更安全", "这样更安全", "it is safer"])
def test_safer_is_security_affirmed(text):
    assert qualifiers(text, "security") == ["affirmed"]


@pytest.mark.parametrize(
    "text", ["不安全", "不太安全", "不怎么安全", "it is not secure", "it is not very secure", "insecure", "unsafe"]
)
def test_not_safe_is_a_threat_that_counts(text):
    found = hits(text)
    counted = found[found["suppressed_by"] == ""]

    assert list(counted["code"]) == ["threat.insecurity"]
    assert list(counted["qualifier"]) == ["affirmed"]


@pytest.mark.parametrize("text", ["不安全", "不太安全", "不怎么安全", "it is not secure", "it is not very secure"])
def test_not_safe_is_security_negated_inside_the_threat(text):
    found = hits(text)
    inside = found[found["code"].str.startswith("security")]

    assert len(inside)
    assert set(inside["qualifier"]) == {"negated"}
    assert inside["suppressed_by"].str.startswith("taken by").all()


def test_no_sense_of_safety_is_security_negated():
    found = hits("没有安全感")

    assert "negated" in set(found.loc[found["code"].str.startswith("security"), "qualifier"])


@pytest.mark.parametrize("text", ["没有风险", "零风险", "无风险", "风险很低", "no risk", "it is risk-free", "低风险"])
def test_no_risk_is_negated(text):
    assert set(qualifiers(text, ("threat", "risk"))) == {"negated"}


@pytest.mark.parametrize("text", ["不是没有风险", "不无风险", "并非毫无风险", "it is not without risk"])
def test_not_without_risk_is_double_negated(text):
    assert set(qualifiers(text, ("threat", "risk"))) == {"double_negated"}


@pytest.mark.parametrize("text", ["不仅安全还方便", "不但安全", "不光安全", "不只安全", "it is not only secure"])
def test_not_only_is_no_negation(text):
    assert qualifiers(text, "security") == ["affirmed"]


@pytest.mark.parametrize("text", ["不一定安全", "未必安全", "it is not necessarily secure"])
def test_not_necessarily_is_hedged(text):
    assert qualifiers(text, "security") == ["hedged"]


@pytest.mark.parametrize("text", ["安全不安全", "安不安全", "是不是安全", "这个安全吗？", "is it safe?"])
def test_whether_it_is_safe_is_questioned(text):
    assert set(qualifiers(text, "security")) == {"questioned"}


@pytest.mark.parametrize(
    "text", ["防止诈骗", "避免诈骗", "杜绝诈骗", "it prevents fraud", "it protects you from fraud"]
)
def test_preventing_fraud_is_prevented(text):
    found = hits(text)

    assert "prevented" in set(found.loc[found["surface"].str.contains("诈骗|fraud"), "qualifier"])


@pytest.mark.parametrize("text", ["安全隐患", "安全风险", "安全问题", "a security risk", "a security breach"])
def test_trap_02_a_security_risk_is_a_threat_and_no_security(text):
    found = hits(text)
    counted = found[found["suppressed_by"] == ""]

    assert len(counted)
    assert not counted["code"].str.startswith("security").any()


@pytest.mark.parametrize("text", ["信息安全", "账户安全"])
def test_safe_data_and_accounts_are_security(text):
    found = hits(text)

    assert found.loc[found["suppressed_by"] == "", "code"].str.startswith("security").all()


def test_a_guard_is_neither():
    assert hits("门口的保安")["code"].tolist() == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [("差一点被骗", "affirmed"), ("I was nearly cheated", "affirmed"), ("如果被盗", "hypothetical"),
     ("if it is stolen", "hypothetical")],
)  # fmt: skip
def test_a_near_miss_is_affirmed_and_a_condition_hypothetical(text, qualifier):
    assert set(qualifiers(text, "threat")) == {qualifier}


@pytest.mark.parametrize(
    "before",
    ["不得不", "不过", "不错", "不好意思", "对不起", "了不起", "没收", "没落", "别人", "特别", "分别", "级别", "非常",
     "非得", "无论", "未来"],
)  # fmt: skip
def test_no_negator_inside_a_word(before):
    text = f"{before}安全"
    found = hits(text)

    assert "affirmed" in set(found.loc[found["surface"].str.contains("安全"), "qualifier"])
    assert not set(found["qualifier"]) & {"negated", "double_negated"}


def test_a_negation_reaches_six_characters_and_no_further():
    matcher = Matcher([entry("风险")], [Cue("zh", "没有", "negated", "forward", 6)])

    assert matcher.hits(["没有一二三四五风险"])["qualifier"].tolist() == ["negated"]
    assert matcher.hits(["没有一二三四五六风险"])["qualifier"].tolist() == ["affirmed"]


def test_a_postposed_negation_reaches_four_characters_and_no_further():
    matcher = Matcher([entry("风险")], [Cue("zh", "不存在", "negated", "backward", 4)])

    assert matcher.hits(["风险一二三不存在"])["qualifier"].tolist() == ["negated"]
    assert matcher.hits(["风险一二三四不存在"])["qualifier"].tolist() == ["affirmed"]


def test_english_reach_is_in_words():
    matcher = Matcher([entry("risk", language="en")], [Cue("en", "no", "negated", "forward", 5)])

    assert matcher.hits(["no one two three four risk"])["qualifier"].tolist() == ["negated"]
    assert matcher.hits(["no one two three four five risk"])["qualifier"].tolist() == ["affirmed"]


def test_latin_words_count_as_one_character_each_in_a_mixed_sentence():
    matcher = Matcher([entry("风险")], [Cue("zh", "没有", "negated", "forward", 6)])

    assert matcher.hits(["没有什么 deposit 的 security 风险"])["qualifier"].tolist() == ["negated"]


@pytest.mark.parametrize("sign", ["，", "。", "；", "？", "！", "、", ",", "但", "可是", "不过"])
def test_a_terminator_ends_the_reach(sign):
    matcher = Matcher([entry("风险")], BOOK.cues)

    assert matcher.hits([f"没有{sign}风险"])["qualifier"].tolist() != ["negated"]


def test_no_cue_reaches_into_the_next_turn():
    matcher = Matcher([entry("风险")], BOOK.cues)

    assert matcher.hits(["没有", "风险", "不存在"])["qualifier"].tolist() == ["affirmed"]


def test_a_negated_preventer_prevents_nothing():
    assert qualifiers("没法防止诈骗", "threat") == ["affirmed"]
    assert qualifiers("it cannot prevent fraud", "threat") == ["affirmed"]


def test_the_cue_that_decided_is_named():
    assert hits("没有诈骗")["cue"].tolist() == ["没有"]


def test_traditional_characters_and_full_width_signs_are_the_same_cues():
    assert qualifiers("沒有詐騙", "threat") == ["negated"]
    assert qualifiers("這個ＡＰＰ會不會有詐騙？", "threat") == ["questioned"]


def test_a_codebook_without_cues_affirms_everything():
    assert Matcher([entry("风险")]).hits(["没有风险"])["qualifier"].tolist() == ["affirmed"]


def sentences(part):
    frame = pd.read_csv(Path(__file__).with_name("qualified_sentences.csv"), encoding="utf-8")
    return frame if part == "all" else frame[frame["part"] == part]


def given(row):
    """The qualifier of the first place of a sentence's target, with the cues of the shipped codebook."""
    language = "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in row.target) else "en"
    found = Matcher([entry(matching_form(row.target), language=language)], BOOK.cues).hits([row.sentence])
    return found["qualifier"].iloc[0]


def test_our_own_sentences_are_many_labelled_and_split():
    frame = sentences("all")

    assert (frame.groupby("language").size() >= 75).all()
    assert set(frame["qualifier"]) == set(QUALIFIERS)
    assert all(row.target in row.sentence for row in frame.itertuples())
    assert not frame.duplicated("sentence").any()


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        ("如果没还，风险，风险。风险", ["hypothetical", "hypothetical", "affirmed"]),
        ("如果没还，我，你，他，她，它，就都有风险", ["affirmed"]),
        ("谁有风险；没有风险", ["negated", "negated"]),
        ("谁没有风险？风险", ["double_negated", "affirmed"]),
        ("谁有风险吗", ["negated"]),
        ("风险如果没还", ["affirmed"]),
    ],
)
def test_a_condition_reaches_on_in_its_sentence_and_a_rhetorical_question_reads_as_its_answer(text, qualifiers):
    cues = [
        Cue("zh", "如果", "hypothetical", "sentence", 8), Cue("zh", "谁", "rhetorical", "sentence", 8),
        Cue("zh", "没有", "negated", "forward", 4), Cue("zh", "吗", "questioned", "clause", 9),
        Cue("zh", ",", "terminator", "forward", 9), Cue("zh", "?", "terminator", "forward", 9),
    ]  # fmt: skip

    assert Matcher([entry("风险")], cues).hits([text])["qualifier"].tolist() == qualifiers


@pytest.mark.parametrize("part", ["tuning", "reporting"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_qualifiers_of_our_own_sentences_do_not_get_worse(language, part):
    frame = sentences(part)
    frame = frame[frame["language"] == language]

    right = sum(given(row) == row.qualifier for row in frame.itertuples())

    assert right >= 0.92 * len(frame)


@given_text(st.text("没有不安全风险，。？是吗 norisk,.?if", max_size=60))
def test_any_text_has_one_qualifier_for_each_hit_and_a_cue_unless_affirmed(text):
    found = Matcher([entry("风险"), entry("risk", language="en")], BOOK.cues).hits([text])

    assert set(found["qualifier"]) <= set(QUALIFIERS)
    assert (found.loc[found["qualifier"] == "affirmed", "cue"] == "").all()


def cue(pattern, effect):
    return Cue("zh", pattern, effect, "forward", 9)


WINNERS = ("questioned", "hypothetical", "double_negated", "negated", "prevented", "hedged", "reported")
CUES = {
    "questioned": [cue("是否", "questioned")], "hypothetical": [cue("如果", "hypothetical")],
    "double_negated": [cue("不能没有", "double_negated")], "negated": [cue("没有", "negated")],
    "prevented": [cue("防止", "prevented")], "hedged": [cue("也许", "hedged")], "reported": [cue("据说", "reported")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("winner", "other"),
    [(winner, other) for place, winner in enumerate(WINNERS) for other in WINNERS[place + 1 :]],
)
def test_where_cues_of_two_kinds_reach_a_hit_the_stronger_one_wins_whatever_their_order(winner, other):
    strong, weak = CUES[winner][0].pattern, CUES[other][0].pattern
    matcher = Matcher([entry("风险")], [*CUES[winner], *CUES[other]])
    texts = [f"{weak}{strong}风险", f"{strong}{weak}风险"]
    if {winner, other} == {"negated", "prevented"}:
        texts = texts[:1]  # a negation before a preventer takes its effect away

    found = matcher.hits(texts)

    assert found["qualifier"].tolist() == [winner] * len(texts)
