import pytest

from intertwine.corpus.captions import caption_lines

TIMES = "00:00:00.000 --> 00:00:01.000"


def said(text):
    return [(line.label, line.text) for line in caption_lines(text)[0]]


def findings(text):
    return [(finding.finding, finding.line) for finding in caption_lines(text)[1]]


def test_trap_09_voice_tags_name_the_speaker():
    text = f"WEBVTT\n\n{TIMES}\n<v 林悦>我觉得很安全。</v>\n\n{TIMES}\n<v.loud.first 访谈者>为什么？\n"

    assert said(text) == [("林悦", "我觉得很安全。"), ("访谈者", "为什么？")]


def test_two_voices_in_one_caption_are_two_lines():
    assert said(f"WEBVTT\n\n{TIMES}\n<v A>Hi</v> <v B>Hello\n") == [("A", "Hi"), ("B", "Hello")]


def test_notes_styles_and_the_header_are_no_captions():
    blocks = [
        "WEBVTT - title\nKind: captions",
        "NOTE\na note\nof two lines",
        "STYLE\n::cue {}",
        f"name\n{TIMES} align:end\n好",
    ]
    text = "\n\n".join(blocks)

    assert said(text) == [("", "好")]


def test_tags_times_of_words_and_entities_are_no_text():
    text = (
        f"WEBVTT\n\n{TIMES}\n<c.yellow>安<00:00:00.500>全</c> &amp; <i>fast</i> &lt;笑&gt; "
        "{\\an8}<ruby>漢<rt>hàn</rt></ruby>字\n"
    )

    assert said(text) == [("", "安全 & fast <笑> 漢字")]


def test_subrip_has_numbers_and_commas_and_perhaps_a_last_line_without_an_end():
    assert said("1\n00:00:01,000 --> 00:00:02,000\n你好\n\n2\n00:00:02,000 --> 00:00:03,000\n再见") == [
        ("", "你好"),
        ("", "再见"),
    ]


def test_a_pause_starts_a_paragraph():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n我\n\n00:02.100 --> 00:03.000\n们\n\n00:05.000 --> 00:06.000\n好\n"

    assert [line.starts for line in caption_lines(text)[0]] == [True, False, True]


def test_lines_that_roll_up_are_read_once():
    rolling = "WEBVTT\n\n00:01.000 --> 00:02.000\nI <00:01.500><c>think</c>\n\n00:02.000 --> 00:03.000\nI think\nso\n"
    spoken_twice = "WEBVTT\n\n00:01.000 --> 00:02.000\n对\n\n00:02.000 --> 00:03.000\n对\n"

    assert said(rolling) == [("", "I think"), ("", "so")]
    assert said(spoken_twice) == [("", "对"), ("", "对")]


@pytest.mark.parametrize(
    ("text", "kept", "found"),
    [
        ("WEBVTT\n\n00:00:07.000 --> 00:00:1d.890\n好\n", "好", ("time that cannot be read", 3)),
        ("1\n00:00:01,000 --> 00:00:02,000\n好\n\n2\n没有时间\n", "没有时间", ("caption without a time", 6)),
    ],
)
def test_broken_captions_keep_their_words_and_are_reported(text, kept, found):
    assert said(text)[-1] == ("", kept)
    assert found in findings(text)
