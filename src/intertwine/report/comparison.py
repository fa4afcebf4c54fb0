"""What an edit of the codebook changed in the results: numbers before and after, and what a paper shows differently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.results import hypothesis_rows, of_reading, of_unit
from intertwine.tables.cooccurrence import hypotheses_frame, pairs_frame, readings_frame, units_frame
from intertwine.tables.prevalence import prevalence_frame
from intertwine.vocabulary import ALL
from intertwine.wording import numbers
from intertwine.wording.notes import in_english

if TYPE_CHECKING:
    from intertwine.config import Settings

Frames = Mapping[str, pd.DataFrame]
"""`prevalence` and `cooccurrence` of all readings, and `unused`, under one codebook."""

_KEY = ["measure", "source", "language", "reading", "code_a", "code_b"]
_NUMBERS = ["estimate", "low", "high", "p_adjusted", "n_units", "n_documents"]


def headline(before: Frames, after: Frames, settings: Settings) -> pd.DataFrame:
    """Return every headline number before and after: odds ratios of the hypotheses, shares of their codes.

    Parameters
    ----------
    before, after
        `prevalence` and `cooccurrence`, all readings.

    Returns
    -------
    DataFrame
        `measure` (odds ratio, share), `source`, `language`, `reading`, `code_a`, `code_b`; estimate, interval, adjusted
        p, units, documents and note, each with ``_before`` and ``_after``; `changed`, and `turned` where the interval
        excludes no effect in one of them only.
    """
    was, now = (_headline_of(frames, settings) for frames in (before, after))
    both = was.merge(now, on=_KEY, how="outer", suffixes=("_before", "_after"))
    turned = (both["measure"] == "odds ratio") & (_excludes_one(both, "before") != _excludes_one(both, "after"))
    return both.assign(changed=_number_changed(both), turned=turned).sort_values(
        _KEY, key=lambda column: column.where(column != ALL, ""), ignore_index=True
    )


def _headline_of(frames: Frames, settings: Settings) -> pd.DataFrame:
    unit, codes = settings.primary_unit, {code for pair in settings.hypotheses for code in pair}
    ratios = []
    for reading, rows in of_unit(frames["cooccurrence"], unit).groupby("reading"):
        declared = hypothesis_rows(of_reading(rows, str(reading)), settings.hypotheses)
        ratios.append(declared.assign(reading=reading, measure="odds ratio"))
    shares = of_unit(frames["prevalence"], unit)
    shares = shares[shares["code"].isin(codes)]
    shares = shares.assign(measure="share", code_a=shares["code"], code_b="", p_adjusted=float("nan"))
    return in_english(pd.concat([*ratios, shares])[[*_KEY, *_NUMBERS, "note"]].reset_index(drop=True))


def _number_changed(both: pd.DataFrame) -> pd.Series:
    """Return whether any number of a row differs; one that is missing both times does not."""
    was, now = (
        both[[f"{name}_{when}" for name in _NUMBERS]].set_axis(_NUMBERS, axis=1) for when in ("before", "after")
    )
    return ~((was == now) | (was.isna() & now.isna())).all(axis=1)


def _excludes_one(frame: pd.DataFrame, when: str) -> pd.Series:
    """Return whether the interval of an odds ratio excludes 1."""
    return (frame[f"low_{when}"] > 1) | (frame[f"high_{when}"] < 1)


def printed_number(row: Mapping[str, object], when: str) -> str:
    """Return a headline number as it is printed."""
    estimate, low, high = (float(str(row[f"{name}_{when}"])) for name in ("estimate", "low", "high"))
    if row["measure"] == "odds ratio":
        return numbers.interval(estimate, low, high, as_ratio=True)
    return numbers.share_interval(estimate, low, high)


def tables_changed(before: Frames, after: Frames, settings: Settings) -> pd.DataFrame:
    """Return for each table and figure that the codebook bears on how many of its rows change.

    Returns
    -------
    DataFrame
        `kind` (table, figure), `name`, `rows` (after), `changed` (rows added, removed or with another value).
    """
    was, now = (_shown_rows(frames, settings) for frames in (before, after))
    rows = [(*key, len(now[key]), _changed_rows(was[key], now[key])) for key in sorted(now)]
    return pd.DataFrame(rows, columns=["kind", "name", "rows", "changed"])


def _changed_rows(was: pd.DataFrame, now: pd.DataFrame) -> int:
    shared = [name for name in now.columns if name in was.columns]
    old, new = (Counter(_rounded_rows(frame[shared])) for frame in (was, now))
    return max((old - new).total(), (new - old).total())


def _rounded_rows(frame: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Give the rows of a frame, rounded, so that rows with the same values are equal; None where one is missing."""
    rounded = frame.round(9).astype(object)
    return rounded.where(rounded.notna(), None).itertuples(index=False, name=None)


def _shown_rows(frames: Frames, settings: Settings) -> dict[tuple[str, str], pd.DataFrame]:
    """Return the rows that each table and figure shows."""
    shares, pairs = of_reading(frames["prevalence"]), of_reading(frames["cooccurrence"])
    unit, hypotheses = settings.primary_unit, settings.hypotheses
    tables = {
        "prevalence": prevalence_frame(shares, unit),
        "hypotheses": hypotheses_frame(pairs, unit, hypotheses),
        "units": units_frame(pairs, unit, hypotheses),
        "readings": readings_frame(frames["cooccurrence"], unit, hypotheses),
        "cooccurrence": pairs_frame(pairs, unit),
        "unused": frames["unused"],
    }
    shown = {("table", name): rows for name, rows in tables.items()}
    return shown | {("figure", name): tables[table] for name, table in _TABLE_OF_FIGURE.items()}


_TABLE_OF_FIGURE = {
    "prevalence": "prevalence",
    "hypotheses": "hypotheses",
    "cooccurrence": "cooccurrence",
    "network": "cooccurrence",
    "pairs": "cooccurrence",
}
"""Figures that the codebook bears on, and the table whose rows they show."""

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?。！？]) *(?=\S)")


def sentences_changed(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """Return sentences of the methods text that differ, as (before, after); empty where one has no counterpart.

    >>> sentences_changed(["One. Two of 5. Three."], ["One. Two of 6. Three."])
    [('Two of 5.', 'Two of 6.')]
    """
    was, now = ([part for text in texts for part in _BETWEEN_SENTENCES.split(text)] for texts in (before, after))
    gone, new = [part for part in was if part not in now], [part for part in now if part not in was]
    return list(zip_longest(gone, new, fillvalue=""))
