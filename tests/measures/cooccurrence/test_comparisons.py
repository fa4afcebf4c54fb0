"""Differences, three codes, specifications, texts left out, length in the model, planning: on simulated studies."""

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.inference.simulation import Scenario, simulated
from intertwine.measures.cooccurrence.differences import Groups, differences
from intertwine.measures.cooccurrence.left_out import left_out
from intertwine.measures.cooccurrence.length_adjusted import CONDITIONAL, length_adjusted
from intertwine.measures.cooccurrence.planning import documents_needed, planning
from intertwine.measures.cooccurrence.records import (
    ADJUSTED,
    CONFIGURATIONS,
    DIFFERENCES,
    LEFT_OUT,
    PLANNING,
    SPECIFICATIONS,
    TRIPLES,
)
from intertwine.measures.cooccurrence.specifications import CHOICES, specifications
from intertwine.measures.cooccurrence.triples import conditional_odds, configurations
from intertwine.measures.design import Design
from intertwine.notes import kinds
from intertwine.vocabulary import QUALIFIERS

CODES = ("security", "threat", "gamification")
HYPOTHESES = (("security", "threat"),)
DESIGN = Design(cluster="document", permutations=199, confidence=0.95,
                documents=3, expected=1.0, clusters=3, seed=1)  # fmt: skip
DECLARED = {"hypotheses": HYPOTHESES, "design": DESIGN}
THREE_CODES = (("security", "threat", "gamification"),)


def study(**odds):
    """Return hits, units, presence and documents of sources with planted odds ratios; documents in two languages."""
    parts = []
    for number, (source, odds_ratio) in enumerate(odds.items()):
        scenario = Scenario(documents=12, units=30, odds_ratio=odds_ratio, spread=0.5, slope=0.3)
        drawn = simulated(scenario, np.random.default_rng(number))
        document = np.repeat(np.arange(12), np.diff(drawn.bounds))
        parts.append(pd.DataFrame(drawn.presence, columns=list(CODES)).assign(
            document_id=[f"{source}{one:02d}" for one in document], source=source, length=drawn.length,
            language=np.where(document % 2, "zh", "en"), position=np.arange(len(document)) - drawn.bounds[document],
        ))  # fmt: skip
    units = pd.concat(parts, ignore_index=True).assign(unit_kind="turn", speaker="林", role="respondent")
    units = units.assign(unit_id=range(len(units)))
    row, column = np.nonzero(units[list(CODES)].to_numpy())
    hits = pd.DataFrame({"turn_unit": row, "code": np.array(CODES)[column], "suppressed_by": "", "tier": "core"})
    hits = hits.assign(qualifier="affirmed", prompting="volunteered")
    presence = hits.rename(columns={"turn_unit": "unit_id"})[["unit_id", "code"]].assign(unit_kind="turn", hits=1)
    presence = presence.assign(first_start=0, **dict.fromkeys(QUALIFIERS, 0), volunteered=1).assign(affirmed=1)
    documents = units.drop_duplicates("document_id")[["document_id", "source", "language"]]
    return hits, units, presence, documents.assign(cluster=documents["document_id"])


def groups(documents):
    value = documents.set_index("document_id")["source"]
    return [Groups(name="source: a / b", value=value, a="a", b="b")]


@pytest.fixture(scope="module")
def two():
    return study(a=9.0, b=1.0)


def test_a_difference_of_odds_ratios_is_found_and_raw_levels_of_languages_are_never_mixed(two):
    _, units, presence, documents = two

    found = differences(units, presence, documents, kind="turn", **DECLARED, groups=groups(documents))
    row = found[
        (found["measure"] == "odds ratio") & (found["contrast"] == "source: a / b") & (found["language"] == "all")
    ]

    assert row["estimate"].iloc[0] > 2
    assert row["p_adjusted"].iloc[0] <= 0.05
    shares = found[found["measure"] == "share of units"]
    assert set(shares["language"]) == {"zh", "en", "difference of differences"}
    assert "language: zh / en" not in set(shares["contrast"])
    records.check(DIFFERENCES, found)


