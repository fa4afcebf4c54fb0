"""Uptake: whose words they are, how soon, and the company's lexicon."""

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.matrix import Rules
from intertwine.measures.uptake.first_use import first_uses
from intertwine.measures.uptake.lexicon import grams, lexicon, reuse, terms_used
from intertwine.measures.uptake.records import FIRST_USES, PROFILES
from intertwine.measures.uptake.uptake import echoes, opportunities, profiles, shares

RULES = Rules(cluster="document", documents=2, clusters=3, draws=199, resamples=100, confidence=0.95, seed=1)
TALK = ["?", "security", "? security", "security", "?", "", "?", "security", "?", ""] * 2


def corpus(documents=6, talk=TALK):
    """Documents of question and answer; a turn names the codes it lists."""
    rows = [
        (f"d{number}", place + 1, "interviewer" if "?" in said else "respondent", said.replace("?", "").split())
        for number in range(documents)
        for place, said in enumerate(talk)
    ]
    turns = pd.DataFrame(rows, columns=["document_id", "turn", "role", "codes"])
    turns = turns.assign(speaker=turns["role"], text="字" * 5)
    hits = turns.explode("codes").dropna(subset="codes").rename(columns={"codes": "code"})
    hits = hits.assign(suppressed_by="", start=0, concept=hits["code"], surface="x")
    seen = hits["role"].eq("interviewer").groupby(hits["document_id"]).cumsum() > 0
    first = ~hits.duplicated(["document_id", "role", "code"])
    way = np.where(seen, "prompted", np.where(first, "volunteered", "self_repeated"))
    hits = hits.assign(prompting=np.where(hits["role"] == "respondent", way, "")).reset_index(drop=True)
    ids = turns["document_id"].unique()
    about = pd.DataFrame({"document_id": ids, "source": "interview", "language": "zh", "cluster": ids})
    return hits, turns.drop(columns="codes"), about


def cell(found, **wanted):
    for name, value in {"language": "all", "code": "security", **wanted}.items():
        found = found[found[name] == value]
    assert len(found) == 1
    return found.iloc[0]


def test_shares_of_ways_add_up_and_unprompted_is_volunteered_and_repeated():
    found = shares(*corpus(), rules=RULES)

    ways = {way: cell(found, way=way)["estimate"] for way in found["way"].unique()}
    assert ways["unprompted"] == pytest.approx(ways["volunteered"] + ways["self_repeated"])
    assert sum(share for way, share in ways.items() if way != "unprompted") == pytest.approx(1)
    assert cell(found, way="volunteered")["uses"] == 6


def test_opportunities_tell_before_just_after_and_later():
    found = opportunities(
        *corpus(talk=["?", "security", "?", "", "? security", "security", "?", ""]), preceding=1, rules=RULES
    )

    assert cell(found, state="unasked")["estimate"] == pytest.approx(1 / 2)
    assert cell(found, state="asked")["estimate"] == 1
    assert cell(found, state="later")["estimate"] == 0


def test_an_echo_is_found_and_its_excess_is_that_of_the_formula():
    found = cell(echoes(*corpus(), rules=RULES))

    assert found["estimate"] == pytest.approx(1 - 3 / 5)
    assert (found["questions"], found["answers"], found["both"]) == (12, 36, 12)


def test_too_few_documents_print_nothing():
    found = shares(*corpus(documents=1), rules=RULES)

    assert found["estimate"].isna().all()


def test_first_uses_are_volunteered_asked_for_or_never_come():
    talk = {"d0": ["?", "security", "? security"], "d1": ["? security", "security"], "d2": ["?", "threat"]}
    parts = [corpus(1, said) for said in talk.values()]
    hits, turns, about = (
        pd.concat([part[place].assign(document_id=name) for name, part in zip(talk, parts, strict=True)],
                  ignore_index=True) for place in range(3)
    )  # fmt: skip
    words = pd.Series(5, index=turns.index)

    found = first_uses(hits, turns, words, about).set_index(["document_id", "code"])

    assert found.xs("security", level=1)["event"].to_dict() == {"d0": "volunteered", "d1": "asked", "d2": "none"}
    assert found.loc[("d2", "security"), "time"] == 5
    records.check(FIRST_USES, found.reset_index())


def test_the_profile_of_a_speaker():
    hits, turns, about = corpus(2)
    spoken = turns[turns["role"] == "respondent"].groupby(["document_id", "speaker"], as_index=False).agg(
        turns=("turn", "size")
    )  # fmt: skip
    talk = turns.assign(words=5)

    found = profiles(hits, talk, spoken.assign(words=50, company_terms=3), about)

    assert found["unprompted"].tolist() == pytest.approx([1 / 6] * 2)
    assert found["matching"].between(0, 1).all()
    records.check(PROFILES, found)


def tokens(texts, language="zh"):
    rows = [(f"p{number}", place, word) for number, text in enumerate(texts) for place, word in enumerate(text.split())]
    frame = pd.DataFrame(rows, columns=["document_id", "token", "norm"])
    return frame.assign(turn=1, sentence=1, language=language).astype({"document_id": "category", "norm": "category"})


REFERENCE = pd.DataFrame({"language": "zh", "word": ["我们", "免押", "天气"], "frequency": [500, 1, 499]})


def test_a_term_is_more_frequent_than_in_the_reference_and_in_enough_texts():
    found = lexicon(tokens(["我们 免押 芝麻 分", "我们 免押 骑车 去"] * 2), reference=REFERENCE, everyday={},
                    documents=4, ratio=10)  # fmt: skip

    assert found.loc[found["words"] == 1, "term"].tolist() == ["免押"]
    assert "我们免押" in found["term"].tolist()


def test_without_a_reference_there_are_phrases_alone():
    found = lexicon(tokens(["peace of mind today", "peace of mind always"], "en"), reference=REFERENCE,
                    everyday={"en": frozenset({"of"})}, documents=2, ratio=10)  # fmt: skip

    assert found["term"].tolist() == ["peace of mind"]


def test_runs_of_the_company_come_back_without_names():
    others = pd.DataFrame({"document_id": ["d1", "d1"], "speaker": ["林", "问"], "role": ["respondent", "interviewer"],
                           "text": ["他们说信用越高越方便嘛", "打开芝麻信用看看分数"]})  # fmt: skip

    speakers, longest = reuse(
        ["信用越高越方便，打开芝麻信用看看"], others, lengths={"zh": 4, "en": 3}, names=["芝麻信用"]
    )

    assert longest["text"].tolist() == ["信用越高越方便"]
    assert speakers.set_index("role")["reused"].to_dict() == {"respondent": 4, "interviewer": 0}


def test_runs_cross_no_sign_and_terms_are_counted_once():
    assert grams(["safe, and sound today"], "en", 2) == [["and sound", "sound today"]]
    assert terms_used(["免押免押 peace of mind", "piece"], ["免押", "peace of mind", "pie"]).tolist() == [2, 0]
