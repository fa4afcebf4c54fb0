"""How wide corrected odds ratios would be: narrower with more units, from codes as good as they are said to be."""

import numpy as np
import pandas as pd
import pytest

from intertwine.config import Smallest
from intertwine.handcoding.planning import Quality, _made_up, planned_widths
from intertwine.measures.design import Design

DESIGN = Design(cluster="document", confidence=0.95, seed=0, **Smallest().model_dump())


@pytest.fixture(scope="module")
def tables():
    """Twelve interviews of 60 turns and what a lexicon finds of two codes."""
    generator, size = np.random.default_rng(3), 720
    document = np.repeat([f"interview-{number:02d}" for number in range(12)], 60)
    units = pd.DataFrame({
        "unit_id": np.arange(size), "unit_kind": "turn", "document_id": document, "source": "interview",
        "language": "zh", "role": "respondent", "position": np.tile(np.arange(60), 12),
        "length": generator.integers(5, 60, size),
    })  # fmt: skip
    held = [
        pd.DataFrame({"unit_id": np.flatnonzero(generator.random(size) < share), "code": code})
        for code, share in (("security", 0.3), ("threat", 0.2))
    ]
    presence = pd.concat(held, ignore_index=True).assign(unit_kind="turn", hits=1)
    names = sorted(set(document))
    return units, presence, pd.DataFrame({"document_id": names, "source": "interview", "language": "zh"})


def planned(tables, *, sizes=(120, 480), hypotheses=(("security", "threat"),), quality=None):
    return planned_widths(
        *tables, kind="turn", codes=["security", "threat"], hypotheses=hypotheses, sizes=sizes, quality=quality or {},
        design=DESIGN,
    )  # fmt: skip


def test_more_units_make_the_interval_narrower_and_more_sure(tables):
    found = planned(tables)

    assert found["size"].tolist() == [120, 480]
    assert found["coded"].tolist() == [120, 480]
    assert 1 < found["factor"].iloc[1] < found["factor"].iloc[0]
    assert found["answered"].is_monotonic_increasing


def test_a_better_lexicon_needs_fewer_units(tables):
    every = Quality(precision=0.98, recall=0.98)
    poor = Quality(precision=0.3, recall=0.3)
    good, bad = (
        planned(tables, sizes=(240,), quality=dict.fromkeys(("security", "threat"), each)) for each in (every, poor)
    )

    assert good["factor"].item() < bad["factor"].item()


def test_a_sample_larger_than_the_corpus_is_the_corpus_and_other_codes_have_no_row(tables):
    assert planned(tables, sizes=(5000,))["coded"].tolist() == [720]
    assert planned(tables, sizes=(120,), hypotheses=[("security", "element")]).empty


@pytest.mark.parametrize(("precision", "recall"), [(0.9, 0.4), (0.6, 0.9), (1.0, 1.0)])
def test_made_up_codes_are_as_good_as_they_are_said_to_be(precision, recall):
    generator = np.random.default_rng(0)
    said = generator.random(200_000) < 0.2
    document = np.repeat(np.arange(2000), 100)

    gold = _made_up(said, document, Quality(precision, recall), generator).astype(bool)

    assert gold[said].mean() == pytest.approx(precision, abs=0.07)
    assert said[gold].mean() == pytest.approx(recall, abs=0.07)
