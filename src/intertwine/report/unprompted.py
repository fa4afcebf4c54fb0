"""What respondents bring up themselves, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from intertwine.vocabulary import ALL
from intertwine.wording import numbers
from intertwine.wording.labels import CodeNames, Pair, beginning, inside_sentence, phrase
from intertwine.wording.sentences import filled, listed

Row = Mapping[Any, Any]


def share_with_interval(row: Row) -> str:
    """Return a share in per cent, with its interval where it has one."""
    if math.isnan(row["low"]) and math.isnan(row["high"]):
        return numbers.share(float(row["estimate"]), 0)
    return numbers.share_interval(float(row["estimate"]), float(row["low"]), float(row["high"]), decimals=0)


UNPROMPTED: Pair = (
    "{source}: of the respondents' uses these shares were unprompted, no interviewer having named the concept before: "
    "{shares}.",
    "{source}：受访者的使用中未经提示（访谈者此前未提及该概念）的比例：{shares}。",
)
UNPROMPTED_SHARE: Pair = ("{code} {share} of {uses}", "{code} {share}（{uses} 次）")


def unprompted_shares(uptake: pd.DataFrame, names: CodeNames) -> Iterator[Pair]:
    """Give a sentence for each source: the shares of uses that were unprompted, by family of codes, strongest first."""
    found = uptake[(uptake["language"] == ALL) & (uptake["way"] == "unprompted") & uptake["estimate"].notna()]
    families = found[~found["code"].str.contains(".", regex=False)]
    for source, rows in families.groupby("source", sort=True):
        strongest_first = rows.sort_values("estimate", ascending=False).to_dict("records")
        shares = listed(_unprompted_share(row, names) for row in strongest_first)
        yield filled(UNPROMPTED, source=beginning(phrase(str(source))), shares=shares)


def _unprompted_share(row: Row, names: CodeNames) -> Pair:
    code = inside_sentence(names, str(row["code"]))
    return filled(UNPROMPTED_SHARE, code=code, share=share_with_interval(row), uses=int(row["n_units"]))
