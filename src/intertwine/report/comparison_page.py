"""The page on which a co-author reads what an edit of the codebook changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from intertwine.report.comparison import Frames, printed_number, sentences_changed
from intertwine.report.methods import methods
from intertwine.report.page import compared
from intertwine.report.validity import WARNING
from intertwine.results import of_reading, of_unit
from intertwine.wording import numbers

if TYPE_CHECKING:
    from intertwine.config import Settings

_CHANGES = {"gained": "新增", "lost": "减少", "requalified": "改变限定"}
_GROUPS = {"code": "编码", "pattern": "词条", "language": "词条语言", "source": "来源", "speaker": "说话人"}
_MOST_ROWS = 60


def compare_page(
    changes: Frames,
    before: Frames,
    after: Frames,
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
    changes
        `edits`, `hits`, `headline` and `shown`: what changed.
    before, after
        The measures under both codebooks.
    old, new
        How the versions were named.
    samples, edits_shown
        Sentences for each kind of change, and edits, that the page shows.
    """
    hits, edits = changes["hits"], changes["edits"]
    rows = [_headline_row(row) for row in changes["headline"].to_dict("records")]
    return compared(
        {
            "title": settings.title,
            "old": old,
            "new": new,
            "unit": settings.primary_unit,
            "confidence": f"{settings.confidence:.0%}",
            "tiles": _tiles(changes),
            "changed_rows": [row for row in rows if row["changed"]],
            "same_rows": [row for row in rows if not row["changed"]],
            "edits": edits.head(edits_shown).to_dict("records"),
            "more_edits": max(len(edits) - edits_shown, 0),
            "counted": [(name, chinese, _changes_by(hits, name)) for name, chinese in _GROUPS.items()],
            "samples": _samples(hits, samples),
            "shown": changes["shown"].to_dict("records"),
            "sentences": sentences_changed(*(_methods_text(frames, settings, engines) for frames in (before, after))),
        }
    )


def _tiles(changes: Frames) -> list[tuple[int, str, str]]:
    """Return the numbers at the head of the page, each with its name in English and Chinese."""
    of_hits = changes["hits"]["change"].value_counts()
    return [
        (len(changes["edits"]), "edits", "处修改"),
        *((int(of_hits.get(change, 0)), f"hits {change}", f"命中{chinese}") for change, chinese in _CHANGES.items()),
        (int(changes["headline"]["changed"].sum()), "headline numbers changed", "主要数字变化"),
    ]


def _methods_text(frames: Frames, settings: Settings, engines: pd.DataFrame) -> list[str]:
    """Return the methods in both languages, as a run under this codebook without hand coding has them."""
    pairs = of_unit(of_reading(frames["cooccurrence"]), settings.primary_unit)
    sections = methods(settings, engines, pairs, [WARNING])
    return [text for section in sections for text in section.text]


def _headline_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    sizes = [_units_and_documents(row, when) for when in ("before", "after")]
    return {
        **{name: row[name] for name in ("measure", "source", "language", "reading", "changed", "turned")},
        "codes": " × ".join(filter(None, (row["code_a"], row["code_b"]))),
        "before": printed_number(row, "before"),
        "after": printed_number(row, "after"),
        "p_before": numbers.probability(row["p_adjusted_before"]),
        "p_after": numbers.probability(row["p_adjusted_after"]),
        "n": " → ".join(dict.fromkeys(sizes)),
    }


def _units_and_documents(row: Mapping[Any, Any], when: str) -> str:
    counts = (row[f"n_units_{when}"], row[f"n_documents_{when}"])
    return ", ".join(numbers.MISSING if pd.isna(count) else f"{int(count):,}" for count in counts)


def _changes_by(hits: pd.DataFrame, column: str) -> list[dict[str, Any]]:
    """Return how many hits were gained, lost and requalified by the values of a column, most changes first."""
    if hits.empty:
        return []
    marked = hits.assign(**{change: hits["change"] == change for change in _CHANGES})
    table = marked.groupby(column)[list(_CHANGES)].sum()
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index[:_MOST_ROWS]
    return [{"name": name, **{str(key): int(value) for key, value in table.loc[name].items()}} for name in order]


def _samples(hits: pd.DataFrame, number: int) -> list[tuple[str, str, list[dict[str, str]]]]:
    """Return each kind of change that there is, in English and Chinese, with sample sentences."""
    kinds = [(change, chinese, hits[hits["change"] == change]) for change, chinese in _CHANGES.items()]
    return [(change, chinese, _sentences(rows, number)) for change, chinese, rows in kinds if len(rows)]


def _sentences(hits: pd.DataFrame, number: int) -> list[dict[str, str]]:
    """Return sample sentences, spread over codes and documents."""
    place = hits.groupby(["code", "document_id"]).cumcount()
    chosen = hits.assign(place=place).sort_values(["place", "code", "document_id", "turn", "start"]).head(number)
    return [
        {
            "code": row["code"],
            "left": row["left"],
            "hit": row["surface"],
            "right": row["right"],
            "about": ", ".join([str(row["document_id"]), str(row["turn"]), *_qualifiers(row)]),
        }
        for row in chosen.to_dict("records")
    ]


def _qualifiers(row: Mapping[Any, Any]) -> list[str]:
    """Return the qualifier of a hit before and after, without the one that is not there."""
    qualifiers = [row[when] for when in ("before", "after") if row[when]]
    return [" → ".join(qualifiers)] if qualifiers else []
