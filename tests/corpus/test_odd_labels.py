"""Labels that are written as labels are not: read where they can be nothing else, and always told."""

import pytest
from tests.corpus.test_documents import read
from tests.corpus.test_documents import turns as turns_of

import turns
from intertwine.corpus.doubtful_labels import is_one_slip_away
from intertwine.corpus.line_numbers import without_line_numbers
from intertwine.corpus.lines import Line
from intertwine.corpus.notices import is_notice
from intertwine.corpus.times import is_only_time, without_times
from intertwine.errors import UserError
from transcript_layouts import LAYOUTS

CAST = (("采访者", "interviewer"), ("受访者", "respondent"))
EN = (("Interviewer", "interviewer"), ("P1", "respondent"))


def odd(text, cast=CAST):
    return {finding.finding for finding in read(text, cast=cast).findings if finding.finding.startswith("odd label")}


@pytest.mark.parametrize(
    "line",
    [
        "采访者；为什么？",
        "采访者为什么？",
        "采访者 为什么？",
        "采访者，为什么？",
        "采访着：为什么？",
        "採訪者：为什么？",
        "采访者>为什么？",
    ],
)
def test_a_slip_in_a_label_is_read_and_told(line):
    text = f"采访者：好吗？\n受访者：好。\n{line}\n受访者：安全。"

    assert turns_of(text, cast=CAST)[2] == ("采访者", "为什么？")
    assert len(odd(text)) == 1


@pytest.mark.parametrize("line", ["Interviwer: Why?", "Interviewer Why?", "Interviewer - Why?"])
def test_a_slip_in_an_english_label_is_read_and_told(line):
    text = f"Interviewer: Fine?\nP1: Yes.\n{line}\nР1: It is safe."

    assert [said for _, said in turns_of(text, cast=EN)] == ["Fine?", "Yes.", "Why?", "It is safe."]
    assert len(odd(text, EN)) == 2


@pytest.mark.parametrize("line", ["采访者说的也对。", "采访者的问题很好", "P1 was the first", "Interviewers ask much"])
def test_the_subject_of_a_sentence_is_no_label(line):
    said = turns_of(f"采访者：好吗？\n受访者：好。\n{line}", cast=(*CAST, *EN))

    assert said == [("采访者", "好吗？"), ("受访者", f"好。\n{line}")]


def test_a_document_may_write_its_labels_without_a_mark():
    cast = (("訪", "interviewer"), ("受", "respondent"))

    assert turns_of("訪 你有冇用過？\n受 有呀。\n訪 點解？\n受 唔使按金。", cast=cast)[1] == ("受", "有呀。")


LETTERS = (("I", "interviewer"), ("A", "respondent"))


@pytest.mark.parametrize(
    "line", ["I - I do not know.", "I, Think so.", "I Think so.", "A - b", "I think so.", "A few."]
)
def test_a_letter_that_begins_a_sentence_is_no_label(line):
    more = "\n".join([line] * 8)

    assert turns_of(f"I: Fine?\nA: Yes.\n{more}", cast=LETTERS)[1:] == [("A", f"Yes.\n{more}")]


@pytest.mark.parametrize("line", ["Then: it was", "When: then", "Most: of them"])
def test_a_word_that_is_a_slip_away_from_a_label_is_a_word(line):
    cast = (("Host", "interviewer"), ("Chen", "respondent"), ("Whan", "respondent"))

    assert turns_of(f"Host: Fine?\nChen: Yes.\n{line}", cast=cast)[1:] == [("Chen", f"Yes.\n{line}")]


def test_a_name_that_is_a_slip_away_from_a_speakers_may_be_anothers_and_stops():
    with pytest.raises(UserError, match="unknown speaker '王老帅'") as error:
        read(
            "王老师：好吗？\n李同学：好。\n王老帅：为什么？", cast=(("王老师", "interviewer"), ("李同学", "respondent"))
        )

    assert "\n      ,王老帅," in str(error.value)


def test_a_second_label_after_the_end_of_a_sentence_begins_a_turn():
    assert turns_of("采访者：好吗？受访者：好。采访者：为什么？", cast=CAST) == [
        ("采访者", "好吗？"), ("受访者", "好。"), ("采访者", "为什么？")
    ]  # fmt: skip
    assert turns_of("采访者：我问受访者：好吗？", cast=CAST) == [("采访者", "我问受访者：好吗？")]


