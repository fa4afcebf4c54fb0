"""Transcripts as programs of recognition, annotation and writing save them: who says what, in their own formats."""

import json

import pytest
from tests.corpus.test_archive import packed

from intertwine.corpus.lines import Line
from intertwine.corpus.reading import read_document
from intertwine.corpus.repairs import repaired
from intertwine.errors import UserError

ZH = [("周老师", "您觉得安全吗？"), ("小林", "还行，safe 就好。")]


def said(name, data):
    _, reading = read_document(name, data if isinstance(data, bytes) else data.encode())
    return [(line.label, line.text) for line in reading.lines]


def told(name, data):
    return {each.finding: each.count for each in read_document(name, data.encode())[1].findings}


def whisper(key="segments", who="speaker"):
    return json.dumps({key: [{"start": 0.0, "text": text, who: name, "words": []} for name, text in ZH]})


@pytest.mark.parametrize(
    "text",
    [
        whisper(),
        whisper("sentence_info", "spk"),
        json.dumps([json.loads(whisper())]),
        json.dumps(json.loads(whisper())["segments"]),
        whisper("utterances", "speaker_label"),
    ],
    ids=["whisper", "funasr", "in a list", "a list", "utterances"],
)
def test_segments_of_a_recogniser_are_lines(text):
    assert said("a.json", text) == ZH


def test_speakers_that_are_numbers_have_a_name_and_those_without_none():
    numbered = json.dumps({"sentence_info": [{"text": "好", "spk": 0}, {"text": "行", "spk": 1}]})

    assert said("a.json", numbered) == [("speaker 0", "好"), ("speaker 1", "行")]
    assert said("a.json", json.dumps({"text": "好 行", "segments": [{"text": "好"}, {"text": " "}]})) == [("", "好")]


@pytest.mark.parametrize("text", ["{", "[]", "{}", "3", '{"segments": []}', '"' + "[" * 10])
def test_json_without_segments_says_what_is_wanted(text):
    with pytest.raises(UserError, match=r"JSON|segments|empty"):
        said("a.json", text)


def test_otranscribe_is_a_page():
    assert said("a.otr", json.dumps({"text": "<p><b>I:</b> 安全吗？</p><p>P1: 还行</p>"})) == [
        ("", "I: 安全吗？"), ("", "P1: 还行")
    ]  # fmt: skip


def test_whispers_table_is_a_table():
    assert said("a.tsv", "start\tend\ttext\n0\t900\t您觉得安全吗？\n900\t2000\t还行\n") == [
        ("", "您觉得安全吗？"), ("", "还行")
    ]  # fmt: skip


CHAT = "@UTF8\n@Begin\n@Participants:\tINV A Investigator, PAR B Participant\n*INV:\t您 觉得 安全 吗 ? \x150_900\x15\n"
CHAT += "*PAR:\tit [/] it is &-um <quite safe> [= laughs] xxx (be)cause\n\tI know +...\n%mor:\tpro|it\n@End\n"


@pytest.mark.parametrize("name", ["a.cha", "a.txt"])
def test_chat_is_known_by_its_content_and_its_codes_are_no_words(name):
    assert said(name, CHAT) == [("INV", "您觉得安全吗?"), ("PAR", "it it is um quite safe because I know")]
    assert told(name, CHAT)["headers and tiers not read"] == 5


def test_captions_named_txt_are_captions():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v 周老师>\n您觉得安全吗？\n"

    assert said("a.txt", text) == [("周老师", "您觉得安全吗？")]
    assert said("a.txt", "1\n00:00:01,000 --> 00:00:02,000\n好\n") == [("", "好")]


ELAN = """<?xml version="1.0"?><ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="900"/>
<TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="0"/></TIME_ORDER><TIER TIER_ID="x" PARTICIPANT="小林"><ANNOTATION>
<ALIGNABLE_ANNOTATION TIME_SLOT_REF1="b"><ANNOTATION_VALUE>还行，safe 就好。</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>
</ANNOTATION></TIER><TIER TIER_ID="周老师"><ANNOTATION>
<ALIGNABLE_ANNOTATION TIME_SLOT_REF1="a"><ANNOTATION_VALUE>
您觉得安全吗？</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="y" PARENT_REF="x"><ANNOTATION>
<REF_ANNOTATION><ANNOTATION_VALUE>ok</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"""
EXMARALDA = """<basic-transcription><head><speakertable><speaker id="S0"><abbreviation>周老师</abbreviation></speaker>
<speaker id="S1"><abbreviation>小林</abbreviation></speaker></speakertable></head><basic-body><common-timeline>
<tli id="T0"/><tli id="T1"/></common-timeline>
<tier speaker="S1" type="t"><event start="T1">还行，safe 就好。</event></tier>
<tier speaker="S0" type="t"><event start="T0">您觉得安全吗？</event></tier>
<tier speaker="S0" type="a"><event start="T0">
nod</event></tier></basic-body></basic-transcription>"""
TRANSCRIBER = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE Trans SYSTEM "trans-14.dtd">
<Trans><Speakers><Speaker id="s1" name="周老师"/><Speaker id="s2" name="小林"/></Speakers><Episode><Section>
<Turn speaker="s1" startTime="0"><Sync time="0"/>您觉得安全吗？</Turn>
<Turn speaker="s2"><Sync time="1"/>还行，<Sync time="2"/>safe 就好。
</Turn></Section></Episode></Trans>"""
PRAAT = """File type = "ooTextFile"
Object class = "TextGrid"
item [1]:
    class = "IntervalTier"
    name = "小林"
        intervals [1]:
            xmin = 0
            xmax = 1
            text = ""
        intervals [2]:
            xmin = 1
            xmax = 2
            text = "还行，safe 就好。"
