"""Families of tests."""

import pandas as pd
import pytest

from intertwine.measures.families import BENJAMINI_HOCHBERG, HOLM, NOT_TESTED, Family, adjusted_by_family, parsed


@pytest.mark.parametrize("family", [Family("families of codes", BENJAMINI_HOCHBERG, 109), Family("order", HOLM, 1)])
def test_a_family_of_tests_is_read_as_it_was_written(family):
    assert parsed(str(family)) == family


@pytest.mark.parametrize("cell", [NOT_TESTED, "descriptive", "hypotheses (Scheffé, 2 tests)", ""])
def test_what_is_no_family_of_tests_is_refused(cell):
    with pytest.raises(ValueError, match="not a family of tests"):
        parsed(cell)


def test_each_family_is_adjusted_by_itself_and_rows_without_a_test_belong_to_none():
    table = pd.DataFrame({"source": ["a", "a", "b", "b"], "p": [0.01, 0.04, 0.04, float("nan")]})

    found = adjusted_by_family(table, by=["source"], kind="order", method=HOLM)

    assert found["family"].tolist() == [*["order (Holm, 2 tests)"] * 2, "order (Holm, 1 tests)", NOT_TESTED]
    assert found["p_adjusted"].fillna(-1).tolist() == [0.02, 0.04, 0.04, -1]
