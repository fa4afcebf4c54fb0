"""The company's words."""

from intertwine.config import Settings
from intertwine.measures.uptake.records import LEXICON, REUSED
from intertwine.tables.reuse import lexicon_table, reused_table


def test_the_runs_that_most_interviews_share_stand_first(rows_of, results_of):
    rows = [{"text": "a", "documents": 1}, {"text": "c", "documents": 3}, {"text": "b", "documents": 3}]

    table = reused_table(results_of({REUSED: rows_of(REUSED, *rows, language="zh")}), Settings())

    assert table.rows["text"].tolist() == ["b", "c", "a"]


def test_latex_prints_the_first_terms(rows_of, results_of):
    frame = rows_of(LEXICON, *({"term": f"term {number:02}"} for number in range(50)))

    table = lexicon_table(results_of({LEXICON: frame}), Settings())

    assert (len(table.frame), len(table.rows)) == (50, 40)


def test_a_lexicon_without_terms_says_so(rows_of, results_of):
    table = lexicon_table(results_of({LEXICON: rows_of(LEXICON)}), Settings())

    assert "No term was found" in table.note[0]
    assert "未找到任何用语" in table.note[1]
