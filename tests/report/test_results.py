"""Results in words: no sentence claims more than the table."""

import numpy as np
import pytest

from intertwine.config import Settings
from intertwine.measures.cooccurrence.records import COOCCURRENCE, DIFFERENCES, LEFT_OUT, SPECIFICATIONS
from intertwine.measures.order.records import ORDER
from intertwine.measures.uptake.records import UPTAKE
from intertwine.report.results import results_in_words
from intertwine.wording.notes import NOTES

NAMES = {"security": ("Security", "安全"), "threat": ("Threat", "威胁")}
SETTINGS = Settings(hypotheses=(("security", "threat"),), orders=(("threat", "security"),))
PAIR = {"source": "interview", "language": "all", "code_a": "security", "code_b": "threat", "unit": "turn"}
SIZES = {"n_units": 900, "n_documents": 24, "n_clusters": 24}
FEW = "too_few_documents_with_both(documents=2, needed=5)"


@pytest.fixture
def associated(table):
    """Return the tables behind one hypothesis: with this p, this odds ratio and its note."""

    def tables(*, p=0.001, estimate=3.3, note="", pairs=("turn",)):
        numbers = {"estimate": estimate, "low": 1.7, "high": 6.2, "together_low": 1.2, "together_high": 9.0}
        row = PAIR | SIZES | numbers | {"p": p, "p_adjusted": p, "both": 33, "reading": "all", "note": note}
        return {COOCCURRENCE: table(COOCCURRENCE, *(row | {"unit": unit} for unit in pairs))}

    return tables


@pytest.fixture
def words(results_of):
    """Return the English and the Chinese of the results."""

    def said(frames, settings=SETTINGS):
        paragraphs = results_in_words(results_of(frames), NAMES, settings)
        return [" ".join(pair[place] for pair in paragraphs) for place in (0, 1)]

    return said


def test_an_association_is_told_with_effect_interval_p_and_n(associated, words):
    english, chinese = words(associated())

    assert "Interviews: security and threat met in one turn more often than chance has it" in english
    assert "odds ratio 3.30 [1.70, 6.20] in turns of the same length and place" in english
    assert "excluded" not in english
    assert "adjusted p = .001; n = 900 turns in 24 documents and 24 clusters; 33 hold both" in english
    assert "安全与威胁在同一话轮中比随机更常共现" in chinese
    assert "长度与位置相同的话轮中优势比 3.30 [1.70, 6.20]" in chinese


@pytest.mark.parametrize(("estimate", "english", "chinese"), [(3.0, "more often", "更常"), (0.4, "less often", "更少")])
def test_the_direction_is_that_of_the_odds_ratio(associated, words, estimate, english, chinese):
    told = words(associated(estimate=estimate))

    assert f"{english} than chance has it" in told[0]
    assert f"比随机{chinese}共现" in told[1]


@pytest.mark.parametrize("p", [0.06, 0.5])
def test_what_is_not_below_the_level_could_not_be_shown(associated, words, p):
    english, chinese = words(associated(p=p))

    assert "than chance has it" not in english
    assert "could not be shown" in english
    assert "significant" not in english
    assert "odds ratios below 1.20 and above 9.00 are excluded" in english
    assert "未能表明" in chinese
    assert "可排除低于 1.20 与高于 9.00 的优势比" in chinese


def test_what_was_not_tested_says_so_and_why_in_both_languages(associated, words):
    english, chinese = words(associated(p=np.nan, note=FEW))

    assert "was not tested (too few: 2 documents with both codes, at least 5 needed; n = 900" in english
    assert "未作检验（过少：2 个文档两者皆有，至少需要 5 个；n = 24" in chinese


def test_a_note_of_two_kinds_is_worded_in_both_languages(associated, words):
    english, chinese = words(associated(p=np.nan, note=f"{FEW}; thin()"))

    assert f"at least 5 needed; {NOTES['thin'][0]}; n = 900" in english
    assert f"至少需要 5 个；{NOTES['thin'][1]}；n = 24" in chinese


def test_only_the_primary_unit_is_told(associated, words):
    english, _ = words(associated(pairs=("turn", "sentence", "window")))

    assert english.count("Interviews:") == 1


def test_a_hypothesis_says_how_it_stands_under_other_choices_and_without_one_document(associated, words, table):
    specifications = table(
        SPECIFICATIONS,
        *(PAIR | {"estimate": 2.0 if place < 7 else 0.5, "prompting": str(place)} for place in range(10)),
    )
    left_out = table(
        LEFT_OUT,
        PAIR | {"what": "document", "left_out": "d1", "estimate_without": 4.2},
        PAIR | {"what": "document", "left_out": "d2", "estimate_without": 6.0},
        PAIR | {"what": "speaker", "left_out": "s1", "estimate_without": 99.0},
        PAIR | {"what": "document", "left_out": "d1", "estimate_without": 0.1, "source": "promotional"},
    )

    english, chinese = words(associated() | {SPECIFICATIONS: specifications, LEFT_OUT: left_out})

    assert "Of 10 specifications 70% are on the same side of 1; with one document left out the odds ratio" in english
    assert english.endswith("stays between 4.20 and 6.00. This is fragile.")
    assert chinese.endswith("10 种设定中 70% 在 1 的同侧；去掉任一文档，优势比在 4.20 与 6.00 之间。此结果脆弱。")


