"""The lexicon against people, held against published examples and simulated corpora."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.design import Design
from intertwine.measures.validation.records import VALIDATION
from intertwine.measures.validation.validation import (
    errors_of,
    marked_units,
    prediction_powered_mean,
    rogan_gladen,
    validation,
    weighted_scores,
    wilson,
)
from intertwine.notes import kinds


@pytest.mark.parametrize(
    ("successes", "number", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_as_published(successes, number, low, high):
    """Newcombe 1998, Statistics in Medicine 17, Table I."""
    assert wilson(successes, number) == pytest.approx((low, high), abs=5e-5)


def test_rogan_gladen_is_as_published():
    """Brucella, 45 of 150, Se .96, Sp .89: .2235 (epiR, epi.prev)."""
    assert rogan_gladen(45 / 150, 0.96, 0.89) == (pytest.approx(0.2235, abs=5e-5), "")


def test_rogan_gladen_out_of_range_warns_and_is_not_clipped():
    """6 of 151, Se .964, Sp .927: -.0373 (epiR)."""
    found, warning = rogan_gladen(6 / 151, 0.964, 0.927)

    assert found == pytest.approx(-0.0373, abs=5e-5)
    assert kinds(warning) == {"rogan_gladen_out_of_range"}


def test_rogan_gladen_of_a_coin_says_so():
    found, warning = rogan_gladen(0.3, 0.5, 0.5)

    assert np.isnan(found)
    assert kinds(warning) == {"no_better_than_chance"}


def test_the_prediction_powered_mean_is_as_published():
    """Complaints in Chinese (Pan and Chen, in the R package dsl): .2416 [.1938, .2894]."""
    gold = np.repeat([0, 0, 1, 1], [332, 50, 48, 70]).astype(float)
    predicted = np.repeat([0, 1, 0, 1], [332, 50, 48, 70]).astype(float)
    elsewhere = np.repeat([1.0, 0.0], [224, 688])

    found = prediction_powered_mean(elsewhere, gold, predicted)

    assert found == pytest.approx((0.241614, 0.193800, 0.289428), abs=5e-6)


def test_the_design_based_mean_is_as_published():
    """The same data, mean over all 1,412 with the labelled drawn at random: .239626 (dsl)."""
    sample, population = one_cluster_frames([(332, 0, 0), (50, 0, 1), (48, 1, 0), (70, 1, 1)], 1412, 344, 500 / 1412)

    assert validated(sample, population)["estimate"] == pytest.approx(0.239626, abs=5e-6)


def one_cluster_frames(cells, units, marked, inclusion):
    rows = [(gold, predicted) for number, gold, predicted in cells for _ in range(number)]
    sample = pd.DataFrame(rows, columns=["gold", "predicted"]).assign(inclusion=inclusion)
    population = pd.DataFrame({"units": [units], "units_with_code": [marked]})
    about = {"document_id": "d1", "part": "development", "source": "interview", "language": "zh", "code": "threat"}
    return sample.assign(**about), population.assign(**about)


DESIGN = Design(cluster="document", documents=1, expected=0, clusters=8, resamples=200, confidence=0.95, seed=1)


def scores(sample, population, speakers=None, **changed):
    ids = population["document_id"].unique()
    documents = pd.DataFrame({"document_id": ids, "cluster": speakers or ids})
    return validation(
        sample, population, documents, unit="turn", part_notes={"development": "development_part()"},
        design=replace(DESIGN, **changed),
    )  # fmt: skip


def validated(sample, population, **changed):
    found = scores(sample, population, **changed)
    return found[(found["source"] == "all") & (found["language"] == "all")].iloc[0]


def test_recall_is_weighted_by_the_chance_of_being_drawn():
    """1,000 units, 150 marked; 75 of each kind read, 60 and 6 positive: precision .8, recall .638 and not .909."""
    sample, population = one_cluster_frames([(60, 1, 1), (15, 0, 1), (6, 1, 0), (69, 0, 0)], 1000, 150, 0.0)
    sample = sample.assign(inclusion=np.where(sample["predicted"] == 1, 75 / 150, 75 / 850))

    found = validated(sample, population)

    assert found["precision"] == pytest.approx(0.8)
    assert found["recall"] == pytest.approx(0.638298, abs=5e-7)
    assert (found["naive"], found["estimate"]) == (pytest.approx(0.15), pytest.approx(0.188))
    assert weighted_scores(sample["gold"], sample["predicted"], np.ones(150)).recall == pytest.approx(
        0.909091, abs=5e-7
    )
    assert (found["true_positive"], found["false_positive"], found["false_negative"]) == (60, 15, 6)


def test_one_document_gives_no_interval_and_no_positive_unit_no_recall():
    sample, population = one_cluster_frames([(5, 0, 1), (20, 0, 0)], 100, 10, 0.25)

    found = validated(sample, population)

    assert np.isnan(found["low"])
    assert np.isnan(found["recall"])
    assert kinds(found["note"]) >= {"no_interval", "no_positive_unit", "development_part"}


def test_false_positives_and_negatives_are_listed():
    sample, _ = one_cluster_frames([(1, 0, 1), (2, 1, 0), (3, 1, 1)], 10, 4, 0.6)
    sample = sample.assign(item=[f"u{place}" for place in range(6)], turn=1, text="")

    assert errors_of(sample)["error"].tolist() == ["false positive", "false negative", "false negative"]


def corpus(generator, documents=24, units=60):
    """A bad lexicon in documents that differ: it finds half of what is there, and much that is not."""
    propensity = generator.beta(2, 6, size=documents)
    gold = generator.random((documents, units)) < propensity[:, None]
    predicted = np.where(gold, generator.random(gold.shape) < 0.5, generator.random(gold.shape) < 0.3)
    frame = pd.DataFrame({"gold": gold.ravel().astype(int), "predicted": predicted.ravel().astype(int)})
    return frame.assign(
        part="development", document_id=np.repeat([f"d{number:02d}" for number in range(documents)], units),
        source="interview", language="zh", code="threat",
    )  # fmt: skip


def drawn(frame, generator, each=60):
    parts = []
    for _, stratum in frame.groupby("predicted"):
        chosen = stratum.iloc[generator.permutation(len(stratum))[:each]]
        parts.append(chosen.assign(inclusion=min(each / len(stratum), 1)))
    population = frame.groupby(["document_id", "source", "language", "code"], as_index=False).agg(
        units=("gold", "size"), units_with_code=("predicted", "sum")
    )
    return pd.concat(parts), population


def test_the_corrected_prevalence_is_unbiased_however_bad_the_lexicon():
    generator = np.random.default_rng(7)
    frame = corpus(generator)
    found = [validated(*drawn(frame, generator), resamples=2) for _ in range(150)]
    corrected = np.array([row["estimate"] for row in found])
    error = corrected.std() / np.sqrt(len(corrected))

    assert abs(corrected.mean() - frame["gold"].mean()) < 3 * error
    assert abs(found[0]["naive"] - frame["gold"].mean()) > 3 * error


def test_the_interval_covers_what_it_says():
    """200 corpora of 24 documents from one population: coverage of 95 % intervals."""
    generator = np.random.default_rng(11)
    inside = 0
    for _ in range(200):
        found = validated(*drawn(corpus(generator), generator), resamples=300)
        inside += found["low"] <= 0.25 <= found["high"]

    assert 0.90 <= inside / 200 <= 0.98


def test_documents_of_one_speaker_are_one_cluster_and_each_part_is_told_apart():
    sample, population = drawn(corpus(np.random.default_rng(3), documents=4), np.random.default_rng(3))

    found = scores(sample, population, ["a", "a", "b", "b"], cluster="speaker", clusters=2)

    assert len(records.check(VALIDATION, found)) == len(found) == 4
    assert set(found["n_clusters"]) == {2}


def test_units_of_interviewers_and_of_other_kinds_are_not_counted():
    units = pd.DataFrame({"unit_id": [1, 2, 3, 4], "unit_kind": ["turn", "turn", "turn", "sentence"],
                          "role": ["respondent", "respondent", "interviewer", "respondent"]})  # fmt: skip
    units = units.assign(document_id="d1", source="interview", language="zh", position=units["unit_id"])
    presence = pd.DataFrame({"unit_kind": ["turn", "turn", "sentence"], "unit_id": [1, 3, 4], "code": "threat"})

    found = marked_units(units, presence, kind="turn", codes=["security", "threat"])

    assert found[["code", "units", "units_with_code"]].to_numpy().tolist() == [["security", 2, 0], ["threat", 2, 1]]
