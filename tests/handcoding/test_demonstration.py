"""The hand-coded sample that is shipped: whole, settled, and a probability sample."""

from pathlib import Path

import numpy as np
import pytest

from intertwine import records
from intertwine.handcoding.growing import READ_BEFORE
from intertwine.handcoding.sampling import PARTS, lock_hash
from intertwine.handcoding.sheets import ADJUDICATED, gold_standard, returned_codings
from intertwine.handcoding.store import SAMPLE, target_codes
from intertwine.settings_file import load

STUDY = Path(__file__).parents[2] / "config.yaml"


@pytest.fixture(scope="module")
def settings():
    return load(STUDY)


@pytest.fixture(scope="module")
def sample(settings):
    return records.read(SAMPLE, STUDY.parent / settings.coded / "sample.csv")


def test_it_is_as_large_as_the_settings_say_in_both_sources_and_languages(settings, sample):
    assert len(sample) == settings.validation.size
    assert sample.groupby(["source", "part"]).size().min() >= 60
    assert sample.groupby(["language", "part"]).size().min() >= 30
    assert set(sample.loc[sample["part"] == "test", "lock"]) == {lock_hash(sample)}


def test_chances_are_what_was_drawn_of_each_stratum_and_no_test_holds_what_was_read_before(sample):
    drawn = sample.groupby(["source", "language", "stratum"])["item"].transform("size")

    np.testing.assert_allclose(sample["inclusion"], drawn / sample["stratum_units"], rtol=1e-5)
    assert set(sample.loc[sample["stratum"] == READ_BEFORE, "part"]) == {PARTS[0]}


def test_every_unit_was_read_twice_for_every_code_and_all_is_settled(settings, sample):
    codes = target_codes(settings)
    codings = returned_codings(STUDY.parent / settings.coded / "returned", sample, codes)
    read = codings[codings["coder"] != ADJUDICATED].groupby(["item", "code"]).size()

    assert (read == len(settings.validation.coders)).all()
    assert len(read) == len(gold_standard(codings)) == len(sample) * len(codes)
