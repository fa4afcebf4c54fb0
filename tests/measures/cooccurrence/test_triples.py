"""Three codes together."""

import pytest

from intertwine import records
from intertwine.measures.cooccurrence.records import CONFIGURATIONS, TRIPLES
from intertwine.measures.cooccurrence.triples import conditional_odds, configurations


def test_patterns_add_up_and_the_two_that_meet_are_a_type(two, three_codes):
    _, units, presence, documents = two

    found = configurations(units, presence, documents, kind="turn", **three_codes)
    a = found[found["source"] == "a"].set_index("pattern")

    assert a["observed"].sum() == a["n_units"].iloc[0]
    assert a["expected"].sum() == pytest.approx(a["n_units"].iloc[0])
    assert a.loc["++-", "estimate"] > 1
    assert a.loc["++-", "p_adjusted"] <= 0.05
    records.check(CONFIGURATIONS, found)


def test_two_codes_given_a_third_that_has_no_part_in_it(two, three_codes):
    _, units, presence, documents = two

    found = conditional_odds(units, presence, documents, kind="turn", **three_codes)
    a = found[found["source"] == "a"].set_index("given")

    assert a.loc["absent", "low"] > 1
    assert a.loc["ratio", "p"] > 0.01
    assert a["three_way_deviance"].iloc[0] >= 0
    records.check(TRIPLES, found)
