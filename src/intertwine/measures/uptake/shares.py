"""How respondents came to name a code: shares of uses volunteered, repeated, echoed, prompted and answered."""

from __future__ import annotations

import pandas as pd

from intertwine.measures.clusters import placed
from intertwine.measures.design import Design
from intertwine.measures.uptake.interviews import (
    asked_documents,
    by_source_and_language,
    counted_in,
    shares_by_cell,
)
from intertwine.measures.uptake.records import UPTAKE
from intertwine.records import empty
from intertwine.vocabulary import PROMPTING, UNPROMPTED


def shares(hits: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, *, design: Design) -> pd.DataFrame:
    """Return prompting status as shares of the respondents' uses of each code, with intervals over clusters.

    Descriptive: nothing is tested. The shares of one code add up to 1, so none of them goes up alone; and a code that
    every interviewer asks for leaves little to volunteer, so codes are not to be compared by it.

    Returns
    -------
    DataFrame
        One row for each source, language, code and way (`PROMPTING`, and ``unprompted``: volunteered or self-repeated).
        `uses` of `n_units` uses, `estimate` their share, `low` and `high`.
    """
    named = counted_in(hits[hits["role"] == "respondent"], asked_documents(turns))
    parts = []
    for source, language, uses in by_source_and_language(placed(named, documents, cluster=design.cluster)):
        cell, codes = pd.factorize(uses["code"], sort=True)
        ways = _ways(uses["prompting"])
        found = shares_by_cell(uses, cell, ways.to_numpy(), cells=len(codes), design=design)
        of_cells = pd.MultiIndex.from_product([codes, ways.columns], names=["code", "way"]).to_frame(index=False)
        parts.append(pd.concat([of_cells, found], axis=1).assign(source=source, language=language))
    return pd.concat(parts, ignore_index=True).assign(unit="use", seed=design.seed) if parts else empty(UPTAKE)


def _ways(prompting: pd.Series) -> pd.DataFrame:
    """Return whether each use came in each way."""
    ways = pd.DataFrame({way: prompting == way for way in PROMPTING})
    return ways.assign(unprompted=prompting.isin(UNPROMPTED))
