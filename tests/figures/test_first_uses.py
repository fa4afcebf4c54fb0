"""The figure of first uses."""

from intertwine.figures.first_uses import first_uses_figure
from intertwine.measures.uptake.records import INCIDENCE

ROWS = [
    {"language": language, "code": "threat", "time": 400 * step, "at_risk": 5 - step, "n_documents": documents}
    for language, documents in (("zh", 9), ("en", 7))
    for step in range(1, 5)
]


def test_interviews_are_counted_language_by_language(results, labels, settings, written):
    figure = first_uses_figure(results({INCIDENCE: ROWS}), labels, settings())

    assert "n = English 7, Chinese 9." in figure.caption[0]
    assert "n：英文 7、中文 9。" in figure.caption[1]
    assert {"threat 威胁", "1,600", "asked first 先被问及"} <= set(written(figure))


def test_a_curve_ends_where_fewer_than_three_interviews_are_left(results, labels, settings, look):
    sheet = first_uses_figure(results({INCIDENCE: ROWS}), labels, settings()).draw(look)

    latest = {float(line.get_xdata()[-1]) for line in sheet.figure.axes[0].lines}
    assert latest == {800.0}


def test_all_at_the_very_beginning_has_an_axis_still(results, labels, settings, look):
    rows = [row | {"time": 0} for row in ROWS if row["at_risk"] == 4]
    axes = first_uses_figure(results({INCIDENCE: rows}), labels, settings()).draw(look).figure.axes[0]

    assert axes.get_xlim() == (0, 1)
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0", "1"]
