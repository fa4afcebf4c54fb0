"""Differences, three codes, specifications, texts left out, length in the model, planning: on simulated studies."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.inference.simulation import Scenario, simulated
from intertwine.measures.cooccurrence.differences import Groups, differences
from intertwine.measures.cooccurrence.left_out import left_out
from intertwine.measures.cooccurrence.length_adjusted import CONDITIONAL, length_adjusted
from intertwine.measures.cooccurrence.planning import critical_value, documents_needed, planning
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


def test_leaving_a_document_out_is_a_study_without_it(two):
    hits, units, _, documents = two
    units = units[units["source"] == "a"]
    rest, known = units[units["document_id"] != "a07"], documents[documents["document_id"] != "a07"]

    found = left_out(units, hits, documents, kind="turn", **DECLARED).set_index("left_out")
    whole, without = (
        specifications(chosen, hits, about, kinds=["turn"], **DECLARED).query("declared == 1").iloc[0]
        for chosen, about in ((units, documents), (rest, known))
    )

    assert found.loc["a07", "estimate"] == pytest.approx(whole["estimate"])
    assert found.loc["a07", "estimate_without"] == pytest.approx(without["estimate"])
    assert found["estimate_without"].nunique() == 12


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


def test_the_critical_value_is_what_one_study_in_twenty_without_an_effect_exceeds():
    without_effect = np.abs(np.random.default_rng(3).standard_normal(100_000))

    assert critical_value(without_effect) == pytest.approx(1.96, abs=0.02)


def test_power_to_find_no_effect_is_the_level_of_the_test(two):
    _, units, presence, documents = two

    power = planning(units, presence, documents, kind="turn", odds_ratio=1.0, **DECLARED)["power"]

    assert power.mean() == pytest.approx(0.05, abs=0.02)


def test_whole_clusters_are_exchanged_and_not_their_documents(two):
    """Each document is there twice, under one speaker: nothing new is known, and p stays what it was."""
    _, units, presence, documents = two
    copied = [units, presence, documents]
    shift = len(units)
    again = [
        units.assign(unit_id=units["unit_id"] + shift, document_id=units["document_id"] + "x"),
        presence.assign(unit_id=presence["unit_id"] + shift),
        documents.assign(document_id=documents["document_id"] + "x"),
    ]
    twice = [pd.concat(pair, ignore_index=True) for pair in zip(copied, again, strict=True)]
    by_speaker = replace(DESIGN, cluster="speaker")

    once, doubled = (
        differences(*frames, kind="turn", groups=groups(frames[2]), hypotheses=HYPOTHESES, design=by_speaker)
        for frames in (copied, twice)
    )

    assert (doubled["n_documents"] == 2 * once["n_documents"]).all()
    assert doubled["n_clusters"].tolist() == once["n_clusters"].tolist()
    for column in ("estimate", "low", "high", "p"):
        assert doubled[column].to_numpy() == pytest.approx(once[column].to_numpy(), rel=1e-6, nan_ok=True)


def test_exchanging_the_groups_turns_every_difference_round(two):
    _, units, presence, documents = two
    value = documents.set_index("document_id")["source"]
    forth, back = (
        differences(
            units, presence, documents, kind="turn",
            groups=[Groups(name="source", value=value, a=first, b=second)], **DECLARED,
        )
        for first, second in (("a", "b"), ("b", "a"))
    )  # fmt: skip
    of_groups = (forth["source"] == "all").to_numpy()

    for column, other in (("estimate", "estimate"), ("low", "high"), ("high", "low")):
        turned = 1 / back.loc[of_groups, other].to_numpy()
        assert forth.loc[of_groups, column].to_numpy() == pytest.approx(turned, nan_ok=True)


def test_a_study_without_hypotheses_has_empty_tables(two):
    hits, units, presence, documents = two
    nothing = {"hypotheses": (), "design": DESIGN}

    assert specifications(units, hits, documents, kinds=["turn"], **nothing).empty
    assert left_out(units, hits, documents, kind="turn", **nothing).empty
    assert length_adjusted(units, presence, documents, kind="turn", **nothing).empty
    assert planning(units, presence, documents, kind="turn", odds_ratio=2.0, **nothing).empty
    found = differences(units, presence, documents, kind="turn", groups=groups(documents), **nothing)
    assert set(found["measure"]) == {"odds ratio (explored)"}
