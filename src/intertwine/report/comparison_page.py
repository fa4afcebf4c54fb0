"""The page on which a co-author reads what an edit of the codebook changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from intertwine.report.comparison import sentences_changed, shown_numbers
from intertwine.report.methods import methods
from intertwine.report.page import compared
from intertwine.results import of_reading, of_unit
from intertwine.wording import numbers

if TYPE_CHECKING:
    from intertwine.config import Settings

_CHANGES = (("gained", "新增"), ("lost", "减少"), ("requalified", "改变限定"))
_GROUPS = (("code", "编码"), ("pattern", "词条"), ("language", "词条语言"), ("source", "来源"), ("speaker", "说话人"))
_MOST_ROWS = 60


def compare_page(
    told: Mapping[str, pd.DataFrame],
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    settings: Settings,
    *,
    engines: pd.DataFrame,
    old: str,
    new: str,
    samples: int,
    edits_shown: int,
) -> str:
    """Return the page.

    Parameters
    ----------
    told
        `edits`, `hits`, `headline` and `shown`: what changed.
    before, after
        The measures under both codebooks.
    old, new
        How the versions were named.
    samples, edits_shown
        Sentences for each kind of change, and edits, that the page shows.
    """
    hits, headline = told["hits"], told["headline"]
    rows = [_row(row) for row in headline.to_dict("records")]
    changes = hits["change"].value_counts()
    unit = settings.primary_unit
    nothing = pd.DataFrame(columns=["part"])
    texts = [
        [language for section in methods(settings, engines, of_unit(of_reading(frames["cooccurrence"]), unit), nothing)
         for language in section.text]
        for frames in (before, after)
    ]  # fmt: skip
    tiles = [(len(told["edits"]), "edits", "处修改")]
    tiles += [(int(changes.get(change, 0)), f"hits {change}", f"命中{zh}") for change, zh in _CHANGES]
    tiles += [(int(headline["changed"].sum()), "headline numbers changed", "主要数字变化")]
    return compared(
        {
            "title": settings.title,
            "old": old,
            "new": new,
            "unit": unit,
            "confidence": f"{settings.confidence:.0%}",
            "tiles": tiles,
            "changed_rows": [row for row in rows if row["changed"]],
            "same_rows": [row for row in rows if not row["changed"]],
            "edits": told["edits"].head(edits_shown).to_dict("records"),
            "more_edits": max(len(told["edits"]) - edits_shown, 0),
            "counted": [(name, zh, _counted(hits, name)) for name, zh in _GROUPS],
            "samples": [(change, zh, _lines(hits[hits["change"] == change], samples)) for change, zh in _CHANGES
                        if int(changes.get(change, 0))],
            "shown": told["shown"].to_dict("records"),
            "sentences": sentences_changed(*texts),
        }
    )  # fmt: skip


def _row(row: Mapping[Any, Any]) -> dict[str, Any]:
    codes = row["code_a"] + (f" × {row['code_b']}" if row["code_b"] else "")
    count = " → ".join(
        f"{_whole(row[f'n_units_{when}'])}, {_whole(row[f'n_documents_{when}'])}" for when in ("before", "after")
    )
    one, _, other = count.partition(" → ")
    return {
        **{name: row[name] for name in ("measure", "source", "language", "reading", "changed", "turned")},
        "codes": codes,
        "before": shown_numbers(row, "before"),
        "after": shown_numbers(row, "after"),
        "p_before": numbers.probability(row["p_adjusted_before"]),
        "p_after": numbers.probability(row["p_adjusted_after"]),
        "n": one if one == other else count,
    }


def _whole(value: float) -> str:
    return numbers.MISSING if pd.isna(value) else f"{int(value):,}"


def _counted(hits: pd.DataFrame, column: str) -> list[dict[str, Any]]:
    if hits.empty:
        return []
    marked = hits.assign(**{change: hits["change"] == change for change, _ in _CHANGES})
    table = marked.groupby(column)[[change for change, _ in _CHANGES]].sum()
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index[:_MOST_ROWS]
    return [{"name": name, **{str(key): int(value) for key, value in table.loc[name].items()}} for name in order]


def _lines(hits: pd.DataFrame, number: int) -> list[dict[str, str]]:
    """Return sample lines, spread over codes and documents."""
    place = hits.groupby(["code", "document_id"]).cumcount()
    chosen = hits.assign(place=place).sort_values(["place", "code", "document_id", "turn", "start"]).head(number)
    return [
        {
            "code": row["code"],
            "left": row["left"],
            "hit": row["surface"],
            "right": row["right"],
            "about": f"{row['document_id']}, {row['turn']}, {row['before']} → {row['after']}".replace(",  → ", ", "),
        }
        for row in chosen.to_dict("records")
    ]
