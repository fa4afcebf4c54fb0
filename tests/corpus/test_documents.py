from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.corpus.documents import (
    OpenedDocument,
    errors_of_documents,
    ingest_document,
    label_document,
    sources_of_transcripts,
)
from intertwine.corpus.manifest import Document, Speaker
from intertwine.corpus.reading import read_document
from intertwine.errors import UserError

CAST = (("访谈者", "interviewer"), ("林悦", "respondent"))


def opened(text, name="a.txt", source="interview", language="auto"):
    document = Document(name, Path(name), source, language, "", "", "", {})
    kind, reading = read_document(name, text.encode())
    return OpenedDocument(document, kind, "", reading)


def read(text, cast=CAST, name="a.txt", source="interview", language="auto", for_all=False, spoken=()):
    speakers = [Speaker("" if for_all else name, label, role, "", {}) for label, role in cast]
    return ingest_document(label_document(opened(text, name, source, language), speakers), frozenset(spoken))


def turns(*given, **options):
    return [(turn.speaker, turn.text) for turn in read(*given, **options).turns]


def found(*given, **options):
    findings = read(*given, **options).findings
    return [(finding.finding, finding.line) for finding in findings if finding.finding != "encoding"]


def test_a_turn_is_what_one_speaker_says_until_another_speaks():
    text = "访谈者：你好。\n林悦：你好。\n我是林悦。\n林悦：还有。\n访谈者：好。"

    assert turns(text) == [("访谈者", "你好。"), ("林悦", "你好。\n我是林悦。\n还有。"), ("访谈者", "好。")]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "林悦：我们种茶。", "listed as en, written in zh"),
        ("zh", "林悦: We grow tea in the village.", "listed as zh, written in en"),
        ("zh", "林悦：我们种茶，OK。", ""),
        ("mixed", "林悦：我们种茶。", ""),
        ("auto", "林悦：我们种茶。", ""),
    ],
)
def test_a_document_in_another_language_than_the_one_it_is_listed_under_is_a_finding(language, text, told):
    details = [finding.detail for finding in read(text, language=language).findings if "language" in finding.finding]

    assert details == [told] * bool(told)


def test_roles_come_from_the_manifest():
    assert [turn.role for turn in read("访谈者：你好。\n林悦：你好。").turns] == ["interviewer", "respondent"]


@pytest.mark.parametrize(
    "line",
    [
        "我跟你说：这个不安全。",
        "他说：没事。",
        "比如：被骗。",
        "There is one thing: fear.",
        "One thing: fear.",
        "优点：快。",
        "在 10:30 的时候",
        "比例是3:2。",
        "https://example.org",
        "[笑] 对",
        "[laughs] yes",
        "（笑）：哈",
        "1：2",
        "“信用”：好",
    ],
)  # fmt: skip
def test_trap_10_a_colon_inside_a_sentence_is_not_a_speaker(line):
    text = f"访谈者：你好。\n林悦：嗯。\n{line}\n{line}\n{line}\n访谈者：好。"

    assert turns(text)[1] == ("林悦", "\n".join(["嗯。", line, line, line]))


def test_trap_10_full_width_colons_han_names_questions_times_and_own_lines():
    assert turns("问：安全吗？\n答：安全。", cast=(("问", "interviewer"), ("答", "respondent"))) == [
        ("问", "安全吗？"),
        ("答", "安全。"),
    ]
    exported = "说话人1 00:02\n安全吗？\n说话人2 00:05\n安全。\n"
    assert turns(exported, cast=(("说话人1", "interviewer"), ("说话人 2", "respondent"))) == [
        ("说话人1", "安全吗？"), ("说话人 2", "安全。"),
    ]  # fmt: skip
    assert turns("00:00:02 访谈者：安全吗？\n[00:00:05] 林悦：安全。") == [("访谈者", "安全吗？"), ("林悦", "安全。")]
    assert turns("### 访谈者：\n安全吗？\n\n### 林悦：\n安全。", name="a.md") == [
        ("访谈者", "安全吗？"),
        ("林悦", "安全。"),
    ]
    assert turns("**访谈者**: 安全吗？\n\n**林悦：** **很**安全。", name="a.md") == [
        ("访谈者", "安全吗？"),
        ("林悦", "很安全。"),
    ]