item [2]:
    class = "IntervalTier"
    name = "周老师"
        intervals [1]:
            xmin = 0
            xmax = 1
            text = "您觉得安全吗？"
"""
ASS = """[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:00.00,0:00:01.00,Default,周老师,0,0,0,,{\\b1}您觉得安全吗？
Dialogue: 0,0:00:01.00,0:00:02.00,Default,小林,0,0,0,,还行，safe 就好。
"""
TTML = """<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><head>
<ttm:agent xml:id="a">
<ttm:name>周老师</ttm:name></ttm:agent></head><body><div><p begin="0s" ttm:agent="a">您觉得安全吗？</p>
<p begin="1s" ttm:agent="小林">还行，<span>safe 就好。</span></p></div></body></tt>"""


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.eaf", ELAN), ("a.exb", EXMARALDA), ("a.TextGrid", PRAAT), ("a.ass", ASS), ("a.ttml", TTML)],
)
def test_annotations_and_captions_with_speakers_are_lines_in_the_order_of_time(name, text):
    assert said(name, text) == ZH


def test_turns_of_transcriber_are_lines():
    assert said("a.trs", TRANSCRIBER) == ZH


def test_youtubes_captions_and_lyrics_are_lines():
    assert said("a.sbv", "0:00:00.599,0:00:04.160\n>> I: 安全吗？\n") == [("", ">> I: 安全吗？")]
    assert said("a.lrc", "[ti:访谈]\n[00:01.00]I: 安全吗？\n[00:02.00][00:09.00]P: 行\n") == [
        ("", "I: 安全吗？"), ("", "P: 行")
    ]  # fmt: skip


ODT = """<office:document xmlns:office="o" xmlns:text="t"><office:body><office:text><text:h>访谈</text:h>
<text:p>周老师：您觉得
<text:span>安全</text:span>吗？<text:note><text:p>脚注</text:p></text:note></text:p><text:p>小林：<text:s/>还行</text:p>
</office:text></office:body></office:document>"""


def test_opendocument_text_is_read_packed_and_flat_without_its_notes():
    archive = packed(
        {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "", "content.xml": ODT}
    )
    wanted = ["访谈", "周老师：您觉得", "安全吗？", "小林： 还行"]

    assert [text for _, text in said("a.odt", archive)] == [text for _, text in said("a.fodt", ODT)] == wanted
    assert told("a.fodt", ODT)["notes, comments and deletions not read"] == 1


def test_rich_text_is_read_in_chinese():
    words = "".join(f"\\u{ord(sign)}?" for sign in "小林：安全")

    assert said("a.rtf", "{\\rtf1\\ansi\\ansicpg936 " + words + "\\par I: ok\\par}") == [
        ("", "小林：安全"),
        ("", "I: ok"),
    ]


def test_books_and_messages_are_read():
    page = "<html><body><h1>访谈</h1><p>小林：安全</p></body></html>"
    package = '<package><manifest><item id="p" href="p.xhtml"/></manifest><spine><itemref idref="p"/></spine></package>'
    book = packed(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": "<c/>", "x/c.opf": package, "x/p.xhtml": page}
    )
    message = "From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\n小林：安全\n"

    assert said("a.epub", book) == [("", "访谈"), ("", "小林：安全")]
    assert said("a.eml", message) == [("", "小林：安全")]


@pytest.mark.parametrize("name", ["a.eaf", "a.exb", "a.trs", "a.ttml", "a.fodt"])
@pytest.mark.parametrize("text", ["<a/>", "<a", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_a_damaged_or_hostile_file_is_one_error(name, text):
    with pytest.raises(UserError):
        said(name, text)


def test_a_table_tells_its_columns_by_name_within_ten_rows_or_by_what_is_in_them():
    rows = "\n".join(f"{who},{text}" for who, text in [("受访者", "安全，还行"), ("采访者", "为什么呢？")] * 2)

    assert said("a.csv", rows)[:2] == [("受访者", "安全，还行"), ("采访者", "为什么呢？")]
    assert said("a.csv", "采访者,好吗\n受访者,好\n") == [("采访者", "好吗"), ("受访者", "好")]
    assert said("a.csv", f"访谈转写,\n2024 年,\n谁,说了什么\n{rows}")[0] == ("受访者", "安全，还行")


def test_a_row_with_more_cells_than_names_stops_with_its_number():
    with pytest.raises(UserError, match="1 rows have more cells than the row of names\n  where: row 3"):
        said("a.csv", "speaker,text\n小林,安全\n小林,安全, 还行\n")


def test_spaces_between_han_characters_go_where_a_program_set_them():
    spaced, few = [Line(1, "小 林 ： 安 全 和 safe 一 样")], [Line(1, "安全 和风险都有一点的")]

    assert [line.text for line in repaired(spaced)[0]] == ["小林：安全和 safe 一样"]
    assert repaired(few) == (tuple(few), ())
    assert [each.finding for each in repaired([Line(1, "⻛险⼈")])[1]] == ["radicals read as characters"]
