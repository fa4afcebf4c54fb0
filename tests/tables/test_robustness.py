"""What the hypotheses rest on."""

import pytest

from intertwine.measures.cooccurrence.records import COOCCURRENCE, LEFT_OUT, SPECIFICATIONS
from intertwine.results import hypothesis_rows
from intertwine.tables.robustness import robustness_frame

NAN = float("nan")
PAIR = {"source": "interview", "code_a": "security", "code_b": "threat"}


@pytest.fixture
def hypotheses(rows_of):
    pairs = rows_of(COOCCURRENCE, PAIR, language="all", unit="turn", estimate=2.0)
    return hypothesis_rows(pairs, [("threat", "security")])


@pytest.fixture
def left_out(rows_of):
    rows = [
        {"left_out": "a", "what": "document", "change": 1.1, "estimate_without": 2.2},
        {"left_out": "b", "what": "document", "change": 0.5, "estimate_without": 1.0},
        {"left_out": "c", "what": "document", "change": NAN, "estimate_without": NAN},
        {"left_out": "Ann", "what": "speaker", "change": 9.0, "estimate_without": 18.0},
    ]
    return rows_of(LEFT_OUT, *rows, **PAIR)


def test_the_ends_are_those_of_documents_and_the_most_influential_moves_it_farthest_either_way(
    hypotheses, left_out, rows_of
):
    found = robustness_frame(hypotheses, rows_of(SPECIFICATIONS), left_out).loc[0]

    assert (found["without_low"], found["without_high"], found["most_influential"]) == (1.0, 2.2, "b")


def test_a_hypothesis_declared_against_the_alphabet_finds_what_is_known_of_it(hypotheses, left_out, rows_of):
    specifications = rows_of(SPECIFICATIONS, {"estimate": 2.0}, {"estimate": 0.5}, {"estimate": NAN}, **PAIR)

    found = robustness_frame(hypotheses, specifications, left_out).loc[0]

    assert (found["code_a"], found["code_b"]) == ("threat", "security")
    assert (found["estimated"], found["same_side"], found["most_influential"]) == (2, 0.5, "b")


@pytest.mark.parametrize(
    ("curve", "without", "fragile"),
    [([2.0] * 9 + [0.5], 1.5, 0), ([2.0] * 8 + [0.5] * 2, 1.5, 1), ([2.0] * 10, 0.9, 1), ([], 1.5, 0)],
)
def test_fragile_is_what_turns_under_a_tenth_of_the_choices_or_without_one_text(
    hypotheses, rows_of, curve, without, fragile
):
    specifications = rows_of(SPECIFICATIONS, *({"estimate": one} for one in curve), **PAIR)
    left_out = rows_of(LEFT_OUT, {"what": "document", "estimate_without": without, "change": 1.0}, **PAIR)

    assert robustness_frame(hypotheses, specifications, left_out)["fragile"].tolist() == [fragile]


def test_a_hypothesis_of_which_nothing_else_is_known_is_there(hypotheses, rows_of):
    found = robustness_frame(hypotheses, rows_of(SPECIFICATIONS), rows_of(LEFT_OUT))

    assert found["most_influential"].tolist() == [""]
    assert found["estimated"].tolist() == [0]
