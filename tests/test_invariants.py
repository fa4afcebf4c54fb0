"""The check of real results finds what is seeded."""

import pandas as pd
import pytest

from intertwine.invariants import (
    Finding,
    counted_hits_do_not_overlap,
    figures_are_whole,
    hits_are_the_text,
    intervals_hold_estimates,
    p_values_are_probabilities,
    small_cells_print_nothing,
)

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
    return {name: pd.DataFrame([row | changes]) for name in ("prevalence", "cooccurrence", "keyness", "topic_codes")}


@pytest.mark.parametrize(("changes", "wrong"), [({}, 0), ({"low": 2.5}, 4), ({"high": 1.5}, 4)])
def test_intervals_that_miss_their_estimate(changes, wrong):
    assert intervals_hold_estimates(measures(**changes))[1] == wrong


@pytest.mark.parametrize(
    ("changes", "wrong"), [({}, 0), ({"p": 0.0}, 2), ({"p_adjusted": 0.001}, 2), ({"estimate": None}, 2)]
)
def test_p_values_that_are_none(changes, wrong):
    assert p_values_are_probabilities(measures(**changes))[1] == wrong


def test_small_cells_that_print():
    assert small_cells_print_nothing(measures(note="too few: 2 documents"))[1] == 1


def test_figures_without_a_caption(tmp_path):
    for suffix in ("png", "csv", "caption.en.txt"):
        (tmp_path / f"matrix.{suffix}").write_text("x")

    found = figures_are_whole(tmp_path, ("png",))

    assert found == Finding(found.check, looked_at=4, wrong=1)
