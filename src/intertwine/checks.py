"""What must hold in any results: from the text to the tables, numbers add up and intervals hold their estimates.

Each check takes frames and returns how many things it looked at and how many of them are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from intertwine.records import COUNT, TEXT, Table
from intertwine.vocabulary import ALL, COUNTED_ROLES, QUALIFIERS

CHECK = Table("check.csv", key=("check",), columns={"check": TEXT, "looked_at": COUNT, "wrong": COUNT})

TOLERANCE = 1e-5
"""Relative; CSV tables hold six digits."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check on real results."""

    check: str
    looked_at: int
    wrong: int


Frames = Mapping[str, pd.DataFrame]

END = re.compile(r"(?:(?P<score>\w+)_)?low(?:_(?P<left>\w+))?")
"""Names of columns with the low end of an interval: ``low``, ``ac1_low``, ``low_without``."""

LARGEST = 1e4
"""An effect beyond this, or a ratio below one over it, must be noted."""

WIDTH = 1e-6
"""An interval that is not wider has no width; CSV tables hold six digits."""

RATIOS = {
    "cooccurrence": "estimate",
    "specifications": "estimate",
    "differences": "estimate",
    "configurations": "estimate",
    "triples": "estimate",
    "left_out": "estimate_without",
    "influence": "estimate_without",
}
"""Tables whose estimates are ratios."""


def _differ(frame: pd.DataFrame, turns: pd.DataFrame, words: pd.Series) -> int:
    """Return how many rows say other words than what stands at their place."""
    text = pd.Series(
        turns["text"].to_numpy(dtype=object),
        dtype=object,
        index=pd.MultiIndex.from_frame(turns[["document_id", "turn"]]),
    )
    keys = pd.MultiIndex.from_arrays([frame["document_id"].astype("str"), frame["turn"]])
    places = zip(text.reindex(keys), frame["start"].tolist(), frame["end"].tolist(), words, strict=True)
    return sum(whole[start:end] != said for whole, start, end, said in places)


def tokens_are_the_text(frames: Frames) -> tuple[int, int]:
    """Every token is what stands at its place."""
    tokens = frames["tokens"]
    return len(tokens), _differ(tokens, frames["turns"], tokens["form"])


def hits_are_the_text(frames: Frames) -> tuple[int, int]:
    """Every hit's words are what stands at its place."""
    hits = frames["hits"]
    return len(hits), _differ(hits, frames["turns"], hits["surface"])


def counted_hits_do_not_overlap(frames: Frames) -> tuple[int, int]:
    """No two hits that count share a character."""
    counted = _counted(frames).sort_values(["document_id", "turn", "start"])
    same = (counted[["document_id", "turn"]] == counted[["document_id", "turn"]].shift()).all(axis=1)
    return len(counted), int((same & (counted["start"] < counted["end"].shift())).sum())


def _counted(frames: Frames) -> pd.DataFrame:
    hits = frames["hits"]
    return hits[hits["suppressed_by"] == ""]


def hits_add_up_to_presence(frames: Frames) -> tuple[int, int]:
    """In every kind of unit, the hits present under a code are the hits that count for it and its children."""
    counted = _counted(frames)["code"].value_counts()
    found = frames["presence"].groupby(["unit_kind", "code"], observed=True)["hits"].sum()
    wanted = [
        sum(number for code, number in counted.items() if code == path or str(code).startswith(f"{path}."))
        for _, path in found.index
    ]
    return len(found), int((found.to_numpy() != np.array(wanted, dtype=np.int64)).sum())


def qualifiers_add_up_to_hits(frames: Frames) -> tuple[int, int]:
    """Every hit that counts has one qualifier, and an affirmed one no cue."""
    presence, hits = frames["presence"], frames["hits"]
    wrong = int((presence[list(QUALIFIERS)].sum(axis=1) != presence["hits"]).sum())
    wrong += int(((hits["qualifier"] == "affirmed") & (hits["cue"] != "")).sum())
    return len(presence) + len(hits), wrong


def affirmed_is_part_of_all(frames: Frames) -> tuple[int, int]:
    """No code is in more units when only hits that affirm are read."""
    keys = ["unit", "source", "language", "code"]
    wide = frames["prevalence"].pivot_table(index=keys, columns="reading", values="units_with_code")
    wide = wide.reindex(columns=["all", "affirmed"]).fillna(0)
    return len(wide), int((wide["affirmed"] > wide["all"]).sum())


def units_hold_all_words(frames: Frames) -> tuple[int, int]:
    """In every kind of unit, lengths add up to the words of the corpus."""
    words = int((frames["tokens"]["language"].astype("str") != "").sum())
    lengths = frames["units"].groupby("unit_kind", observed=True)["length"].sum()
    return len(lengths), int((lengths != words).sum())


