"""Uptake: whose words they are, and how soon."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.inference.within import expected_presence
from intertwine.measures.design import Design
from intertwine.measures.uptake.echoes import Exchanges, echo_test, echoes
from intertwine.measures.uptake.first_use import first_uses
from intertwine.measures.uptake.opportunities import opportunities
from intertwine.measures.uptake.profiles import profiles
from intertwine.measures.uptake.records import ECHOES, FIRST_USES, OPPORTUNITIES, PROFILES, UPTAKE
from intertwine.measures.uptake.shares import shares
from intertwine.notes import kinds

DESIGN = Design(
    cluster="document", documents=2, expected=0, clusters=3, permutations=199, resamples=100, confidence=0.95, seed=1
)
TALK = ["?", "security", "? security", "security", "?", "", "?", "security", "?", ""] * 2


def corpus(documents=6, talk=TALK):
    """Documents of question and answer; a turn names the codes it lists."""
    rows = [
        (f"d{number}", place + 1, "interviewer" if "?" in said else "respondent", said.replace("?", "").split())
        for number in range(documents)
        for place, said in enumerate(talk)
    ]
    turns = pd.DataFrame(rows, columns=["document_id", "turn", "role", "codes"])
    turns = turns.assign(speaker=turns["role"], text="字" * 5, words=5)
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
    found = shares(*corpus(), design=DESIGN)

    ways = {way: cell(found, way=way)["estimate"] for way in found["way"].unique()}
    assert ways["unprompted"] == pytest.approx(ways["volunteered"] + ways["self_repeated"])
    assert sum(share for way, share in ways.items() if way != "unprompted") == pytest.approx(1)
    assert cell(found, way="volunteered")["uses"] == 6


def test_opportunities_tell_before_just_after_and_later():
    found = opportunities(
        *corpus(talk=["?", "security", "?", "", "? security", "security", "?", ""]), preceding=1, design=DESIGN
    )

    assert cell(found, state="unasked")["estimate"] == pytest.approx(1 / 2)
    assert cell(found, state="asked")["estimate"] == 1
    assert cell(found, state="later")["estimate"] == 0


def test_an_echo_is_found_and_crude_excess_is_that_of_the_formula():
    found = cell(echoes(*corpus(), design=DESIGN))

    assert found["crude_echo"] == pytest.approx(1 - 3 / 5)
    assert (found["questions"], found["answers"], found["both"]) == (12, 36, 12)


def exchanges(question, answer, documents=8):
    """Documents of the same questions and answers: a character for each, + where it names the code."""
    named = [np.tile(np.array([[sign == "+"] for sign in side]), (documents, 1)) for side in (question, answer)]
    length = np.ones(documents * len(question))
    bounds = np.arange(documents + 1) * len(question)
    return Exchanges(*named, length, length, bounds, np.arange(documents).astype(object))


def echo(*sides, **more):
    return echo_test(exchanges(*sides, **more), confidence=0.95, draws=99, generator=np.random.default_rng(1))


def test_excess_echo_is_held_against_the_answers_around():
    question, answer = "+-----+-----", "+----------+"
    named = np.array([[sign == "+" for sign in side] for side in (question, answer)])
    q, r = (named.T - expected_presence(named.T, np.ones(12), np.array([0, 12]))).T
    apart = [(q[: 12 - lag] @ r[lag:] + q[lag:] @ r[: 12 - lag]) / 2 * 12 / (12 - lag) for lag in range(3)]

    assert echo(question, answer).estimate[0] == pytest.approx((apart[0] - 2 * apart[1] + apart[2]) / 2)


def test_an_answer_that_names_what_its_question_named_is_an_echo_and_a_stretch_of_topic_is_none():
    taken_up, topic = echo("-+---+--+----+--", "-+---+--+----+--"), echo("----++++++++----", "----+-+-+-++----")

    assert taken_up.p[0] <= 0.05
    assert taken_up.estimate[0] > 0.5
    assert topic.estimate[0] < 0.3


def test_short_interviews_tell_nothing():
    assert np.isnan(echo("+-", "+-").estimate[0])


def test_echo_is_of_one_model_with_its_interval():
    generator = np.random.default_rng(5)
    size, codes = 40 * 20, 60
    drawn = Exchanges(
        generator.random((size, codes)) < 0.3,
        generator.random((size, codes)) < 0.4,
        *generator.integers(1, 60, (2, size)).astype(float),
        np.arange(41) * 20,
        np.repeat(np.arange(20), 2).astype(object),
    )
    found = echo_test(drawn, confidence=0.95, draws=199, generator=generator)

    assert ((found.p <= 0.05) == ((found.low > 0) | (found.high < 0))).all()
    assert (found.p <= 0.05).mean() < 0.2


def test_too_few_documents_print_nothing():
    found = shares(*corpus(documents=1), design=DESIGN)

    assert found["estimate"].isna().all()
    assert set(found["note"].map(kinds)) == {frozenset({"too_few_documents"})}


def test_first_uses_are_volunteered_asked_for_or_never_come():
    talk = {"d0": ["?", "security", "? security"], "d1": ["? security", "security"], "d2": ["?", "threat"]}
    parts = [corpus(1, said) for said in talk.values()]
    hits, turns, about = (
        pd.concat([part[place].assign(document_id=name) for name, part in zip(talk, parts, strict=True)],
                  ignore_index=True) for place in range(3)
    )  # fmt: skip
    found = first_uses(hits, turns.assign(words=5), about).set_index(["document_id", "code"])

    assert found.xs("security", level=1)["event"].to_dict() == {"d0": "volunteered", "d1": "asked", "d2": "none"}
    assert found.loc[("d2", "security"), "time"] == 5
    records.check(FIRST_USES, found.reset_index())


def test_the_profile_of_a_speaker():
    hits, turns, about = corpus(2)
    talk = turns.assign(words=5, text=np.where(turns["turn"] == 2, "免押，安心", "字"))

    lexicon = pd.DataFrame({"language": "zh", "term": ["免押", "安心", "守信"]})
    spoken = pd.DataFrame({"document_id": about["document_id"], "language": "zh"})

    found = profiles(hits, talk, about, lexicon, spoken=spoken)

    assert found["company_terms"].tolist() == [2, 2]
    assert found["turns"].tolist() == [10, 10]
    assert found["words"].tolist() == [50, 50]
    assert found["unprompted"].tolist() == pytest.approx([1 / 6] * 2)
    assert found["matching"].between(0, 1).all()
    records.check(PROFILES, found)


def test_the_terms_of_a_language_are_looked_for_where_the_document_speaks_it():
    hits, turns, about = corpus(3)
    talk = turns.assign(words=5, text=np.where(turns["turn"] == 2, "免押，安心 easy rent and peace", "字"))
    lexicon = pd.DataFrame({"language": ["zh", "zh", "en"], "term": ["免押", "安心", "easy rent"]})
    spoken = pd.DataFrame({"document_id": ["d0", "d1", "d2", "d2"], "language": ["zh", "en", "en", "zh"]})

    found = profiles(hits, talk, about, lexicon, spoken=spoken).set_index("document_id")

    assert found["company_terms"].to_dict() == {"d0": 2, "d1": 1, "d2": 3}


@pytest.mark.parametrize(
    ("table", "measure"),
    [
        (UPTAKE, shares),
        (OPPORTUNITIES, partial(opportunities, preceding=1)),
        (ECHOES, echoes),
    ],
)
def test_tables_are_as_declared_and_documents_of_one_speaker_are_one_cluster(table, measure):
    hits, turns, about = corpus()
    same = about.assign(cluster=about["document_id"].replace({"d1": "d0"}))

    found = measure(hits, turns, same, design=replace(DESIGN, cluster="speaker"))

    assert len(records.check(table, found)) == len(found) > 0
    assert found["n_clusters"].eq(5).all()
    assert found["n_documents"].max() == 6
