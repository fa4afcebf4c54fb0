"""A small, seeded share of the calibration: rates of rejection where nothing is going on, and of cover."""

import numpy as np
import pandas as pd
import pytest

import cooccurrence_calibration as together
import order_calibration
import share_intervals as shares

RUNS = 60
HIGHEST = 0.15
"""In 60 runs at .05, more than 9 rejections come up in 1 of 300."""


def rates(run):
    return pd.DataFrame([run(np.random.default_rng([7, number])) for number in range(RUNS)]).mean()


@pytest.mark.parametrize("situation", ["turns of very unequal length", "drift, highest in the middle"])
def test_cooccurrence_keeps_its_level_and_its_interval_where_the_naive_test_does_not(situation):
    found = rates(lambda generator: together.meeting(together.BY_WORD, situation, 12, 1.0, generator))

    assert found["rejected"] <= HIGHEST
    assert found["covered"] >= 0.85
    assert found["disagree"] == 0
    assert found["naive"] > 0.3


@pytest.mark.parametrize("test", [together.difference, together.patterns], ids=["difference", "three codes"])
def test_what_else_is_asked_of_codes_keeps_its_level(test):
    found = rates(lambda generator: test(together.BY_WORD, "bursts and long chains", 12, 1.0, generator))

    assert found["rejected"] <= HIGHEST


@pytest.mark.parametrize("situation", ["bursts, five times as frequent", "interviews with habits of their own"])
def test_order_keeps_its_level_where_mentions_come_in_bursts(situation):
    values = order_calibration.TALKS[situation]
    truth = dict.fromkeys(order_calibration.TESTED, order_calibration.CHANCE)

    found = rates(lambda generator: order_calibration.order_run(24, generator, truth, values))

    assert found.filter(like="rejected").max() <= HIGHEST
    assert found.filter(like="disagree").max() == 0


@pytest.mark.parametrize("situation", ["lengths go together (.6)", "all of these, topics of 5"])
def test_echo_keeps_its_level_where_lengths_or_topics_are_shared(situation):
    values = order_calibration.INTERVIEWS[situation]

    found = rates(lambda generator: order_calibration.echo_run(40, generator, {"echo": 0.0}, values))

    assert found["echo:rejected"] <= HIGHEST
    assert found["echo:disagree"] == 0
    assert found["echo:before"] > 0.2


@pytest.mark.parametrize(("clusters", "size"), [(8, 3), (16, 3), (8, 30), (30, 30)])
@pytest.mark.parametrize("correlation", [0.05, 0.2])
def test_intervals_of_rare_shares_hold_the_truth_where_the_bootstrap_does_not(clusters, size, correlation):
    case = {"clusters": clusters, "size": size, "correlation": correlation, "runs": 400}
    found = [shares.covered(share, **case, generator=np.random.default_rng(7)) for share in (0.01, 0.05, 0.3)]

    assert min(each["share"] for each in found) >= 0.92
    assert found[0]["share_unseen"] == found[0]["unseen"] > 0
    assert found[0]["bootstrap_unseen"] == 0
    assert found[0]["bootstrap"] < 0.92
