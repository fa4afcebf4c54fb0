"""What the hypotheses rest on."""

import pytest

from intertwine.measures.cooccurrence.records import ADJUSTED, COOCCURRENCE, LEFT_OUT, SPECIFICATIONS
from intertwine.results import hypothesis_rows, with_length
from intertwine.tables.robustness import robustness_frame, without_each_document

NAN = float("nan")
PAIR = {"source": "interview", "code_a": "security", "code_b": "threat"}


@pytest.fixture
def hypotheses(rows_of):
    pairs = rows_of(COOCCURRENCE, PAIR, language="all", unit="turn")
    return hypothesis_rows(with_length(pairs, rows_of(ADJUSTED)), [("threat", "security")])


@pytest.fixture
def left_out(rows_of):
    rows = [
        {"left_out": "a", "what": "document", "change": 1.1, "estimate_without": 2.2},
        {"left_out": "b", "what": "document", "change": 0.5, "estimate_without": 1.0},
        {"left_out": "c", "what": "document", "change": NAN, "estimate_without": NAN},
        {"left_out": "Ann", "what": "speaker", "change": 9.0, "estimate_without": 18.0},
    ]
    return rows_of(LEFT_OUT, *rows, **PAIR)


def test_the_ends_are_those_of_documents_and_the_most_influential_moves_it_farthest_either_way(left_out):
    found = without_each_document(left_out).loc[0]

    assert (found["without_low"], found["without_high"], found["most_influential"]) == (1.0, 2.2, "b")


def test_a_hypothesis_declared_against_the_alphabet_finds_what_is_known_of_it(hypotheses, left_out, rows_of):
    specifications = rows_of(SPECIFICATIONS, {"estimate": 2.0}, {"estimate": 0.5}, **PAIR)

    found = robustness_frame(hypotheses, specifications, left_out).loc[0]

    assert (found["code_a"], found["code_b"]) == ("threat", "security")
    assert (found["tried"], found["above"], found["most_influential"]) == (2, 0.5, "b")


def test_a_hypothesis_of_which_nothing_else_is_known_is_there(hypotheses, rows_of):
    found = robustness_frame(hypotheses, rows_of(SPECIFICATIONS), rows_of(LEFT_OUT))

    assert found["most_influential"].tolist() == [""]
    assert found["tried"].isna().tolist() == [True]
