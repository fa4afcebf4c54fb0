"""The network of codes, and its GraphML."""

import networkx as nx

from intertwine.figures.circle import places
from intertwine.figures.network import network_figure
from intertwine.figures.network_edges import edges_of
from intertwine.measures.cooccurrence.records import COOCCURRENCE, DIFFERENCES
from intertwine.measures.prevalence.records import PREVALENCE

EDGE = {"code_a": "security", "code_b": "threat", "estimate": 2.0, "p": 0.01, "p_adjusted": 0.01}
EDGE |= {"both": 12, "documents_both": 9}
APART = {
    "contrast": "source: promotional / interview",
    "measure": "odds ratio, ratio of two",
    "source": "all",
    "code_a": "security",
    "code_b": "threat",
    "estimate": 3.0,
    "p_adjusted": 0.01,
}
SHARES = [{"code": code, "documents_with_code": 6, "n_documents": 12} for code in ("security", "threat")]


def tables(edge):
    return {COOCCURRENCE: [edge], DIFFERENCES: [APART], PREVALENCE: SHARES}


def test_an_edge_needs_enough_units_and_documents_and_is_certain_by_its_adjusted_p(results):
    rows = [
        EDGE,
        EDGE | {"code_b": "risk", "p_adjusted": 0.06},
        EDGE | {"code_b": "risk", "language": "zh"},
        EDGE | {"code_b": "games", "both": 2},
        EDGE | {"code_b": "games", "source": "promotional", "documents_both": 2},
    ]

    edges = edges_of(results({COOCCURRENCE: rows}).cooccurrence, ["security", "threat", "risk", "games"])

    assert edges[["code_b", "certain"]].to_numpy().tolist() == [["threat", True], ["risk", False]]


def test_a_pair_that_was_not_tested_is_drawn_by_what_its_family_tells(results):
    row = EDGE | {"p": float("nan"), "p_adjusted": float("nan"), "estimate": 9.0, "pooled": 1.5}

    edges = edges_of(results({COOCCURRENCE: [row]}).cooccurrence, ["security", "threat"])

    assert edges[["ratio", "certain"]].to_numpy().tolist() == [[1.5, False]]


def test_edges_and_differences_are_counted_and_each_contrast_has_a_panel(results, labels, settings, written):
    figure = network_figure(results(tables(EDGE)), labels, settings())

    assert "1 of 1 pairs are drawn: those with at least 3 units" in figure.caption[0]
    assert "1 of them with an adjusted p < .05 in full colour" in figure.caption[0]
    assert "where both were tested: 1, of which 1 with" in figure.caption[0]
    assert "promotional texts against interviews 宣传文本与访谈之差" in written(figure)


def test_a_panel_without_a_line_is_left_out_and_named(results, labels, settings, written):
    few = EDGE | {"source": "promotional", "both": 1}
    rows = {**tables(EDGE), COOCCURRENCE: [EDGE, few]}

    figure = network_figure(results(rows), labels, settings())

    assert "Panels without a line are left out: promotional texts." in figure.caption[0]
    assert not any(text.startswith("promotional texts 宣传文本") for text in written(figure))


def test_graphml_holds_nodes_with_shares_and_edges_with_their_effects(results, labels, settings):
    graph = nx.parse_graphml(network_figure(results(tables(EDGE)), labels, settings()).files["graphml"])

    assert graph.nodes["threat"] == {
        "label_en": "threat",
        "label_zh": "威胁",
        "family": "threat",
        "share_of_documents_interview": 0.5,
    }
    effects = [{**values} for *_, values in graph.edges(data=True)]
    assert {"source": "interview", "odds_ratio": 2.0, "certain": True, "documents_both": 9} in effects
    assert {"source": APART["contrast"], "ratio_of_odds_ratios": 3.0, "certain": True} in effects


def test_places_are_fixed_and_families_keep_together():
    nodes = places(["a.x", "a.y", "b.x", "b.y", "c.x"])

    assert nodes == places(["a.x", "a.y", "b.x", "b.y", "c.x"])
    assert {node.family for node in nodes if node.x > 0} & {node.family for node in nodes if node.x < 0} == set()
