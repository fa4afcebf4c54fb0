"""Who brought it up: prompted, answered, echoed, self-repeated, volunteered."""

import pandas as pd
import pytest

from intertwine.codebook.reading import Cue
from intertwine.coding.justifying import holds_reason
from intertwine.coding.prompting import prompting

TALK = [
    ("interviewer", "你平时怎么用？", ""),
    ("respondent", "我觉得很安全，安全最要紧，朋友也这么说。", "security security"),
    ("interviewer", "有没有担心过诈骗？", "fraud"),
    ("respondent", "有诈骗。", "fraud"),
    ("interviewer", "然后呢？", ""),
    ("respondent", "以前同事碰到过 scam，钱都没有了，后来报了警。", "fraud"),
    ("interviewer", "别的呢？", ""),
    ("respondent", "也就是骗子多吧，现在大家都习惯了这种事情。", "fraud"),
]


def talk(rows=TALK, document="d1"):
    turns = pd.DataFrame(rows, columns=["role", "text", "concepts"]).assign(document_id=document)
    turns["turn"] = range(1, len(turns) + 1)
    hits = [
        (document, turn, place, role, concept, "安全")
        for turn, role, concepts in zip(turns["turn"], turns["role"], turns["concepts"], strict=True)
        for place, concept in enumerate(concepts.split())
    ]
    frame = pd.DataFrame(hits, columns=["document_id", "turn", "start", "role", "concept", "surface"])
    return frame.assign(suppressed_by=""), turns


def ways(rows=TALK, preceding=1, brief=4):
    hits, turns = talk(rows)
    return prompting(hits, turns, preceding=preceding, brief=brief).tolist()


def test_each_use_is_told_by_who_named_the_concept_before():
    assert ways() == ["volunteered", "self_repeated", "", "answered", "echoed", "echoed"]


def test_more_preceding_questions_prompt_more_uses():
    assert ways(preceding=2) == ["volunteered", "self_repeated", "", "answered", "prompted", "echoed"]
    assert ways(preceding=3)[-1] == "prompted"


def test_a_turn_with_more_to_say_is_prompted_and_no_answer():
    assert ways(brief=0)[3] == "prompted"


def test_the_concept_counts_whatever_its_language():
    rows = [
        ("interviewer", "Is it safe?", "security"),
        ("respondent", "我觉得挺安全的，反正没出过什么事情。", "security"),
    ]

    assert ways(rows) == ["", "prompted"]


def test_another_document_prompts_nothing():
    asked, turns = talk([("interviewer", "安全吗？", "security")], "d1")
    said, more = talk([("respondent", "很安全，我一直这么想的。", "security")], "d2")

    found = prompting(pd.concat([asked, said], ignore_index=True), pd.concat([turns, more]), preceding=2, brief=0)

    assert found.tolist() == ["", "volunteered"]


def test_hits_that_do_not_count_prompt_nothing():
    hits, turns = talk([("interviewer", "安全带", "security"), ("respondent", "安全，我想是这样的吧。", "security")])

    found = prompting(hits.assign(suppressed_by=["excluded", ""]), turns, preceding=2, brief=0)

    assert found.tolist() == ["", "volunteered"]


@pytest.mark.parametrize(
    ("between", "found"),
    [("，所以我", True), ("，我", False), (" so that we have ", True), (" sothat ", False), ("，從而得到", True)],
)
def test_a_reason_is_found_in_both_languages_and_scripts(between, found):
    cues = [Cue("zh", "所以", "justifying", "forward", 8), Cue("zh", "从而", "justifying", "forward", 8),
            Cue("en", "so that", "justifying", "forward", 8), Cue("zh", "我", "negated", "forward", 8)]  # fmt: skip

    assert holds_reason([between], cues).tolist() == [found]