def prevalence_counts_presence(frames: Frames) -> tuple[int, int]:
    """The units with a code in the table of prevalence are the units that hold it."""
    held = frames["presence"].merge(frames["units"], on=["unit_kind", "unit_id"])
    held = held[held["role"].isin(COUNTED_ROLES)].astype({"unit_kind": "str", "source": "str", "code": "str"})
    wanted = held.groupby(["unit_kind", "source", "code"]).size()
    table = frames["prevalence"]
    found = table[(table["language"] == ALL) & (table["reading"] == ALL)].set_index(["unit", "source", "code"])[
        "units_with_code"
    ]
    both = pd.DataFrame({"wanted": wanted, "found": found}).fillna(0)
    return len(both), int((both["wanted"] != both["found"]).sum())


def tables_of_pairs_add_up(frames: Frames) -> tuple[int, int]:
    """The four counts of a pair add up to its units, and its codes occur as often as in the table of prevalence."""
    pairs, shares = frames["cooccurrence"], frames["prevalence"]
    keys = ["unit", "source", "language", "reading"]
    share = shares.set_index([*keys, "code"])["units_with_code"]
    wrong = pairs[["both", "only_a", "only_b", "neither"]].sum(axis=1) != pairs["n_units"]
    for code, alone in (("code_a", "only_a"), ("code_b", "only_b")):
        wanted = share.reindex(pd.MultiIndex.from_frame(pairs[[*keys, code]])).fillna(0).to_numpy()
        wrong |= (pairs["both"] + pairs[alone]).to_numpy() != wanted
    return len(pairs), int(wrong.sum())


def p_values_are_probabilities(frames: Frames) -> tuple[int, int]:
    """Every p-value lies in (0, 1], is adjusted upwards only, and comes with an effect or a note."""
    columns = ["p", "p_adjusted", "estimate", "note"]
    tables = [frame[columns] for frame in frames.values() if set(columns) <= set(frame.columns)]
    tested = pd.concat(tables)
    tested = tested[tested["p"].notna()]
    wrong = (tested["p"] <= 0) | (tested["p_adjusted"] > 1) | (tested["p_adjusted"] < tested["p"] * (1 - TOLERANCE))
    wrong |= tested["estimate"].isna() & (tested["note"] == "")
    return len(tested), int(wrong.sum())


def intervals_hold_estimates(frames: Frames) -> tuple[int, int]:
    """Every interval holds its estimate."""
    given = _intervals(frames)
    slack = TOLERANCE * given.abs().max(axis=1)
    wrong = (given["low"] > given["estimate"] + slack) | (given["high"] < given["estimate"] - slack)
    return len(given), int(wrong.sum())


def _intervals(frames: Frames) -> pd.DataFrame:
    """Return every interval of every table with its estimate; tables and columns are known by their names."""
    found = []
    for frame in frames.values():
        for place in filter(None, map(END.fullmatch, map(str, frame.columns))):
            low, left = place[0], f"_{place['left']}" if place["left"] else ""
            names = [place["score"] or f"estimate{left}", low, low.replace("low", "high")]
            if set(names) <= set(frame.columns):
                found.append(frame[names].set_axis(["estimate", "low", "high"], axis=1))
    return pd.concat(found).dropna().astype("float64")


def intervals_have_a_width(frames: Frames) -> tuple[int, int]:
    """No interval is as narrow as a point: what was not seen is not known."""
    given = _intervals(frames)
    return len(given), int((given["high"] - given["low"] <= WIDTH * given.abs().max(axis=1)).sum())


def numbers_are_finite(frames: Frames) -> tuple[int, int]:
    """No number of any table is infinite."""
    numbers = [frame.select_dtypes("number").to_numpy(dtype=np.float64) for frame in frames.values()]
    return sum(each.size for each in numbers), int(sum(np.isinf(each).sum() for each in numbers))


def effects_are_on_the_scale(frames: Frames) -> tuple[int, int]:
    """No effect lies beyond 10,000, and no ratio below one over it, without a note."""
    looked_at = wrong = 0
    for name, frame in frames.items():
        effect = RATIOS.get(name, "estimate")
        if {effect, "note"} <= set(frame.columns):
            size = frame[effect].dropna().abs()
            far = (size > LARGEST) | ((size < 1 / LARGEST) & (name in RATIOS))
            looked_at, wrong = looked_at + len(size), wrong + int((far & (frame.loc[size.index, "note"] == "")).sum())
    return looked_at, wrong


