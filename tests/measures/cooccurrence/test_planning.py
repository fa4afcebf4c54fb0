"""How many documents a study needs."""

import numpy as np
import pytest

from intertwine import records
from intertwine.measures.cooccurrence.planning import critical_value, documents_needed, planning
from intertwine.measures.cooccurrence.records import PLANNING


def test_power_grows_with_documents_and_the_critical_value_is_near_that_of_the_normal_distribution(two, declared):
    _, units, presence, documents = two

    found = planning(units, presence, documents, kind="turn", odds_ratio=2.0, **declared)
    b = found[found["source"] == "b"].sort_values("documents")

    assert b["power"].is_monotonic_increasing or b["power"].diff().min() > -0.05
    assert b["power"].iloc[-1] > 0.95
    assert b["critical"].between(1.6, 2.6).all()
    needed = documents_needed(found, 0.8).set_index("source").loc["b", "needed"]
    assert 8 <= needed <= 150
    records.check(PLANNING, found)


def test_the_critical_value_is_what_one_study_in_twenty_without_an_effect_exceeds():
    without_effect = np.abs(np.random.default_rng(3).standard_normal(100_000))

    assert critical_value(without_effect) == pytest.approx(1.96, abs=0.02)


def test_power_to_find_no_effect_is_the_level_of_the_test(two, declared):
    _, units, presence, documents = two

    power = planning(units, presence, documents, kind="turn", odds_ratio=1.0, **declared)["power"]

    assert power.mean() == pytest.approx(0.05, abs=0.02)
