from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.corpus.encodings import decode, plausibility
from intertwine.errors import UserError

SIMPLIFIED = (
    "访谈者：你平时怎么用芝麻信用？林悦：我觉得挺方便的，租充电宝不用押金，不过有时候也会担心个人信息会不会被泄露。"
)
TRADITIONAL = (
    "訪談者：你平時怎麼用芝麻信用？林悅：我覺得挺方便的，租充電寶不用押金，不過有時候也會擔心個人資訊會不會被洩露。"
)
ENGLISH = "Interviewer: I don’t think it’s “safe” — Sébastien agrees, n’est-ce pas?"
JAPANESE = "質問者：セキュリティについてどう思いますか。私は安全だと思います。"


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_decides(mark):
    decoded = decode(SIMPLIFIED.encode(mark))

    assert (decoded.text, decoded.confidence) == (SIMPLIFIED, 1.0)


def test_utf_8_is_certain():
    decoded = decode(SIMPLIFIED.encode())

    assert (decoded.encoding, decoded.confidence) == ("utf-8", 1.0)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5"),
        (ENGLISH, "cp1252"),
        (SIMPLIFIED, "utf-16-le"),
        (TRADITIONAL, "utf-16-be"),
        (ENGLISH, "utf-16-le"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_trap_08_old_encodings_are_told_by_the_characters_that_come_out(text, encoding):
    decoded = decode(text.encode(encoding))

    assert decoded.text == text
    assert decoded.confidence > 0.75


def test_trap_08_big5_is_never_read_as_gb18030_although_that_gives_no_error():
    data = TRADITIONAL.encode("big5")
    mojibake = data.decode("gb18030")

    assert decode(data).text == TRADITIONAL
    assert plausibility(mojibake, "gb18030") < 0.2
    assert plausibility(TRADITIONAL, "big5") > 0.6


@given(st.integers(8, len(TRADITIONAL)), st.sampled_from(["big5", "gb18030"]))
def test_trap_08_short_texts_are_right_or_an_error_never_mojibake(length, encoding):
    text = TRADITIONAL[:length]

    with suppress(UserError):
        assert decode(text.encode(encoding)).text == text


def test_the_manifest_decides_where_it_names_an_encoding():
    assert decode("café".encode("latin-1"), declared="iso8859-1").text == "café"


def test_bytes_that_do_not_fit_the_named_encoding_stop_with_their_place():
    with pytest.raises(UserError, match="the bytes are not big5 at byte"):
        decode(SIMPLIFIED.encode(), declared="big5")


def test_a_web_pages_own_encoding_comes_after_utf_8():
    assert decode("café crème".encode("latin-1"), hint="iso8859-1").text == "café crème"
    assert decode("安全".encode(), hint="gb18030").text == "安全"


def test_utf_8_that_was_cut_off_is_damaged_and_not_another_encoding():
    with pytest.raises(UserError, match="damaged UTF-8: 1 broken"):
        decode(SIMPLIFIED.encode()[:-1])


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, SIMPLIFIED.encode("gb18030")[:-1], "안녕하세요 보안".encode("euc_kr")]
)
def test_what_is_no_plausible_text_stops_with_the_way_out(data):
    with pytest.raises(UserError, match="column `encoding` of documents"):
        decode(data)
