"""Shares of units that hold a code."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.design import Design
from intertwine.measures.prevalence.prevalence import prevalence
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.vocabulary import QUALIFIERS

DESIGN = Design(cluster="document", documents=1, expected=0, clusters=3, resamples=200, confidence=0.95, seed=1)


def frames(documents=4, units=10):
    """In each document unit 0 holds 安全 twice, and an interviewer's unit at the end holds it once."""
    ids = [f"d{number}" for number in range(documents)]
    unit = pd.DataFrame({"unit_id": range(documents * units), "document_id": np.repeat(ids, units)}).assign(
        unit_kind="turn",
        speaker="林",
        role=(["respondent"] * (units - 1) + ["interviewer"]) * documents,
        source="interview",
        language="zh",
        position=list(range(units)) * documents,
        length=8,
    )
    held = [number * units for number in range(documents)] + [number * units + units - 1 for number in range(documents)]
    presence = pd.DataFrame({"unit_id": held, "hits": [2] * documents + [1] * documents})
    presence = presence.assign(unit_kind="turn", code="security", first_start=0, **dict.fromkeys(QUALIFIERS, 0))
    presence = presence.assign(affirmed=presence["hits"], volunteered=presence["hits"])
    return unit, presence, pd.DataFrame({"document_id": ids, "language": "zh", "cluster": "d0"})


def test_share_of_the_respondents_units():
    found = prevalence(*frames(), kinds=["turn"], design=DESIGN)

    first = found[(found["language"] == "zh") & (found["reading"] == "all")].iloc[0]
    assert first["estimate"] == pytest.approx(1 / 9)
    assert (first["units_with_code"], first["n_units"], first["hits"]) == (4, 36, 8)
    assert first["low"] <= first["estimate"] <= first["high"]


def test_no_interval_from_too_few_clusters():
    found = prevalence(*frames(), kinds=["turn"], design=replace(DESIGN, cluster="speaker"))

    assert found["n_clusters"].tolist() == [1] * 6
    assert found["low"].isna().all()
    assert found["note"].tolist() == ["no_interval(clusters=1, needed=3)"] * 6


def test_the_table_is_as_declared():
    found = prevalence(*frames(), kinds=["turn"], design=DESIGN)

    assert len(records.check(PREVALENCE, found)) == 6


def test_a_code_that_is_prompted_alone_is_not_found_among_volunteered_ones():
    units, presence, documents = frames()
    prompted = presence.assign(volunteered=0)

    found = prevalence(units, pd.concat([prompted, presence.assign(code="threat")]), documents,
                       kinds=["turn"], design=DESIGN)  # fmt: skip

    volunteered = found[(found["reading"] == "volunteered") & (found["language"] == "zh")]
    assert volunteered["code"].tolist() == ["threat"]
