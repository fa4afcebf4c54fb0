"""Co-occurrence as a network: fixed places, edges only where a pair is off chance after adjustment."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.figures.canvas import (
    COLOURS,
    FAINT,
    INK,
    LARGE,
    LESS,
    MORE,
    SMALL,
    TALLEST,
    Canvas,
    Look,
    canvas,
    message,
)
from intertwine.results import ALL, is_below, sources_in
from intertwine.wording.labels import contrast_said, in_tree_order, leaves, top_level

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOWEST_STEP = 2.6
LEGEND = 12.0
HEAD = 7.0
NARROWEST_CIRCLE = 25.0


@dataclass(frozen=True, slots=True)
class Node:
    """A code and its place in the picture, from -1 to 1 both ways; y grows downwards."""

    code: str
    x: float
    y: float


def edges_of(cooccurrence: pd.DataFrame, codes: list[str], *, documents: int) -> pd.DataFrame:
    """Return the pairs among `codes` that are off chance after adjustment, in enough documents, of all languages."""
    kept = (
        (cooccurrence["language"] == ALL)
        & cooccurrence["code_a"].isin(codes)
        & cooccurrence["code_b"].isin(codes)
        & is_below(cooccurrence["p_adjusted"])
        & (cooccurrence["documents_both"] >= documents)
        & cooccurrence["estimate"].notna()
    )
    return cooccurrence[kept].reset_index(drop=True)


def places(codes: list[str]) -> list[Node]:
    """Return fixed places on a circle: codes in tree order, half on each side, equal steps down, parents apart.

    Equal steps down (and not along the arc) leave each name its own line.
    """
    half = _half(codes)
    right, left = codes[:half], codes[half:]
    return [*_side(right, 1), *_side(left, -1)]


def _half(codes: list[str]) -> int:
    """Return where to divide the codes: between two families, as near to the middle as can be."""
    borders = [
        place for place in range(1, len(codes)) if codes[place].split(".")[0] != codes[place - 1].split(".")[0]
    ] or [math.ceil(len(codes) / 2)]
    return min(borders, key=lambda place: (abs(place - len(codes) / 2), place))


def _side(codes: list[str], side: int) -> list[Node]:
    steps, step = [], 0.0
    for place, code in enumerate(codes):
        if place:
            step += 1.0 if code.split(".")[0] == codes[place - 1].split(".")[0] else 1.8
        steps.append(step)
    total = step or 1.0
    heights = [2 * (value / total - 0.5) * 0.98 if len(codes) > 1 else 0.0 for value in steps]
    return [
        Node(code, side * (0.12 + 0.88 * math.sqrt(1 - height * height)), height)
        for code, height in zip(codes, heights, strict=True)
    ]


def difference_edges(differences: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of families whose odds ratio differs between two groups of documents, after adjustment."""
    kept = differences["measure"].str.startswith("odds ratio") & (differences["language"] == ALL)
    kept &= is_below(differences["p_adjusted"]) & (differences["source"] == ALL)
    kept &= ~differences["code_a"].str.contains(".", regex=False) & ~differences["code_b"].str.contains(
        ".", regex=False
    )
    return differences[kept].reset_index(drop=True)


def network_figure(
    cooccurrence: pd.DataFrame, prevalence: pd.DataFrame, differences: pd.DataFrame, look: Look, *, documents: int
) -> Canvas:
    """Draw a panel for each source, and one for each contrast between groups.

    Size stands for the share of documents, width and line for the odds ratio, or the ratio of two of them.
    """
    sources = sources_in(cooccurrence)
    contrasts = sorted(
        differences.loc[(differences["source"] == ALL) & (differences["language"] == ALL), "contrast"].unique()
    )
    panels = len(sources) + len(contrasts)
    codes = network_codes(cooccurrence, panels)
    if not codes:
        return message(look, look.labels.say("nothing"))
    nodes = places(codes)
    side = max(_half(codes), len(codes) - _half(codes))
    panel = min(max(40.0, 3.6 * (side + 3)), (TALLEST - LEGEND) / panels - HEAD)
    names = max(look.font.width(look.labels.code(code), SMALL) for code in codes)
    look = look.at_least(2 * (names + 5) + NARROWEST_CIRCLE)
    sheet = canvas(look, panels * (HEAD + panel) + LEGEND)
    width = min(look.width - 2 * (names + 5), 1.5 * panel)
    edges = edges_of(cooccurrence, codes, documents=documents)
    shares = document_shares(prevalence)
    for number, source in enumerate(sources):
        top = number * (HEAD + panel)
        sheet.text(2, top + 4, look.labels.say(source), size=LARGE)
        axes = sheet.axes((look.width - width) / 2, top + HEAD, width, panel - 3)
        _panel(axes, nodes, edges[edges["source"] == source], shares, source, look)
    apart = difference_edges(differences)
    for number, contrast in enumerate(contrasts, start=len(sources)):
        top = number * (HEAD + panel)
        sheet.text(2, top + 4, look.labels.joined(contrast_said(contrast)), size=LARGE)
        axes = sheet.axes((look.width - width) / 2, top + HEAD, width, panel - 3)
        tops = places(top_level(codes))
        _panel(axes, tops, apart[apart["contrast"] == contrast], shares.groupby(level=1).mean(), "", look)
    _legend(sheet, look)
    return sheet


