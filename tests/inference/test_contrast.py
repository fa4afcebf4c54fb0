"""Between-group contrasts: the exchange of whole clusters against all exchanges there are."""

from itertools import combinations

import numpy as np
import pytest

from intertwine.inference.contrast import contrast

OVER = np.array([[9.0], [7.0], [8.0], [3.0], [2.0], [4.0], [3.5]])
UNDER = np.array([[5.0], [6.0], [4.0], [6.0], [5.0], [7.0], [4.0]])
GROUP = np.array([0, 0, 0, 1, 1, 1, 1])


def compared(group, *, block=None, draws=4000, weights=(1.0, -1.0)):
    block = np.zeros(len(group), dtype=np.intp) if block is None else block
    return contrast(
        OVER, UNDER, group=np.asarray(group), weights=np.array(weights), block=block, draws=draws, confidence=0.95,
        generator=np.random.default_rng(1),
    )  # fmt: skip


def test_the_contrast_is_the_log_of_the_ratio_of_two_ratios():
    first, second = (OVER[side == GROUP].sum() / UNDER[side == GROUP].sum() for side in (0, 1))

    assert compared(GROUP).estimate[0] == pytest.approx(np.log(first / second))


def test_p_is_the_share_of_all_exchanges_that_lie_as_far_out():
    def z(group):
        """The contrast over its standard error, worked out by hand."""
        total, spread = 0.0, 0.0
        for side, sign in ((0, 1), (1, -1)):
            r, s = OVER[group == side, 0], UNDER[group == side, 0]
            total += sign * np.log(r.sum() / s.sum())
            spread += len(r) / (len(r) - 1) * ((r / r.sum() - s / s.sum()) ** 2).sum()
        return abs(total) / np.sqrt(spread)

    exchanges = [np.array([0 if place in first else 1 for place in range(7)]) for first in combinations(range(7), 3)]
    exact = np.mean([z(group) >= z(GROUP) - 1e-9 for group in exchanges])

    assert compared(GROUP).p[0] == pytest.approx(exact, abs=0.02)


def test_labels_are_exchanged_inside_a_block_only():
    """Where each block is of one group, nothing can be exchanged, and p is 1."""
    assert compared(GROUP, block=GROUP, draws=50).p[0] == 1.0


def test_a_test_of_no_draws_is_an_error():
    with pytest.raises(ValueError, match="at least 1 needed"):
        compared(GROUP, draws=0)
