"""The matrix of the codes under the hypotheses."""

from intertwine.figures.pairs import pairs_figure
from intertwine.measures.cooccurrence.records import COOCCURRENCE

ROWS = [
    {"code_a": "security", "code_b": "threat.fraud", "estimate": 4.0, "p_adjusted": 0.3},
    {"code_a": "security", "code_b": "threat"},
    {"code_a": "threat", "code_b": "threat.fraud"},
]


def test_leaves_of_the_first_code_stand_against_leaves_of_the_second(results, labels, settings, written):
    declared = settings(hypotheses=[["threat", "security"]])

    figure = pairs_figure(results({COOCCURRENCE: ROWS}), labels, declared)

    assert figure.data[["code_a", "code_b"]].to_numpy().tolist() == [["security", "threat.fraud"]]
    assert "(0 of 1 tested pairs of 1)" in figure.caption[0]
    assert "fraud 欺诈" in written(figure)
    assert "4.0" in written(figure)
