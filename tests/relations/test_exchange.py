"""What is compared may be named either way round: effects turn over, tests do not change."""

import numpy as np
import pytest

EXACT = 2e-5
"""Tables hold six digits."""


@pytest.fixture(scope="module")
def exchanged(base, base_study, study_copy):
    """The tables with groups, comparisons, orders and a hypothesis the other way round."""
    study = study_copy()
    study.change_settings(
        ("a: promotional, b: interview", "a: interview, b: promotional"),
        ("a: f, b: m", "a: m, b: f"),
        ("orders:\n  - [threat, security]", "orders:\n  - [security, threat]"),
        ("hypotheses:\n  - [security, threat]", "hypotheses:\n  - [threat, security]"),
    )
    return study.run(known=base_study)


def test_groups_exchanged(base, exchanged):
    before, after = base["measures/differences.csv"], exchanged["measures/differences.csv"].copy()
    for a, b in (("f", "m"), ("promotional", "interview")):
        after["contrast"] = after["contrast"].str.replace(f"{b} / {a}", f"{a} / {b}")
    key = ["contrast", "measure", "source", "language", "code_a", "code_b"]
    both = before.merge(after, on=key, suffixes=("", "_exchanged"))
    turned = both[~both["contrast"].str.startswith("language")]

    assert len(both) == len(before)
    assert turned["estimate"].notna().sum() > 20
    for end, opposite in (("estimate", "estimate"), ("low", "high"), ("high", "low")):
        np.testing.assert_allclose(turned[f"{opposite}_exchanged"], 1 / turned[end], rtol=1e-3)
    for column in ("p", "p_adjusted", "n_units", "n_documents", "n_clusters"):
        np.testing.assert_array_equal(both[column], both[f"{column}_exchanged"])


def test_comparisons_exchanged(base, exchanged):
    before, after = base["measures/keyness.csv"], exchanged["measures/keyness.csv"]
    both = before.merge(after, on=["language", "word"], suffixes=("", "_exchanged"))

    assert len(both) == len(before)
    np.testing.assert_allclose(both["log_odds_z_exchanged"], -both["log_odds_z"], atol=EXACT, rtol=EXACT)
    for end, opposite in (("estimate", "estimate"), ("low", "high"), ("high", "low")):
        np.testing.assert_array_equal(both[f"{opposite}_exchanged"], -both[end])
    for column in ("p", "p_adjusted", "note"):
        np.testing.assert_array_equal(both[column], both[f"{column}_exchanged"])
    for name in ("frequency", "range", "rate", "worth"):
        a, b = f"{name}_a", f"{name}_b"
        np.testing.assert_array_equal(both[f"{b}_exchanged"], both[a])
    for column in ("dispersion", "log_likelihood", "n_units"):
        np.testing.assert_array_equal(both[column], both[f"{column}_exchanged"])


def test_orders_the_other_way_round(base, exchanged):
    before, after = base["measures/order.csv"], exchanged["measures/order.csv"]
    both = before.merge(after, on=["measure", "source", "language", "reading"], suffixes=("", "_exchanged"))
    first = both[both["measure"] == "first in a turn"] if "first in a turn" in set(both["measure"]) else both

    assert len(both) == len(before)
    assert first["estimate"].notna().any()
    np.testing.assert_array_equal(both["a_first"], both["b_first_exchanged"])
    np.testing.assert_allclose(first["estimate_exchanged"], 1 - first["estimate"], atol=EXACT)


def test_a_hypothesis_the_other_way_round(base, exchanged):
    for name in ("cooccurrence", "specifications", "left_out", "planning"):
        assert exchanged[f"measures/{name}.csv"].equals(base[f"measures/{name}.csv"]), name
