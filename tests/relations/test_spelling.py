"""How a text is spelt does not matter: line ends, composed letters, width, script, quotes, what cannot be seen."""

import re
import unicodedata

import pytest
from opencc import OpenCC

LABEL = re.compile(r"^(问：|答：|Interviewer: |Respondent: )?(.*)$", re.MULTILINE)
TO_TRADITIONAL = OpenCC("s2t")
CODED = ("ingest", "segment", "code")


def with_crlf(text):
    return text.replace("\n", "\r\n")


def decomposed(text):
    return unicodedata.normalize("NFD", text)


def with_zero_width_spaces(text):
    return re.sub(r"([\u4e00-\u9fff]|[a-z](?=[a-z]))", "\\1\u200b", text)


def full_width(text):
    return re.sub(r"[0-9A-Za-z]", lambda found: wide(found[0]), text)


def wide(character):
    return chr(ord(character) + 0xFEE0)


def traditional(text):
    return TO_TRADITIONAL.convert(text)


def with_spaces_around_latin(text):
    return re.sub(r"(?<=[\u4e00-\u9fff])([A-Za-z]+|\d+)(?=[\u4e00-\u9fff])", r" \1 ", text)


def with_straight_quotes(text):
    return text.translate(str.maketrans("“”’", '""\''))


SPELLINGS = (
    with_crlf, decomposed, with_zero_width_spaces, full_width, traditional, with_spaces_around_latin,
    with_straight_quotes,
)  # fmt: skip


def in_speech(spelling):
    """Spell what is said, and leave the labels of speakers as speakers.csv has them."""
    if spelling is with_crlf:
        return spelling
    return lambda text: LABEL.sub(lambda line: (line[1] or "") + spelling(line[2]), text)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_changes_no_word_and_no_hit(study, base, places, assert_same, spelling):
    before = [path.read_bytes() for path in study.texts]
    study.change_texts(in_speech(spelling))
    after = study.run(stages=CODED)

    assert before != [path.read_bytes() for path in study.texts]
    assert_same({name: base[name] for name in after}, after, without=places)


def test_each_text_spelt_in_its_own_way(study, base, places, assert_same):
    for number, path in enumerate(study.texts):
        spelt = in_speech(SPELLINGS[number % len(SPELLINGS)])(path.read_text(encoding="utf-8"))
        path.write_bytes(spelt.encode())

    assert_same(base, study.run(), without=places)
