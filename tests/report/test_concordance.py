"""The concordance in the page: every hit that counts, offsets as a browser counts them, the turn before."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.report.concordance import TextTables, concordance, counts_by_code, in_utf16


@pytest.fixture
def text():
    documents = pd.DataFrame(
        {"document_id": ["d1", "d2"], "source": "interview", "language": ["zh", "en"], "title": "一"}
    )
    turns = pd.DataFrame(
        {
            "document_id": ["d1", "d1", "d1", "d2"],
            "turn": [1, 2, 3, 1],
            "speaker": ["问", "林", "问", "林"],
            "role": ["interviewer", "respondent", "interviewer", "respondent"],
            "text": ["安全吗？", "😀安全。不怕被骗。", "好。", "不安全。"],
        }
    )
    sentences = pd.DataFrame(
        {
            "document_id": ["d1", "d1", "d1", "d1", "d2"],
            "turn": [1, 2, 2, 3, 1],
            "start": [0, 0, 4, 0, 0],
            "end": [4, 4, 9, 2, 4],
        }
    )
    return TextTables(documents, turns, sentences)


@pytest.fixture
def hits():
    frame = pd.DataFrame(
        [
            ("d1", 2, 1, 3, "zh-1", "security.data", "respondent", "", 1),
            ("d1", 2, 6, 8, "zh-2", "threat", "respondent", "", 1),
            ("d1", 1, 0, 2, "zh-1", "security.data", "interviewer", "", 0),
            ("d2", 1, 1, 3, "zh-1", "security.data", "respondent", "taken by zh-9", 7),
        ],
        columns=["document_id", "turn", "start", "end", "entry_id", "code", "role", "suppressed_by", "turn_unit"],
    )
    return frame.assign(language="zh", source="interview", qualifier="negated", cue="不", prompting="echoed")


def test_hits_stand_in_the_order_of_the_text_and_suppressed_ones_are_left_out(text, hits, codebook):
    found = concordance(text, hits, codebook, kinds=["turn"])

    assert found["hits"]["turn"] == [0, 1, 1]
    assert [found["qualifiers"][place] for place in found["hits"]["qualifier"]] == ["negated"] * 3
    assert found["turns"]["text"] == ["安全吗？", "😀安全。不怕被骗。"]


def test_a_hit_knows_its_sentence_in_utf_16(text, hits, codebook):
    columns = concordance(text, hits, codebook, kinds=["turn"])["hits"]

    assert (columns["start"][1], columns["end"][1], columns["from"][1], columns["to"][1]) == (2, 4, 0, 5)
    assert (columns["start"][2], columns["end"][2], columns["from"][2], columns["to"][2]) == (7, 9, 5, 10)


def test_a_hit_keeps_its_own_qualifier_cue_and_way(text, hits, codebook):
    of_each = {"qualifier": ["affirmed", "negated", "hedged", "reported"], "cue": ["", "不", "也许", "说"]}
    ways = ["echoed", "volunteered", "", "prompted"]

    found = concordance(text, hits.assign(**of_each, prompting=ways), codebook, kinds=["turn"])

    assert [found["qualifiers"][place] for place in found["hits"]["qualifier"]] == ["hedged", "affirmed", "negated"]
    assert found["hits"]["cue"] == ["也许", "", "不"]
    assert [found["prompting"][place] for place in found["hits"]["prompting"]] == ["", "echoed", "volunteered"]


def test_the_turn_before_is_of_the_same_document(text, hits, codebook):
    found = concordance(text, hits.assign(suppressed_by=""), codebook, kinds=["turn"])

    assert found["turns"]["before"] == [-1, 0, -1]


def test_units_are_numbered_without_gaps(text, hits, codebook):
    found = concordance(text, hits.assign(suppressed_by=""), codebook, kinds=["turn"])

    assert found["hits"]["units"] == {"turn": [0, 1, 1, 2]}


def test_no_hits_make_an_empty_concordance(text, hits, codebook):
    found = concordance(text, hits.iloc[:0], codebook, kinds=["turn"])

    assert found["hits"]["turn"] == []
    assert found["turns"]["text"] == []


def test_a_parent_counts_the_hits_of_its_children_and_interviewers_count_for_nobody(hits):
    counts = counts_by_code(hits, ["security", "threat"])

    assert counts == {("security", "interview"): (1, 1), ("threat", "interview"): (1, 1)}


def test_a_code_is_not_the_child_of_one_whose_name_it_begins_with(hits):
    assert counts_by_code(hits.assign(code="securityx"), ["security"]) == {}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_offsets_in_utf_16_cut_the_same_words(text, drawn):
    start = drawn.draw(st.integers(0, len(text) - 1))
    end = drawn.draw(st.integers(start + 1, len(text)))
    first, last = in_utf16([text], np.array([0]), np.array([[start], [end]])).ravel().tolist()

    assert text[start:end] == text.encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le")
