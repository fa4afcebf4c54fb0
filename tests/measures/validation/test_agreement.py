"""Agreement of coders, held against published examples."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from intertwine import records
from intertwine.measures.design import Design
from intertwine.measures.validation.agreement import agreement
from intertwine.measures.validation.coefficients import (
    cohen_kappa,
    counted,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    specific_agreement,
)
from intertwine.measures.validation.records import AGREEMENT
from intertwine.notes import kinds

NA = np.nan
FOUR_BY_TWELVE = np.array(
    [[1, 2, 3, 3, 2, 1, 4, 1, 2, NA, NA, NA], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NA, 3],
     [NA, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NA], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NA]]
)  # fmt: skip
TWO_BY_TEN = np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], dtype=float)
THREE_BY_FIFTEEN = np.array(
    [[NA, NA, NA, NA, NA, 3, 4, 1, 2, 1, 1, 3, 3, NA, 3], [1, NA, 2, 1, 3, 3, 4, 3, NA, NA, NA, NA, NA, NA, NA],
     [NA, NA, 2, 1, 3, 4, 4, NA, 2, 1, 1, 3, 3, NA, 4]]
)  # fmt: skip
FLEISS = np.array(
    [[0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
     [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]]
)  # fmt: skip
ABSTRACTORS = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])


def ratings(table):
    """Two coders' ratings that make a square table."""
    one, other = np.indices(np.shape(table))
    times = np.ravel(table)
    return np.array([np.repeat(one.ravel(), times), np.repeat(other.ravel(), times)], dtype=float)


@pytest.mark.parametrize(
    ("data", "metric", "published"),
    [
        pytest.param(FOUR_BY_TWELVE, "nominal", 0.743, id="Krippendorff 2011 C, nominal"),
        pytest.param(FOUR_BY_TWELVE, "ordinal", 0.815, id="Krippendorff 2011 C, ordinal"),
        pytest.param(FOUR_BY_TWELVE, "interval", 0.849, id="Krippendorff 2011 C, interval"),
        pytest.param(FOUR_BY_TWELVE, "ratio", 0.797, id="Krippendorff 2011 C, ratio"),
        pytest.param(TWO_BY_TEN, "nominal", 0.095, id="Krippendorff 2011 A, binary"),
        pytest.param(THREE_BY_FIFTEEN, "nominal", 0.691, id="three coders with gaps, nominal"),
        pytest.param(THREE_BY_FIFTEEN, "interval", 0.811, id="three coders with gaps, interval"),
        pytest.param(ratings(ABSTRACTORS), "nominal", 0.797, id="Gwet 2014, abstractors"),
    ],
)
def test_alpha_is_as_published(data, metric, published):
    assert krippendorff_alpha(data, metric=metric) == pytest.approx(published, abs=5e-4)


@pytest.mark.parametrize(
    ("table", "published"),
    [
        pytest.param([[0, 4, 1], [0, 8, 0], [0, 1, 5]], 0.4842, id="SAS PROC FREQ"),
        pytest.param(ABSTRACTORS, 0.796, id="Gwet 2014, abstractors"),
        pytest.param([[40, 9], [6, 45]], 0.70, id="Feinstein and Cicchetti 1990, balanced"),
        pytest.param([[80, 10], [5, 5]], 0.32, id="Feinstein and Cicchetti 1990, rare"),
        pytest.param([[25, 35], [5, 35]], 0.26, id="Feinstein and Cicchetti 1990, biased"),
    ],
)
def test_kappa_is_as_published(table, published):
    assert cohen_kappa(np.array(table))[0] == pytest.approx(published, abs=5e-3 if published < 0.48 else 5e-4)


def test_kappa_has_the_published_interval():
    """SAS PROC FREQ: .2137 to .7547."""
    assert cohen_kappa(np.array([[0, 4, 1], [0, 8, 0], [0, 1, 5]]))[1:] == pytest.approx((0.2137, 0.7547), abs=5e-5)


def test_ac1_is_as_published():
    """Gwet 2014, abstractors: .849."""
    assert gwet_ac1(ratings(ABSTRACTORS)) == pytest.approx(0.849, abs=5e-4)


def test_fleiss_kappa_is_as_published():
    """Ten units, five values, fourteen coders: .210."""
    assert fleiss_kappa(FLEISS) == pytest.approx(0.210, abs=5e-4)


def test_a_rare_code_has_low_kappa_high_ac1_and_its_positive_agreement():
    """Feinstein and Cicchetti 1990: the same 85 % agreed, kappa .32, AC1 .81, F1 of the frequent value .91."""
    rare = ratings([[80, 10], [5, 5]])

    assert gwet_ac1(rare) == pytest.approx(0.81, abs=5e-3)
    positive, negative = specific_agreement(rare)
    assert (positive, negative) == pytest.approx((0.40, 0.914), abs=5e-3)


