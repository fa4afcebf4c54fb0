"""Interviews said word by word: what is planted is there, and nothing else."""

import dataclasses

import numpy as np
import pytest

from intertwine.inference.talk import Interviews, talked

LONG = Interviews(documents=(1,), answers=(100_000.0,), uneven=0.0, spread=0.0, words=20.0, propensity=0.0)
"""One endless interview of answers of equal length, so that a plain table shows what holds at equal length."""


def drawn(what, **changes):
    return talked(dataclasses.replace(what, **changes), np.random.default_rng(7))


def log_odds_ratio(first, second):
    table = [(a & b).sum() for a in (first, ~first) for b in (second, ~second)]
    return np.log(table[0] * table[3] / (table[1] * table[2])), np.sqrt((1 / np.array(table)).sum())


@pytest.mark.parametrize("odds_ratio", [0.5, 1.0, 2.0, 4.0])
@pytest.mark.parametrize("rates", [(0.25, 0.2), (0.05, 0.1), (0.9, 0.8)])
def test_the_odds_ratio_at_equal_length_is_the_planted_one(odds_ratio, rates):
    talk = drawn(LONG, odds_ratio=odds_ratio, rates=rates)
    found, error = log_odds_ratio(*talk.presence.T)

    assert abs(found - np.log(odds_ratio)) < 4 * error


@pytest.mark.parametrize("odds_ratio", [0.5, 4.0])
def test_planting_leaves_each_code_as_frequent_as_it_was(odds_ratio):
    before, after = drawn(LONG), drawn(LONG, odds_ratio=odds_ratio)

    assert (before.presence[:, 0] == after.presence[:, 0]).all()
    assert abs(before.presence[:, 1].mean() - after.presence[:, 1].mean()) < 0.01


def test_bursts_bring_hits_and_no_presence():
    one, several = drawn(LONG, bursts=(0.0, 0.0)), drawn(LONG, bursts=(0.7, 0.7))

    assert len(several.hits) > 1.5 * len(one.hits)
    assert abs(one.presence.mean() - several.presence.mean()) < 0.01


def test_longer_answers_hold_more_of_everything():
    talk = drawn(Interviews(documents=(200,)))
    long = talk.length > np.median(talk.length)

    assert (talk.presence[long].mean(axis=0) > 1.8 * talk.presence[~long].mean(axis=0)).all()


def test_subjects_stay_for_a_while():
    talk = drawn(LONG, chain=0.9, lift=10.0)
    first = talk.presence[:, 0]

    assert first[1:][first[:-1]].mean() > 1.5 * first.mean()


def test_the_guide_makes_places_richer():
    talk = drawn(Interviews(documents=(200,), drift=(-0.7, 0.7)))
    late = talk.position > 0.5

    assert (talk.presence[late].mean(axis=0) > 1.5 * talk.presence[~late].mean(axis=0)).all()


@pytest.mark.parametrize("coupling", [0.3, 0.6])
def test_lengths_of_question_and_answer_go_together(coupling):
    talk = drawn(Interviews(documents=(200,), coupling=coupling, asked_words=60.0))

    assert abs(np.corrcoef(np.log(talk.length), np.log(talk.asked_length))[0, 1] - coupling) < 0.03


def test_groups_differ_in_length_alone_unless_a_ratio_is_planted():
    what = Interviews(documents=(300, 900), answers=(60.0, 6.0), ratios=(1.0, 3.0), propensity=0.0)
    talk = drawn(what)
    group = talk.group[np.repeat(np.arange(1200), np.diff(talk.bounds))]
    words = np.bincount(group, talk.length)
    uses = np.stack([np.bincount(group[talk.hits[talk.hits[:, 2] == code, 0]]) for code in (0, 1)])
    ratios = (uses / words)[:, 1] / (uses / words)[:, 0]

    assert words[0] / 300 > 8 * words[1] / 900
    assert np.abs(np.log(ratios / [3.0, 1.0])).max() < 0.1


def test_a_code_of_few_documents_is_in_no_other():
    talk = drawn(Interviews(documents=(20, 10), holders=(1, 5), rates=(0.9, 0.9)))
    held = np.logical_or.reduceat(talk.presence, talk.bounds[:-1])

    assert [held[talk.group == one].sum(axis=0).tolist() for one in (0, 1)] == [[1, 5], [1, 5]]


def test_hits_are_in_the_order_of_the_text_and_make_presence():
    talk = drawn(Interviews(odds_ratio=4.0))
    places = talk.hits[:, 0] * 100_000 + talk.hits[:, 1]
    presence = np.zeros_like(talk.presence)
    presence[talk.hits[:, 0], talk.hits[:, 2]] = True

    assert (np.diff(places) >= 0).all()
    assert (talk.hits[:, 1] < talk.length[talk.hits[:, 0]]).all()
    assert (presence == talk.presence).all()
    assert (presence == drawn(Interviews(odds_ratio=4.0)).presence).all()
