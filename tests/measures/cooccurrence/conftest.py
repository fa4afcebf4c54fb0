"""A simulated study of two sources for the measures of pairs: codes meet more often in the first one."""

import numpy as np
import pandas as pd
import pytest

from intertwine.inference.simulation import Scenario, simulated
from intertwine.measures.cooccurrence.differences import Groups
from intertwine.measures.design import Design
from intertwine.vocabulary import QUALIFIERS

CODES = ("security", "threat", "gamification")


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


@pytest.fixture(scope="session")
def two():
    """Hits, units, presence and documents; the odds ratio is 9 in source a, 1 in source b."""
    return study(a=9.0, b=1.0)


@pytest.fixture(scope="session")
def design():
    return Design(
        cluster="document",
        permutations=199,
        confidence=0.95,
        documents=3,
        expected=1.0,
        clusters=3,
        seed=1,
    )


@pytest.fixture(scope="session")
def declared(design):
    return {"hypotheses": (("security", "threat"),), "design": design}


@pytest.fixture(scope="session")
def three_codes(design):
    return {"triples": (("security", "threat", "gamification"),), "design": design}


@pytest.fixture(scope="session")
def groups():
    """Give the groups of some documents: source a against source b."""

    def of(documents):
        value = documents.set_index("document_id")["source"]
        return [Groups(name="source: a / b", value=value, a="a", b="b")]

    return of
