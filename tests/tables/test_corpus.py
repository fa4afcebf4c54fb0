"""Documents by source and language."""

from intertwine.corpus.records import DOCUMENTS
from intertwine.tables.corpus import corpus_frame


def test_the_corpus_adds_up(rows_of):
    documents = rows_of(
        DOCUMENTS,
        {"document_id": "a", "source": "interview", "language": "zh", "cluster": "a", "turns": 3, "characters": 30},
        {"document_id": "b", "source": "interview", "language": "en", "cluster": "a", "turns": 4, "characters": 40},
        {"document_id": "c", "source": "promotional", "language": "zh", "cluster": "c", "turns": 5, "characters": 50},
    )

    found = corpus_frame(documents).set_index(["source", "language"])

    assert found.loc[("interview", "all"), ["documents", "clusters", "turns"]].tolist() == [2, 1, 7]
    assert found.loc[("all", "all"), "characters"] == 120
