"""Order: A before B differs from B before A, against what their numbers alone would give."""

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.matrix import Rules
from intertwine.measures.order.order import ADJACENT, FIRST, MENTION, order
from intertwine.measures.order.records import ORDER
from intertwine.measures.order.spans import adjacent, of_pair, passages, spans_of
from intertwine.vocabulary import READINGS

PAIRS = (("threat", "security"),)
RULES = Rules(cluster="document", documents=2, clusters=3, draws=199, resamples=100, confidence=0.95, seed=1)


def corpus(texts, *, role="respondent", documents=8):
    """Every document holds the same turns, each a list of codes in their order."""
    rows = [
        (f"d{number}", turn, place, code)
        for number in range(documents)
        for turn, codes in enumerate(texts)
        for place, code in enumerate(codes.split())
    ]
    hits = pd.DataFrame(rows, columns=["document_id", "turn", "start", "code"]).assign(
        role=role, suppressed_by="", qualifier="affirmed", prompting="volunteered", surface="x",
        end=lambda frame: frame["start"] + 1, sentence_unit=lambda frame: 100 * frame["turn"] + frame["start"],
    )  # fmt: skip
    turns = pd.DataFrame(
        [(f"d{number}", turn, "林", role, "abcdefgh") for number in range(documents) for turn in range(len(texts))],
        columns=["document_id", "turn", "speaker", "role", "text"],
    )
    about = pd.DataFrame({"document_id": [f"d{number}" for number in range(documents)], "source": "interview"})
    return hits, turns, about.assign(language="zh", cluster=about["document_id"])


def told(texts, pairs=PAIRS, **more):
    hits, turns, documents = corpus(texts, **more)
    steps = {
        (reading, *pair): adjacent(of_pair(spans_of(hits, turns, reading), pair)).assign(reason=False)
        for reading in READINGS
        for pair in pairs
    }
    return order(hits, turns, documents, steps, pairs=pairs, rules=RULES)[0]


def row(found, measure):
    chosen = found[(found["measure"] == measure) & (found["language"] == "all") & (found["reading"] == "all")]
    return chosen.iloc[0]


LED = ["threat security", "threat threat security", "threat.fraud security", "security threat", "security"]


def test_trap_06_swapping_the_pair_swaps_the_answer():
    there, back = row(told(LED), ADJACENT), row(told(LED, (("security", "threat"),)), ADJACENT)

    assert there["estimate"] == pytest.approx(3 / 4)
    assert back["estimate"] == pytest.approx(1 / 4)
    assert there["p"] == back["p"] <= 0.05


def test_a_child_stands_for_its_parent_and_a_code_alone_gives_no_event():
    assert row(told(LED), FIRST)["n_units"] == 4 * 8


def test_first_spans_are_held_against_how_many_there_are_of_each():
    found = row(told(["threat threat threat security"]), FIRST)

    assert (found["estimate"], found["expected"]) == (1.0, 0.75)


def test_first_mention_is_counted_once_in_a_document():
    found = row(told(["threat", "security", "threat"]), MENTION)

    assert (found["n_units"], found["a_first"]) == (8, 8)
    assert found["expected"] == pytest.approx(2 / 3)
    assert found["p"] == pytest.approx((2 / 3) ** 8, abs=1e-6)


def test_sentences_of_two_turns_with_a_question_between_do_not_follow_each_other():
    hits, turns, _ = corpus(["threat", "security"])
    asked = turns.assign(turn=turns["turn"] * 2)
    questions = asked.assign(turn=asked["turn"] + 1, role="interviewer", speaker="问")
    talk = pd.concat([asked, questions]).sort_values(["document_id", "turn"], ignore_index=True)
    moved = hits.assign(turn=hits["turn"] * 2, sentence_unit=hits["turn"])

    without = spans_of(moved, asked, "all")["stretch"].groupby(moved["document_id"].sort_values().to_numpy()).nunique()
    with_questions = spans_of(moved, talk, "all")

    assert without.eq(1).all()
    assert with_questions.groupby("document_id")["stretch"].nunique().eq(2).all()


def test_too_few_documents_print_nothing():
    found = row(told(LED, documents=1), ADJACENT)

    assert np.isnan(found["estimate"])
    assert found["note"].startswith("too few")


def test_interviewers_have_no_order():
    assert told(LED, role="interviewer")["n_units"].eq(0).all()


def test_the_table_is_as_declared_and_adjusted_over_all_measures():
    found = told(LED)

    checked = records.check(ORDER, found)

    assert set(checked.loc[checked["p"].notna(), "family"]) == {"order (Holm, 5 tests)"}
    assert (checked["p_adjusted"].dropna() >= checked["p"].dropna()).all()


def test_passages_prefer_a_reason_and_one_of_each_turn():
    hits, turns, documents = corpus(["threat security", "threat security threat security"], documents=3)
    steps = adjacent(of_pair(spans_of(hits, turns, "all"), ("threat", "security")))
    steps = steps.assign(reason=steps["turn"] == 1)
    sentences = turns[["document_id", "turn"]].assign(start=0, end=8)

    found = passages(steps, turns, sentences, documents, number=4)

    assert found["reason"].tolist() == ["yes", "yes", "yes", ""]
    assert not found.duplicated(["document_id", "turn"]).any()
    assert found["text"].eq("abcdefgh").all()