def test_what_was_not_tested_has_no_robustness(associated, words, table):
    curve = table(SPECIFICATIONS, *(PAIR | {"estimate": 2.0, "prompting": str(place)} for place in range(10)))

    english, chinese = words(associated(p=np.nan, note=FEW) | {SPECIFICATIONS: curve})

    assert "specifications" not in english
    assert "设定" not in chinese


def test_a_difference_names_its_contrast_and_what_could_not_be_shown(words, table):
    row = {"contrast": "source: promotional / interview", "measure": "odds ratio", "source": "all", "language": "all"}
    row |= SIZES | {"low": 0.2, "high": 0.8}
    differences = table(
        DIFFERENCES,
        row | {"code_a": "security", "code_b": "threat", "estimate": 0.4, "p": 0.01, "p_adjusted": 0.02},
        row | {"code_a": "security", "code_b": "risk", "estimate": 2.0, "p": 0.4, "p_adjusted": 0.4},
        row | {"code_a": "risk", "code_b": "threat", "note": "too_few_clusters_with_both(clusters=1)"},
        row | {"code_a": "security", "measure": "share of units", "p": 0.01, "p_adjusted": 0.01},
        row | {"code_a": "security", "code_b": "threat", "source": "interview", "p": 0.01, "p_adjusted": 0.01},
    )

    english, chinese = words({DIFFERENCES: differences})

    assert english == (
        "Difference, promotional texts against interviews (24 documents, length of turns allowed for): the odds ratio "
        "of security and threat is smaller in the first (ratio 0.40 [0.20, 0.80], adjusted p = .020); for the other 1 "
        "of 3 hypotheses no difference could be shown."
    )
    assert chinese == (
        "差异，宣传文本与访谈之差（24 个文档，已控制长度）："
        "安全与威胁的优势比在前者中较小（比值 0.40 [0.20, 0.80]，校正后 p = .020）；"
        "其余 1 个假设（共 3 个）未能表明有差异。"
    )


@pytest.mark.parametrize(
    ("estimate", "english", "chinese"),
    [
        (0.7, "threat comes before security more often than after it", "威胁更常在安全之前"),
        (0.3, "security comes before threat more often than after it", "安全更常在威胁之前"),
    ],
)
def test_an_order_names_the_code_that_comes_first(words, table, estimate, english, chinese):
    row = {"measure": "first span in the turn", "reading": "all", "estimate": estimate, "low": 0.6, "high": np.nan}
    codes = PAIR | {"code_a": "threat", "code_b": "security"}
    order = table(ORDER, codes | SIZES | row | {"p": 0.01, "p_adjusted": 0.01})

    told = words({ORDER: order})

    assert english in told[0]
    assert f"threat first in {estimate:.0%} [n/a] of the turns that begin with one of the two" in told[0]
    assert chinese in told[1]


def test_an_order_that_was_not_tested_says_why_in_both_languages(words, table):
    order = table(ORDER, PAIR | SIZES | {"measure": "first span in the turn", "reading": "all", "note": FEW})

    english, chinese = words({ORDER: order})

    assert "the order of security and threat was not tested (too few: 2 documents" in english
    assert "先后未作检验（过少：2 个文档两者皆有" in chinese


@pytest.mark.parametrize("differing", [{"reading": "affirmed"}, {"measure": "first mention"}, {"language": "zh"}])
def test_only_neighbouring_spans_of_all_languages_in_this_reading_are_told(words, table, differing):
    row = PAIR | SIZES | {"measure": "first span in the turn", "reading": "all", "note": FEW}

    assert words({ORDER: table(ORDER, row | differing)}) == ["", ""]


def test_unprompted_shares_stand_with_the_largest_first(words, table):
    row = {"source": "interview", "language": "all", "way": "unprompted", "low": 0.5, "high": 0.8, "n_units": 12}
    uptake = table(
        UPTAKE,
        row | {"code": "security", "estimate": 0.6},
        row | {"code": "threat", "estimate": 0.65},
        row | {"code": "threat.fraud", "estimate": 0.9},
        row | {"code": "risk", "note": "too_few_documents(documents=2, needed=5)"},
    )

    english, chinese = words({UPTAKE: uptake})

    assert english.endswith("concept before: threat 65% [50%, 80%] of 12; security 60% [50%, 80%] of 12.")
    assert chinese.endswith("的比例：威胁 65% [50%, 80%]（12 次）；安全 60% [50%, 80%]（12 次）。")


def test_nothing_declared_and_nothing_found_are_no_sentences(words):
    assert words({}, Settings()) == ["", ""]
    assert words({}) == ["", ""]
