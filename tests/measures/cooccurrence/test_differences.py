"""Differences between groups, of odds ratios and shares, on a simulated study."""

from dataclasses import replace

import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.cooccurrence.differences import Groups, differences
from intertwine.measures.cooccurrence.records import DIFFERENCES
from intertwine.notes import kinds


def test_a_difference_of_odds_ratios_is_found_and_raw_levels_of_languages_are_never_mixed(two, declared, groups):
    _, units, presence, documents = two

    found = differences(units, presence, documents, kind="turn", **declared, groups=groups(documents))
    row = found[
        (found["measure"] == "odds ratio") & (found["contrast"] == "source: a / b") & (found["language"] == "all")
    ]

    assert row["estimate"].iloc[0] > 2
    assert row["p_adjusted"].iloc[0] <= 0.05
    shares = found[found["measure"] == "share of units"]
    assert set(shares["language"]) == {"zh", "en", "difference of differences"}
    assert "language: zh / en" not in set(shares["contrast"])
    records.check(DIFFERENCES, found)


def test_groups_too_small_print_nothing(two, declared, groups):
    _, units, presence, documents = two
    few = documents[documents["document_id"].isin(["a00", "a01", *documents["document_id"][12:]])]

    found = differences(units[units["document_id"].isin(few["document_id"])], presence, few, kind="turn", **declared,
                        groups=groups(few))  # fmt: skip

    whole = found[(found["contrast"] == "source: a / b") & (found["language"] == "all")]
    assert whole["p"].isna().all()
    said = set().union(*(kinds(cell) for cell in whole["note"]))
    assert said == {"side_not_tested"}


def test_whole_clusters_are_exchanged_and_not_their_documents(two, design, groups, declared):
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
    by_speaker = replace(design, cluster="speaker")

    once, doubled = (
        differences(
            *frames, kind="turn", groups=groups(frames[2]), hypotheses=declared["hypotheses"], design=by_speaker
        )
        for frames in (copied, twice)
    )

    assert (doubled["n_documents"] == 2 * once["n_documents"]).all()
    assert doubled["n_clusters"].tolist() == once["n_clusters"].tolist()
    for column in ("estimate", "low", "high", "p"):
        assert doubled[column].to_numpy() == pytest.approx(once[column].to_numpy(), rel=1e-6, nan_ok=True)


def test_exchanging_the_groups_turns_every_difference_round(two, declared):
    _, units, presence, documents = two
    value = documents.set_index("document_id")["source"]
    forth, back = (
        differences(
            units, presence, documents, kind="turn",
            groups=[Groups(name="source", value=value, a=first, b=second)], **declared,
        )
        for first, second in (("a", "b"), ("b", "a"))
    )  # fmt: skip
    of_groups = (forth["source"] == "all").to_numpy()

    for column, other in (("estimate", "estimate"), ("low", "high"), ("high", "low")):
        turned = 1 / back.loc[of_groups, other].to_numpy()
        assert forth.loc[of_groups, column].to_numpy() == pytest.approx(turned, nan_ok=True)
