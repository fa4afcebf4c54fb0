"""Who is likely to speak in a file, and in which role: labels in the layouts people write, and what they are called."""

import pytest

from intertwine.corpus.proposing import proposed_speakers
from intertwine.corpus.reading import read_document

SAID = (
    ("你平时用信用分吗？", "用啊，租房子不用押金，我觉得挺好的。"),
    ("Do you feel safe with it?", "Mostly, yes, because nobody ever asks for a deposit any more."),
    ("为什么？", "朋友都在用，而且很方便，出门骑车也不用交钱。"),
    ("Anything else?", "No, I think that is all I wanted to say about the score."),
)


def proposed(layout, asks="王老师", answers="小林", name="a.txt"):
    lines = [line for question, answer in SAID for line in (layout(asks, question), layout(answers, answer))]
    _, reading = read_document(name, "\n".join(lines).encode())
    return [(each.label, each.role, each.turns) for each in proposed_speakers(reading)]


@pytest.mark.parametrize(
    "layout",
    [
        lambda who, what: f"{who}：{what}",
        lambda who, what: f"[{who}] {what}",
        lambda who, what: f"**{who}:** {what}",
        lambda who, what: f"{who}\n{what}",
        lambda who, what: f"{who}\t{what}",
        lambda who, what: f"{who} 00:02\n{what}\n",
        lambda who, what: f"00:00:02 {who}: {what}",
        lambda who, what: f"{who}  {what}",
    ],
)
@pytest.mark.parametrize(
    ("asks", "answers"), [("王老师", "小林"), ("Interviewer", "Chen"), ("问", "答"), ("Ms Wu", "P03")]
)
def test_labels_are_found_in_the_layouts_that_people_write(layout, asks, answers):
    assert proposed(layout, asks, answers) == [(asks, "interviewer", 4), (answers, "respondent", 4)]


def test_numbered_questions_and_answers_are_two_speakers():
    text = "\n".join(f"Q{place}: {asked}\nA{place}: {said}" for place, (asked, said) in enumerate(SAID, 1))
    _, reading = read_document("a.txt", text.encode())

    assert [(each.label, each.role) for each in proposed_speakers(reading)] == [
        ("Q", "interviewer"),
        ("A", "respondent"),
    ]


def test_where_no_questions_tell_the_one_who_says_less_asks():
    text = "\n".join(f"甲君：说说看。\n乙君：{said}" for _, said in SAID)
    _, reading = read_document("a.txt", text.encode())

    assert [(each.label, each.role) for each in proposed_speakers(reading)] == [
        ("甲君", "interviewer"),
        ("乙君", "respondent"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "第一段：我们保护每一位用户。\n第二段没有说话人。\n注意：这是提示。",
        "One paragraph.\n\nAnother: with a colon.",
        "一句话。",
    ],
)
def test_prose_has_nobody_who_speaks(text):
    _, reading = read_document("a.txt", text.encode())

    assert proposed_speakers(reading) == ()
