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


@pytest.mark.parametrize(("above", "without", "fragile"), [(9, 1.5, False), (8, 1.5, True), (10, 0.9, True)])
def test_results_that_hang_on_choices_or_on_one_text_are_called_fragile(
    weaknesses, table, validated, above, without, fragile
):
    row = PAIR | {"reading": "all", "n_clusters": 30, "p": 0.01, "estimate": 2.0}
    curve = [PAIR | {"estimate": 2.0 if place < above else 0.5, "prompting": str(place)} for place in range(10)]
    left_out = [
        PAIR | {"what": what, "estimate_without": ratio} for what, ratio in (("document", without), ("speaker", 0.1))
    ]
    tables = {COOCCURRENCE: (row,), SPECIFICATIONS: curve, LEFT_OUT: left_out}

    found = weaknesses(validated(0.9, 0.9) | {each: table(each, *rows) for each, rows in tables.items()})

    sentences = [pair for pair in found if pair[0].startswith("Fragile (fewer than 90% of the specifications")]
    assert bool(sentences) == fragile
    assert not fragile or sentences[0][0].endswith(": security × threat (interviews).")


def test_a_weak_lexicon_is_named_with_its_scores(weaknesses, validated):
    [(english, chinese)] = weaknesses(validated(0.5, 0.9))

    assert english.startswith("Low validity: threat (precision 50%, recall 90%). ")
    assert chinese.startswith("效度较低：威胁（精确率 50%，召回率 90%）。")
    assert weaknesses(validated(0.7, 0.7)) == []