def network_codes(cooccurrence: pd.DataFrame, panels: int) -> list[str]:
    """Return the leaves where enough of their pairs can be tested and their names fit, else the highest level."""
    paths = in_tree_order([*cooccurrence["code_a"], *cooccurrence["code_b"]])
    lowest, highest = leaves(paths), top_level(paths)
    room = 2 * int(((TALLEST - LEGEND) / max(panels, 1) - HEAD) / LOWEST_STEP - 3)
    enough = _tested(cooccurrence, lowest) >= _tested(cooccurrence, highest)
    return lowest if enough and len(lowest) <= room else highest


def _tested(cooccurrence: pd.DataFrame, codes: list[str]) -> int:
    tested = cooccurrence[cooccurrence["p"].notna() & (cooccurrence["language"] == ALL)]
    return int((tested["code_a"].isin(codes) & tested["code_b"].isin(codes)).sum())


def document_shares(prevalence: pd.DataFrame) -> pd.Series:
    """Return the share of documents that hold a code, by source and code, of all languages."""
    found = prevalence[prevalence["language"] == ALL].set_index(["source", "code"])
    return found["documents_with_code"] / found["n_documents"]


def _panel(axes: Axes, nodes: list[Node], edges: pd.DataFrame, shares: pd.Series, source: str, look: Look) -> None:
    axes.set(xlim=(-1.04, 1.04), ylim=(1.06, -1.06))
    axes.set_axis_off()
    by_code = {node.code: node for node in nodes}
    for edge in edges.itertuples():
        _edge(axes, by_code[str(edge.code_a)], by_code[str(edge.code_b)], float(edge.estimate))  # type: ignore[arg-type]
    if edges.empty:
        axes.text(0, 0, look.labels.say("no edges", "\n"), ha="center", va="center", color=FAINT)
    families = sorted({node.code.split(".")[0] for node in nodes})
    for node in nodes:
        share = float(shares.get((source, node.code) if source else node.code, 0.0))
        number = families.index(node.code.split(".")[0])
        axes.plot(node.x, node.y, "o", markersize=_diameter(share), color=_shade(number), markeredgecolor=INK,
                  markeredgewidth=0.4, clip_on=False, zorder=3)  # fmt: skip
        side = 1 if node.x > 0 else -1
        axes.annotate(
            look.labels.code(node.code), (node.x, node.y), (side * 6, 0), textcoords="offset points", fontsize=SMALL,
            ha="left" if side > 0 else "right", va="center", annotation_clip=False, color=INK if share else FAINT,
        )  # fmt: skip


def _edge(axes: Axes, one: Node, other: Node, odds_ratio: float) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    more = odds_ratio > 1
    bend = Path(
        [(one.x, one.y), (0.6 * (one.x + other.x) / 2, 0.75 * (one.y + other.y) / 2), (other.x, other.y)],
        [Path.MOVETO, Path.CURVE3, Path.CURVE3],
    )
    axes.add_patch(
        PathPatch(bend, fill=False, edgecolor=MORE if more else LESS, linewidth=_thickness(odds_ratio),
                  linestyle="-" if more else (0, (3, 1.5)), alpha=0.8, capstyle="butt", zorder=2)
    )  # fmt: skip


def _thickness(odds_ratio: float) -> float:
    doublings = abs(math.log2(odds_ratio)) if 0 < odds_ratio < math.inf else 5.0
    return 0.4 + 0.55 * min(doublings, 5.0)


def _diameter(share: float) -> float:
    return 1.5 + 5.0 * math.sqrt(share)


def _shade(number: int) -> str:
    return (*COLOURS, "#b8b8b8", "#ffffff", "#6b4c2a")[number % 8]


def _legend(sheet: Canvas, look: Look) -> None:
    top, left, say, width = sheet.height - 8, 3.0, look.labels.say, look.font.width
    for share in (0.2, 0.6, 1.0):
        sheet.line(left, top, left, top, marker="o", markersize=_diameter(share), color="#b8b8b8", markeredgecolor=INK,
                   markeredgewidth=0.4)  # fmt: skip
        sheet.text(left + 2, top, f"{share:.0%}", size=SMALL)
        left += 9
    sheet.text(left, top, say("share of documents"), size=SMALL)
    top, left = top + 5, 2.0
    for name, colour, style, values in (("more often", MORE, "-", (2, 8)), ("less often", LESS, (0, (3, 1.5)), (0.5,))):
        for value in values:
            sheet.line(left, top, left + 5, top, color=colour, linestyle=style, linewidth=_thickness(value))
            sheet.text(left + 6, top, f"{value:g}", size=SMALL)
            left += 10
        sheet.text(left, top, say(name), size=SMALL)
        left += width(say(name), SMALL) + 4
