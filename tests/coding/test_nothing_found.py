"""Where nothing was found: the part of the study, what was looked for there, and what to try."""

import pandas as pd
import pytest

from intertwine.codebook.reading import Code, Codebook, Entry
from intertwine.coding.coding import code_corpus
from intertwine.coding.nothing_found import nothing_found
from intertwine.coding.records import NOTHING_FOUND
from intertwine.coding.units import segmented_corpus
from intertwine.language.segmentation import segment_texts
from intertwine.notes import kinds, parsed
from intertwine.records import check

CHINESE = "我们在村里种茶，春天采茶，夏天晒茶。"
TRADITIONAL = "我們在村裡種茶，春天採茶，夏天曬茶。"
ENGLISH = "We grow tea in the village and dry it in summer."
BOOK = (("security", "zh", "安全"), ("security.data", "en", "privacy"), ("threat", "zh", "威胁"))


def entry(code, language, pattern):
    exclude = ("安全带",) if pattern == "安全" else ()
    return Entry(f"{language}-{pattern}", code, language, pattern, "literal", exclude, "", "core")


def found(*turns, entries=BOOK):
    """Return where nothing was found in turns (source, language, role, text), a document each."""
    said = pd.DataFrame(turns, columns=["source", "language", "role", "text"]).assign(turn=1, speaker="林")
    said = said.assign(document_id=[f"d{number}" for number in range(len(said))])
    cut = segment_texts(said["text"].tolist())
    tokens, sentences = (
        frame.assign(document_id=said["document_id"].to_numpy()[frame["turn"]], turn=1)
        for frame in (cut.tokens, cut.sentences)
    )
    corpus = segmented_corpus(said[["document_id", "source", "language"]], said, sentences, tokens)
    codes = tuple(Code(path, path, path) for path in ("security", "security.data", "threat"))
    book = Codebook(codes, tuple(entry(*each) for each in entries))
    coding = code_corpus(corpus, book, kinds=("turn",), window_zh=100, window_en=50, preceding=2, brief=4)
    return check(NOTHING_FOUND, nothing_found(coding.hits, corpus, book))


def tries(table, **wanted):
    """Return the kinds of what to try in the row of a part, and the row."""
    for name in ("source", "language", "code"):
        table = table[table[name] == wanted.get(name, "all")]
    assert len(table) == 1
    return kinds(table["note"].iloc[0]), table.iloc[0]


def test_a_codebook_of_another_field_in_chinese():
    table = found(("interview", "zh", "respondent", CHINESE), ("promotional", "zh", "author", CHINESE * 200))

    to_try, row = tries(table)
    assert len(table) == 1
    assert to_try == {"other_words"}
    assert (row["documents"], row["entries_zh"], row["entries_en"], row["script"]) == (2, 2, 1, "simplified")
    assert row["words_zh"] > 1000
    assert row["words_en"] == 0


def test_a_codebook_of_the_other_language_alone():
    table = found(("interview", "zh", "respondent", CHINESE), entries=[("security", "en", "tea")])

    assert tries(table)[0] == {"no_chinese_entries", "little_text"}


def test_traditional_characters_are_found_by_simplified_entries():
    table = found(("interview", "zh", "respondent", "這個村子受到威脅，不夠安全。"))

    assert table["code"].tolist() == ["security.data"]
    assert tries(table, code="security.data")[1]["script"] == "traditional"


def test_words_of_taiwan_are_not_found_by_those_of_the_mainland():
    table = found(("interview", "zh", "respondent", TRADITIONAL))

    assert tries(table)[0] == {"other_words", "words_of_regions", "little_text"}


def test_one_short_document():
    to_try, row = tries(found(("interview", "zh", "respondent", "好。")))

    assert "little_text" in to_try
    assert dict(parsed(row["note"])[0].numbers) == {"words": "1"}


def test_a_source_without_hits_and_a_language_without_hits():
    table = found(
        ("interview", "zh", "respondent", "这里安全。"),
        ("promotional", "zh", "author", CHINESE),
        ("interview", "en", "respondent", ENGLISH),
        entries=BOOK[:1],
    )

    assert tries(table, source="promotional")[0] == {"other_words", "little_text"}
    assert tries(table, language="en")[0] == {"no_english_entries", "little_text"}
    assert tries(table, language="en")[1]["words_en"] == 11


def test_a_code_that_never_occurs_is_held_against_its_definition():
    table = found(("interview", "zh", "respondent", "这里安全。"), ("interview", "zh", "respondent", CHINESE))

    assert table["code"].tolist() == ["security.data", "threat"]
    assert tries(table, code="threat")[0] == {"see_definition", "little_text"}
    assert tries(table, code="threat")[1]["entries_zh"] == 1
    assert tries(table, code="security.data")[0] == {"no_chinese_entries", "little_text"}


def test_a_parent_is_found_where_its_child_is():
    table = found(("interview", "en", "respondent", "Privacy at last."))

    assert table["code"].tolist() == ["threat"]


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        (("interview", "zh", "respondent", "请系好安全带。"), "all_suppressed"),
        (("interview", "zh", "interviewer", "你觉得安全吗？"), "interviewers_alone"),
        (("interview", "zh", "respondent", ENGLISH), "listed_under_another_language"),
    ],
)
def test_what_else_may_be_the_reason(turn, kind):
    assert kind in tries(found(turn))[0]


def test_where_all_is_found_nothing_is_said():
    assert found(("interview", "mixed", "respondent", "安全，威胁，privacy")).empty
