"""What the stages wrote, read once, for those who show it; and which of its rows they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from intertwine.measures.cooccurrence.records import COOCCURRENCE, DIRECTED
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.measures.validation.records import VALIDATION
from intertwine.records import Table
from intertwine.vocabulary import ALL

ALPHA = 0.05


class Results:
    """What the stages wrote: ``results[TABLE]``, and the tables that are put together from several.

    Parameters
    ----------
    read
        Gives a table; an error where the stage that shows it does not declare it.
    reading
        The reading that is shown, one of `READINGS`.
    """

    def __init__(self, read: Callable[[Table], pd.DataFrame], *, reading: str = ALL) -> None:
        self._read, self.reading = read, reading

    def __getitem__(self, table: Table) -> pd.DataFrame:
        return self._read(table)

    @cached_property
    def prevalence(self) -> pd.DataFrame:
        """Shares of units in the reading that is shown, beside those corrected by hand coding."""
        return with_corrected(of_reading(self[PREVALENCE], self.reading), self[VALIDATION])

    @cached_property
    def cooccurrence(self) -> pd.DataFrame:
        """Pairs of codes in the reading that is shown."""
        return of_reading(self[COOCCURRENCE], self.reading)


def of_reading(frame: pd.DataFrame, reading: str = ALL) -> pd.DataFrame:
    """Return the rows of one reading: of every hit, or of hits that affirm alone."""
    return frame[frame["reading"] == reading].drop(columns="reading").reset_index(drop=True)


def best_part(validation: pd.DataFrame) -> pd.DataFrame:
    """Return the validation on the test part, or on the development part while the test part is locked."""
    parts = set(validation["part"])
    return validation[validation["part"] == ("test" if "test" in parts else "development")]


def with_corrected(prevalence: pd.DataFrame, validation: pd.DataFrame) -> pd.DataFrame:
    """Return prevalence with the shares corrected by hand coding, where they are known for that unit and code."""
    keys = ["unit", "source", "language", "code"]
    known = best_part(validation)[[*keys, "estimate", "low", "high"]]
    names = {"estimate": "corrected", "low": "corrected_low", "high": "corrected_high"}
    return prevalence.merge(known.rename(columns=names), on=keys, how="left")


OF_PEOPLE = {
    "estimate": "corrected",
    "low": "corrected_low",
    "high": "corrected_high",
    "together_low": "corrected_together_low",
    "together_high": "corrected_together_high",
    "coded": "coded",
    "both": "coded_both",
}
"""Columns of odds ratios as people code, and what they are called beside those that the lexicon counts."""


def with_people(rows: pd.DataFrame, corrected: pd.DataFrame) -> pd.DataFrame:
    """Return hypotheses with their odds ratios as people code, where a sample tells them for that unit and source."""
    keys = ["unit", "source", "code_a", "code_b"]
    either = pd.concat([corrected, corrected.rename(columns={"code_a": "code_b", "code_b": "code_a"})])
    known = either[[*keys, *OF_PEOPLE]].rename(columns=OF_PEOPLE).assign(language=ALL)
    return rows.merge(known, on=[*keys, "language"], how="left")


def rows_by(frame: pd.DataFrame, *keys: str) -> dict[tuple[str, ...], dict[str, Any]]:
    """Return the rows of a frame by the values of some columns that tell them apart."""
    records = frame.to_dict("records")
    return {tuple(str(row[key]) for key in keys): {str(name): row[name] for name in row} for row in records}


def of_unit(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the rows of one unit."""
    return frame[frame["unit"] == unit].reset_index(drop=True)


def sources_in(frame: pd.DataFrame) -> list[str]:
    """Return the sources, sorted."""
    return sorted(frame["source"].unique())


def languages_in(frame: pd.DataFrame) -> list[str]:
    """Return the languages by themselves: Chinese, English, then others."""
    known = ["zh", "en"]
    found = sorted(set(frame["language"]) - {ALL})
    return [name for name in known if name in found] + [name for name in found if name not in known]


