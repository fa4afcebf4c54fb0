"""A network of codes as GraphML, which programs for networks open."""

from __future__ import annotations

import pandas as pd

from intertwine.figures.circle import family_of
from intertwine.wording.labels import Labels


def graphml(shares: pd.Series, edges: pd.DataFrame, differences: pd.DataFrame, labels: Labels) -> str:
    """Return the network as GraphML: nodes with labels and shares of documents, edges with source and effect.

    Edges of a contrast between two groups have the contrast in place of a source, and the ratio of two odds ratios.

    Parameters
    ----------
    shares
        Share of documents that hold a code, by source and code.
    edges
        Pairs of codes with their odds ratio, by source.
    differences
        Pairs of codes with the ratio of two odds ratios, by contrast.
    labels
        Labels of codes.
    """
    import networkx as nx

    graph = nx.MultiGraph()
    for code in sorted({code for _, code in shares.index}):
        english, chinese = labels.codes.get(code, (code, code))
        of_code = {f"share_of_documents_{source}": float(value) for source, value in shares.xs(code, level=1).items()}
        graph.add_node(code, label_en=english, label_zh=chinese, family=family_of(code), **of_code)
    for edge in edges.to_dict("records"):
        effect = {"odds_ratio": float(edge["ratio"]), "certain": bool(edge["certain"])}
        both = int(edge["documents_both"])
        graph.add_edge(edge["code_a"], edge["code_b"], source=edge["source"], **effect, documents_both=both)
    for edge in differences.to_dict("records"):
        effect = {"ratio_of_odds_ratios": float(edge["ratio"]), "certain": bool(edge["certain"])}
        graph.add_edge(edge["code_a"], edge["code_b"], source=edge["contrast"], **effect)
    return "\n".join(nx.generate_graphml(graph)) + "\n"
