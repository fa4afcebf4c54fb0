"""What a run holds against itself: each weakness is told where it is, and nowhere else."""

import pytest

from intertwine.config import Settings
from intertwine.measures.cooccurrence.records import COOCCURRENCE, LEFT_OUT, SPECIFICATIONS
from intertwine.measures.validation.records import VALIDATION
from intertwine.report.limitations import CHOSEN_TEXTS, NOT_VALIDATED, limitations

NAMES = {"security": ("Security", "安全"), "threat": ("Threat", "威胁")}
SETTINGS = Settings(hypotheses=(("security", "threat"),))
PAIR = {"source": "interview", "language": "all", "code_a": "security", "code_b": "threat", "unit": "turn"}


@pytest.fixture
def weaknesses(results_of):
    """Return what is told besides what holds of every study."""

    def told(frames):
        return [pair for pair in limitations(results_of(frames), NAMES, SETTINGS) if pair != CHOSEN_TEXTS]

    return told


@pytest.fixture
def validated(table):
    row = {"part": "test", "source": "all", "language": "all"}

    def tables(precision, recall):
        scores = {"precision": precision, "recall": recall}
        return {VALIDATION: table(VALIDATION, row | {"code": "threat"} | scores)}

    return tables


def test_a_study_without_results_says_that_nothing_was_held_against_people(results_of):
    assert limitations(results_of({}), NAMES, SETTINGS) == [NOT_VALIDATED, CHOSEN_TEXTS]


@pytest.mark.parametrize(("clusters", "told"), [(19, True), (20, False)])
def test_few_clusters_are_told(weaknesses, table, validated, clusters, told):
    row = PAIR | {"reading": "all", "n_clusters": clusters, "p": 0.5}
    pairs = table(
        COOCCURRENCE, row, row | {"language": "zh", "n_clusters": 99}, row | {"source": "news", "n_clusters": 30}
    )

    found = weaknesses(validated(0.9, 0.9) | {COOCCURRENCE: pairs})

    assert bool(found) == told
    assert not told or found[0][0].startswith("Few clusters: interviews 19. Below 20 ")
    assert not told or found[0][1].startswith("群组较少：访谈 19。少于 20 ")


def test_hypotheses_that_could_not_be_tested_are_counted(weaknesses, table, validated):
    row = PAIR | {"reading": "all", "n_clusters": 30}
    pairs = table(COOCCURRENCE, row | {"p": 0.5}, row | {"source": "promotional"})

    [(english, chinese)] = weaknesses(validated(0.9, 0.9) | {COOCCURRENCE: pairs})

    assert english.startswith("1 of 2 hypotheses by source could not be tested")
    assert chinese.startswith("2 个按来源的假设中有 1 个")


@pytest.mark.parametrize(("above", "fragile"), [(9, False), (6, True), (4, True), (1, False)])
def test_results_that_hang_on_choices_are_called_fragile(weaknesses, table, validated, above, fragile):
    curve = [PAIR | {"estimate": 2.0 if place < above else 0.5, "prompting": str(place)} for place in range(10)]

    found = weaknesses(validated(0.9, 0.9) | {SPECIFICATIONS: table(SPECIFICATIONS, *curve)})

    sentence = "Fragile: in fewer than 75% of the specifications on one side of 1: security × threat (interviews)."
    assert [english for english, _ in found] == ([sentence] if fragile else [])


def test_a_document_that_turns_a_result_is_told_once_and_a_speaker_or_another_note_is_not(weaknesses, table, validated):
    row = PAIR | {"what": "document", "note": "few_clusters(clusters=9); direction_changes()"}
    left_out = table(
        LEFT_OUT,
        row | {"left_out": "d1"},
        row | {"left_out": "d2"},
        row | {"left_out": "s1", "what": "speaker", "source": "promotional"},
        row | {"left_out": "d3", "source": "news", "note": "no_odds_ratio_without()"},
    )

    assert weaknesses(validated(0.9, 0.9) | {LEFT_OUT: left_out}) == [
        (
            "One document turns the direction of the odds ratio: security × threat (interviews).",
            "去掉一个文档后优势比方向改变：安全 × 威胁（访谈）。",
        )
    ]


def test_a_weak_lexicon_is_named_with_its_scores(weaknesses, validated):
    [(english, chinese)] = weaknesses(validated(0.5, 0.9))

    assert english.startswith("Low validity: threat (precision 50%, recall 90%). ")
    assert chinese.startswith("效度较低：威胁（精确率 50%，召回率 90%）。")
    assert weaknesses(validated(0.7, 0.7)) == []
