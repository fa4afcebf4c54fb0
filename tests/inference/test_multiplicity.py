"""Adjusted p-values against Benjamini & Hochberg 1995, section 4, and statsmodels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from intertwine.inference.multiplicity import benjamini_hochberg, holm

THROMBOLYSIS = np.array(
    [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
)


def test_benjamini_and_hochberg_reject_four_where_bonferroni_rejects_three():
    assert (benjamini_hochberg(THROMBOLYSIS) <= 0.05).sum() == 4
    assert (THROMBOLYSIS * 15 <= 0.05).sum() == 3


def test_holm_rejects_at_least_what_bonferroni_does():
    assert (holm(THROMBOLYSIS) <= 0.05).sum() == 3


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_agree_with_statsmodels(values):
    p = np.array(values)

    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])
