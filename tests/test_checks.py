"""The check of real results finds what is seeded."""

import pandas as pd
import pytest

from intertwine.checks import (
    ESTIMATED,
    TESTED,
    Finding,
    counted_hits_do_not_overlap,
    figures_are_whole,
    hits_are_the_text,
    intervals_hold_estimates,
    p_values_are_probabilities,
    small_cells_print_nothing,
    the_declared_choices_are_the_table_of_pairs,
    ways_add_up_to_uses,
)
from intertwine.notes import note

TURNS = pd.DataFrame({"document_id": ["d1"], "turn": [1], "text": ["不安全，有风险"]})


def hits(**changes):
    found = {
        "document_id": "d1",
        "turn": 1,
        "start": [0, 5],
        "end": [3, 7],
        "surface": ["不安全", "风险"],
        "suppressed_by": "",
    }
    return {"hits": pd.DataFrame(found | changes), "turns": TURNS}


def test_hits_that_are_the_text():
    assert hits_are_the_text(hits()) == (2, 0)
    assert hits_are_the_text(hits(surface=["不安全", "危险"])) == (2, 1)


def test_hits_that_overlap():
    assert counted_hits_do_not_overlap(hits()) == (2, 0)
    assert counted_hits_do_not_overlap(hits(start=[0, 2])) == (2, 1)


def measures(**changes):
    row = {
        "estimate": 2.0,
        "low": 1.0,
        "high": 3.0,
        "p": 0.01,
        "p_adjusted": 0.02,
        "note": "",
        "jaccard": 0.1,
        "npmi": 0.1,
    }
    return {name: pd.DataFrame([row | changes]) for name in ESTIMATED}


@pytest.mark.parametrize(
    ("changes", "wrong"), [({}, 0), ({"low": 2.5}, len(ESTIMATED)), ({"high": 1.5}, len(ESTIMATED))]
)
def test_intervals_that_miss_their_estimate(changes, wrong):
    assert intervals_hold_estimates(measures(**changes))[1] == wrong


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [({}, 0), ({"p": 0.0}, len(TESTED)), ({"p_adjusted": 0.001}, len(TESTED)), ({"estimate": None}, len(TESTED))],
)
def test_p_values_that_are_none(changes, wrong):
    assert p_values_are_probabilities(measures(**changes))[1] == wrong


def test_small_cells_that_print():
    assert small_cells_print_nothing(measures(note=note("too_few_documents_with_both", documents=2, needed=5)))[1] == 1


def test_figures_without_a_caption(tmp_path):
    for suffix in ("png", "csv", "caption.en.txt"):
        (tmp_path / f"matrix.{suffix}").write_text("x")

    found = figures_are_whole(tmp_path, ("png",))

    assert found == Finding(found.check, looked_at=4, wrong=1)


@pytest.mark.parametrize(("estimate", "both", "wrong"), [(2.0, 5, 0), (2.5, 5, 1), (2.0, 6, 1)])
def test_the_declared_specification_that_is_not_the_table_of_pairs(estimate, both, wrong):
    pair = {"unit": "turn", "source": "interview", "code_a": "security", "code_b": "threat"}
    curve = pd.DataFrame([pair | {"declared": 1, "estimate": estimate, "both": both}])
    pairs = pd.DataFrame([pair | {"language": "all", "reading": "all", "estimate": 2.0, "both": 5}])

    assert the_declared_choices_are_the_table_of_pairs({"specifications": curve, "cooccurrence": pairs}) == (1, wrong)


def test_ways_that_do_not_add_up():
    cell = {"source": "interview", "language": "all", "code": "security", "n_units": 5}
    ways = pd.DataFrame([cell | {"way": "volunteered", "uses": 3}, cell | {"way": "prompted", "uses": 1}])

    assert ways_add_up_to_uses({"uptake": ways}) == (1, 1)
