"""Odds ratios with the length of units in the model."""

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.cooccurrence.length_adjusted import CONDITIONAL, length_adjusted
from intertwine.measures.cooccurrence.records import ADJUSTED
from intertwine.notes import kinds


def test_length_in_the_model_finds_the_planted_odds_ratio(two, declared):
    _, units, presence, documents = two

    found = length_adjusted(units, presence, documents, kind="turn", **declared)
    whole = found[found["language"] == "all"].set_index(["source", "model"])

    assert whole.loc[("a", CONDITIONAL), "low"] < 9 < whole.loc[("a", CONDITIONAL), "high"]
    assert whole.loc[("b", CONDITIONAL), "low"] < 1 < whole.loc[("b", CONDITIONAL), "high"]
    assert whole["estimate"].groupby(level=0).agg(np.ptp).max() < 1.5
    records.check(ADJUSTED, found)


@pytest.mark.parametrize("also_elsewhere", [True, False])
def test_separation_has_no_maximum_and_is_not_printed(two, declared, also_elsewhere):
    _, units, presence, documents = two
    others = presence[presence["code"] != "threat"]
    wherever_security = others[others["code"] == "security"].assign(code="threat")
    elsewhere = presence[(presence["code"] == "threat") & ~presence["unit_id"].isin(wherever_security["unit_id"])]
    separated = pd.concat([others, wherever_security, *([elsewhere] if also_elsewhere else [])], ignore_index=True)

    found = length_adjusted(units, separated, documents, kind="turn", **declared)

    assert found[["estimate", "low", "high"]].isna().all(axis=None)
    assert found["note"].map(kinds).map(lambda said: "no_maximum" in said).all()
    records.check(ADJUSTED, found)
