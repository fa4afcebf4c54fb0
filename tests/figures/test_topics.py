"""The figure of topics."""

from intertwine.figures.topics import topics_figure
from intertwine.measures.topics.records import TOPIC_CODES, TOPICS

TOPIC = {"language": "en", "engine": "nmf", "topic": 0, "words": "trust, deposit", "share": 0.4, "n_units": 50}
CODE = {"language": "en", "engine": "nmf", "topic": 0, "code": "threat", "estimate": 1.0, "low": 0.5, "high": 1.5}


def test_topics_of_one_engine_and_families_of_codes_are_shown(results, labels, settings, written):
    codes = [CODE, CODE | {"code": "threat.fraud"}, CODE | {"engine": "lda"}]

    figure = topics_figure(
        results({TOPICS: [TOPIC, TOPIC | {"engine": "lda", "words": "score"}], TOPIC_CODES: codes}), labels, settings()
    )

    assert figure.data[["engine", "code"]].to_numpy().tolist() == [["nmf", "threat"]]
    assert "NMF, one model for each language" in figure.caption[0]
    assert "English: 50 stretches" in figure.caption[0]
    assert {"trust, deposit", "+1.0*", "40%"} <= set(written(figure))


def test_a_cell_without_estimate_says_n_a_and_an_interval_that_holds_0_has_no_mark(results, labels, settings, written):
    rows = [CODE | {"low": -0.5}, CODE | {"code": "security", "estimate": float("nan")}]

    figure = topics_figure(results({TOPICS: [TOPIC], TOPIC_CODES: rows}), labels, settings())

    assert "+1.0" in written(figure)
    assert "+1.0*" not in written(figure)
