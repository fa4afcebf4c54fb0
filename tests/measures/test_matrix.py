"""Which units are measured, in which reading, and what is independent of its like."""

import pandas as pd
import pytest

from intertwine.coding.presence import presence as presence_in_units
from intertwine.measures.matrix import (
    clusters_of,
    counted_units,
    hits_in_reading,
    in_reading,
    presence_matrix,
    sources_of,
)
from intertwine.vocabulary import QUALIFIERS


def units(**changes):
    found = {
        "unit_id": [3, 1, 2], "unit_kind": "turn", "document_id": ["b", "a", "a"], "position": [0, 1, 0],
        "source": "interview", "role": "respondent", "language": ["zh", "en", "zh"], "length": [4, 5, 0],
    }  # fmt: skip
    return pd.DataFrame(found | changes)


def documents():
    return pd.DataFrame({"document_id": ["a", "b"], "language": "zh", "cluster": ["林", "林"]})


def test_units_stand_in_the_order_of_the_text():
    assert counted_units(units(), kind="turn", source="interview")["unit_id"].tolist() == [2, 1, 3]


@pytest.mark.parametrize(
    "changes",
    [
        {"role": ["interviewer", "respondent", "respondent"]},
        {"unit_kind": ["sentence", "turn", "turn"]},
        {"source": ["promotional", "interview", "interview"]},
    ],
)
def test_other_kinds_and_sources_and_the_words_of_interviewers_are_left_out(changes):
    assert counted_units(units(**changes), kind="turn", source="interview")["unit_id"].tolist() == [2, 1]


def test_authors_count_as_respondents_do():
    both = units(role=["author", "respondent", "interviewer"], source=["promotional", "interview", "interview"])

    assert counted_units(both, kind="turn", source="promotional")["unit_id"].tolist() == [3]
    assert sources_of(both) == ["interview", "promotional"]


def test_units_of_one_language():
    assert counted_units(units(), kind="turn", source="interview", language="en")["unit_id"].tolist() == [1]


def test_documents_that_share_a_respondent_are_one_cluster_and_each_is_its_own_if_so_declared():
    assert clusters_of(documents(), cluster="speaker").to_dict() == {"a": "林", "b": "林"}
    assert clusters_of(documents(), cluster="document").to_dict() == {"a": "a", "b": "b"}


def test_presence_in_the_order_of_the_text_with_lengths_of_at_least_one():
    presence = pd.DataFrame({"unit_kind": "turn", "unit_id": [1, 3, 9], "code": ["threat", "security", "threat"]})

    matrix = presence_matrix(units(), presence, documents(), kind="turn", source="interview", cluster="speaker")

    assert matrix.codes == ("security", "threat")
    assert matrix.presence.astype(int).tolist() == [[0, 0], [0, 1], [1, 0]]
    assert matrix.length.tolist() == [1, 5, 4]
    assert matrix.clusters.tolist() == ["林", "林"]
    assert matrix.bounds.tolist() == [0, 2, 3]


def presence(**changes):
    row = {"unit_kind": "turn", "unit_id": 1, "code": "threat", "hits": 2, **dict.fromkeys(QUALIFIERS, 0)}
    return pd.DataFrame([row | {"affirmed": 1, "negated": 1, "volunteered": 1} | changes])


def test_the_affirmed_reading_counts_what_is_affirmed_once_or_twice_denied():
    assert in_reading(presence(), "affirmed")["hits"].tolist() == [1]
    assert in_reading(presence(double_negated=1), "affirmed")["hits"].tolist() == [2]
    assert in_reading(presence(affirmed=0), "affirmed").empty


def test_the_volunteered_reading_leaves_out_what_was_prompted():
    assert in_reading(presence(), "volunteered")["hits"].tolist() == [1]
    assert in_reading(presence(volunteered=0), "volunteered").empty


def test_what_authors_write_stays_in_the_volunteered_reading_from_hits_to_presence():
    turns = pd.DataFrame({"document_id": "p1", "turn": [0, 1], "text": ["诈骗", "风险"]})
    hits = pd.DataFrame({
        "document_id": "p1", "turn": [0, 1], "start": 0, "code": ["threat", "risk"], "suppressed_by": "",
        "qualifier": "affirmed", "prompting": "", "role": "author", "turn_unit": [0, 1],
    })  # fmt: skip

    kept = in_reading(presence_in_units(hits, turns, ["turn"]), "volunteered")

    assert sorted(kept["code"]) == ["risk", "threat"]


def test_prose_that_nobody_asked_for_is_in_the_volunteered_reading():
    hits = pd.DataFrame({
        "suppressed_by": ["", "", "", "taken by e2"], "qualifier": "affirmed",
        "prompting": ["", "volunteered", "prompted", ""], "role": ["author", "respondent", "respondent", "author"],
    })  # fmt: skip

    assert hits_in_reading(hits, "volunteered").index.tolist() == [0, 1]
    assert hits_in_reading(hits, "all").index.tolist() == [0, 1, 2]
