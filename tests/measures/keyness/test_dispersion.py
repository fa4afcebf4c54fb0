"""Dispersion against Gries's five-part corpus."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.measures.keyness.dispersion import deviation_of_proportions, normalised_deviation

# Gries 2020 (Practical Handbook of Corpus Linguistics, ch. 5): five parts of 9, 10, 10, 10 and 11 words.
PARTS = ("bamnibeup", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxat")
SIZES = np.array([len(part) for part in PARTS], dtype=float)
UNIFORM = np.array([[9.0], [10.0], [10.0], [10.0], [11.0]])


def counts(letter: str) -> np.ndarray:
    return np.array([[float(part.count(letter))] for part in PARTS])


def test_sizes_are_those_of_the_handbook():
    assert SIZES.tolist() == [9, 10, 10, 10, 11]


@pytest.mark.parametrize(
    ("letter", "dp", "normalised"), [("a", 0.18, 0.2195), ("b", 0.02, 0.024), ("i", 0.82, 1.0), ("x", 0.78, 0.951)]
)
def test_dp_and_dpnorm_of_the_handbook(letter, dp, normalised):
    assert deviation_of_proportions(counts(letter), SIZES)[0] == pytest.approx(dp, abs=6e-4)
    assert normalised_deviation(counts(letter), SIZES)[0] == pytest.approx(normalised, abs=6e-4)


def test_a_word_spread_as_the_sizes_are_has_no_deviation():
    assert normalised_deviation(UNIFORM, SIZES)[0] == pytest.approx(0)


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(21, 90)), min_size=2, max_size=8).filter(
        lambda rows: sum(r[0] for r in rows)
    )
)
def test_dpnorm_lies_between_even_and_clumped(rows):
    found = normalised_deviation(np.array([[float(row[0])] for row in rows]), np.array([float(row[1]) for row in rows]))

    assert -1e-9 <= found[0] <= 1 + 1e-9
