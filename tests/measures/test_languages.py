"""Which languages documents speak."""

import pandas as pd
import pytest

from intertwine.measures.languages import documents_speaking, languages_spoken


def corpus(**documents):
    """Frames of documents given as name=(language, words); words with Latin letters are English, `?` is a mark."""
    rows = [
        (name, word, "" if word == "?" else "en" if word.isascii() else "zh")
        for name, (_, words) in documents.items()
        for word in words.split()
    ]
    tokens = pd.DataFrame(rows, columns=["document_id", "norm", "language"]).astype("category").assign(turn=1)
    known = pd.DataFrame([(name, language) for name, (language, _) in documents.items()],
                         columns=["document_id", "language"])  # fmt: skip
    return tokens, known[["document_id"]].assign(turn=1, role="respondent"), known


def spoken(share=0.2, **documents):
    found = languages_spoken(*corpus(**documents), share=share)
    return {language: documents_speaking(found, language) for language in ("en", "zh")}


def test_a_word_dropped_in_makes_no_document_of_the_other_language():
    assert spoken(d1=("en", "i like it a lot 方便"), d2=("zh", "我 觉得 很 好 的 ok")) == {"en": ["d1"], "zh": ["d2"]}


@pytest.mark.parametrize(("share", "speaks"), [(0.25, ["d1"]), (0.26, [])])
def test_a_mixed_document_speaks_what_makes_up_the_share_of_its_words(share, speaks):
    assert spoken(share, d1=("mixed", "我 用 app 吧 ? ? ?")) == {"en": speaks, "zh": ["d1"]}


def test_a_document_of_one_language_that_holds_much_of_the_other_speaks_both():
    assert spoken(d1=("zh", "我 用 app to pay")) == {"en": ["d1"], "zh": ["d1"]}


def test_interviewers_words_do_not_make_the_document_speak():
    tokens, turns, documents = corpus(d1=("mixed", "我 用 app"))
    asked = pd.concat([turns, turns.assign(turn=2, role="interviewer")], ignore_index=True)
    asked_in = pd.concat([tokens, tokens.assign(turn=2, language="en")], ignore_index=True)
    asked_in = asked_in.astype({"document_id": "category", "language": "category"})

    pd.testing.assert_frame_equal(
        languages_spoken(asked_in, asked, documents, share=0.4), languages_spoken(tokens, turns, documents, share=0.4)
    )


def test_a_corpus_without_words_speaks_nothing():
    assert spoken(d1=("zh", "?")) == {"en": [], "zh": []}