def pairs_table(cooccurrence: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs both ways round, indexed by source, language and the two codes."""
    both = pd.concat([cooccurrence, swapped(cooccurrence)], ignore_index=True)
    return both.set_index(["source", "language", "code_a", "code_b"]).sort_index()


def log2_or_nan(values: pd.Series) -> pd.Series:
    """Return log2; minus infinity for 0, NaN for NaN."""
    with np.errstate(divide="ignore"):
        return pd.Series(np.log2(values.to_numpy(dtype=np.float64)), index=values.index)


def is_below(p_adjusted: pd.Series) -> pd.Series:
    """Return whether an adjusted p is below .05."""
    return p_adjusted < ALPHA


def hypothesis_rows(cooccurrence: pd.DataFrame, hypotheses: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Return the rows of the hypotheses as they are declared: first code, second code, in their order.

    A source whose documents are of one language has one row, of all languages.
    """
    order = {pair: place for place, pair in enumerate(hypotheses)}
    named = {code for pair in hypotheses for code in pair}
    both_named = cooccurrence["code_a"].isin(named) & cooccurrence["code_b"].isin(named)
    table = pairs_table(cooccurrence[both_named]).reset_index()
    place = [order.get(pair, -1) for pair in zip(table["code_a"], table["code_b"], strict=True)]
    found = table.assign(hypothesis=place)
    found = found[found["hypothesis"] >= 0]
    languages = found.loc[found["language"] != ALL].groupby("source")["language"].nunique()
    several = found["source"].map(languages).fillna(0) > 1
    found = found[several | (found["language"] == ALL)]
    known = [ALL, *languages_in(cooccurrence)]
    rank = found["language"].map({name: number for number, name in enumerate(known)})
    ordered = found.assign(rank=rank).sort_values(["hypothesis", "source", "rank"], kind="stable")
    return ordered.drop(columns="rank").reset_index(drop=True)


def top_words(keyness: pd.DataFrame, words: int) -> pd.DataFrame:
    """Return the words that mark each side most surely: those whose interval keeps farthest from 0, best first.

    Words are ranked by the end of the interval that is nearer to 0, so a rare word with a wide interval does not come
    first; one without a limit on that side comes last; where no interval is given, by the estimate.
    """
    nearer = np.where(keyness["estimate"] > 0, keyness["low"], -keyness["high"])
    without = keyness["low"].isna() & keyness["high"].isna()
    sure = np.where(without, np.abs(keyness["estimate"]), np.nan_to_num(nearer, nan=-np.inf))
    ranked = keyness.assign(sure=sure, side=np.sign(keyness["estimate"])).dropna(subset=["estimate"])
    ranked = ranked[ranked["side"] != 0].sort_values(
        ["comparison", "language", "side", "sure", "word"], ascending=[True, True, False, False, True], kind="stable"
    )
    kept = ranked.groupby(["comparison", "language", "side"], sort=False).head(words)
    return kept.drop(columns=["sure", "side"]).reset_index(drop=True)


def chosen_engine(topics: pd.DataFrame) -> str:
    """Return the engine whose topics are shown: NMF where it is there."""
    engines = sorted(topics["engine"].unique())
    return next((name for name in engines if name.lower() == "nmf"), engines[0] if engines else "")


def drawn_ratio(pairs: pd.DataFrame) -> pd.Series:
    """Return the odds ratio by which a pair is drawn: its own where it was tested, else the pooled one."""
    return pairs["estimate"].where(pairs["p"].notna(), pairs["pooled"])


def swapped(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of codes the other way round, with all that has a direction; odds ratios are the same both ways."""
    return pairs.rename(columns=DIRECTED | {there: here for here, there in DIRECTED.items()})


STEADY = 0.9
"""Share of specifications on the side of a result without which it is called fragile."""


def steadiness(pairs: pd.DataFrame, specifications: pd.DataFrame, left_out: pd.DataFrame) -> pd.DataFrame:
    """Return whether results keep their side of 1 under every choice, and without each document.

    Parameters
    ----------
    pairs
        Results, with `source`, `code_a`, `code_b`, `estimate`; a pair either way round.

    Returns
    -------
    DataFrame
        In the rows of `pairs`: `estimated` (specifications with an odds ratio), `same_side` (share of them on the side
        of the result), `without_low`, `without_high` (ends of the odds ratio with one document left out), and
        `fragile`: fewer than `STEADY` of the specifications, or not all left out, are on the side of the result.
    """
    columns = ["estimated", "same_side", "without_low", "without_high", "fragile"]
    curve, documents = (
        dict(list(frame.groupby(["source", "code_a", "code_b"])))
        for frame in (specifications, left_out[left_out["what"] == "document"])
    )
    rows = []
    for source, a, b, estimate in pairs[["source", "code_a", "code_b", "estimate"]].itertuples(index=False):
        key = (source, min(a, b), max(a, b))
        tried = curve[key]["estimate"].dropna() if key in curve else pd.Series(dtype="float64")
        without = documents[key]["estimate_without"].dropna() if key in documents else pd.Series(dtype="float64")
        same = ((tried > 1) == (estimate > 1)).mean() if len(tried) else np.nan
        fragile = bool(same < STEADY) or not bool(((without > 1) == (estimate > 1)).all())
        rows.append((len(tried), same, without.min(), without.max(), fragile and not np.isnan(estimate)))
    return pd.DataFrame(rows, columns=columns, index=pairs.index)
