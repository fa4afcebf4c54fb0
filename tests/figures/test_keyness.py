"""The figure of key words."""

import pytest

from intertwine.figures.keyness import keyness_figure
from intertwine.measures.keyness.records import KEYNESS

COMPARISON = {"comparison": "source: promotional / interview", "language": "en", "p_adjusted": 0.5}
ROWS = [
    COMPARISON | {"word": "deposit", "estimate": 2.0, "low": 1.0, "high": 3.0, "p_adjusted": 0.01},
    COMPARISON | {"word": "queue", "estimate": -1.0, "low": -1.5, "high": -0.5},
    COMPARISON | {"word": "unsure", "estimate": 3.0, "low": -1.0, "high": 7.0},
]


def test_the_surest_words_of_each_side_are_shown_the_largest_ratio_first(results, labels, settings, written):
    figure = keyness_figure(results({KEYNESS: ROWS}), labels, settings(keyness={"words": 1}))

    assert figure.data["word"].tolist() == ["deposit", "queue"]
    assert set(figure.texts) == {"deposit", "queue", COMPARISON["comparison"]}
    assert "1 of the 2 words shown" in figure.caption[0]
    assert {"deposit", "queue", "source: promotional texts 宣传文本 / interviews 访谈"} <= set(written(figure))


@pytest.mark.parametrize(("cluster", "unit"), [("speaker", "cluster of documents"), ("document", "document")])
def test_the_caption_names_the_unit_of_the_test(results, labels, settings, cluster, unit):
    caption = keyness_figure(results({KEYNESS: ROWS}), labels, settings(cluster=cluster)).caption

    assert f"Unit of the test: {unit}. n: " in caption[0]
