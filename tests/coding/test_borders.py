"""Hits whose edge lies inside a Chinese word, and hits of tiers: what counts is set, the rest keeps its reason."""

import pandas as pd
import pytest

from intertwine.codebook.reading import Code, Codebook, Entry
from intertwine.coding.borders import cuts_a_word
from intertwine.coding.coding import code_corpus
from intertwine.coding.units import segmented_corpus
from intertwine.language.segmentation import segment_texts

TEXTS = ["立法院在讨论风险。", "The court，安全性很高，法院。"]


def coded(**counted):
    turns = pd.DataFrame({"text": TEXTS, "turn": [1, 2], "document_id": "d", "speaker": "林", "role": "respondent"})
    cut = segment_texts(TEXTS)
    tokens, sentences = (frame.assign(document_id="d", turn=frame["turn"] + 1) for frame in (cut.tokens, cut.sentences))
    documents = pd.DataFrame({"document_id": ["d"], "source": ["interview"], "language": ["zh"]})
    entries = tuple(
        Entry(f"zh-{pattern}", "code", "zh", pattern, "literal", (), "", tier)
        for pattern, tier in (("法院", "extended"), ("安全", "core"), ("风险", "core"), ("性", "core"))
    )
    book = Codebook((Code("code", "code", "码"),), entries)
    corpus = segmented_corpus(documents, turns, sentences, tokens)
    found = code_corpus(
        corpus, book, kinds=("turn",), window_zh=100, window_en=50, preceding=2, brief=4, **counted
    ).hits
    return {(row.turn, row.surface): (row.cuts, row.suppressed_by) for row in found.itertuples()}


def test_a_hit_inside_a_word_is_marked_and_counts_unless_its_tier_may_not_cut():
    assert coded() == {
        (1, "法院"): (1, ""), (1, "风险"): (0, ""), (2, "安全"): (1, ""), (2, "性"): (1, ""), (2, "法院"): (0, ""),
    }  # fmt: skip
    assert coded(cutting=["core"]) == coded() | {(1, "法院"): (1, "cuts a word")}
    assert coded(cutting=[])[2, "安全"] == (1, "cuts a word")


def test_a_tier_that_does_not_count_says_so():
    held = coded(tiers=["core"], cutting=["core"])

    assert {place for place, (_, why) in held.items() if why == "tier extended"} == {(1, "法院"), (2, "法院")}


@pytest.mark.parametrize("columns", [["row", "start", "end", "language"]])
def test_without_words_or_matches_nothing_is_cut(columns):
    nothing = pd.DataFrame(columns=columns)
    match = pd.DataFrame({"turn": [0], "start": [0], "end": [2]})

    assert cuts_a_word(match, nothing).tolist() == [False]
    assert cuts_a_word(match.iloc[:0], nothing).tolist() == []
