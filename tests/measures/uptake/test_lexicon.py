"""The company's lexicon, and what of its texts comes back."""

import pandas as pd

from intertwine import records
from intertwine.measures.uptake.lexicon import lexicon
from intertwine.measures.uptake.records import LEXICON, REUSE, REUSED
from intertwine.measures.uptake.reuse import ngrams, reuse


def tokens(texts, language="zh"):
    rows = [(f"p{number}", place, word) for number, text in enumerate(texts) for place, word in enumerate(text.split())]
    frame = pd.DataFrame(rows, columns=["document_id", "token", "norm"])
    return frame.assign(turn=1, sentence=1, language=language).astype({"document_id": "category", "norm": "category"})


REFERENCE = pd.DataFrame({"language": "zh", "word": ["我们", "免押", "天气"], "frequency": [500, 1, 499]})


def terms_of(frame, **options):
    """The lexicon of texts that speak the one language of all their tokens."""
    spoken = frame[["document_id", "language"]].drop_duplicates().astype(str)
    return lexicon(frame, spoken=spoken, **options)


def test_a_term_is_more_frequent_than_in_the_reference_and_in_enough_texts():
    found = terms_of(tokens(["我们 免押 芝麻 分", "我们 免押 骑车 去"] * 2), reference=REFERENCE, everyday={},
                    documents=4, ratio=10)  # fmt: skip

    assert found.loc[found["words"] == 1, "term"].tolist() == ["免押"]
    assert "我们免押" in found["term"].tolist()


def test_without_a_reference_there_are_phrases_alone():
    found = terms_of(tokens(["peace of mind today", "peace of mind always"], "en"), reference=REFERENCE,
                    everyday={"en": frozenset({"of"})}, documents=2, ratio=10)  # fmt: skip

    assert found["term"].tolist() == ["peace of mind"]


def test_a_term_inside_a_longer_one_of_as_many_texts_is_left_out_and_no_term_stands_twice():
    found = terms_of(tokens(["安心 生活 每天", "安心 生活 平台", "安心 生活 平台"]), reference=REFERENCE, everyday={},
                    documents=2, ratio=10)  # fmt: skip

    assert found.loc[found["words"] > 1, "term"].tolist() == ["安心生活", "安心生活平台"]
    assert len(records.check(LEXICON, found)) == len(found)


def test_runs_of_the_company_come_back_without_names():
    turns = pd.DataFrame(
        [("p1", "", "author", "信用越高越方便，打开芝麻信用看看"), ("d1", "林", "respondent", "他们说信用越高越方便嘛"),
         ("d1", "问", "interviewer", "打开芝麻信用看看分数")], columns=["document_id", "speaker", "role", "text"],
    )  # fmt: skip
    documents = pd.DataFrame({"document_id": ["p1", "d1"], "source": ["promotional", "interview"]})

    spoken = pd.DataFrame({"document_id": ["p1", "d1"], "language": "zh"})
    speakers, longest = reuse(
        turns, documents, spoken=spoken, company="promotional", lengths={"zh": 4, "en": 3}, names=["芝麻信用"]
    )

    assert longest["text"].tolist() == ["信用越高越方便"]
    assert speakers.set_index("role")["reused"].to_dict() == {"respondent": 4, "interviewer": 0}
    assert len(records.check(REUSE, speakers)) == 2
    assert len(records.check(REUSED, longest)) == 1


def test_runs_cross_no_sign():
    assert ngrams(["safe, and sound today"], "en", 2) == [["and sound", "sound today"]]


def test_a_term_cut_once_as_one_word_and_once_as_two_is_that_word_with_all_its_uses():
    found = terms_of(tokens(["新课纲 上路", "新 课纲 上路", "学 新 课纲"]), reference=REFERENCE, everyday={},
                     documents=3, ratio=10)  # fmt: skip

    assert len(records.check(LEXICON, found)) == len(found)
    assert found[found["term"] == "新课纲"][["words", "frequency", "range"]].to_numpy().tolist() == [[1, 3, 3]]


def test_a_term_cut_in_two_places_stands_once():
    found = terms_of(tokens(["更大 纲领 好", "更 大纲领 好"]), reference=REFERENCE, everyday={}, documents=2, ratio=10)

    assert found.loc[found["term"].str.startswith("更大"), ["term", "frequency"]].to_numpy().tolist() == [
        ["更大纲领好", 2]
    ]


def test_few_or_short_texts_have_no_term_and_the_table_its_columns():
    for texts in (["好"], ["免押"], []):
        found = terms_of(tokens(texts), reference=REFERENCE, everyday={}, documents=2, ratio=10)

        assert len(records.check(LEXICON, found)) == 0


def test_a_word_counts_in_texts_that_speak_its_language():
    frame = tokens(["免押 好", "免押 骑车"])

    found = lexicon(frame, spoken=pd.DataFrame({"document_id": ["p0"], "language": ["zh"]}), reference=REFERENCE,
                    everyday={}, documents=1, ratio=10)  # fmt: skip

    assert "骑车" not in "".join(found["term"])
