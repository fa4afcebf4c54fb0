"""The specification curve: each hypothesis under every combination of choices, and which choices they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

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
    odds_ticks,
    source_mark,
    write_wrapped,
)
from intertwine.figures.figure import Figure, labelled, texts_in
from intertwine.measures.cooccurrence.records import SPECIFICATIONS
from intertwine.results import sources_in
from intertwine.wording.labels import Labels, Pair, phrase
from intertwine.wording.numbers import share
from intertwine.wording.sentences import COMMA, filled, joined, listed
from intertwine.wording.statements import NO_HYPOTHESES, NOTHING, THESE, cluster_sentence

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from intertwine.config import Settings
    from intertwine.results import Results

HEAD, FOOT, GAP = 8.0, 12.0, 2.5
CURVE, STRIP, TITLE = 12.0, 2.35, 7.5
VARIED = ("unit", "qualifiers", "entries", "overlap", "prompting")
BLOCK = TITLE + CURVE + STRIP * len(VARIED) + GAP
UNIT_SHADES = {"sentence": "#c9c9c9", "turn": "#222222", "window": "#7d7d7d", "document": "#efefef"}
NOT_CHOSEN = ("all hits", "all entries", "apart", "prompted in")
SHADES = UNIT_SHADES | dict.fromkeys(NOT_CHOSEN, "#ececec")
CHOSEN = "#222222"
FARTHEST = 4.0

WHAT: Pair = (
    "The hypotheses under every combination of choices, in rising order of the odds ratio.",
    "各假设在所有选择组合下的结果，按优势比升序排列。",
)
CHOICES: Pair = (
    "Varied are the unit, whether only affirming hits count, whether only core entries count, whether two hits may "
    "overlap, and whether prompted uses are left out: {tried} specifications, {known} with an odds ratio (elsewhere a "
    "code does not occur, or both never vary in one document). Nothing is selected.",
    "所变动者：单位、是否只计肯定命中、是否只计核心词条、两处命中可否重叠、是否排除被提示的使用；共 {tried} 种设定，"
    "其中 {known} 种可得优势比（其余某一编码未出现，或两者从未在同一文档中皆有变化）。未作任何挑选。",
)
UNIT: Pair = (
    "Unit: as varied, of respondents and authors; n by source: {n}.",
    "单位：如所变动，限受访者与作者；各来源 n：{n}。",
)
DOCUMENTS: Pair = ("{source} {n} documents", "{source} {n} 个文档")
MEASURE: Pair = (
    "Measure: odds ratio inside documents at equal length and place of the unit, as in the table of hypotheses, all "
    "languages together; thin lines: interval. The specifications rest on the same texts: they are no independent "
    "confirmations, and no p-value is given.",
    "测量：文档之内、单位长度与位置相同时的优势比，与假设表一致，全部语言合并；细线为区间。"
    "各设定基于同样的文本，彼此并非独立的印证，故不给出 p 值。",
)


def specifications_figure(results: Results, labels: Labels, settings: Settings) -> Figure:
    """Return the odds ratios of the hypotheses under every choice, a panel for each hypothesis and source."""
    specifications = results[SPECIFICATIONS]
    return Figure(
        name="specifications",
        data=labelled(specifications, labels),
        caption=specifications_caption(specifications, settings),
        texts=texts_in(specifications, "source", "code_a", "code_b"),
        draw=partial(
            draw_specifications, specifications, hypotheses=settings.hypotheses, primary=settings.primary_unit
        ),
    )


def specifications_caption(specifications: pd.DataFrame, settings: Settings) -> Pair:
    """Return the caption of the specification curve."""
    if not settings.hypotheses:
        return NO_HYPOTHESES
    if specifications.empty:
        return NOTHING
    return joined(
        [
            WHAT,
            _choices_sentence(specifications),
            _documents_sentence(specifications),
            MEASURE,
            cluster_sentence(settings),
            THESE,
        ]
    )


def _choices_sentence(specifications: pd.DataFrame) -> Pair:
    tried, known = len(specifications), int(specifications["estimate"].notna().sum())
    return filled(CHOICES, tried=f"{tried:,}", known=f"{known:,}")


def _documents_sentence(specifications: pd.DataFrame) -> Pair:
    sizes = specifications.groupby("source")["n_documents"].max()
    n = listed((filled(DOCUMENTS, source=phrase(source), n=number) for source, number in sizes.items()), COMMA)
    return filled(UNIT, n=n)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Places in mm: margin and width of a panel, and by how much everything is flattened to fit a page."""

    margin: float
    width: float
    squeeze: float

    def top(self, block: int) -> float:
        return HEAD + block * BLOCK * self.squeeze


@dataclass(frozen=True, slots=True)
class _Panel:
    """A panel: its corner in mm, the number of its source, and the doublings that its axis reaches."""

    layout: _Layout
    left: float
    top: float
    number: int
    end: float


