"""Words that mark one group of documents."""

from intertwine.config import Settings
from intertwine.measures.keyness.records import CODE_SWITCHING, KEYNESS
from intertwine.tables.keyness import code_switching_table, strongest_words


def test_each_side_shows_its_surest_words_the_strongest_first(rows_of):
    rows = [
        {"word": "sure", "estimate": 1.0, "low": 0.9, "high": 1.1},
        {"word": "strong", "estimate": 2.0, "low": 0.95, "high": 4.0},
        {"word": "rare", "estimate": 5.0, "low": 0.1, "high": 9.0},
        {"word": "theirs", "estimate": -1.0, "low": -2.0, "high": -0.5},
    ]

    found = strongest_words(rows_of(KEYNESS, *rows, comparison="c", language="zh"), 2)

    assert found["word"].tolist() == ["strong", "sure", "theirs"]


def test_words_that_most_documents_drop_in_stand_first_in_each_language_and_source(rows_of, results_of):
    rows = [
        {"document_language": language, "word": word, "range": documents, "frequency": 9}
        for language, word, documents in (("zh", "app", 2), ("zh", "ok", 5), ("en", "花呗", 1))
    ]

    table = code_switching_table(
        results_of({CODE_SWITCHING: rows_of(CODE_SWITCHING, *rows, source="interview")}), Settings()
    )

    assert table.rows["word"].tolist() == ["花呗", "ok", "app"]
