"""The matrix of families of codes."""

from intertwine.figures.cooccurrence import cooccurrence_figure
from intertwine.measures.cooccurrence.records import COOCCURRENCE

ROWS = [
    {"code_a": "security", "code_b": "threat", "estimate": 2.0, "p_adjusted": 0.01},
    {"code_a": "security", "code_b": "threat", "language": "zh"},
    {"code_a": "security", "code_b": "threat.fraud"},
    {"code_a": "security", "code_b": "threat", "unit": "sentence"},
]


def test_families_of_the_primary_unit_and_all_languages_are_shown(results, labels, settings, written):
    figure = cooccurrence_figure(results({COOCCURRENCE: ROWS}), labels, settings())

    assert figure.data[["code_a", "code_b", "estimate"]].to_numpy().tolist() == [["security", "threat", 2.0]]
    assert "(1 of 1 tested pairs of 1)" in figure.caption[0]
    assert "2.0*" in written(figure)


def test_one_family_alone_is_nothing_to_show(results, labels, settings, written):
    rows = [{"code_a": "threat", "code_b": "threat.fraud"}]

    figure = cooccurrence_figure(results({COOCCURRENCE: rows}), labels, settings())

    assert "nothing to show" in figure.caption[0]
    assert written(figure) == ["nothing to show 无可展示内容"]
