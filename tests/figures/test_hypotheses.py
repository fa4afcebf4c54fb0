"""The forest of the hypotheses."""

import pytest

from intertwine.figures.hypotheses import hypotheses_figure, shown_rows
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.measures.validation.records import CORRECTED

PAIR = {"code_a": "security", "code_b": "threat"}
ODDS = {"estimate": 3.0, "low": 2.0, "high": 5.0, "together_low": 1.5, "together_high": 6.0}
ROWS = [PAIR | ODDS | {"language": language, "p_adjusted": 0.01} for language in ("all", "zh", "en")]


def test_the_odds_ratio_of_the_table_is_shown_with_n_and_adjusted_p(results, labels, settings, written):
    declared = settings(hypotheses=[["threat", "security"]])

    figure = hypotheses_figure(results({COOCCURRENCE: ROWS}), labels, declared)

    assert figure.data[["code_a", "label_zh_a", "language", "estimate"]].iloc[0].tolist() == [
        "threat",
        "威胁",
        "all",
        3.0,
    ]
    assert {"threat 威胁 × security 安全", "3.00 [2.00, 5.00]", ".010*"} <= set(written(figure))


def test_a_language_alone_is_not_adjusted_and_the_legend_names_what_people_code(results, labels, settings, written):
    rows = [ROWS[0], *(row | {"p": 0.02, "p_adjusted": float("nan")} for row in ROWS[1:])]
    coded = PAIR | {"source": "interview", "estimate": 2.0, "low": 1.1, "high": 4.0, "coded": 9, "both": 3}
    given = results({COOCCURRENCE: rows, CORRECTED: [coded | {"together_low": 1.0, "together_high": 5.0}]})

    shown = written(hypotheses_figure(given, labels, settings(hypotheses=[["security", "threat"]])))

    assert "–" in shown
    assert any("◇ as people code 按人工编码" in text for text in shown)
    assert [text for text in shown if "_" in text] == []


def test_the_caption_counts_rows_that_could_be_tested(results, labels, settings):
    rows = [*ROWS[:2], ROWS[2] | {"p": float("nan"), "p_adjusted": float("nan")}]

    figure = hypotheses_figure(results({COOCCURRENCE: rows}), labels, settings(hypotheses=[["security", "threat"]]))

    assert "2 of 3 rows could be tested." in figure.caption[0]
    assert "3 行中有 2 行可检验。" in figure.caption[1]


def test_a_forest_too_tall_for_a_page_keeps_all_languages_together(results):
    declared = [("a", f"b{number:02d}") for number in range(17)]
    rows = [
        {"code_a": a, "code_b": b, "source": source, "language": language}
        for a, b in declared
        for source in "st"
        for language in ("all", "en", "zh")
    ]
    pairs = results({COOCCURRENCE: rows}).cooccurrence

    assert set(shown_rows(pairs, declared)["language"]) == {"all"}
    assert set(shown_rows(pairs, declared[:3])["language"]) == {"all", "en", "zh"}


@pytest.mark.parametrize(("surrogate", "who"), [("lexicon", "the lexicon"), ("Reader 2.1", "Reader 2.1")])
def test_the_caption_says_whose_codes_stand_behind_what_people_code(results, labels, settings, surrogate, who):
    coded = PAIR | {"source": "interview", "estimate": 2.0, "low": 1.1, "high": 4.0, "coded": 9, "both": 3}
    given = results({COOCCURRENCE: ROWS, CORRECTED: [coded | {"surrogate": surrogate}]})

    english, chinese = hypotheses_figure(given, labels, settings(hypotheses=[["security", "threat"]])).caption

    assert f"what {who} says of all units" in english
    assert "{" not in english + chinese
