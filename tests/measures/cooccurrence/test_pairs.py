"""A study that declares no pairs."""

from intertwine.measures.cooccurrence.differences import differences
from intertwine.measures.cooccurrence.left_out import left_out
from intertwine.measures.cooccurrence.planning import planning
from intertwine.measures.cooccurrence.specifications import specifications


def test_a_study_without_hypotheses_has_empty_tables(two, design, groups):
    hits, units, presence, documents = two
    nothing = {"hypotheses": (), "design": design}

    assert specifications(units, hits, documents, kinds=["turn"], tiers=["core"], **nothing).empty
    assert left_out(units, hits, documents, kind="turn", **nothing).empty
    assert planning(units, presence, documents, kind="turn", odds_ratio=2.0, **nothing).empty
    found = differences(units, presence, documents, kind="turn", groups=groups(documents), **nothing)
    assert set(found["measure"]) == {"odds ratio (explored)"}
