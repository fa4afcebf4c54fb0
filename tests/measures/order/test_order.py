"""Order: A before B differs from B before A, against what their numbers alone would give."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.design import Design
from intertwine.measures.order.order import ADJACENT, FIRST, MENTION, REASON, order
from intertwine.measures.order.passages import passages
from intertwine.measures.order.records import ORDER
from intertwine.measures.order.spans import neighbours, spans_of
from intertwine.notes import kinds

PAIRS = (("threat", "security"),)
DESIGN = Design(
    cluster="document", documents=2, expected=0, clusters=3, permutations=199, resamples=100, confidence=0.95, seed=1
)


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


def no_reason(texts):
    return np.zeros(len(texts), dtype=bool)


def ordered(texts, pairs=PAIRS, **more):
    hits, turns, documents = corpus(texts, **more)
    steps = neighbours(hits, turns, pairs, holds_reason=no_reason)
    return order(hits, turns, documents, steps, pairs=pairs, design=DESIGN)[0]


def row(found, measure):
    chosen = found[(found["measure"] == measure) & (found["language"] == "all") & (found["reading"] == "all")]
    return chosen.iloc[0]


LED = ["threat security", "threat threat security", "threat.fraud security", "security threat", "security"]


def test_trap_06_swapping_the_pair_swaps_the_answer():
    there, back = row(ordered(LED), ADJACENT), row(ordered(LED, (("security", "threat"),)), ADJACENT)

    assert there["estimate"] == pytest.approx(3 / 4)
    assert back["estimate"] == pytest.approx(1 / 4)
    assert there["p"] == back["p"] <= 0.05


def test_a_child_stands_for_its_parent_and_a_code_alone_gives_no_event():
    assert row(ordered(LED), FIRST)["n_units"] == 4 * 8


def test_first_spans_are_held_against_how_many_there_are_of_each():
    found = row(ordered(["threat threat threat security"]), FIRST)

    assert (found["estimate"], found["expected"]) == (1.0, 0.75)


def test_first_mention_is_counted_once_in_a_document():
    found = row(ordered(["threat", "security", "threat"]), MENTION)

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
    found = row(ordered(LED, documents=1), ADJACENT)

    assert np.isnan(found["estimate"])
    assert kinds(found["note"]) == {"too_few_documents_in_order"}


def test_interviewers_have_no_order():
    assert ordered(LED, role="interviewer")["n_units"].eq(0).all()


def test_the_table_is_as_declared_and_adjusted_over_all_measures():
    found = ordered(LED)

    checked = records.check(ORDER, found)

    assert set(checked.loc[checked["p"].notna(), "family"]) == {"order (Holm, 5 tests)"}
    assert (checked["p_adjusted"].dropna() >= checked["p"].dropna()).all()


def test_passages_prefer_a_reason_and_one_of_each_turn():
    hits, turns, documents = corpus(["threat security", "threat security threat security"], documents=3)
    steps = neighbours(hits, turns, PAIRS, holds_reason=no_reason)
    steps = steps.assign(reason=steps["turn"] == 1)
    sentences = turns[["document_id", "turn"]].assign(start=0, end=8)

    found = passages(steps, turns, sentences, documents, number=4)

    assert found["reason"].tolist() == ["yes", "yes", "yes", ""]
    assert not found.duplicated(["document_id", "turn"]).any()
    assert found["text"].eq("abcdefgh").all()


def test_pairs_that_were_not_declared_give_no_rows():
    hits, turns, documents = corpus(LED)
    steps = neighbours(hits, turns, (), holds_reason=no_reason)

    in_all, by_document = order(hits, turns, documents, steps, pairs=(), design=DESIGN)

    assert (len(in_all), len(by_document)) == (0, 0)
    assert passages(steps, turns, turns[["document_id", "turn"]], documents).empty


def test_documents_of_one_speaker_are_one_cluster():
    hits, turns, documents = corpus(LED)
    same = documents.assign(cluster=documents["document_id"].replace({"d1": "d0", "d2": "d0"}))
    steps = neighbours(hits, turns, PAIRS, holds_reason=no_reason)

    by_speaker, by_document = (
        row(order(hits, turns, same, steps, pairs=PAIRS, design=replace(DESIGN, cluster=cluster))[0], ADJACENT)
        for cluster in ("speaker", "document")
    )

    assert (by_speaker["n_clusters"], by_document["n_clusters"]) == (6, 8)
    assert by_speaker["p"] > by_document["p"]


def test_a_reason_between_is_counted_apart():
    hits, turns, documents = corpus(["threat security"])
    steps = neighbours(hits, turns, PAIRS, holds_reason=lambda texts: np.arange(len(texts)) % 2 == 0)

    found = order(hits, turns, documents, steps, pairs=PAIRS, design=DESIGN)[0]

    assert (row(found, ADJACENT)["n_units"], row(found, REASON)["n_units"]) == (8, 4)
