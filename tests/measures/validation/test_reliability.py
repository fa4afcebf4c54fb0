"""Random halves of a code's entries."""

import numpy as np
import pandas as pd

from intertwine import records
from intertwine.measures.cooccurrence.hits_in_units import hits_in_units
from intertwine.measures.validation.records import RELIABILITY
from intertwine.measures.validation.reliability import split_half
from intertwine.notes import kinds

DOCUMENTS = 10
UNITS = 12


def corpus(found):
    """Hits given as (document, unit, code, entry)."""
    ids = [f"d{number}" for number in range(DOCUMENTS)]
    units = pd.DataFrame(
        {"unit_id": range(DOCUMENTS * UNITS), "document_id": np.repeat(ids, UNITS), "unit_kind": "turn",
         "role": "respondent", "source": "interview", "language": "zh", "position": np.tile(range(UNITS), DOCUMENTS)}
    )  # fmt: skip
    hits = pd.DataFrame(found, columns=["document", "unit", "code", "entry_id"])
    place = hits.groupby(["document", "unit"]).cumcount() * 2
    hits = hits.assign(
        document_id=[ids[number] for number in hits["document"]], turn=hits["unit"], start=place, end=place + 1,
        suppressed_by="", turn_unit=hits["document"] * UNITS + hits["unit"],
    )  # fmt: skip
    return hits_in_units(hits, units, kind="turn", source="interview")


def together(entry, units):
    return [(document, unit, code, name) for document in range(DOCUMENTS) for unit in units
            for code, name in (("security", entry), ("threat", "t1"))]  # fmt: skip


def codes_in(shares, entries, generator):
    return [
        (document, unit, "security", f"e{entry}")
        for document, share in enumerate(shares)
        for unit in range(UNITS)
        for entry in range(entries)
        if generator.random() < share
    ]


def test_entries_that_follow_the_same_thing_are_reliable_and_random_ones_are_not():
    generator = np.random.default_rng(3)
    same = split_half(corpus(codes_in(np.linspace(0.02, 0.5, DOCUMENTS), 8, generator)), ["security"], seed=1)
    noise = split_half(corpus(codes_in([0.2] * DOCUMENTS, 8, generator)), ["security"], seed=1)

    assert same["estimate"].iloc[0] > 0.85
    assert noise["estimate"].iloc[0] < 0.6
    assert same["low"].iloc[0] <= same["estimate"].iloc[0] <= same["high"].iloc[0]


def test_too_few_entries_or_documents_say_so():
    found = split_half(corpus(together("s1", [0])), ["security", "risk"], seed=1)

    assert len(records.check(RELIABILITY, found)) == 2
    assert found["estimate"].isna().all()
    assert [kinds(cell) for cell in found["note"]] == [{"too_few_entries"}] * len(found)
