"""Differences between groups of documents."""

from intertwine.config import Settings
from intertwine.measures.cooccurrence.records import DIFFERENCES
from intertwine.tables.differences import differences_table

NAN = float("nan")


def test_latex_prints_the_hypotheses_that_could_be_tested(rows_of, results_of):
    rows = [
        {"measure": "odds ratio", "code_a": "tested"},
        {"measure": "odds ratio", "code_a": "too_few", "p": NAN, "p_adjusted": NAN},
        {"measure": "odds ratio (explored)", "code_a": "explored"},
        {"measure": "share of units", "code_a": "share"},
    ]
    frame = rows_of(DIFFERENCES, *rows, family="hypotheses (Holm, 1 tests)")

    table = differences_table(results_of({DIFFERENCES: frame}), Settings())

    assert len(table.frame) == 4
    assert table.rows["code_a"].tolist() == ["tested"]