def test_groups_too_small_print_nothing(two):
    _, units, presence, documents = two
    few = documents[documents["document_id"].isin(["a00", "a01", *documents["document_id"][12:]])]

    found = differences(units[units["document_id"].isin(few["document_id"])], presence, few, kind="turn", **DECLARED,
                        groups=groups(few))  # fmt: skip

    whole = found[(found["contrast"] == "source: a / b") & (found["language"] == "all")]
    assert whole["p"].isna().all()
    assert [kinds(cell) for cell in whole["note"]] == [{"too_few_clusters_in_group"}] * len(whole)


def test_length_in_the_model_finds_the_planted_odds_ratio(two):
    _, units, presence, documents = two

    found = length_adjusted(units, presence, documents, kind="turn", **DECLARED)
    whole = found[found["language"] == "all"].set_index(["source", "model"])

    assert whole.loc[("a", CONDITIONAL), "low"] < 9 < whole.loc[("a", CONDITIONAL), "high"]
    assert whole.loc[("b", CONDITIONAL), "low"] < 1 < whole.loc[("b", CONDITIONAL), "high"]
    assert whole["estimate"].groupby(level=0).agg(np.ptp).max() < 1.5
    records.check(ADJUSTED, found)


def test_every_combination_is_there_and_one_of_each_unit_is_declared(two):
    hits, units, _, documents = two

    found = specifications(units, hits, documents, kinds=["turn"], **DECLARED)

    per_source = found.groupby("source").size()
    assert set(per_source) == {np.prod([len(options) for options in CHOICES.values()]) // 2}  # nothing was prompted
    assert found.groupby("source")["declared"].sum().tolist() == [1, 1]
    records.check(SPECIFICATIONS, found)


def test_leaving_prompted_uses_out_changes_what_rests_on_them(two):
    hits, units, _, documents = two
    prompted = hits.assign(prompting=np.where((hits["code"] == "threat") & (hits["turn_unit"] % 2 == 0), "prompted",
                                              "volunteered"))  # fmt: skip

    found = specifications(units, prompted, documents, kinds=["turn"], **DECLARED)
    both = found[found["source"] == "a"].groupby("prompting")["both"].max()

    assert both["prompted out"] < both["prompted in"]


def test_without_each_document_once(two):
    hits, units, _, documents = two

    found = left_out(units, hits, documents, kind="turn", **DECLARED)

    assert set(found["what"]) == {"document"}  # every document has a speaker of its own
    assert found.groupby("source").size().tolist() == [12, 12]
    assert (found["change"] * found["estimate"]).to_numpy() == pytest.approx(found["estimate_without"].to_numpy())
    records.check(LEFT_OUT, found)


def test_patterns_add_up_and_the_two_that_meet_are_a_type(two):
    _, units, presence, documents = two

    found = configurations(units, presence, documents, kind="turn", triples=THREE_CODES, design=DESIGN)
    a = found[found["source"] == "a"].set_index("pattern")

    assert a["observed"].sum() == a["n_units"].iloc[0]
    assert a["expected"].sum() == pytest.approx(a["n_units"].iloc[0])
    assert a.loc["++-", "estimate"] > 1
    assert a.loc["++-", "p_adjusted"] <= 0.05
    records.check(CONFIGURATIONS, found)


def test_two_codes_given_a_third_that_has_no_part_in_it(two):
    _, units, presence, documents = two

    found = conditional_odds(units, presence, documents, kind="turn", triples=THREE_CODES, design=DESIGN)
    a = found[found["source"] == "a"].set_index("given")

    assert a.loc["absent", "low"] > 1
    assert a.loc["ratio", "p"] > 0.01
    assert a["three_way_deviance"].iloc[0] >= 0
    records.check(TRIPLES, found)


def test_power_grows_with_documents_and_the_critical_value_is_near_that_of_the_normal_distribution(two):
    _, units, presence, documents = two

    found = planning(units, presence, documents, kind="turn", odds_ratio=2.0, **DECLARED)
    b = found[found["source"] == "b"].sort_values("documents")

    assert b["power"].is_monotonic_increasing or b["power"].diff().min() > -0.05
    assert b["power"].iloc[-1] > 0.95
    assert b["critical"].between(1.6, 2.6).all()
    needed = documents_needed(found, 0.8).set_index("source").loc["b", "needed"]
    assert 8 <= needed <= 150
    records.check(PLANNING, found)