def test_labels_match_in_any_width_case_and_spacing():
    assert turns("Ｌｉ　Ling ： hi\n李　悦：好", cast=(("li ling", "interviewer"), ("李悦", "respondent"))) == [
        ("li ling", "hi"),
        ("李悦", "好"),
    ]


def test_numbered_questions_belong_to_one_speaker():
    assert turns("Q1: Safe?\nA1: Yes.\nQ2: Why?", cast=(("Q", "interviewer"), ("A", "respondent")))[2] == ("Q", "Why?")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("林悦：我来了。\n王强：我也来了。\n林悦：好。\n王强：好。", "王强"),
        ("林悦：我来了。\n记者：为什么？", "记者"),
        ("**林悦**：我来了。\n**小李**：好。", "小李"),
        ("[林悦] 我来了。\n[小李] 好。", "小李"),
        ("林悦 00:02\n我来了。\n小李 00:05\n好。", "小李"),
        ("林悦：我来了。\nPeter Harmsen: hi\nPeter Harmsen: yes", "Peter Harmsen"),
    ],
)
def test_an_unknown_speaker_stops_with_label_and_way_out(text, label):
    with pytest.raises(UserError) as error:
        read(text)

    assert f"unknown speaker '{label}'" in str(error.value)
    assert "a row in speakers.csv" in error.value.allowed


def test_an_unknown_label_is_cut_to_twenty_characters():
    with pytest.raises(UserError) as error:
        read("WEBVTT\n\n00:00.000 --> 00:01.000\n<v 一二三四五六七八九十一二三四五六七八九十一二三>好", name="a.vtt")

    assert "一二三四五六七八九十一二三四五六七八九…" in str(error.value)


def test_a_label_that_is_none_by_the_manifest_is_text():
    text = "林悦：我来了。\n优势品牌：好。\n林悦：好。\n优势品牌：坏。"

    assert turns(text, cast=(*CAST, ("优势品牌", "none"))) == [
        ("林悦", "我来了。\n优势品牌：好。\n好。\n优势品牌：坏。")
    ]


def test_a_name_that_stands_before_a_colon_once_is_reported():
    assert ("perhaps a speaker's label", 2) in found("林悦：我来了。\n王强：我也来了。\n林悦：好。")


def test_lines_that_fit_nothing_are_reported_by_place_and_length():
    text = "# 访谈一\n\n2024年\n\n### 访谈者：\n你好\n\n## 第二部分\n\n### 林悦：\n好\n"
    findings = [(finding.finding, finding.detail, finding.line) for finding in read(text, name="a.md").findings[1:]]

    assert findings == [
        ("line before the first speaker", "3 characters", 1),
        ("line before the first speaker", "5 characters", 3),
        ("heading between turns", "4 characters", 8),
    ]


def test_prose_is_a_turn_a_paragraph():
    text = "# 标题\n\n第一段\n还是第一段\n\n- 第二段\n"

    assert turns(text, cast=(), name="a.md", source="promotional") == [
        ("author", "标题"),
        ("author", "第一段还是第一段"),
        ("author", "第二段"),
    ]


def test_questions_in_prose_are_prose_and_reported():
    text = "常见问题\n问：安全吗？\n答：安全。\n问：免费吗？\n答：免费。"

    assert [speaker for speaker, _ in turns(text, cast=(), source="promotional")] == ["author"] * 5
    assert len(found(text, cast=(), source="promotional")) == 2


def test_an_author_in_the_manifest_makes_prose_of_anything():
    text = "问：安全吗？\n答：安全。"

    assert turns(text, cast=(("芝麻信用", "author"),), source="promotional")[0] == ("芝麻信用", "问：安全吗？")


def test_speakers_of_all_documents_make_a_transcript_where_their_labels_are():
    assert turns("访谈者：你好。\n林悦：好。", for_all=True)[0] == ("访谈者", "你好。")
    assert turns("信用很重要。\n真的。", for_all=True, source="promotional")[0] == ("author", "信用很重要。")


def test_trap_05_an_interview_that_has_lost_its_speakers_is_never_prose():
    with pytest.raises(UserError, match="unknown speakers '问'"):
        read("问：安全吗？\n答：安全。\n问：免费吗？\n答：免费。", cast=(), spoken=("interview",))