def draw_specifications(
    specifications: pd.DataFrame, look: Look, *, hypotheses: Sequence[tuple[str, str]], primary: str
) -> Canvas:
    """Draw a panel for each hypothesis and source: odds ratios in rising order, and under them the choices made."""
    known = specifications[specifications["estimate"].notna() & (specifications["estimate"] > 0)]
    pairs = [pair for pair in hypotheses if _is_pair(known, pair).any()]
    if not pairs:
        return message(look, look.labels.say("no hypotheses" if not hypotheses else "nothing"))
    sources = sources_in(specifications)
    margin = 6 + max(look.font.width(look.labels.say(name), SMALL) for name in VARIED)
    height = min(HEAD + FOOT + BLOCK * len(pairs), TALLEST)
    sheet = canvas(look, height)
    width = (look.width - margin - 4 - GAP * (len(sources) - 1)) / len(sources)
    layout = _Layout(margin, width, (height - HEAD - FOOT) / (BLOCK * len(pairs)))
    legend_of_sources(sheet, look, sources, left=2, top=3.5)
    end = float(np.clip(np.ceil(np.abs(np.log2(known["estimate"])).quantile(0.98)), 1, FARTHEST))
    for block, pair in enumerate(pairs):
        _write_names(sheet, look, pair, layout, top=layout.top(block))
        for number, source in enumerate(sources):
            left, top = margin + number * (width + GAP), layout.top(block)
            rows = known[_is_pair(known, pair) & (known["source"] == source)]
            _write_agreement(sheet, rows, left + width, top + 5.2 * layout.squeeze, primary=primary)
            _draw_panel(sheet, look, rows, _Panel(layout, left, top, number, end), primary=primary)
    write_wrapped(sheet, look, look.labels.say("dark choice"), top=sheet.height - FOOT + 3)
    sheet.text(look.width - 2, 3.5, look.labels.say("odds ratio"), ha="right", size=SMALL)
    return sheet


def _is_pair(frame: pd.DataFrame, pair: tuple[str, str]) -> pd.Series:
    first, second = sorted(pair)
    return (frame["code_a"] == first) & (frame["code_b"] == second)


def _write_names(sheet: Canvas, look: Look, pair: tuple[str, str], layout: _Layout, *, top: float) -> None:
    """Write the two codes over their panels, and what is varied beside the strips."""
    sheet.text(2, top + 1.5, f"{look.labels.code(pair[0])} × {look.labels.code(pair[1])}", size=NORMAL)
    for strip, name in enumerate(VARIED):
        place = top + (TITLE + CURVE + STRIP * (strip + 0.5)) * layout.squeeze
        size = SMALL * min(1.0, layout.squeeze + 0.1)
        sheet.text(layout.margin - 2, place, look.labels.say(name), size=size, ha="right", color=FAINT)


def _write_agreement(sheet: Canvas, rows: pd.DataFrame, right: float, top: float, *, primary: str) -> None:
    """Write the share of specifications on the side of 1 of the declared one, and how many there are."""
    declared = rows.loc[_is_declared(rows, primary), "estimate"]
    if len(declared):
        same = ((rows["estimate"] > 1) == (declared.iloc[0] > 1)).mean()
        sheet.text(right, top, f"{share(float(same), 0)} (n = {len(rows)})", size=SMALL, ha="right", color=INK)


def _is_declared(rows: pd.DataFrame, primary: str) -> pd.Series:
    return (rows["declared"] == 1) & (rows["unit"] == primary)


def _draw_panel(sheet: Canvas, look: Look, rows: pd.DataFrame, panel: _Panel, *, primary: str) -> None:
    """Draw the curve of one source, and under it the strips of its choices."""
    left, top, width, squeeze = panel.left, panel.top, panel.layout.width, panel.layout.squeeze
    if rows.empty:
        middle = top + (TITLE + CURVE / 2) * squeeze
        sheet.text(left + width / 2, middle, look.labels.say("too small"), size=SMALL, ha="center", color=FAINT)
        return
    rows = rows.sort_values(["estimate", *VARIED], kind="stable")
    curve = sheet.axes(left, top + TITLE * squeeze, width, CURVE * squeeze)
    _draw_curve(curve, rows, panel, declared=_is_declared(rows, primary))
    _draw_strips(sheet.axes(left, top + (TITLE + CURVE) * squeeze, width, STRIP * len(VARIED) * squeeze), rows)


def _draw_curve(axes: Axes, rows: pd.DataFrame, panel: _Panel, *, declared: pd.Series) -> None:
    """Draw the odds ratios as log2 with their intervals, cut off at the end of the axis; the `declared` ones large."""
    places, end = np.arange(len(rows)), panel.end
    colour = COLOURS[panel.number % len(COLOURS)]
    with np.errstate(divide="ignore", invalid="ignore"):
        inside, low, high = (np.clip(np.log2(rows[name].to_numpy()), -end, end) for name in ("estimate", "low", "high"))
    axes.vlines(places, low, high, color=colour, alpha=0.25, linewidth=max(0.4, 60 / max(len(rows), 1) * 0.6))
    axes.plot(places, inside, ".", color=colour, markersize=2, markeredgewidth=0)
    large = {**source_mark(panel.number), "linestyle": "none", "markeredgecolor": INK}
    axes.plot(places[declared.to_numpy()], inside[declared.to_numpy()], **large)
    axes.axhline(0, color=INK, linewidth=0.5)
    axes.set(xlim=(-1, len(rows)), ylim=(-end - 0.2, end + 0.2))
    bare(axes, keep=("left",))
    powers = [-int(end / 2) or -1, 0, int(end / 2) or 1]
    axes.set_yticks(powers, odds_ticks(powers))


def _draw_strips(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw which choices were made, a strip for each."""
    from matplotlib.colors import to_rgb

    shades = np.array([[to_rgb(SHADES.get(value, CHOSEN)) for value in rows[name]] for name in VARIED])
    axes.imshow(shades, aspect="auto", interpolation="nearest", extent=(-0.5, len(rows) - 0.5, len(VARIED), 0))
    for row in range(1, len(VARIED)):
        axes.axhline(row, color="white", linewidth=0.8)
    axes.set_xlim(-1, len(rows))
    bare(axes)
