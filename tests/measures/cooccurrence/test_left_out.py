"""Hypotheses without one text, or one speaker."""

import pytest

from intertwine import records
from intertwine.measures.cooccurrence.left_out import left_out
from intertwine.measures.cooccurrence.records import LEFT_OUT
from intertwine.measures.cooccurrence.specifications import specifications


def test_without_each_document_once(two, declared):
    hits, units, _, documents = two

    found = left_out(units, hits, documents, kind="turn", **declared)

    assert set(found["what"]) == {"document"}  # every document has a speaker of its own
    assert found.groupby("source").size().tolist() == [12, 12]
    assert (found["change"] * found["estimate"]).to_numpy() == pytest.approx(found["estimate_without"].to_numpy())
    records.check(LEFT_OUT, found)


def test_leaving_a_document_out_in_one_step_is_nearly_a_study_without_it(two, declared):
    hits, units, _, documents = two
    units = units[units["source"] == "a"]
    rest, known = units[units["document_id"] != "a07"], documents[documents["document_id"] != "a07"]

    found = left_out(units, hits, documents, kind="turn", **declared).set_index("left_out")
    whole, without = (
        specifications(chosen, hits, about, kinds=["turn"], tiers=["core"], **declared).query("declared == 1").iloc[0]
        for chosen, about in ((units, documents), (rest, known))
    )

    assert found.loc["a07", "estimate"] == pytest.approx(whole["estimate"])
    assert found.loc["a07", "estimate_without"] == pytest.approx(without["estimate"], rel=0.01)
    assert found["estimate_without"].nunique() == 12
