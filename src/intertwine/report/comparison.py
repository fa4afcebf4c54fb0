"""What an edit of the codebook changed in the results: numbers before and after, and what a paper shows differently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.results import ALL, hypothesis_rows, of_reading, of_unit
from intertwine.tables import columns as contents
from intertwine.wording import numbers
from intertwine.wording.notes import in_english

if TYPE_CHECKING:
    from intertwine.config import Settings

_PAIR = ["measure", "source", "language", "reading", "code_a", "code_b"]
_VALUES = ["estimate", "low", "high", "p_adjusted", "n_units", "n_documents", "note"]


def headline(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame], settings: Settings) -> pd.DataFrame:
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
    was, now = (_headline(frames, settings) for frames in (before, after))
    both = was.merge(now, on=_PAIR, how="outer", suffixes=("_before", "_after"))
    same = [
        (both[f"{name}_before"] == both[f"{name}_after"])
        | (both[f"{name}_before"].isna() & both[f"{name}_after"].isna())
        for name in _VALUES
        if name != "note"
    ]
    both = both.assign(
        changed=~pd.concat(same, axis=1).all(axis=1),
        turned=(both["measure"] == "odds ratio") & (_off(both, "before") != _off(both, "after")),
    )
    return both.sort_values(_PAIR, key=lambda column: column.where(column != ALL, ""), ignore_index=True)


def _headline(frames: Mapping[str, pd.DataFrame], settings: Settings) -> pd.DataFrame:
    unit, codes = settings.primary_unit, {code for pair in settings.hypotheses for code in pair}
    ratios = []
    for reading, rows in of_unit(frames["cooccurrence"], unit).groupby("reading"):
        found = hypothesis_rows(of_reading(rows, str(reading)), settings.hypotheses)
        ratios.append(found.assign(reading=reading, measure="odds ratio"))
    shares = of_unit(frames["prevalence"], unit)
    shares = shares[shares["code"].isin(codes)]
    shares = shares.assign(measure="share", code_a=shares["code"], code_b="", p_adjusted=float("nan"))
    return in_english(pd.concat([*ratios, shares])[[*_PAIR, *_VALUES]].reset_index(drop=True))


def _off(frame: pd.DataFrame, when: str) -> pd.Series:
    return (frame[f"low_{when}"] > 1) | (frame[f"high_{when}"] < 1)


def shown_numbers(row: Mapping[str, object], when: str) -> str:
    """Return a headline number as it is printed."""
    ratio = row["measure"] == "odds ratio"
    estimate, low, high = (float(str(row[f"{name}_{when}"])) for name in ("estimate", "low", "high"))
    if ratio:
        return numbers.interval(estimate, low, high, as_ratio=True)
    return f"{numbers.share(estimate)} [{numbers.share(low)}, {numbers.share(high)}]"


def tables_changed(
    before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame], settings: Settings
) -> pd.DataFrame:
    """Return for each table and figure that the codebook bears on how many of its rows change.

    Returns
    -------
    DataFrame
        `kind` (table, figure), `name`, `rows` (after), `changed` (rows added, removed or with another value).
    """
    was, now = (_shown(frames, settings) for frames in (before, after))
    rows = [(*key, len(now[key]), _rows_changed(was[key], now[key])) for key in sorted(now)]
    return pd.DataFrame(rows, columns=["kind", "name", "rows", "changed"])


def _rows_changed(was: pd.DataFrame, now: pd.DataFrame) -> int:
    columns = [name for name in now.columns if name in was.columns]
    one, other = (Counter(_rows(frame[columns])) for frame in (was, now))
    return max((one - other).total(), (other - one).total())


def _rows(frame: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    known = frame.round(9).astype(object)
    return known.where(known.notna(), None).itertuples(index=False, name=None)


def _shown(frames: Mapping[str, pd.DataFrame], settings: Settings) -> dict[tuple[str, str], pd.DataFrame]:
    """Return the rows that each table and figure shows."""
    shares, pairs = of_reading(frames["prevalence"]), of_reading(frames["cooccurrence"])
    tables = {
        "prevalence": contents.prevalence_frame(shares, settings.primary_unit),
        "hypotheses": contents.headline_frame(pairs, settings),
        "units": contents.units_frame(pairs, settings),
        "readings": contents.readings_frame(frames["cooccurrence"], settings),
        "cooccurrence": contents.pairs_frame(pairs, settings.primary_unit),
        "unused": frames["unused"],
    }
    found = {("table", name): rows for name, rows in tables.items()}
    return found | {("figure", name): tables[table] for name, table in _FIGURES.items()}


_FIGURES = {
    "prevalence": "prevalence",
    "hypotheses": "hypotheses",
    "cooccurrence": "cooccurrence",
    "network": "cooccurrence",
    "pairs": "cooccurrence",
}
"""Figures that the codebook bears on, and the table whose rows they show."""

_SENTENCE = re.compile(r"(?<=[.!?。！？]) *(?=\S)")


def sentences_changed(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """Return sentences of the methods text that differ, as (before, after); empty where one has no counterpart.

    >>> sentences_changed(["One. Two of 5. Three."], ["One. Two of 6. Three."])
    [('Two of 5.', 'Two of 6.')]
    """
    was, now = ([part for text in texts for part in _SENTENCE.split(text)] for texts in (before, after))
    gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
    length = max(len(gone), len(come))
    gone, come = gone + [""] * (length - len(gone)), come + [""] * (length - len(come))
    return list(zip(gone, come, strict=True))
