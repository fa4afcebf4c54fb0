"""The network of codes, and its GraphML."""

import networkx as nx

from intertwine.figures.circle import places
from intertwine.figures.network import edges_of, network_figure
from intertwine.measures.cooccurrence.records import COOCCURRENCE, DIFFERENCES
from intertwine.measures.prevalence.records import PREVALENCE

EDGE = {"code_a": "security", "code_b": "threat", "estimate": 2.0, "p_adjusted": 0.01, "documents_both": 9}
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


def test_an_edge_needs_a_small_adjusted_p_and_enough_documents_in_all_languages(results):
    rows = [EDGE, EDGE | {"code_b": "risk", "p_adjusted": 0.06}, EDGE | {"code_b": "risk", "language": "zh"}]
    pairs = results({COOCCURRENCE: rows}).cooccurrence

    assert len(edges_of(pairs, ["security", "threat", "risk"], documents=9)) == 1
    assert edges_of(pairs, ["security", "threat", "risk"], documents=10).empty


def test_edges_and_differences_are_counted_and_each_contrast_has_a_panel(results, labels, settings, written):
    figure = network_figure(results(tables(EDGE)), labels, settings())

    assert "1 of 1 tested pairs are drawn" in figure.caption[0]
    assert "studentised permutation of clusters): 1;" in figure.caption[0]
    assert "promotional texts against interviews 宣传文本与访谈之差" in written(figure)


def test_no_edge_is_said_in_the_panel(results, labels, settings, written):
    figure = network_figure(results(tables(EDGE | {"p_adjusted": 0.5})), labels, settings())

    assert figure.data.empty
    assert "no pair is off chance after adjustment\n校正后没有编码对偏离随机" in written(figure)


def test_graphml_holds_nodes_with_shares_and_edges_with_their_effects(results, labels, settings):
    graph = nx.parse_graphml(network_figure(results(tables(EDGE)), labels, settings()).files["graphml"])

    assert graph.nodes["threat"] == {
        "label_en": "threat",
        "label_zh": "威胁",
        "family": "threat",
        "share_of_documents_interview": 0.5,
    }
    effects = [{**values} for *_, values in graph.edges(data=True)]
    assert {"source": "interview", "odds_ratio": 2.0, "p_adjusted": 0.01, "documents_both": 9} in effects
    assert {"source": APART["contrast"], "ratio_of_odds_ratios": 3.0, "p_adjusted": 0.01} in effects


def test_places_are_fixed_and_families_keep_together():
    nodes = places(["a.x", "a.y", "b.x", "b.y", "c.x"])

    assert nodes == places(["a.x", "a.y", "b.x", "b.y", "c.x"])
    assert {node.family for node in nodes if node.x > 0} & {node.family for node in nodes if node.x < 0} == set()
