"""A larger sample in place of an earlier one.

Entries may have been chosen on the development part of the earlier sample, so its units stay development and no test
holds one. They are a stratum of their own that is taken whole; all other units are drawn anew. So the chances are known
whatever was in the earlier sample and however it was drawn, and every estimate stays unbiased. Codes that people gave
stay with their units.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from intertwine.errors import UserError
from intertwine.handcoding.sampling import PARTS
from intertwine.handcoding.store import HandCoding, read_hand_coding
from intertwine.input_tables import read_input_table

READ_BEFORE = "read before"
"""The stratum of units that were in the development part of an earlier sample."""

_PLACE = ["document_id", "turn", "start", "end"]
_BESIDE_CODES = ("item", "text", "note")


def read_earlier(folder: Path, sentences: pd.DataFrame, turns: pd.DataFrame) -> HandCoding:
    """Read an earlier sample and what came back from its coders, for whichever codes it was.

    Raises
    ------
    UserError
        If there is no sample, it no longer fits the corpus, or a returned sheet has a fault.
    """
    sheets = sorted((folder / "returned").glob("*.csv"))
    asked = read_input_table(sheets[0], required=("item", "text")).columns if sheets else ()
    earlier = read_hand_coding(folder, sentences, turns, [code for code in asked if code not in _BESIDE_CODES])
    if earlier is None:
        raise UserError("no sample.csv", where=str(folder), allowed="the folder of an earlier sample")
    return earlier


def kept_units(earlier: pd.DataFrame) -> pd.DataFrame:
    """Return the units of the earlier development part as a stratum of each source and language, taken whole.

    Parameters
    ----------
    earlier
        The earlier sample, as `read_sample` gives it.

    Returns
    -------
    DataFrame
        As `stratified_sample` gives it.
    """
    kept = earlier.loc[earlier["part"] == PARTS[0], ["unit_id", "source", "language"]]
    number = kept.groupby(["source", "language"])["unit_id"].transform("size")
    return kept.assign(stratum=READ_BEFORE, stratum_units=number, inclusion=1.0, part=PARTS[0])


def grown_sample(
    earlier: pd.DataFrame, units: pd.DataFrame, *, size: int, draw: Callable[..., pd.DataFrame]
) -> pd.DataFrame:
    """Return `size` units: those that are kept, and others drawn from all the rest.

    Parameters
    ----------
    earlier
        The earlier sample, as `read_sample` gives it.
    units
        The hand-over table, of one kind of unit.
    draw
        Given units and `size`, draws a sample as `stratified_sample` does.

    Raises
    ------
    UserError
        If `size` leaves nothing to be drawn.
    """
    kept = kept_units(earlier)
    if size <= len(kept):
        raise UserError(
            f"nothing to draw: {len(kept)} units are kept of the earlier sample",
            where="validation.size",
            allowed=f"more than {len(kept)}",
        )
    rest = units[~units["unit_id"].isin(kept["unit_id"])]
    return pd.concat([kept, draw(rest, size=size - len(kept))], ignore_index=True)


def codes_given(earlier: HandCoding, sample: pd.DataFrame) -> pd.DataFrame:
    """Return what people said of units of `sample` when these were in the earlier one, by the items of now.

    Returns
    -------
    DataFrame
        `coder` (the one who adjudicated among them), `part`, `item`, `code`, `value`.
    """
    given = earlier.codings.drop(columns="part").merge(earlier.sample[["item", *_PLACE]], on="item")
    given = given.drop(columns="item").merge(sample[[*_PLACE, "item", "part"]], on=_PLACE)
    return given[["coder", "part", "item", "code", "value"]]


def with_codes(sheet: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """Return a coding sheet with the codes of `given` (of one coder) filled in where it asks for them."""
    filled = sheet.copy()
    for code, values in given[given["code"].isin(sheet.columns)].groupby("code"):
        filled[code] = sheet["item"].map(values.set_index("item")["value"].astype("str")).fillna("")
    return filled
