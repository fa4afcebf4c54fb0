"""A stratified probability sample of units for coding by hand.

Strata are the patterns of target codes that the lexicon finds in a unit, within each source and language, drawn so that
both codes of each hypothesis are served. So units without a single hit are always in the sample, recall can be
estimated, and every unit's chance of being drawn is known.
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

RARE = "rare: "
"""How the name of a stratum of several joined patterns begins."""

_FEWEST = 2
"""Units of a stratum in the sample."""

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
    units: pd.DataFrame,
    presence: pd.DataFrame,
    *,
    codes: Sequence[str],
    size: int,
    seed: int,
    pairs: Sequence[tuple[str, str]] = (),
) -> pd.DataFrame:
    """Draw `size` units, evenly over sources and languages, and inside these by what the lexicon finds of each pair.

    A pair of codes cuts the units of a source and language into four cells: both, only the first, only the second,
    neither. Each pair has the same part of the sample, and each of its cells a part by the square root of its units
    (power allocation): cells that are rare are drawn more often, and from the large ones enough to see what the lexicon
    misses. A code of no pair cuts them into two. Strata are the patterns of all codes; those that would not get two
    units are joined. Half of each stratum, at random, is for development and half for the test.

    Parameters
    ----------
    units, presence
        The hand-over tables, of one kind of unit.
    codes
        Target codes.
    pairs
        The hypotheses; those with another code are left out.

    Returns
    -------
    DataFrame
        `unit_id`, `source`, `language`, `stratum`, `stratum_units` (N_h), `inclusion` (n_h / N_h), `part`.

    References
    ----------
    Bankier 1988, The American Statistician 42:174-177 (power allocation).
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
    questions = questions_of(codes, pairs)
    chosen = [
        _sample_of_cell(cell, wanted, questions, generator_for(seed, "sample", *map(str, name)))
        for (name, cell), wanted in zip(cells, sizes.tolist(), strict=True)
    ]
    return pd.concat(chosen, ignore_index=True)


def questions_of(codes: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the pairs whose codes are all coded by hand, and by itself each code that is in none.

    >>> questions_of(["risk", "security", "threat"], [("security", "threat"), ("security", "element")])
    [('security', 'threat'), ('risk',)]
    """
    whole: list[tuple[str, ...]] = [pair for pair in pairs if set(pair) <= set(codes)]
    named = {code for pair in whole for code in pair}
    return [*whole, *((code,) for code in codes if code not in named)]


def wished(stratum: pd.Series, questions: Sequence[tuple[str, ...]], size: int) -> pd.Series:
    """Return how many units each pattern should give to a sample of `size` units, by the pattern."""
    available = stratum.value_counts().sort_index()
    found = pd.Series(0.0, index=available.index)
    for question in questions:
        cell = ["".join("01"[code in str(name).split("+")] for code in question) for name in available.index]
        in_cell = available.groupby(np.array(cell)).transform("sum")
        part = available / np.sqrt(in_cell)
        found += part / part.sum()
    return found * (size / len(questions))


def _sample_of_cell(
    cell: pd.DataFrame, size: int, questions: Sequence[tuple[str, ...]], generator: np.random.Generator
) -> pd.DataFrame:
    wish = wished(cell["stratum"], questions, size)
    joined = _join_rare_strata(wish)
    cell = cell.assign(stratum=cell["stratum"].map(joined))
    strata = [(name, members) for name, members in cell.groupby("stratum", sort=True)]
    available = np.array([len(members) for _, members in strata])
    sizes = allocated(wish.groupby(joined).sum().sort_index().to_numpy(), available, min(size, len(cell)))
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


def _join_rare_strata(wish: pd.Series) -> pd.Series:
    """Return the stratum of each pattern: itself, or one for all that would get few units, which gets enough."""
    small: list[str] = []
    total = 0.0
    for name, number in wish.sort_index(kind="stable").sort_values(kind="stable").items():
        if number >= _FEWEST and (not small or total >= _FEWEST):
            break
        small.append(str(name))
        total += float(number)
    if len(small) < 2:
        return pd.Series(wish.index, index=wish.index)
    return pd.Series([RARE + ", ".join(sorted(small)) if name in small else name for name in wish.index], wish.index)


def allocated(wish: Numbers | NDArray[np.float64], available: Numbers, size: int) -> Numbers:
    """Return whole numbers near `wish` that add up to `size`, at least one of each and at most what is `available`.

    >>> allocated(np.array([0.4, 6.1, 3.5]), np.array([9, 4, 50]), 10).tolist()
    [2, 4, 4]
    """
    given = np.minimum(np.maximum(np.floor(wish).astype(np.int64), 1), available)
    while (left := size - int(given.sum())) != 0:
        open_ = np.flatnonzero(given < available) if left > 0 else np.flatnonzero(given > 1)
        if not len(open_):
            break
        behind = (wish - given)[open_] * np.sign(left)
        given[open_[np.argsort(-behind, kind="stable")[: abs(left)]]] += np.sign(left)
    return given


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
