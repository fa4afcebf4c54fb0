"""What does not settle has no estimate, what spans the scale no interval, and each says so."""

import numpy as np
import pytest

from intertwine.measures.scale import shown_from_logarithms, shown_ratios
from intertwine.notes import kinds


@pytest.mark.parametrize(
    ("ratio", "estimate", "interval", "said"),
    [
        ((2.0, 1.0, 4.0), True, True, set()),
        ((1e-3, 2e-4, 5e-3), True, True, set()),
        ((np.inf, np.inf, np.inf), False, False, {"unsettled"}),
        ((0.0, 0.0, 0.0), False, False, {"unsettled"}),
        ((2e4, 3.0, 1e9), False, False, {"unsettled"}),
        ((0.33, 9e-45, 1e43), True, False, {"spans_scale"}),
        ((5.0, 2.0, 2e4), True, True, {"open_interval"}),
        ((5.0, 2.0, np.inf), True, True, {"open_interval"}),
        ((5.0, np.nan, np.nan), True, False, {"rests_on_one_cluster"}),
        ((5.0, 2.0, np.nan), True, False, {"rests_on_one_cluster"}),
        ((5.0, 5.0, 5.0), True, False, {"no_spread"}),
        ((np.nan, np.nan, np.nan), False, False, set()),
    ],
)
def test_a_ratio_is_shown_if_it_has_settled_and_its_interval_if_it_says_something(ratio, estimate, interval, said):
    shown = shown_ratios(*ratio)

    assert np.isfinite(shown.estimate[0]) == estimate
    assert np.isfinite([shown.low[0], shown.high[0]]).tolist() == [interval, interval]
    assert kinds(shown.note[0]) == said


def test_logarithms_beyond_all_numbers_span_the_scale():
    shown = shown_from_logarithms([0.0, 800.0], [-900.0, 800.0], [900.0, 800.0])

    assert [kinds(each) for each in shown.note] == [{"spans_scale"}, {"unsettled"}]
