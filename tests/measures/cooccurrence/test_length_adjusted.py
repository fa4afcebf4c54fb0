"""Odds ratios with the length of units in the model."""

import numpy as np

from intertwine import records
from intertwine.measures.cooccurrence.length_adjusted import CONDITIONAL, length_adjusted
from intertwine.measures.cooccurrence.records import ADJUSTED


def test_length_in_the_model_finds_the_planted_odds_ratio(two, declared):
    _, units, presence, documents = two

    found = length_adjusted(units, presence, documents, kind="turn", **declared)
    whole = found[found["language"] == "all"].set_index(["source", "model"])

    assert whole.loc[("a", CONDITIONAL), "low"] < 9 < whole.loc[("a", CONDITIONAL), "high"]
    assert whole.loc[("b", CONDITIONAL), "low"] < 1 < whole.loc[("b", CONDITIONAL), "high"]
    assert whole["estimate"].groupby(level=0).agg(np.ptp).max() < 1.5
    records.check(ADJUSTED, found)
