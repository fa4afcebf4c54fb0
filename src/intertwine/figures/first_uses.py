"""How soon a family of codes is named unasked: cumulative incidence by what respondents had said so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intertwine.figures.canvas import COLOURS, INK, NORMAL, SMALL, Canvas, Look, bare, canvas, message
from intertwine.figures.figure import Figure, labelled, texts_in
from intertwine.measures.uptake.records import INCIDENCE
from intertwine.wording.labels import Labels, Pair, phrase, top_level
from intertwine.wording.sentences import COMMA, filled, joined, listed
from intertwine.wording.statements import NO_UPTAKE, THESE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from intertwine.config import Settings
    from intertwine.results import Results

HEAD, TITLE, PANEL, FOOT = 9.0, 7.0, 26.0, 6.0
GAP = 5.0
FEWEST_LEFT = 3
"""Interviews that must still be at risk for a curve to go on."""
LANGUAGES = ("zh", "en", "mixed")
EVENTS: dict[str, Any] = {"volunteered": "-", "asked": (0, (2, 1))}

WHAT: Pair = ("How soon a family of codes is named unasked.", "各编码大类多久被主动提及。")
MEASURE: Pair = (
    "Cumulative incidence (Aalen-Johansen) of the first volunteered use, with being asked first as the competing "
    "event, by words of respondents so far; each language by itself, for its words are counted differently. "
    "Interviews that end without either are censored; a curve ends where fewer than three are left. No interval, "
    "nothing is tested.",
    "首次主动提及的累积发生率（Aalen-Johansen），以先被问及为竞争事件，横轴为受访者至此所说的词数；"
    "各语言分别计算，因其词的计数不同。两者皆无而结束的访谈作删失处理；剩余不足三个时曲线终止。无区间，未作检验。",
)
UNIT: Pair = ("Unit: interview; n = {n}.", "单位：访谈；n：{n}。")


def first_uses_figure(results: Results, labels: Labels, _settings: Settings) -> Figure:
    """Return how soon each family of codes was volunteered, or asked for, a panel for each."""
    incidence = results[INCIDENCE]
    return Figure(
        name="first_uses",
        data=labelled(incidence, labels),
        caption=first_uses_caption(incidence),
        texts=texts_in(incidence, "code"),
        draw=partial(draw_first_uses, incidence),
    )


def first_uses_caption(incidence: pd.DataFrame) -> Pair:
    """Return the caption of the figure of first uses."""
    if incidence.empty:
        return NO_UPTAKE
    sizes = incidence.drop_duplicates("language").sort_values("language")
    counts = ((phrase(row.language), row.n_documents) for row in sizes.itertuples())
    n = listed((filled(("{language} {n}",) * 2, language=language, n=number) for language, number in counts), COMMA)
    return joined([WHAT, MEASURE, filled(UNIT, n=n), THESE])


@dataclass(frozen=True, slots=True)
class _Panels:
    """How panels stand: so many beside each other, each so wide in mm."""

    across: int
    width: float

    def corner(self, number: int) -> tuple[float, float]:
        """Return the corner at the top left of a panel with its title."""
        down, along = divmod(number, self.across)
        return 8 + along * (self.width + GAP), HEAD + down * (PANEL + TITLE + GAP)


def draw_first_uses(incidence: pd.DataFrame, look: Look) -> Canvas:
    """Draw how the share of interviews in which a family was volunteered, or asked for, grows with what was said."""
    if incidence.empty:
        return message(look, look.labels.say("no uptake"))
    codes = top_level(incidence["code"])
    across = min(4, len(codes))
    sheet = canvas(look, HEAD + FOOT + -(-len(codes) // across) * (PANEL + TITLE + GAP))
    panels = _Panels(across, (look.width - 10 - GAP * (across - 1)) / across)
    languages = [name for name in LANGUAGES if (incidence["language"] == name).any()]
    _write_legend(sheet, look, languages)
    for number, code in enumerate(codes):
        left, top = panels.corner(number)
        sheet.text(left, top + 2.5, look.labels.code(code), size=SMALL)
        axes = sheet.axes(left, top + TITLE - 1.5, panels.width, PANEL)
        _draw_curves(axes, incidence[incidence["code"] == code], languages)
        _bound(axes, max(int(incidence["time"].max()), 1), first=number % across == 0)
    sheet.text(look.width - 2, sheet.height - 3, look.labels.say("words so far"), size=SMALL, ha="right")
    return sheet


def _write_legend(sheet: Canvas, look: Look, languages: list[str]) -> None:
    left = 2.0
    lines: list[tuple[str, dict[str, Any]]] = [
        *((language, {"color": COLOURS[number], "linewidth": 1.4}) for number, language in enumerate(languages)),
        ("volunteered", {"color": INK, "linewidth": 1}),
        ("asked first", {"color": INK, "linewidth": 1, "linestyle": EVENTS["asked"]}),
    ]
    for name, style in lines:
        sheet.line(left, 4, left + 5, 4, **style)
        sheet.text(left + 6.5, 4, look.labels.say(name))
        left += 12 + look.font.width(look.labels.say(name), NORMAL)


def _draw_curves(axes: Axes, incidence: pd.DataFrame, languages: list[str]) -> None:
    for number, language in enumerate(languages):
        rows = incidence[(incidence["language"] == language) & (incidence["at_risk"] >= FEWEST_LEFT)]
        for event, style in EVENTS.items():
            time, share = (np.concatenate([[0], rows[name]]) for name in ("time", event))
            axes.step(time, 100 * share, where="post", color=COLOURS[number], linewidth=1, linestyle=style)


def _bound(axes: Axes, latest: int, *, first: bool) -> None:
    """Give the panel its axes; the `first` of a line names the shares."""
    axes.set(xlim=(0, latest), ylim=(0, 102))
    bare(axes, keep=("left", "bottom"))
    axes.set_yticks([0, 50, 100], ["0", "50", "100%"] if first else ["", "", ""])
    ticks = sorted({0, latest // 2, latest})
    axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.get_xticklabels()[-1].set_horizontalalignment("right")
