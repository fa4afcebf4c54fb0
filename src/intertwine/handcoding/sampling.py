"""A stratified probability sample of units for coding by hand.

Strata are the patterns of target codes that the lexicon finds in a unit, within each source and language. So units
without a single hit are always in the sample, recall can be estimated, and every unit's chance of being drawn is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.matrix import generator_for
from intertwine.vocabulary import COUNTED_ROLES

PARTS = ("development", "test")
NEVER = "none"
"""The pattern of units in which the lexicon finds no target code."""

_SHARE_OF_NEVER = 1 / 3
_SMALLEST_STRATUM = 4

Numbers = NDArray[np.int64]


def unit_places(kind: str, sentences: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Return where each unit of `kind` (sentence or turn) stands, one row per unit in the order of their numbers.

    Parameters
    ----------
    kind
        Windows and documents may span several turns and are not coded by hand.
    sentences, turns
        The hand-over tables.

    Returns
    -------
    DataFrame
        `document_id`, `turn`, `start`, `end` (code points in the turn), `text`.
    """
    keys = ["document_id", "turn"]
    spans = sentences.astype({"document_id": "str"})[[*keys, "start", "end"]]
    if kind == "turn":
        spans = spans.groupby(keys, sort=True).agg(start=("start", "min"), end=("end", "max")).reset_index()
    places = spans.merge(turns[[*keys, "text"]], on=keys, how="left")
    texts = zip(places["text"], places["start"].tolist(), places["end"].tolist(), strict=True)
    return places.assign(text=[text[start:end].strip() for text, start, end in texts])


def code_patterns(units: pd.DataFrame, presence: pd.DataFrame, codes: Sequence[str]) -> NDArray[np.object_]:
    """Return for each of `units` the target codes present in it, joined by `+`, or ``none``."""
    present = presence[presence["code"].isin(codes)]
    held = set(zip(present["unit_id"].tolist(), present["code"].astype("str"), strict=True))
    named = ["+".join(code for code in sorted(codes) if (unit, code) in held) for unit in units["unit_id"].tolist()]
    return np.array([name or NEVER for name in named], dtype=object)


def stratified_sample(
    units: pd.DataFrame, presence: pd.DataFrame, *, codes: Sequence[str], size: int, seed: int
) -> pd.DataFrame:
    """Draw `size` units, evenly over sources and languages.

    In each source and language a third goes to units without any target code; the rest is spread evenly over the
    patterns found, a small stratum giving all it has. Patterns with fewer than four units are joined. Half of each
    stratum, at random, is for development and half for the test.

    Parameters
    ----------
    units, presence
        The hand-over tables, of one kind of unit.
    codes
        Target codes.

    Returns
    -------
    DataFrame
        `unit_id`, `source`, `language`, `stratum`, `stratum_units` (N_h), `inclusion` (n_h / N_h), `part`.
    """
    counted = units[units["role"].isin(COUNTED_ROLES)].sort_values("unit_id")
    frame = pd.DataFrame(
        {
            "unit_id": counted["unit_id"].to_numpy(),
            "source": counted["source"].astype("str").to_numpy(),
            "language": counted["language"].astype("str").to_numpy(),
            "stratum": code_patterns(counted, presence, codes),
        }
    )
    cells = list(frame.groupby(["source", "language"], sort=True))
    sizes = _spread_evenly(size, np.array([len(cell) for _, cell in cells]))
    chosen = [
        _sample_of_cell(cell, wanted, generator_for(seed, "sample", *map(str, name)))
        for (name, cell), wanted in zip(cells, sizes.tolist(), strict=True)
    ]
    return pd.concat(chosen, ignore_index=True)


def _sample_of_cell(cell: pd.DataFrame, size: int, generator: np.random.Generator) -> pd.DataFrame:
    cell = cell.assign(stratum=_join_rare_strata(cell["stratum"]))
    strata = [(name, members) for name, members in cell.groupby("stratum", sort=True)]
    available = np.array([len(members) for _, members in strata])
    never = np.array([name == NEVER for name, _ in strata])
    first = np.where(never, np.minimum(available, round(size * _SHARE_OF_NEVER)), 0)
    sizes = first + _spread_evenly(size - int(first.sum()), np.where(never, 0, available))
    sizes += _spread_evenly(size - int(sizes.sum()), available - sizes)
    parts = []
    for (name, members), number in zip(strata, sizes.tolist(), strict=True):
        order = generator.permutation(len(members))[:number]
        part = np.array(PARTS, dtype=object)[(np.arange(number) + generator.integers(2)) % 2]
        parts.append(
            members.iloc[order].assign(
                stratum=name, stratum_units=len(members), inclusion=number / len(members), part=part
            )
        )
    return pd.concat(parts, ignore_index=True)


def _join_rare_strata(stratum: pd.Series) -> pd.Series:
    """Join patterns with very few units into one, and that one with the next smallest if it is still too small."""
    counts = stratum.value_counts().sort_index(kind="stable").sort_values(kind="stable")
    small: list[str] = []
    total = 0
    for name, count in counts.items():
        if count >= _SMALLEST_STRATUM and (not small or total >= _SMALLEST_STRATUM):
            break
        small.append(str(name))
        total += int(count)
    if len(small) < 2:
        return stratum
    return stratum.where(~stratum.isin(small), "rare: " + ", ".join(sorted(small)))


def _spread_evenly(total: int, available: Numbers) -> Numbers:
    """Spread `total` evenly over what is `available`; who has less gives all.

    >>> _spread_evenly(10, np.array([2, 50, 50])).tolist()
    [2, 4, 4]
    """
    given = np.zeros(len(available), dtype=np.int64)
    left = min(total, int(available.sum()))
    while left:
        open_ = np.flatnonzero(given < available)
        share = max(left // len(open_), 1)
        for place in open_.tolist():
            more = min(share, int(available[place] - given[place]), left)
            given[place] += more
            left -= more
    return given


def text_hash(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a unit's text."""
    return sha256(text.encode()).hexdigest()[:16]


def lock_hash(sample: pd.DataFrame) -> str:
    """Return the hash that locks the test part: of its items, places, texts and chances."""
    test = sample[sample["part"] == "test"].sort_values("item")
    columns = ["item", "document_id", "turn", "start", "end", "text_hash", "inclusion"]
    rows = test[columns].assign(inclusion=test["inclusion"].map("{:.6g}".format)).astype("str")
    return sha256("\n".join(rows.agg("|".join, axis=1)).encode()).hexdigest()[:16]
