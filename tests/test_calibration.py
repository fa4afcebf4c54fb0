"""A small, seeded share of the calibration: rates of rejection where nothing is going on, and of cover."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

PATH = Path(__file__).parents[1] / "benchmarks" / "calibration.py"
RUNS = 60
HIGHEST = 0.15
"""In 60 runs at .05, more than 9 rejections come up in 1 of 300."""


@pytest.fixture(scope="module")
def calibration():
    spec = importlib.util.spec_from_file_location("calibration", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
