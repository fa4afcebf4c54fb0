"""Words that mark one group of documents."""

from intertwine.measures.keyness.records import KEYNESS
from intertwine.tables.keyness import strongest_words


def test_each_side_shows_its_surest_words_the_strongest_first(rows_of):
    rows = [
        {"word": "sure", "estimate": 1.0, "low": 0.9, "high": 1.1},
        {"word": "strong", "estimate": 2.0, "low": 0.95, "high": 4.0},
        {"word": "rare", "estimate": 5.0, "low": 0.1, "high": 9.0},
        {"word": "theirs", "estimate": -1.0, "low": -2.0, "high": -0.5},
    ]

    found = strongest_words(rows_of(KEYNESS, *rows, comparison="c", language="zh"), 2)

    assert found["word"].tolist() == ["strong", "sure", "theirs"]
