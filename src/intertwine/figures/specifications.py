"""The specification curve: each hypothesis under every combination of choices, and which choices they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intertwine.figures.canvas import (
    COLOURS,
    FAINT,
    INK,
    NORMAL,
    SMALL,
    TALLEST,
    Canvas,
    Look,
    bare,
    canvas,
    legend_of_sources,
    message,
    source_mark,
)
from intertwine.results import rows_by, same_sign, sources_in
from intertwine.wording.numbers import share

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEAD, FOOT, GAP = 8.0, 12.0, 2.5
CURVE, STRIP, TITLE = 12.0, 2.35, 7.5
VARIED = ("unit", "qualifiers", "entries", "overlap", "prompting", "length")
SHADES = {
    "sentence": "#c9c9c9", "turn": "#222222", "window": "#7d7d7d", "document": "#efefef",
    "all hits": "#ececec", "all entries": "#ececec", "apart": "#ececec", "prompted in": "#ececec",
    "length free": "#ececec",
}  # fmt: skip
OTHER = "#222222"
FARTHEST = 4.0


def specifications_figure(
    specifications: pd.DataFrame, look: Look, *, hypotheses: Sequence[tuple[str, str]], primary: str
) -> Canvas:
    """Draw a panel for each hypothesis and source: odds ratios in rising order, and under them the choices made."""
    known = specifications[specifications["estimate"].notna() & (specifications["estimate"] > 0)]
    pairs = [pair for pair in hypotheses if _of_pair(known, pair).any()]
    if not pairs:
        return message(look, look.labels.say("no hypotheses" if not hypotheses else "nothing"))
    sources = sources_in(specifications)
    names = [look.labels.say(name) for name in VARIED]
    margin = 6 + max(look.font.width(name, SMALL) for name in names)
    panel = TITLE + CURVE + STRIP * len(VARIED) + GAP
    height = min(HEAD + FOOT + panel * len(pairs), TALLEST)
    squeeze = (height - HEAD - FOOT) / (panel * len(pairs))
    sheet = canvas(look, height)
    width = (look.width - margin - 4 - GAP * (len(sources) - 1)) / len(sources)
    legend_of_sources(sheet, look, sources, left=2, top=3.5)
    told = rows_by(same_sign(specifications), "source", "code_a", "code_b")
    end = float(np.clip(np.ceil(np.abs(np.log2(known["estimate"])).quantile(0.98)), 1, FARTHEST))
    for row, pair in enumerate(pairs):
        top = HEAD + row * panel * squeeze
        sheet.text(2, top + 1.5, f"{look.labels.code(pair[0])} × {look.labels.code(pair[1])}", size=NORMAL)
        for strip, name in enumerate(names):
            place = top + (TITLE + CURVE + STRIP * (strip + 0.5)) * squeeze
            sheet.text(margin - 2, place, name, size=SMALL * min(1.0, squeeze + 0.1), ha="right", color=FAINT)
        for number, source in enumerate(sources):
            left = margin + number * (width + GAP)
            found = known[_of_pair(known, pair) & (known["source"] == source)].sort_values(
                ["estimate", *VARIED], kind="stable"
            )
            one = told[(source, *sorted(pair))]
            _said(sheet, one, left + width, top + 5.2 * squeeze)
            if found.empty:
                middle = top + (TITLE + CURVE / 2) * squeeze
                sheet.text(left + width / 2, middle, look.labels.say("too small"), size=SMALL, ha="center", color=FAINT)
                continue
            curve = sheet.axes(left, top + TITLE * squeeze, width, CURVE * squeeze)
            _curve(curve, found, number, end, primary)
            strips = sheet.axes(left, top + (TITLE + CURVE) * squeeze, width, STRIP * len(VARIED) * squeeze)
            _strips(strips, found)
    for line, text in enumerate(look.font.wrapped(look.labels.say("dark choice"), SMALL, look.width - 4).split("\n")):
        sheet.text(2, sheet.height - FOOT + 3 + 2.8 * line, text, size=SMALL)
    sheet.text(look.width - 2, 3.5, look.labels.say("odds ratio"), ha="right", size=SMALL)
    return sheet


def _of_pair(frame: pd.DataFrame, pair: tuple[str, str]) -> pd.Series:
    first, second = sorted(pair)
    return (frame["code_a"] == first) & (frame["code_b"] == second)


def _said(sheet: Canvas, one: Mapping[str, Any], right: float, top: float) -> None:
    if one["estimated"]:
        more = max(one["above"], 1 - one["above"])
        text = f"{share(float(more), 0)} (n = {int(one['estimated'])})"
        sheet.text(right, top, text, size=SMALL, ha="right", color=INK)


def _curve(axes: Axes, found: pd.DataFrame, number: int, end: float, primary: str) -> None:
    places = np.arange(len(found))
    colour = COLOURS[number % len(COLOURS)]
    inside = np.clip(np.log2(found["estimate"].to_numpy()), -end, end)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (np.clip(np.log2(found[side].to_numpy()), -end, end) for side in ("low", "high"))
    axes.vlines(places, low, high, color=colour, alpha=0.25, linewidth=max(0.4, 60 / max(len(found), 1) * 0.6))
    axes.plot(places, inside, ".", color=colour, markersize=2, markeredgewidth=0)
    chosen = ((found["declared"] == 1) & (found["unit"] == primary)).to_numpy()
    axes.plot(places[chosen], inside[chosen], **{**source_mark(number), "linestyle": "none", "markeredgecolor": INK})
    axes.axhline(0, color=INK, linewidth=0.5)
    axes.set(xlim=(-1, len(found)), ylim=(-end - 0.2, end + 0.2))
    bare(axes, keep=("left",))
    powers = [-int(end / 2) or -1, 0, int(end / 2) or 1]
    axes.set_yticks(powers, [f"1/{2**-power}" if power < 0 else str(2**power) for power in powers])


def _strips(axes: Axes, found: pd.DataFrame) -> None:
    from matplotlib.colors import to_rgb

    shades = np.array([[to_rgb(SHADES.get(value, OTHER)) for value in found[name]] for name in VARIED])
    axes.imshow(shades, aspect="auto", interpolation="nearest", extent=(-0.5, len(found) - 0.5, len(VARIED), 0))
    for row in range(1, len(VARIED)):
        axes.axhline(row, color="white", linewidth=0.8)
    axes.set_xlim(-1, len(found))
    bare(axes)
