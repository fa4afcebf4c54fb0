"""Quotations chosen by rule: what stands in them, whose they are, and that not a character differs."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.report.concordance import TextTables
from intertwine.report.quotations import LONGEST, Quotable

PAIR = {"code_a": "security", "code_b": "threat", "source": "interview"}


def quotable(*turns, unit="turn", seed=1):
    """A study of turns given as (speaker, sentences); 安 is a hit of security.data, 怕 of threat, 不怕 a denied one."""
    texts, sentences, hits = [], [], []
    for number, (speaker, said) in enumerate(turns):
        text, begin = "".join(said), 0
        document = f"d-{speaker}"
        texts.append({"document_id": document, "turn": number, "speaker": speaker, "text": text})
        for place, sentence in enumerate(said):
            sentences.append({"document_id": document, "turn": number, "start": begin, "end": begin + len(sentence)})
            for offset, sign in enumerate(sentence):
                if sign in "安怕":
                    start = begin + offset
                    denied = sign == "怕" and text[start - 1 : start] == "不"
                    hits.append(
                        {"document_id": document, "turn": number, "start": start, "end": start + 1, "speaker": speaker,
                         "code": "security.data" if sign == "安" else "threat", "role": "respondent",
                         "qualifier": "negated" if denied else "affirmed", "suppressed_by": "", "source": "interview",
                         "turn_unit": number, "sentence_unit": number * 100 + place}
                    )  # fmt: skip
            begin += len(sentence)
    frames = pd.DataFrame(texts), pd.DataFrame(sentences)
    documents = pd.DataFrame({"document_id": sorted({each["document_id"] for each in texts})})
    text = TextTables(documents.assign(title=documents["document_id"].str.upper()), *frames)
    return Quotable(text, pd.DataFrame(hits), unit=unit, seed=seed)


def test_a_stretch_runs_from_the_first_to_the_last_word_that_fires():
    found = quotable(("林", ["先说别的。", "很安心。", "中间一句。", "也怕。", "完了。"])).quotation(
        **PAIR, side="both"
    )

    assert found.text == "很安心。中间一句。也怕。"
    assert [piece for piece in found.pieces if piece[1]] == [("安", "a"), ("怕", "b")]
    assert (found.speaker, found.document_id, found.title) == ("林", "d-林", "D-林")
    assert (found.begins, found.ends) == (False, False)


def test_one_that_holds_the_first_alone_is_of_a_unit_without_the_second():
    turns = [("林", ["安全。", "怕。"]), ("陈", ["很安心。"])]

    assert quotable(*turns).quotation(**PAIR, side="first alone").text == "很安心。"
    assert quotable(*turns, unit="sentence").quotation(**PAIR, side="both") is None
    assert quotable(("陈", ["怕。"])).quotation(**PAIR, side="first alone") is None
    assert quotable(*turns).quotation("security", "threat", source="promotional", side="both") is None


def test_affirmed_ones_go_before_denied_ones_and_speakers_not_quoted_yet_before_others():
    turns = [("林", ["安，不怕。"]), ("陈", ["安心，却怕得很。"]), ("王", ["安心，也怕它。"])]

    first = quotable(*turns).quotation(**PAIR, side="both")
    second = quotable(*turns).quotation(**PAIR, side="both", quoted={f"{first.document_id}/{first.speaker}"})

    assert {first.speaker, second.speaker} == {"陈", "王"}


def test_long_stretches_are_quoted_only_where_there_is_no_shorter_one():
    long = ("林", ["安" + "好" * LONGEST + "怕。"])

    assert quotable(long, ("陈", ["安，怕。"])).quotation(**PAIR, side="both").speaker == "陈"
    assert quotable(long).quotation(**PAIR, side="both").speaker == "林"


@pytest.mark.parametrize("unit", ["turn", "document"])
def test_whole_documents_are_quoted_by_turns(unit):
    assert quotable(("林", ["安，怕。"]), unit=unit).quotation(**PAIR, side="both").text == "安，怕。"


@given(
    st.lists(
        st.lists(st.text("安怕不 好\n😀。", min_size=1, max_size=12), min_size=1, max_size=4), min_size=1, max_size=6
    )
)
def test_not_a_character_is_altered_and_the_order_of_turns_decides_nothing(turns):
    said = [(f"s{number}", sentences) for number, sentences in enumerate(turns)]
    if not any(sign in text for _, sentences in said for text in sentences for sign in "安怕"):
        return
    found = quotable(*said).quotation(**PAIR, side="both")

    if found:
        whole = next("".join(sentences) for speaker, sentences in said if speaker == found.speaker)
        assert found.text in whole
        assert "安" in found.text
        assert "怕" in found.text
