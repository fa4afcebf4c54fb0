"""All figures of a study: drawn, checked for missing glyphs, and written with their data and captions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.figures import captions
from intertwine.figures.canvas import Canvas, Look
from intertwine.figures.cooccurrence import cooccurrence_figure, hypothesis_leaves, pairs_figure
from intertwine.figures.hypotheses import hypotheses_figure, shown_rows
from intertwine.figures.keyness import keyness_figure, shown_words
from intertwine.figures.network import (
    difference_edges,
    document_shares,
    edges_of,
    network_codes,
    network_figure,
)
from intertwine.figures.order import order_figure
from intertwine.figures.prevalence import prevalence_figure
from intertwine.figures.specifications import specifications_figure
from intertwine.figures.topics import topics_figure
from intertwine.figures.uptake import first_uses_figure, uptake_figure
from intertwine.measures.order.order import MEASURES
from intertwine.results import ALL, chosen_engine, hypothesis_rows, of_reading, of_unit
from intertwine.wording.labels import Labels, Pair, top_level
from intertwine.wording.notes import in_english
from intertwine.wording.phrases import PHRASES

if TYPE_CHECKING:
    from intertwine.config import Settings


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its data and its captions in English and Chinese."""

    name: str
    sheet: Canvas
    data: pd.DataFrame
    caption: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The measures that figures show."""

    prevalence: pd.DataFrame
    cooccurrence: pd.DataFrame
    keyness: pd.DataFrame
    topics: pd.DataFrame
    topic_codes: pd.DataFrame
    specifications: pd.DataFrame
    differences: pd.DataFrame
    order: pd.DataFrame
    order_documents: pd.DataFrame
    uptake: pd.DataFrame
    opportunities: pd.DataFrame
    incidence: pd.DataFrame


def characters_in(measured: Measured, labels: Labels) -> Iterator[str]:
    """Give all texts that may stand in a figure: their characters must be in its font."""
    yield "".join(chr(number) for number in range(32, 127)) + "−·×→…∞†●○\u00a0"
    for pair in [*PHRASES.values(), *labels.codes.values()]:
        yield labels.joined(pair)
    for frame, columns in (
        (measured.prevalence, ("source", "language", "code")),
        (measured.cooccurrence, ("source", "language", "code_a", "code_b")),
        (measured.topics, ("language", "words")),
        (measured.differences, ("contrast",)),
        (measured.uptake, ("source", "code")),
        (measured.incidence, ("code",)),
    ):
        for column in columns:
            yield from frame[column].unique()


def words_in(measured: Measured, settings: Settings) -> Iterator[str]:
    """Give the words and comparisons that the figure of keyness shows."""
    shown = shown_words(measured.keyness, settings.keyness.words)
    for column in ("word", "comparison"):
        yield from shown[column].unique()


def figures(measured: Measured, look: Look, settings: Settings) -> Iterator[Figure]:
    """Draw all figures."""
    unit = settings.primary_unit
    prevalence, pairs = of_unit(measured.prevalence, unit), of_unit(measured.cooccurrence, unit)
    yield Figure(
        "prevalence",
        prevalence_figure(prevalence, look, unit=unit),
        _labelled(prevalence[prevalence["language"] != ALL], look.labels),
        captions.prevalence_caption(prevalence, settings),
    )
    yield from _pair_figures(pairs, look, settings)
    yield from _inference(measured, look, settings)
    yield _network(pairs, prevalence, measured.differences, look, settings)
    words = shown_words(measured.keyness, settings.keyness.words)
    yield Figure(
        "keyness",
        keyness_figure(measured.keyness, look, words=settings.keyness.words),
        in_english(words),
        captions.keyness_caption(words, settings),
    )
    yield _topics(measured, look, settings)


def _pair_figures(pairs: pd.DataFrame, look: Look, settings: Settings) -> Iterator[Figure]:
    together = pairs[pairs["language"] == ALL]
    tops = set(top_level([*pairs["code_a"], *pairs["code_b"]]))
    families = together[together["code_a"].isin(tops) & together["code_b"].isin(tops)]
    yield Figure(
        "cooccurrence",
        cooccurrence_figure(pairs, look),
        _labelled(families, look.labels),
        captions.cooccurrence_caption(families, settings),
    )
    _, _, asked = hypothesis_leaves([*look.labels.codes, *pairs["code_a"], *pairs["code_b"]], settings.hypotheses)
    wanted = {tuple(sorted(pair)) for pair in asked}
    inside = [pair in wanted for pair in zip(together["code_a"], together["code_b"], strict=True)]
    leaves = together[pd.Series(inside, index=together.index, dtype=bool)]
    yield Figure(
        "pairs",
        pairs_figure(pairs, look, hypotheses=settings.hypotheses),
        _labelled(leaves, look.labels),
        captions.pairs_caption(leaves, settings),
    )
    rows = hypothesis_rows(pairs, settings.hypotheses)
    yield Figure(
        "hypotheses",
        hypotheses_figure(
            pairs, look, hypotheses=settings.hypotheses, unit=settings.primary_unit, confidence=settings.confidence
        ),
        _labelled(rows.drop(columns="hypothesis"), look.labels),
        captions.hypotheses_caption(shown_rows(pairs, settings.hypotheses), settings),
    )


def _inference(measured: Measured, look: Look, settings: Settings) -> Iterator[Figure]:
    yield Figure(
        "specifications",
        specifications_figure(
            measured.specifications, look, hypotheses=settings.hypotheses, primary=settings.primary_unit
        ),
        _labelled(measured.specifications, look.labels),
        captions.specifications_caption(measured.specifications, settings),
    )
    order = of_reading(measured.order, settings.reading)
    yield Figure(
        "order",
        order_figure(order, measured.order_documents, look, pairs=settings.orders, measures=MEASURES),
        _labelled(order, look.labels),
        captions.order_caption(order, settings),
    )
    yield Figure(
        "uptake",
        uptake_figure(measured.uptake, measured.opportunities, look),
        _labelled(measured.uptake[measured.uptake["language"] == ALL], look.labels),
        captions.uptake_caption(measured.uptake, settings),
    )
    yield Figure(
        "first_uses",
        first_uses_figure(measured.incidence, look),
        _labelled(measured.incidence, look.labels),
        captions.first_uses_caption(measured.incidence, settings),
    )


def _network(
    pairs: pd.DataFrame, prevalence: pd.DataFrame, differences: pd.DataFrame, look: Look, settings: Settings
) -> Figure:
    contrasts = differences.loc[(differences["source"] == ALL) & (differences["language"] == ALL), "contrast"].nunique()
    codes = network_codes(pairs, pairs["source"].nunique() + contrasts)
    edges = edges_of(pairs, codes, documents=settings.smallest.documents)
    among = (pairs["language"] == ALL) & pairs["code_a"].isin(codes) & pairs["code_b"].isin(codes)
    return Figure(
        "network",
        network_figure(pairs, prevalence, differences, look, documents=settings.smallest.documents),
        _labelled(edges, look.labels),
        captions.network_caption(edges, pairs[among], difference_edges(differences), settings),
    )


def _topics(measured: Measured, look: Look, settings: Settings) -> Figure:
    shown = measured.topics[measured.topics["engine"] == chosen_engine(measured.topics)]
    codes = measured.topic_codes[
        (measured.topic_codes["engine"] == chosen_engine(measured.topics))
        & measured.topic_codes["code"].isin(top_level(measured.topic_codes["code"]))
    ]
    return Figure(
        "topics",
        topics_figure(measured.topics, measured.topic_codes, look),
        _labelled(codes, look.labels),
        captions.topics_caption(shown[shown["words"] != ""], settings),
    )


def network_graph(
    figure_edges: pd.DataFrame, differences: pd.DataFrame, prevalence: pd.DataFrame, labels: Labels
) -> str:
    """Return the network as GraphML: nodes with labels and shares of documents, edges with source and effect.

    Edges of a contrast between two groups have the contrast in place of a source, and the ratio of two odds ratios.
    """
    import networkx as nx

    graph = nx.MultiGraph()
    shares = document_shares(prevalence)
    for code in sorted({code for _, code in shares.index}):
        english, chinese = labels.codes.get(code, (code, code))
        of_code = {f"share_of_documents_{source}": float(value) for source, value in shares.xs(code, level=1).items()}
        graph.add_node(code, label_en=english, label_zh=chinese, family=code.partition(".")[0], **of_code)
    for edge in figure_edges.itertuples():
        graph.add_edge(
            edge.code_a, edge.code_b, source=edge.source, odds_ratio=float(edge.estimate),  # type: ignore[arg-type]
            p_adjusted=float(edge.p_adjusted), documents_both=int(edge.documents_both),  # type: ignore[arg-type]
        )  # fmt: skip
    for edge in difference_edges(differences).itertuples():
        graph.add_edge(
            edge.code_a, edge.code_b, source=str(edge.contrast), ratio_of_odds_ratios=float(edge.estimate),  # type: ignore[arg-type]
            p_adjusted=float(edge.p_adjusted),  # type: ignore[arg-type]
        )  # fmt: skip
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def _labelled(frame: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Add the labels of codes in both languages beside their paths, and word notes."""
    found = in_english(frame).reset_index(drop=True)
    for column in [name for name in ("code", "code_a", "code_b") if name in frame.columns]:
        for place, language in enumerate(("en", "zh")):
            said = [labels.codes.get(code, (code, code))[place] for code in found[column]]
            found.insert(
                list(found.columns).index(column) + 1 + place, column.replace("code", f"label_{language}"), said
            )
    return found
