"""Order: A before B differs from B before A, against what their numbers alone would give."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.design import Design
from intertwine.measures.order.connections import stanza_connections
from intertwine.measures.order.order import CHANCE, FIRST, MEASURES, MENTION, REASON, order
from intertwine.measures.order.passages import passages
from intertwine.measures.order.records import ORDER
from intertwine.measures.order.spans import neighbours, spans_of
from intertwine.notes import kinds

PAIRS = (("threat", "security"),)
TURNED = (("security", "threat"),)
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


def all_reasons(texts):
    return np.ones(len(texts), dtype=bool)


def ordered(texts, pairs=PAIRS, **more):
    hits, turns, documents = corpus(texts, **more)
    steps = neighbours(hits, turns, pairs, holds_reason=no_reason)
    return order(hits, turns, documents, steps, pairs=pairs, design=DESIGN)[0]


def row(found, measure):
    chosen = found[(found["measure"] == measure) & (found["language"] == "all") & (found["reading"] == "all")]
    return chosen.iloc[0]


LED = ["threat security", "threat threat security", "threat.fraud security", "security threat", "security"]


def test_trap_06_swapping_the_pair_mirrors_every_measure():
    generator = np.random.default_rng(3)
    texts = [" ".join(generator.choice(["threat", "threat", "security"], 5)) for _ in range(40)]
    hits, turns, documents = corpus(texts, documents=20)
    kept = hits[generator.random(len(hits)) < 0.7]
    steps = [neighbours(kept, turns, pair, holds_reason=all_reasons) for pair in (PAIRS, TURNED)]
    there, back = (
        order(kept, turns, documents, step, pairs=pair, design=DESIGN)
        for step, pair in zip(steps, (PAIRS, TURNED), strict=True)
    )
    both = there[0].merge(back[0], on=["measure", "source", "language", "reading"], suffixes=("", "_back"))

    assert set(both.loc[both["p"].notna(), "measure"]) == set(MEASURES)
    assert both["p"].equals(both["p_back"])
    assert both["a_first"].equals(both["b_first_back"])
    assert both["low"].equals(1 - both["high_back"])
    assert both["estimate"].to_numpy() == pytest.approx(1 - both["estimate_back"].to_numpy(), nan_ok=True)


def test_p_and_interval_are_of_one_model():
    found = ordered(LED)
    tested = found[found["p"].notna()]

    assert len(tested) > 0
    assert ((tested["p"] <= 0.05) == ((tested["low"] > CHANCE) | (tested["high"] < CHANCE))).all()


def test_a_turn_that_leads_from_one_code_to_the_other_is_an_event():
    found = row(ordered([*LED, "threat security threat", "security threat threat security"]), FIRST)

    assert (found["n_units"], found["a_first"]) == (4 * 8, 3 * 8)
    assert found["estimate"] == pytest.approx(3 / 4)


def test_the_more_frequent_code_in_bursts_comes_first_no_oftener():
    found = row(ordered(["threat threat threat security", "security threat threat threat"]), FIRST)

    assert (found["estimate"], found["p"]) == (0.5, 1.0)
    assert np.isnan(found["low"])  # every document has the same share
    assert kinds(found["note"]) == {"few_clusters", "no_spread"}


def test_where_all_events_go_one_way_the_interval_stays_open():
    found = row(ordered(["threat security"]), FIRST)

    assert found["estimate"] == found["high"] == 1.0
    assert 0.5 < found["low"] < 0.9


def test_first_mention_is_counted_once_in_a_document_that_ends_with_the_other():
    found = row(ordered(["threat", "security", "threat", "security"]), MENTION)

    assert (found["n_units"], found["a_first"]) == (8, 8)
    assert found["p"] == pytest.approx(1 / 2**8)
    assert row(ordered(["threat", "security", "threat"]), MENTION)["n_units"] == 0


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
    found = row(ordered(LED, documents=1), FIRST)

    assert np.isnan(found["estimate"])
    assert kinds(found["note"]) == {"too_few_documents_in_order"}


def test_interviewers_have_no_order():
    assert ordered(LED, role="interviewer")["n_units"].eq(0).all()


def test_the_table_is_as_declared_and_adjusted_over_all_measures():
    found = ordered(LED)

    checked = records.check(ORDER, found)

    assert set(checked.loc[checked["p"].notna(), "family"]) == {"order (Holm, 4 tests)"}
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
        row(order(hits, turns, same, steps, pairs=PAIRS, design=replace(DESIGN, cluster=cluster))[0], FIRST)
        for cluster in ("speaker", "document")
    )

    assert (by_speaker["n_clusters"], by_document["n_clusters"]) == (6, 8)
    assert by_speaker["p"] > by_document["p"]


def test_a_reason_between_is_counted_apart():
    hits, turns, documents = corpus(["threat security"])
    steps = neighbours(hits, turns, PAIRS, holds_reason=lambda texts: np.arange(len(texts)) % 2 == 0)

    found = order(hits, turns, documents, steps, pairs=PAIRS, design=DESIGN)[0]

    assert (row(found, FIRST)["n_units"], row(found, REASON)["n_units"]) == (8, 4)


def test_lines_of_a_conversation_that_stand_apart_are_an_error_and_not_zeros():
    held, speaker = np.ones((3, 2), dtype=bool), np.array(["a", "a", "a"])

    with pytest.raises(ValueError, match="line 2 goes on with conversation 'x' after another one"):
        stanza_connections(held, conversation=np.array(["x", "y", "x"]), speaker=speaker, window=2)

    _, counts = stanza_connections(held[:0], conversation=speaker[:0], speaker=speaker[:0], window=2)
    assert counts.sum() == 0
