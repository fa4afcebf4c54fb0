"""How respondents came to name a code: shares of uses volunteered, repeated, echoed, prompted and answered."""

from __future__ import annotations

import pandas as pd

from intertwine.measures.clusters import placed
from intertwine.measures.design import Design
from intertwine.measures.uptake.interviews import (
    asked_documents,
    by_source_and_language,
    clustered_shares,
    counted_in,
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
    parts = [
        clustered_shares(
            _ways(uses["prompting"]),
            uses,
            design=design,
        )
        .rename_axis("way")
        .reset_index()
        .assign(source=source, language=language, code=code)
        for source, language, inside in by_source_and_language(placed(named, documents, cluster=design.cluster))
        for code, uses in inside.groupby("code", sort=True)
    ]
    return pd.concat(parts, ignore_index=True).assign(unit="use", seed=design.seed) if parts else empty(UPTAKE)


def _ways(prompting: pd.Series) -> pd.DataFrame:
    """Return whether each use came in each way."""
    ways = pd.DataFrame({way: prompting == way for way in PROMPTING})
    return ways.assign(unprompted=prompting.isin(UNPROMPTED))
