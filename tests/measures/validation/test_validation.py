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
    rogan_gladen,
    validation,
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


PLACE = {"part": "development", "source": "interview", "language": "zh", "code": "threat"}


def read_of(strata, documents=1):
    """A sample, and all units: of each stratum what people and lexicon say of those read, and how many it has."""
    judged, units = [], []
    for stratum, (size, predicted, gold) in strata.items():
        ids = [f"{stratum}{number:04d}" for number in range(size)]
        units += [(unit, bool(predicted)) for unit in ids]
        judged += [(unit, stratum, size, person, predicted) for unit, person in zip(ids, gold, strict=False)]
    sample = pd.DataFrame(judged, columns=["unit_id", "stratum", "stratum_units", "gold", "predicted"])
    sample = sample.assign(inclusion=sample.groupby("stratum")["gold"].transform("size") / sample["stratum_units"])
    population = pd.DataFrame(units, columns=["unit_id", "threat"])
    population = population.assign(document_id=[f"d{number % documents}" for number in range(len(population))])
    sample = sample.merge(population[["unit_id", "document_id"]], on="unit_id")
    return sample.assign(**PLACE), population.assign(source="interview", language="zh")


DESIGN = Design(cluster="document", documents=1, expected=0, clusters=8, confidence=0.95, seed=1)


def scores(sample, population, speakers=None, **changed):
    ids = population["document_id"].unique()
    documents = pd.DataFrame({"document_id": ids, "cluster": speakers or ids})
    return validation(
        sample, population, documents, unit="turn", part_notes={"development": "development_part()", "test": ""},
        design=replace(DESIGN, **changed),
    )  # fmt: skip


def validated(sample, population, **changed):
    found = scores(sample, population, **changed)
    return found[(found["source"] == "all") & (found["language"] == "all")].iloc[0]


def test_recall_is_weighted_by_the_chance_of_being_drawn():
    """1,000 units, 150 marked; 75 of each kind read, 60 and 6 positive: precision .8, recall .638 and not .909."""
    found = validated(*read_of({"found": (150, 1, [1] * 60 + [0] * 15), "not": (850, 0, [1] * 6 + [0] * 69)}))

    assert found["precision"] == pytest.approx(0.8)
    assert found["recall"] == pytest.approx(0.638298, abs=5e-7)
    assert (found["naive"], found["estimate"]) == (pytest.approx(0.15), pytest.approx(0.188))
    assert (found["true_positive"], found["false_positive"], found["false_negative"]) == (60, 15, 6)


def test_one_document_gives_no_interval_and_no_positive_unit_no_recall():
    found = validated(*read_of({"found": (20, 1, [0] * 5), "not": (80, 0, [0] * 20)}))

    assert np.isnan(found["low"])
    assert np.isnan(found["recall"])
    assert kinds(found["note"]) >= {"no_interval", "no_positive_unit", "development_part"}


def test_a_corrected_share_of_nothing_is_nothing_with_an_interval_that_is_open():
    found = validated(*read_of({"found": (40, 1, [0] * 20), "not": (160, 0, [0] * 40)}, documents=10))

    assert (found["estimate"], found["low"]) == (0, 0)
    assert 0 < found["high"] < 0.35


def test_false_positives_and_negatives_are_listed():
    sample = pd.DataFrame({"gold": [0, 1, 1, 1], "predicted": [1, 0, 0, 1]})
    sample = sample.assign(**PLACE, item=list("abcd"), turn=1, text="", inclusion=1.0, document_id="d1")

    assert errors_of(sample)["error"].tolist() == ["false positive", "false negative", "false negative"]


def corpus(generator, documents=24, units=60):
    """A bad lexicon in documents that differ: it finds half of what is there, and much that is not."""
    propensity = generator.beta(2, 6, size=documents)
    gold = generator.random((documents, units)) < propensity[:, None]
    predicted = np.where(gold, generator.random(gold.shape) < 0.5, generator.random(gold.shape) < 0.3)
    frame = pd.DataFrame({"gold": gold.ravel().astype(int), "predicted": predicted.ravel().astype(int)})
    return frame.assign(
        **PLACE, document_id=np.repeat([f"d{number:02d}" for number in range(documents)], units),
        unit_id=[f"u{number:04d}" for number in range(len(frame))], threat=frame["predicted"].astype(bool),
    )  # fmt: skip


def drawn(frame, generator, each=60):
    parts = []
    for marked, stratum in frame.groupby("predicted"):
        chosen = stratum.iloc[generator.permutation(len(stratum))[:each]]
        about = {"stratum": str(marked), "stratum_units": len(stratum), "inclusion": len(chosen) / len(stratum)}
        parts.append(chosen.drop(columns="threat").assign(**about))
    return pd.concat(parts), frame[["unit_id", "document_id", "source", "language", "threat"]]


@pytest.mark.parametrize("part", ["development", "test"])
def test_the_corrected_prevalence_is_unbiased_however_bad_the_lexicon_and_its_interval_covers(part):
    """60 corpora of 24 documents from one population, of which a quarter holds the code."""
    generator = np.random.default_rng(7)
    found = pd.DataFrame([validated(*drawn(corpus(generator).assign(part=part), generator)) for _ in range(60)])
    error = found["estimate"].std() / np.sqrt(len(found))

    assert abs(found["estimate"].mean() - 0.25) < 3 * error
    assert abs(found["naive"].mean() - 0.25) > 3 * error
    assert 0.89 <= ((found["low"] <= 0.25) & (found["high"] >= 0.25)).mean() <= 1


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

    assert found[["unit_id", "security", "threat"]].to_numpy().tolist() == [[1, False, True], [2, False, False]]
