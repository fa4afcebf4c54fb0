"""Co-occurrence as a network: fixed places, a line for each pair with enough units, pale where not certain."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

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
from intertwine.figures.circle import Node, most_on_a_side, places
from intertwine.figures.figure import Figure, labelled, texts_in
from intertwine.figures.graphml import graphml
from intertwine.figures.network_edges import HEAD, LEAST, LEGEND, Network, network_of
from intertwine.measures.cooccurrence.records import DIFFERENCES
from intertwine.results import of_unit
from intertwine.vocabulary import ALL
from intertwine.wording.labels import Labels, Pair, contrast_in_words, phrase, top_level
from intertwine.wording.sentences import filled, joined, listed
from intertwine.wording.statements import NOTHING, THESE, cooccurrence_sentences

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from intertwine.config import Settings
    from intertwine.results import Results

NARROWEST_CIRCLE = 25.0
PALE = 0.28
"""How much of a line is seen that is not certain."""
DASHED: Any = (0, (3, 1.5))
GREY = "#b8b8b8"
SHADES = (*COLOURS, GREY, "#ffffff", "#6b4c2a")

WHAT: Pair = (
    "Network of codes that meet in one unit, by source, all languages together.",
    "在同一单位中共现的编码网络（按来源，全部语言合并）。",
)
EDGES: Pair = (
    "{drawn} of {pairs} pairs are drawn: those with at least {least} units and {least} documents with both codes; "
    "{certain} of them with an adjusted p < .05 in full colour, the others pale.",
    "{pairs} 个编码对中画出 {drawn} 个：两编码皆有的单位与文档均不少于 {least} 个；"
    "其中校正后 p < .05 者 {certain} 个，用全色，其余色浅。",
)
APART: Pair = (
    "Panels of two groups: the ratio of the two odds ratios of families, where both were tested: {n}, of which "
    "{certain} with an adjusted p < .05.",
    "两组对比的图：双方皆已检验的编码大类对的两个优势比之比：{n} 对，其中校正后 p < .05 者 {certain} 对。",
)
LEFT_OUT: Pair = ("Panels without a line are left out: {names}.", "没有线的图略去：{names}。")
MARKS: Pair = (
    "Size of a node: share of documents with the code; its shade: family. Line: solid more, dashed less often; width: "
    "log odds ratio, partially pooled where the pair was not tested. Places are fixed by the codebook.",
    "节点大小：含该编码的文档比例；色调：大类。实线更多，虚线更少；线宽：优势比的对数（未检验者取部分合并的值）。"
    "位置由编码表固定，不含意义。",
)


def network_figure(results: Results, labels: Labels, settings: Settings) -> Figure:
    """Return the network of pairs, by source, and of differences between groups; with it as GraphML."""
    unit = settings.primary_unit
    pairs, differences = of_unit(results.cooccurrence, unit), results[DIFFERENCES]
    network = network_of(pairs, of_unit(results.prevalence, unit), differences)
    among = pairs["code_a"].isin(network.codes) & pairs["code_b"].isin(network.codes)
    return Figure(
        name="network",
        data=labelled(network.edges, labels),
        caption=network_caption(network, pairs[(pairs["language"] == ALL) & among], settings),
        texts=(*texts_in(pairs, "source", "code_a", "code_b"), *texts_in(differences, "contrast")),
        draw=partial(draw_network, network),
        files={"graphml": graphml(network.shares, network.edges, network.differences, labels)},
    )


def network_caption(network: Network, pairs: pd.DataFrame, settings: Settings) -> Pair:
    """Return the caption; `pairs` are all those of its codes."""
    if pairs.empty:
        return NOTHING
    drawn, certain = len(network.edges), int(network.edges["certain"].sum())
    edges = filled(EDGES, drawn=drawn, pairs=len(pairs), least=LEAST, certain=certain)
    apart = network.differences
    differences = filled(APART, n=len(apart), certain=int(apart["certain"].sum()))
    missing = [phrase(source) for source in network.sources if source not in set(network.edges["source"])]
    missing += [contrast_in_words(name) for name in network.contrasts if name not in set(apart["contrast"])]
    left_out = filled(LEFT_OUT, names=listed(missing)) if missing else ("", "")
    return joined([WHAT, edges, *cooccurrence_sentences(pairs, settings), differences, left_out, MARKS, THESE])


def draw_network(network: Network, look: Look) -> Canvas:
    """Draw a panel for each source, and one for each contrast between groups.

    Size stands for the share of documents, width and line for the odds ratio, or the ratio of two of them.
    """
    graphs = [(title, graph) for title, graph in _panels(network, look.labels) if len(graph.edges)]
    if not graphs:
        return message(look, look.labels.say("nothing"))
    panels = len(graphs)
    height = min(max(40.0, 3.6 * (most_on_a_side(network.codes) + 3)), (TALLEST - LEGEND) / panels - HEAD)
    names = max(look.font.width(look.labels.code(code), SMALL) for code in network.codes)
    look = look.at_least(2 * (names + 5) + NARROWEST_CIRCLE)
    sheet = canvas(look, panels * (HEAD + height) + LEGEND)
    width = min(look.width - 2 * (names + 5), 1.5 * height)
    for number, (title, graph) in enumerate(graphs):
        top = number * (HEAD + height)
        sheet.text(2, top + 4, title, size=LARGE)
        _draw_panel(sheet.axes((look.width - width) / 2, top + HEAD, width, height - 3), graph, look)
    _write_legend(sheet, look)
    return sheet


@dataclass(frozen=True, slots=True)
class _Panel:
    """The codes of a panel, its edges, and the share of documents of each code."""

    codes: list[str]
    edges: pd.DataFrame
    shares: pd.Series


def _shares_in(shares: pd.Series, source: str) -> pd.Series:
    """Return the shares of documents of each code in a source; of none where no code is in it."""
    return shares[shares.index.get_level_values(0) == source].droplevel(0)


def _panels(network: Network, labels: Labels) -> list[tuple[str, _Panel]]:
    """Return title and content of each panel."""
    edges, shares, differences = network.edges, network.shares, network.differences
    tops, mean = top_level(network.codes), shares.groupby(level=1).mean()
    return [
        *(
            (labels.say(source), _Panel(network.codes, edges[edges["source"] == source], _shares_in(shares, source)))
            for source in network.sources
        ),
        *(
            (
                labels.joined(contrast_in_words(contrast)),
                _Panel(tops, differences[differences["contrast"] == contrast], mean),
            )
            for contrast in network.contrasts
        ),
    ]


def _draw_panel(axes: Axes, panel: _Panel, look: Look) -> None:
    axes.set(xlim=(-1.04, 1.04), ylim=(1.06, -1.06))
    axes.set_axis_off()
    nodes = {node.code: node for node in places(panel.codes)}
    for edge in panel.edges.sort_values("certain", kind="stable").to_dict("records"):
        ends = nodes[edge["code_a"]], nodes[edge["code_b"]]
        _draw_edge(axes, *ends, float(edge["ratio"]), alpha=0.85 if edge["certain"] else PALE)
    families = sorted({node.family for node in nodes.values()})
    for node in nodes.values():
        share = float(panel.shares.get(node.code, 0.0))
        _draw_node(axes, look, node, share=share, shade=SHADES[families.index(node.family) % len(SHADES)])


def _draw_node(axes: Axes, look: Look, node: Node, *, share: float, shade: str) -> None:
    edge: dict[str, Any] = {"markeredgecolor": INK, "markeredgewidth": 0.4, "clip_on": False}
    axes.plot(node.x, node.y, "o", markersize=_diameter(share), color=shade, **edge, zorder=3)
    side = 1 if node.x > 0 else -1
    axes.annotate(
        look.labels.code(node.code),
        (node.x, node.y),
        (side * 6, 0),
        textcoords="offset points",
        fontsize=SMALL,
        ha="left" if side > 0 else "right",
        va="center",
        annotation_clip=False,
        color=INK if share else FAINT,
    )


def _draw_edge(axes: Axes, node_a: Node, node_b: Node, odds_ratio: float, *, alpha: float) -> None:
    """Draw the line between two nodes, bent towards the middle."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    middle = (0.6 * (node_a.x + node_b.x) / 2, 0.75 * (node_a.y + node_b.y) / 2)
    bend = Path([(node_a.x, node_a.y), middle, (node_b.x, node_b.y)], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    style = {"edgecolor": MORE, "linestyle": "-"} if odds_ratio > 1 else {"edgecolor": LESS, "linestyle": DASHED}
    width = _thickness(odds_ratio)
    axes.add_patch(PathPatch(bend, fill=False, linewidth=width, **style, alpha=alpha, capstyle="butt", zorder=2))


def _thickness(odds_ratio: float) -> float:
    doublings = abs(math.log2(odds_ratio)) if 0 < odds_ratio < math.inf else 5.0
    return 0.4 + 0.55 * min(doublings, 5.0)


def _diameter(share: float) -> float:
    return 1.5 + 5.0 * math.sqrt(share)


def _write_legend(sheet: Canvas, look: Look) -> None:
    top, left = sheet.height - 8, 3.0
    for share in (0.2, 0.6, 1.0):
        size = {"markersize": _diameter(share), "markeredgecolor": INK, "markeredgewidth": 0.4}
        sheet.line(left, top, left, top, marker="o", color=GREY, **size)
        sheet.text(left + 2, top, f"{share:.0%}", size=SMALL)
        left += 9
    sheet.text(left, top, look.labels.say("share of documents"), size=SMALL)
    top, left = top + 5, 2.0
    for name, colour, style, ratios in (("more often", MORE, "-", (2, 8)), ("less often", LESS, DASHED, (0.5,))):
        for odds_ratio in ratios:
            sheet.line(left, top, left + 5, top, color=colour, linestyle=style, linewidth=_thickness(odds_ratio))
            sheet.text(left + 6, top, f"{odds_ratio:g}", size=SMALL)
            left += 10
        sheet.text(left, top, look.labels.say(name), size=SMALL)
        left += look.font.width(look.labels.say(name), SMALL) + 4
