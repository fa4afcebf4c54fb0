"""The specification curve."""

from intertwine.figures.specifications import specifications_figure
from intertwine.measures.cooccurrence.records import SPECIFICATIONS

CHOICE = {"code_a": "security", "code_b": "threat", "estimate": 2.0, "low": 1.5, "high": 3.0, "declared": 0}
ROWS = [
    CHOICE | {"unit": "turn", "qualifiers": "all hits", "declared": 1, "n_documents": 12},
    CHOICE | {"unit": "sentence", "qualifiers": "all hits", "n_documents": 9},
    CHOICE | {"unit": "window", "estimate": float("nan")},
]


def test_specifications_are_counted_and_how_many_agree_is_written(results, labels, settings, written):
    declared = settings(hypotheses=[["threat", "security"]])

    figure = specifications_figure(results({SPECIFICATIONS: ROWS}), labels, declared)

    assert len(figure.data) == 3
    assert "3 specifications, 2 with an odds ratio" in figure.caption[0]
    assert "interviews 30 documents" in figure.caption[0]
    assert "100% (n = 2)" in written(figure)


def test_a_source_without_an_odds_ratio_says_that_it_is_too_small(results, labels, settings, written):
    rows = [*ROWS, CHOICE | {"source": "promotional", "unit": "turn", "estimate": float("nan")}]

    figure = specifications_figure(
        results({SPECIFICATIONS: rows}), labels, settings(hypotheses=[["security", "threat"]])
    )

    assert "too small, or no estimate 过小或无估计值" in written(figure)