def test_a_speakers_name_alone_between_two_labels_alone_is_an_answer():
    cast = (("采访者", "interviewer"), ("李同学", "respondent"), ("王老师", "respondent"))

    said = turns_of("采访者\n谁教你的？\n李同学\n王老师\n采访者\n是吗？\n王老师\n我在。", cast=cast)

    assert said[1] == ("李同学", "王老师")
    assert said[3] == ("王老师", "我在。")


def test_a_role_that_never_speaks_is_told():
    findings = read("采访者：好吗？\n采访者：好。", cast=CAST).findings

    assert ("a role that never speaks", "respondent") in {(each.finding, each.detail) for each in findings}


@pytest.mark.parametrize(
    ("key", "known", "near"),
    [("采访着", "采访者", True), ("intreviewer", "interviewer", True), ("p2", "p1", False), ("ab", "ac", False),
     ("speaker1", "speaker2", False), ("采访者", "采访者", False), ("采访", "采访者", False)],
)  # fmt: skip
def test_one_slip_is_one_letter(key, known, near):
    assert is_one_slip_away(key, known) is near


@pytest.mark.parametrize(
    "time", ["00:01:02", "[10.51s - 39.0s]", "0 minutes 3 seconds", "10分30秒", "上午10:00", "#00:00:04-2#", "00h10m",
             "2024年5月1日 上午10:00", "00:01 --> 00:03", "10:00 AM"]
)  # fmt: skip
def test_a_time_is_no_words(time):
    assert is_only_time(time)
    assert without_times(f"[00:12] 我看 #{'00:00:04-2'}#") == ("我看", 2)


@pytest.mark.parametrize("words", ["10:30开会", "3分钟以后", "一比一", "10 seconds later I left"])
def test_a_time_in_a_sentence_is_words(words):
    assert not is_only_time(words)
    assert without_times(words) == (words, 0)


@pytest.mark.parametrize(
    "line", ["以上内容由AI生成，仅供参考", "Transcribed by https://otter.ai", "第 3 页 共 10 页", "（录音结束）"]
)
def test_what_a_program_says_nobody_said(line):
    text = f"采访者：好吗？\n受访者：好。\n{line}"

    assert is_notice(line)
    assert turns_of(text, cast=CAST)[-1] == ("受访者", "好。")
    assert [each.kind for each in read(text, cast=CAST).account] == ["label", "label", "apparatus"]


@pytest.mark.parametrize(
    "line",
    [
        "文件由他们提供，我看过",
        "由我自己整理",
        "This document is about how I feel",
        "Created by people like me",
        "p. 3",
    ],
)
def test_what_somebody_says_of_texts_is_no_notice(line):
    assert not is_notice(line)


def test_numbers_that_count_lines_go_and_those_of_a_list_stay():
    numbered = [Line(n, f"{n}. {text}") for n, text in enumerate("甲乙丙丁", start=1)]
    listed = [Line(1, "采访者：好"), Line(2, "1. 快"), Line(3, "2. 省"), Line(4, "受访者：好")]

    assert [line.text for line in without_line_numbers(numbered)[0]] == list("甲乙丙丁")
    assert without_line_numbers(listed) == (tuple(listed), 0)


def test_every_line_is_accounted_for_with_all_its_characters():
    text = "标题\n采访者：好吗？\n[00:01]\n（笑）\n受访者：好。\n还有呢"

    account = read(text, cast=CAST).account
    two = read("采访者：好。采访者：好。", cast=CAST).account

    assert [each.characters for each in two] == [6, 6]
    assert [each.kind for each in account] == ["unknown", "label", "time", "remark", "label", "continuation"]
    assert sum(each.characters for each in account) == len(text.replace("\n", ""))


@pytest.mark.parametrize("for_all", [True, False], ids=["for all", "named"])
def test_no_layout_is_misread_in_silence(tmp_path, for_all):
    outcomes = {}
    for folder, truth in turns.made(tmp_path):
        rows = list(turns.of_folder(folder, truth))
        outcomes[folder.name] = rows[0 if for_all else 1]["outcome"]

    assert {name for name, outcome in outcomes.items() if outcome == "SILENT"} == set()
    assert len(outcomes) == len(LAYOUTS) > 120
    assert sum(outcome == "right" for outcome in outcomes.values()) >= 0.97 * len(outcomes)