@given(arrays(np.float64, (3, 12), elements=st.sampled_from([0.0, 1.0, 2.0, NA])), st.permutations(range(12)))
def test_order_of_units_and_coders_changes_nothing(data, order):
    for metric in ("nominal", "ordinal", "interval"):
        one, other = krippendorff_alpha(data, metric=metric), krippendorff_alpha(data[::-1, order], metric=metric)
        assert one == pytest.approx(other, nan_ok=True)


@given(arrays(np.float64, (2, 10), elements=st.sampled_from([0.0, 1.0])))
def test_nominal_interval_and_ordinal_are_one_for_two_values(data):
    values = [krippendorff_alpha(data, metric=metric) for metric in ("nominal", "interval", "ordinal", "ratio")]
    assert values == pytest.approx([values[0]] * 4, nan_ok=True)


def test_no_variation_is_no_number():
    assert np.isnan(krippendorff_alpha(np.ones((2, 5))))


def test_counts_leave_out_what_was_not_coded():
    assert counted(FOUR_BY_TWELVE).coders.tolist() == [3, 4, 4, 4, 4, 4, 4, 4, 4, 3, 2, 1]


def codings(documents=12, units=10, *, wrong=0.1, share=0.4, coders=("a", "b")):
    generator = np.random.default_rng(1)
    truth = generator.random(documents * units) < share
    frames = []
    for coder in coders:
        said = truth ^ (generator.random(len(truth)) < wrong)
        frames.append(pd.DataFrame({"unit_id": range(len(truth)), "value": said.astype(int), "coder": coder}))
    frame = pd.concat(frames).assign(source="interview", code="security")
    return frame.assign(
        document_id=[f"d{unit // units}" for unit in frame["unit_id"]],
        part="development",
        language=["zh" if unit % 2 else "en" for unit in frame["unit_id"]],
    )


DESIGN = Design(cluster="speaker", documents=1, expected=0, clusters=8, resamples=300, confidence=0.95, seed=1)


def agreed(frame, **changed):
    ids = frame["document_id"].unique()
    documents = pd.DataFrame({"document_id": ids, "cluster": "one speaker"})
    return agreement(frame, documents, unit="turn", design=replace(DESIGN, **{"cluster": "document"} | changed))


def test_the_table_gives_each_code_in_all_and_by_source_and_language():
    found = agreed(codings()).set_index(["source", "language"])

    assert set(found.index) == {
        (source, language) for source in ("all", "interview") for language in ("all", "en", "zh")
    }
    row = found.loc["all", "all"]
    assert row["low"] < row["estimate"] < row["high"]
    assert row["n_units"] == 120
    assert row["n_clusters"] == 12
    assert 0 <= row["below_tentative"] <= row["below_reliable"] <= 1
    assert row["note"] == "few_clusters(clusters=12)"
    assert row["estimate"] == pytest.approx(row["kappa"], abs=0.02)


def test_units_of_one_document_are_drawn_together():
    """With all disagreement in one document the interval is wider than units drawn one by one would have it."""
    clumped = codings(wrong=0.0)
    wrong = (clumped["document_id"].isin(["d0", "d1"])) & (clumped["coder"] == "b")
    clumped.loc[wrong, "value"] = 1 - clumped.loc[wrong, "value"]
    alone = clumped.assign(document_id=clumped["unit_id"].astype(str))

    together, apart = (agreed(frame).iloc[0] for frame in (clumped, alone))

    assert together["high"] - together["low"] > 1.3 * (apart["high"] - apart["low"])


def test_a_rare_code_is_marked_so():
    assert "rare_code" in kinds(agreed(codings(share=0.03, wrong=0.01))["note"].iloc[0])


def test_too_few_documents_give_no_interval():
    row = agreed(codings(documents=5)).iloc[0]

    assert np.isnan(row["low"])
    assert row["note"] == "no_interval(clusters=5, needed=8)"


def test_one_coder_agrees_with_nobody():
    row = agreed(codings(coders=("a",))).iloc[0]

    assert row["n_units"] == 0
    assert np.isnan(row["estimate"])
    assert "one_coder" in kinds(row["note"])


def test_three_coders_have_the_kappa_of_fleiss():
    found = agreed(codings(coders=("a", "b", "c"))).iloc[0]

    assert found["coders"] == 3
    assert found["kappa"] == pytest.approx(found["estimate"], abs=0.01)


def test_documents_of_one_speaker_are_one_cluster():
    found = agreed(codings(), cluster="speaker")

    assert len(records.check(AGREEMENT, found)) == len(found)
    assert set(found["n_clusters"]) == {1}
    assert found["low"].isna().all()


def test_each_part_is_told_apart():
    frame = codings()
    parts = pd.concat([frame, frame.assign(part="test")])

    found = agreed(parts)

    assert found.groupby("part").size().to_dict() == {"development": 6, "test": 6}