def test_a_document_without_labels_among_transcripts_stops():
    with pytest.raises(UserError, match="no turns"):
        read("安全吗？\n安全。", cast=(), source="talk", spoken=("talk",))


def test_a_transcript_without_its_speakers_stops():
    with pytest.raises(UserError, match="no turns: no line begins with the label of a speaker"):
        read("安全吗？\n安全。")


def sources_heard(said, cast=CAST):
    speakers = [Speaker("", label, role, "", {}) for label, role in cast]
    named = ((path.split()[0], f"{path.split()[1]}.txt", text) for path, text in said.items())
    heard = [label_document(opened(text, path, source), speakers) for source, path, text in named]
    return sources_of_transcripts(heard, speakers)


def test_a_source_is_spoken_by_its_name_or_where_one_document_in_four_is_a_transcript():
    talk = {f"talk {name}": "林悦：好" if name == "a" else "好" for name in "abcd"}
    news = {f"news {name}": "林悦：好" if name == "a" else "好" for name in "abcde"}

    assert sources_heard(talk | news) == {"talk"}
    assert sources_heard({"Interviews a": "好", "news b": "好"}) == {"Interviews"}


def test_where_nobody_of_the_cast_is_heard_no_source_is_prose():
    assert sources_heard({"talk a": "好", "news b": "好"}) == {"talk", "news"}
    assert sources_heard({"talk a": "好"}, cast=(("旁白", "author"),)) == set()


def test_captions_without_speakers_say_what_to_do():
    text = "1\n00:00:01,000 --> 00:00:02,000\n你好\n"

    with pytest.raises(UserError, match="the captions name no speaker"):
        read(text, cast=(), name="a.srt", source="promotional")
    assert turns(text, cast=(("旁白", "author"),), name="a.srt", source="promotional") == [("旁白", "你好")]


def test_captions_of_one_speaker_are_one_turn():
    said = ["林悦：我觉得", "很 safe", "and fast"]
    text = "\n\n".join(f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{words}" for at, words in enumerate(said, start=1))

    assert turns(text, name="a.srt") == [("林悦", "我觉得很 safe and fast")]


def test_a_language_is_declared_or_told_by_the_script():
    assert read("林悦：我觉得很安全。").language == "zh"
    assert read("林悦：I think it is safe.").language == "en"
    assert read("林悦：我觉得 score 很 safe", language="en").language == "en"


def test_a_turn_has_its_own_language_and_falls_back_to_the_documents():
    text = "访谈者：你觉得它安全吗？\n林悦：I feel safe.\n访谈者：……\n林悦：我觉得 OK"
    languages = read(text).turn_languages

    assert languages == ("zh", "en", "zh", "zh")


def test_a_text_without_a_language_stops():
    with pytest.raises(UserError, match="no language shows"):
        read("林悦：12345")


def test_all_wrong_documents_are_named_in_one_error():
    error = errors_of_documents(
        [UserError("empty", where="a.txt", allowed="x"), UserError("cut", where="b.txt", allowed="y")]
    )

    assert str(error) == "2 documents cannot be read\n  a.txt: empty\n    allowed: x\n  b.txt: cut\n    allowed: y"


name = st.builds(
    "{}{}".format, st.sampled_from("王李张刘陈杨赵黄周吴"), st.text("悦伟芳娜敏静丽强", min_size=1, max_size=2)
)
names = st.lists(name, min_size=2, max_size=4, unique=True)
sayings = (
    st.text("安全风险信用，。？很不 abc“”：", min_size=1, max_size=20).map(str.strip).filter(bool).map("好{}".format)
)


@given(
    names, st.data(), st.sampled_from(["{}：{}", "[{}] {}", "**{}**：{}", "{} 00:00:01\n{}", "00:01 {}: {}", "{}\t{}"])
)
def test_turns_come_back_from_every_form_of_label(names, data, form):
    said = data.draw(st.lists(st.tuples(st.sampled_from(names), sayings), min_size=1, max_size=8))
    text = "\n".join(form.format(name, words) for name, words in said)
    joined = []
    for name, words in said:
        if joined and joined[-1][0] == name:
            joined[-1] = (name, f"{joined[-1][1]}\n{words}")
        else:
            joined.append((name, words))

    assert turns(text, cast=[(name, "respondent") for name in names], language="zh") == joined
