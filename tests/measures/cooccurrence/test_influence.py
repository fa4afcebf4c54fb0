"""Leave one entry out."""

import numpy as np
import pandas as pd
import pytest

from intertwine.coding.audit import hits_without_entry
from intertwine.measures.cooccurrence.hits_in_units import hits_in_units
from intertwine.measures.cooccurrence.influence import leave_one_entry_out
from intertwine.measures.design import Design
from intertwine.notes import kinds

DOCUMENTS = 10
UNITS = 12
DESIGN = Design(cluster="document", confidence=0.95, seed=1, documents=2, expected=1.0, clusters=3)


def corpus(found):
    """Hits given as (document, unit, code, entry)."""
    ids = [f"d{number}" for number in range(DOCUMENTS)]
    units = pd.DataFrame(
        {"unit_id": range(DOCUMENTS * UNITS), "document_id": np.repeat(ids, UNITS), "unit_kind": "turn",
         "role": "respondent", "length": 9.0, "source": "interview", "language": "zh",
         "position": np.tile(range(UNITS), DOCUMENTS)}
    )  # fmt: skip
    hits = pd.DataFrame(found, columns=["document", "unit", "code", "entry_id"])
    place = hits.groupby(["document", "unit"]).cumcount() * 2
    hits = hits.assign(
        document_id=[ids[number] for number in hits["document"]], turn=hits["unit"], start=place, end=place + 1,
        suppressed_by="", qualifier="affirmed", tier="core", prompting="volunteered",
        turn_unit=hits["document"] * UNITS + hits["unit"],
    )  # fmt: skip
    documents = pd.DataFrame({"document_id": ids, "language": "zh", "cluster": ids})
    placed = hits_in_units(hits, units, kind="turn", source="interview")
    return placed, placed.layout(documents, cluster="document")


def without_each_entry(found, hypotheses=(("threat", "security"),)):
    return leave_one_entry_out(*corpus(found), hypotheses, hits_without_entry, reading="all", design=DESIGN)


def together(entry, units):
    return [(document, unit, code, name) for document in range(DOCUMENTS) for unit in units
            for code, name in (("security", entry), ("threat", "t1"))]  # fmt: skip


def test_an_entry_on_which_all_rests_turns_the_direction():
    apart = [(document, unit, "security", "s2") for document in range(DOCUMENTS) for unit in (5, 6, 7)]
    once = [(0, 5, "threat", "t1"), *((document, 9, "threat", "t1") for document in range(DOCUMENTS))]
    rows = without_each_entry(together("s1", [0, 1, 2]) + apart + once).set_index("entry_id")

    assert rows.loc["s1", "units_lost"] == 30
    assert kinds(rows.loc["s1", "note"]) == {"heavy_entry", "direction_changes"}
    assert rows.loc["s1", "estimate_without"] < 1 < rows.loc["s1", "estimate"] < rows.loc["s2", "estimate_without"]
    assert rows.loc["s1", "share"] == pytest.approx(0.5)


def test_an_entry_below_five_percent_is_left_alone():
    rare = [(0, 11, "security", "rare")]
    found = without_each_entry(together("s1", [0, 1, 2]) + rare)

    assert "rare" not in set(found["entry_id"])
