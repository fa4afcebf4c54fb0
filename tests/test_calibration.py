"""A small, seeded share of the calibration: rates of rejection where nothing is going on, and of cover."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"
RUNS = 60
HIGHEST = 0.15
"""In 60 runs at .05, more than 9 rejections come up in 1 of 300."""


def benchmark(name):
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def calibration():
    return benchmark("calibration")


@pytest.fixture(scope="module")
def shares():
    return benchmark("share_intervals")


def rates(run):
    return pd.DataFrame([run(np.random.default_rng([7, number])) for number in range(RUNS)]).mean()


@pytest.mark.parametrize("situation", ["correlated propensities", "all of these"])
def test_cooccurrence_keeps_its_level_and_its_interval_where_the_naive_test_does_not(calibration, situation):
    found = rates(calibration._meeting(12, 1.0, situation))

    assert found["rejected"] <= HIGHEST
    assert found["covered"] >= 0.85
    assert found["naive"] > 0.3


def test_order_keeps_its_level_where_one_code_is_more_frequent(calibration):
    found = rates(calibration._ordered(12, 0.75, 0.5, 0.0))

    assert found.filter(like="rejected").max() <= HIGHEST
    assert rates(calibration._ordered(12, 0.75, 0.0, 0.0))["first span in the turn:naive"] > 0.3


def test_a_difference_keeps_its_level_between_unlike_groups(calibration):
    scenario = calibration.Scenario(documents=12, odds_ratio=2.0, **calibration.SITUATIONS["runs of a topic"])

    assert rates(calibration._bound(calibration.difference, scenario))["rejected"] <= HIGHEST


def test_key_words_keep_their_level_where_words_clump(calibration):
    found = rates(calibration._key(24, 0.02, 1.0))

    assert found["rejected"] <= HIGHEST
    assert found["naive"] > 0.4


def test_three_codes_keep_their_level(calibration):
    scenario = calibration.Scenario(documents=12, **calibration.SITUATIONS["correlated propensities"])

    assert rates(calibration._bound(calibration.patterns, scenario))["rejected"] <= HIGHEST


@pytest.mark.parametrize(("clusters", "size"), [(8, 3), (16, 3), (8, 30), (30, 30)])
@pytest.mark.parametrize("correlation", [0.05, 0.2])
def test_intervals_of_rare_shares_hold_the_truth_where_the_bootstrap_does_not(shares, clusters, size, correlation):
    case = {"clusters": clusters, "size": size, "correlation": correlation, "runs": 400}
    found = [shares.covered(share, **case, generator=np.random.default_rng(7)) for share in (0.01, 0.05, 0.3)]

    assert min(each["share"] for each in found) >= 0.92
    assert found[0]["share_unseen"] == found[0]["unseen"] > 0
    assert found[0]["bootstrap_unseen"] == 0
    assert found[0]["bootstrap"] < 0.92
