"""Topics."""

from intertwine.measures.topics.records import TOPIC_CODES, TOPIC_EXEMPLARS, TOPICS
from intertwine.tables.topics import topics_frame

TOPIC = {"language": "zh", "engine": "nmf", "topic": 1}


def test_a_topic_names_the_families_above_nothing_the_most_typical_first(rows_of):
    rows = [
        {"code": "security", "low": 0.1, "estimate": 0.5},
        {"code": "threat", "low": 0.2, "estimate": 1.5},
        {"code": "threat.fraud", "low": 0.3, "estimate": 2.5},
        {"code": "celebration", "low": -0.1, "estimate": 3.5},
    ]

    found = topics_frame(rows_of(TOPICS, TOPIC), rows_of(TOPIC_CODES, *rows, **TOPIC), rows_of(TOPIC_EXEMPLARS))

    assert found["codes"].tolist() == [("threat", "security")]


def test_a_topic_shows_its_first_exemplar_or_none(rows_of):
    exemplars = rows_of(TOPIC_EXEMPLARS, {"rank": 2, "text": "second"}, {"rank": 1, "text": "first"}, **TOPIC)

    found = topics_frame(rows_of(TOPICS, TOPIC, TOPIC | {"topic": 2}), rows_of(TOPIC_CODES), exemplars)

    assert found["exemplar"].tolist() == ["first", ""]
    assert found["codes"].tolist() == [(), ()]
