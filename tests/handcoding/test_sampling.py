"""The probability sample: strata, chances, parts, and the lock of the test part."""

import numpy as np
import pandas as pd
import pytest

from intertwine.handcoding.sampling import (
    NEVER,
    code_patterns,
    lock_hash,
    questions_of,
    stratified_sample,
    unit_places,
    wished,
)

CODES = ("security", "threat")


def corpus(units=400, seed=1):
    generator = np.random.default_rng(seed)
    frame = pd.DataFrame({"unit_id": range(units)}).assign(
        source=np.where(np.arange(units) % 2, "interview", "promotional"),
        language=np.where(np.arange(units) % 3, "zh", "en"),
        role=np.where(np.arange(units) % 10, "respondent", "interviewer"),
    )
    held = generator.random((units, 2)) < (0.2, 0.05)
    rows, columns = np.nonzero(held)
    presence = pd.DataFrame({"unit_id": rows, "code": [CODES[column] for column in columns]})
    return frame, presence


def sample(size=120, seed=1, pairs=(CODES,)):
    units, presence = corpus()
    return stratified_sample(units, presence, codes=CODES, size=size, seed=seed, pairs=pairs)


def test_units_without_a_hit_are_always_in_it_and_interviewers_never():
    found = sample()
    units, _ = corpus()
    cells = found.groupby(["source", "language"])["stratum"]

    assert len(found) == 120
    assert cells.apply(lambda strata: (strata == NEVER).mean() >= 0.3).all()
    assert not set(found["unit_id"]) & set(units.loc[units["role"] == "interviewer", "unit_id"])
    assert found["unit_id"].is_unique


def test_chances_are_what_was_drawn_of_what_there_is():
    found = sample()
    units, presence = corpus()
    counted = units[units["role"] == "respondent"]
    there = counted.assign(stratum=code_patterns(counted, presence, CODES))
    plain = found[found["stratum"].isin(["none", "security"])]

    for (source, language, stratum), group in plain.groupby(["source", "language", "stratum"]):
        same = (there["source"] == source) & (there["language"] == language) & (there["stratum"] == stratum)
        assert group["stratum_units"].unique().tolist() == [int(same.sum())]
        assert group["inclusion"].iloc[0] == pytest.approx(len(group) / same.sum())


def test_weights_add_up_to_the_corpus():
    units, _ = corpus()

    assert (1 / sample()["inclusion"]).sum() == pytest.approx((units["role"] == "respondent").sum())


def test_half_of_every_stratum_is_for_the_test():
    sides = sample().assign(side=lambda frame: np.where(frame["part"] == "test", 1, -1))

    assert (sides.groupby(["source", "language", "stratum"])["side"].sum().abs() <= 1).all()


def test_every_unit_is_in_a_stratum_of_which_some_are_drawn():
    units, presence = corpus()
    counted = units[units["role"] == "respondent"].assign(
        stratum=code_patterns(units[units["role"] == "respondent"], presence, CODES)
    )
    found = sample(size=40).drop_duplicates(["source", "language", "stratum"])

    assert found["stratum_units"].sum() == len(counted)
    assert (sample(size=40).groupby(["source", "language", "stratum"]).size() >= 1).all()


def test_rare_cells_of_a_pair_are_drawn_more_often_than_common_ones():
    chances = sample(size=60).groupby("stratum")["inclusion"].mean()

    assert chances["security"] > chances[NEVER]


def test_each_pair_has_its_part_and_a_code_of_no_pair_its_own():
    names = pd.Series(["none"] * 900 + ["risk"] * 36 + ["security"] * 100 + ["security+threat"] * 25)

    wish = wished(names, questions_of(["risk", "security", "threat"], [("security", "threat")]), 100)

    cells = np.sqrt([936, 100, 25])
    assert wish["security+threat"] == pytest.approx(
        50 * cells[2] / cells.sum() + 50 * 25 / np.sqrt(1025) / (6 + np.sqrt(1025))
    )
    assert wish.sum() == pytest.approx(100)


def test_the_seed_decides_and_a_sample_larger_than_the_corpus_takes_all():
    assert sample().equals(sample())
    assert not sample(seed=2)["unit_id"].equals(sample()["unit_id"])
    assert (sample(size=2000)["inclusion"] == 1).all()


def test_every_unit_of_a_stratum_has_the_same_chance():
    units, presence = corpus()
    times = np.zeros(len(units))
    chance = np.zeros(len(units))
    for seed in range(120):
        found = stratified_sample(units, presence, codes=CODES, size=60, seed=seed)
        times[found["unit_id"]] += 1
        chance[found["unit_id"]] = found["inclusion"]
    known = chance > 0

    assert np.abs(times[known] / 120 - chance[known]).max() < 5 * np.sqrt(0.25 / 120)


def test_a_change_in_the_test_part_changes_its_lock_and_one_elsewhere_does_not():
    frame = pd.DataFrame(
        {"item": ["u1", "u2"], "part": ["test", "development"], "document_id": "d", "turn": [1, 2], "start": 0,
         "end": 5, "text_hash": "x", "inclusion": 0.5}
    )  # fmt: skip

    assert lock_hash(frame) == lock_hash(frame.assign(turn=[1, 3]))
    assert lock_hash(frame) != lock_hash(frame.assign(turn=[3, 2]))
    assert lock_hash(frame) != lock_hash(frame.assign(inclusion=[0.25, 0.5]))


def test_places_of_turns_and_sentences_are_stretches_of_the_text():
    turns = pd.DataFrame({"document_id": ["d", "d"], "turn": [1, 2], "text": ["安全。放心😀。", " 好 "]})
    sentences = pd.DataFrame({"document_id": "d", "turn": [1, 1, 2], "start": [0, 3, 1], "end": [3, 7, 2]})

    assert unit_places("sentence", sentences, turns)["text"].tolist() == ["安全。", "放心😀。", "好"]
    assert unit_places("turn", sentences, turns)["text"].tolist() == ["安全。放心😀。", "好"]
