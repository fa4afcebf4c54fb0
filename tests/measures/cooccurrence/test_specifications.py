"""Whether an answer hangs on the choices: prompted uses, overlapping hits, single entries."""

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.codebook.reading import TIERS
from intertwine.measures.cooccurrence.records import SPECIFICATIONS
from intertwine.measures.cooccurrence.specifications import CHOICES, specifications
from intertwine.measures.design import Design

DESIGN = Design(cluster="document", confidence=0.95, seed=1, documents=2, expected=1.0, clusters=3)
UNITS = 80


def study_driven_by_length():
    """Long units hold both codes more often; among units of one length they meet by chance alone."""
    generator = np.random.default_rng(5)
    units = pd.DataFrame({
        "unit_id": range(4 * UNITS), "unit_kind": "turn", "document_id": np.repeat(["d1", "d2", "d3", "d4"], UNITS),
        "position": np.tile(range(UNITS), 4), "source": "interview", "role": "respondent", "language": "zh",
        "length": np.tile(np.repeat([5.0, 6.0, 200.0, 210.0], UNITS // 4), 4),
    })  # fmt: skip
    chance = np.where(units["length"] > 100, 0.7, 0.1)
    rows = [
        {"turn_unit": unit, "code": code}
        for code in ("security", "threat")
        for unit in np.flatnonzero(generator.random(len(units)) < chance)
    ]
    hits = pd.DataFrame(rows).assign(suppressed_by="", tier="core", qualifier="affirmed", prompting="volunteered")
    documents = units[["document_id"]].drop_duplicates().assign(language="zh", cluster=lambda d: d["document_id"])
    return units, hits, documents


def curve(units, hits, documents):
    found = specifications(
        units, hits, documents, kinds=["turn"], hypotheses=[("threat", "security")], tiers=["core"], design=DESIGN
    )
    return found.set_index(["qualifiers", "entries", "overlap"])


def test_length_alone_brings_nothing_together():
    found = curve(*study_driven_by_length())

    assert found["estimate"].to_numpy() == pytest.approx(1.0, abs=0.6)


def test_hits_of_extended_entries_and_hits_that_another_took_the_place_of_count_only_where_chosen():
    units, hits, documents = study_driven_by_length()
    extended = hits.assign(tier=np.where(hits["code"] == "threat", "extended", "core"))
    taken = hits.assign(suppressed_by=np.where(hits["code"] == "threat", "taken by x", ""))

    by_tier, by_overlap = (curve(units, frame, documents)["both"] for frame in (extended, taken))

    assert by_tier.xs("core entries", level="entries").max() == 0
    assert by_tier.xs("all entries", level="entries").min() > 0
    assert by_overlap.xs("apart", level="overlap").max() == 0
    assert by_overlap.xs("may overlap", level="overlap").min() > 0


def test_just_one_specification_is_the_declared_one():
    found = curve(*study_driven_by_length())

    declared = found[found["declared"] == 1]
    assert declared.index.tolist() == [("all hits", "core entries", "apart")]


def test_extended_entries_that_do_not_count_are_tried_all_the_same():
    units, hits, documents = study_driven_by_length()
    by_code = np.where(hits["code"] == "threat", "extended", "core")
    held = hits.assign(tier=by_code, suppressed_by=np.where(by_code == "extended", "tier extended", ""))

    both = curve(units, held, documents)["both"]

    assert both.xs("core entries", level="entries").max() == 0
    assert both.xs("all entries", level="entries").min() > 0


def test_every_combination_is_there_and_one_of_each_unit_is_declared(two, declared):
    hits, units, _, documents = two

    found = specifications(units, hits, documents, kinds=["turn"], tiers=TIERS, **declared)

    per_source = found.groupby("source").size()
    assert set(per_source) == {np.prod([len(options) for options in CHOICES.values()]) // 2}  # nothing was prompted
    assert found.groupby("source")["declared"].sum().tolist() == [1, 1]
    records.check(SPECIFICATIONS, found)


def test_leaving_prompted_uses_out_changes_what_rests_on_them(two, declared):
    hits, units, _, documents = two
    prompted = hits.assign(prompting=np.where((hits["code"] == "threat") & (hits["turn_unit"] % 2 == 0), "prompted",
                                              "volunteered"))  # fmt: skip

    found = specifications(units, prompted, documents, kinds=["turn"], tiers=TIERS, **declared)
    both = found[found["source"] == "a"].groupby("prompting")["both"].max()

    assert both["prompted out"] < both["prompted in"]