def the_declared_choices_are_the_table_of_pairs(frames: Frames) -> tuple[int, int]:
    """The specification that was declared has the counts and the odds ratio of the table of pairs."""
    keys = ["unit", "source", "code_a", "code_b"]
    curve, pairs = frames["specifications"], frames["cooccurrence"]
    chosen = curve[(curve["declared"] == 1) & (curve["unit"] != "document")].set_index(keys)
    whole = pairs[(pairs["language"] == ALL) & (pairs["reading"] == ALL)].set_index(keys)
    both = chosen.join(whole[["both", "estimate"]], rsuffix="_pairs")
    given = both.dropna(subset=["estimate", "estimate_pairs"])
    apart = (given["estimate"] - given["estimate_pairs"]).abs() > TOLERANCE * given["estimate"]
    return len(both), int((both["both"] != both["both_pairs"]).sum()) + int(apart.sum())


def ways_add_up_to_uses(frames: Frames) -> tuple[int, int]:
    """The ways in which a code was named add up to its uses."""
    keys = ["source", "language", "code"]
    ways = frames["uptake"][frames["uptake"]["way"] != "unprompted"]
    sums = ways.groupby(keys).agg(uses=("uses", "sum"), n=("n_units", "first"))
    return len(sums), int((sums["uses"] != sums["n"]).sum())


def tests_and_intervals_agree(frames: Frames) -> tuple[int, int]:
    """Where an interval leaves out 1, p is smaller than wherever one holds it; so it is for families."""
    tested = [
        frames[name].reindex(columns=columns).set_axis(["p", "low", "high"], axis=1).dropna()
        for name, columns in (
            ("cooccurrence", ["p", "low", "high"]),
            ("cooccurrence", ["p_adjusted", "together_low", "together_high"]),
            ("differences", ["p", "low", "high"]),
        )
    ]
    apart = [(each["low"] > 1) | (each["high"] < 1) for each in tested]
    wrong = [(each["p"][out] > each["p"][~out].min()).sum() for each, out in zip(tested, apart, strict=True)]
    return sum(map(len, tested)), int(sum(wrong))


def differences_have_both_sides(frames: Frames) -> tuple[int, int]:
    """A difference between two sources is the ratio of the two odds ratios in the table of pairs."""
    pairs, table = frames["cooccurrence"], frames["differences"]
    named = table["contrast"].str.extract(r"^source: (?P<a>.+) / (?P<b>.+)$")
    given = table.assign(**named).dropna(subset=["estimate", "a", "b"])
    given = given[given["measure"].str.startswith("odds ratio") & (given["language"] != "difference of differences")]
    keys = ["unit", "source", "language", "code_a", "code_b"]
    shown = pairs.loc[pairs["role"].isin(["primary", "explored"]), "reading"].unique()
    odds = pairs[pairs["reading"].isin(shown)].set_index(keys)["estimate"]
    sides = [
        odds.reindex(pd.MultiIndex.from_frame(given.assign(source=given[side])[keys])).to_numpy() for side in ("a", "b")
    ]
    apart = np.abs(sides[0] / sides[1] / given["estimate"].to_numpy() - 1) > 10 * TOLERANCE
    return len(given), int((apart | np.isnan(sides[0]) | np.isnan(sides[1])).sum())


ON_FRAMES: tuple[Callable[[Frames], tuple[int, int]], ...] = (
    tokens_are_the_text,
    hits_are_the_text,
    counted_hits_do_not_overlap,
    hits_add_up_to_presence,
    qualifiers_add_up_to_hits,
    affirmed_is_part_of_all,
    units_hold_all_words,
    prevalence_counts_presence,
    tables_of_pairs_add_up,
    p_values_are_probabilities,
    intervals_hold_estimates,
    intervals_have_a_width,
    numbers_are_finite,
    effects_are_on_the_scale,
    tests_and_intervals_agree,
    differences_have_both_sides,
    the_declared_choices_are_the_table_of_pairs,
    ways_add_up_to_uses,
)


def findings(frames: Frames) -> list[CheckResult]:
    """Return what every check on frames found."""
    return [CheckResult((check.__doc__ or "").strip(), *check(frames)) for check in ON_FRAMES]


def figures_are_whole(folder: Path, formats: tuple[str, ...]) -> CheckResult:
    """Look for every figure's files: each format, its data, its captions in both languages."""
    suffixes = (*formats, "csv", "caption.en.txt", "caption.zh.txt")
    names = {path.name.split(".")[0] for path in folder.iterdir() if path.suffix.strip(".") in formats}
    wanted = [folder / f"{name}.{suffix}" for name in sorted(names) for suffix in suffixes]
    wrong = sum(not path.is_file() or not path.stat().st_size for path in wanted)
    return CheckResult("Every figure has its formats, its data and its captions.", len(wanted), wrong + (not names))


def tables_are_whole(folder: Path) -> CheckResult:
    """Look for every table's LaTeX beside its CSV, and for the workbook."""
    wanted = [path.with_suffix(".tex") for path in sorted(folder.glob("*.csv"))] + [folder / "tables.xlsx"]
    wrong = sum(not path.is_file() or not path.stat().st_size for path in wanted)
    return CheckResult("Every table has its LaTeX, and all are in the workbook.", len(wanted), wrong)
