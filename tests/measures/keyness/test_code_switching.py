"""Words of the other language."""

import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.keyness.code_switching import code_switching
from intertwine.measures.keyness.records import CODE_SWITCHING

TURNS = pd.DataFrame(
    [("d1", 1, "Lin", "respondent"), ("d1", 2, "Q", "interviewer"), ("d2", 1, "Lin", "respondent"),
     ("d3", 1, "Wu", "respondent"), ("d4", 1, "", "author")], columns=["document_id", "turn", "speaker", "role"],
)  # fmt: skip
DOCUMENTS = pd.DataFrame(
    {"document_id": ["d1", "d2", "d3", "d4"], "source": ["interview"] * 3 + ["promotional"],
     "language": ["zh", "zh", "mixed", "en"], "cluster": ["d1", "d1", "d3", "d4"]}
)  # fmt: skip
TEXTS = {
    ("d1", 1): "这 app 不错 app",
    ("d1", 2): "ok",
    ("d2", 1): "用 app ?",
    ("d3", 1): "好 very good",
    ("d4", 1): "pay 花呗",
}
TOKENS = pd.DataFrame(
    [(document, turn, word, "" if word == "?" else "en" if word.isascii() else "zh")
     for (document, turn), text in TEXTS.items() for word in text.split()],
    columns=["document_id", "turn", "norm", "language"],
).astype({"document_id": "category", "norm": "category", "language": "category"})  # fmt: skip
SPOKEN = pd.DataFrame(
    [("d1", "zh"), ("d2", "zh"), ("d3", "zh"), ("d3", "en"), ("d4", "en")], columns=["document_id", "language"]
)


def switched(spoken=SPOKEN, tokens=TOKENS):
    return records.check(CODE_SWITCHING, code_switching(tokens, TURNS, DOCUMENTS, spoken=spoken))


def test_words_of_the_other_language_by_language_of_the_documents_and_source():
    found = switched()

    assert found[["document_language", "source", "language", "word"]].to_numpy().tolist() == [
        ["en", "promotional", "zh", "花呗"],
        ["zh", "interview", "en", "app"],
    ]


def test_frequency_range_and_speakers_and_the_share_of_all_words():
    app = switched().set_index("word").loc["app"]

    assert (app["frequency"], app["range"], app["speakers"]) == (3, 2, 1)  # the same Lin in two interviews
    assert (app["n_units"], app["n_documents"]) == (6, 2)
    assert app["share"] == pytest.approx(0.5)


def test_a_document_that_speaks_both_has_no_other_language():
    assert not {"very", "good", "好"} & set(switched()["word"])


def test_without_words_of_the_other_language_the_table_has_its_columns_alone():
    assert len(switched(spoken=SPOKEN.head(0))) == 0
    assert len(switched(tokens=TOKENS[TOKENS["language"] == "zh"].iloc[:2])) == 0
