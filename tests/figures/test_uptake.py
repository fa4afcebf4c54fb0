"""The figure of uptake."""

from intertwine.figures.uptake import uptake_figure
from intertwine.measures.uptake.records import OPPORTUNITIES, UPTAKE
from intertwine.vocabulary import PROMPTING

USES = {"code": "threat", "estimate": 0.2, "low": 0.1, "high": 0.3, "n_units": 40, "n_documents": 6}
WAYS = [USES | {"way": way} for way in (*PROMPTING, "unprompted")]
STATES = [USES | {"state": state} for state in ("unasked", "asked", "later")]


def test_all_languages_together_are_shown_with_uses_and_documents(results, labels, settings, written):
    rows = [*WAYS, *(row | {"language": "zh"} for row in WAYS)]

    figure = uptake_figure(results({UPTAKE: rows, OPPORTUNITIES: STATES}), labels, settings())

    assert set(figure.data["language"]) == {"all"}
    assert {"40 / 6", "threat 威胁", "volunteered 主动提及", "not yet asked 尚未问及"} <= set(written(figure))


def test_the_caption_has_the_turns_and_words_in_force(results, labels, settings):
    caption = uptake_figure(results({UPTAKE: WAYS}), labels, settings(prompting={"turns": 4, "brief": 3})).caption

    assert "last 4 turns" in caption[0]
    assert "(3 words)" in caption[0]
    assert "此前 4 个话轮" in caption[1]


def test_a_code_without_estimate_says_n_a_with_its_counts(results, labels, settings, written):
    rows = [row | dict.fromkeys(("estimate", "low", "high"), float("nan")) for row in WAYS]

    assert "n/a (40 / 6)" in written(uptake_figure(results({UPTAKE: rows}), labels, settings()))
