"""The matrix as the page holds it."""

from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.report.matrix import matrix_data
from intertwine.wording.notes import NOTES

ROW = {"source": "interview", "language": "all", "unit": "turn", "code_a": "a", "expected": 1.23456}


def test_the_matrix_holds_what_met_or_was_estimated(table):
    frame = table(
        COOCCURRENCE,
        ROW | {"code_b": "b", "both": 3, "estimate": float("inf")},
        ROW | {"code_b": "c"},
        ROW | {"code_b": "d", "both": 2, "unit": "sentence"},
        ROW | {"code_b": "e", "estimate": 0.123456},
    )

    found = matrix_data(frame, unit="turn")

    assert found["both"] == [3, 0]
    assert (found["estimate"], found["low"], found["expected"]) == (["∞", 0.1235], [None, None], [1.235, 1.235])


def test_a_note_of_two_kinds_is_worded_in_both_languages(table):
    frame = table(COOCCURRENCE, ROW | {"code_b": "b", "both": 3, "note": "few_clusters(clusters=9); thin()"})

    found = matrix_data(frame, unit="turn")

    thin = NOTES["thin"]
    assert found["notes"] == [(f"few clusters: 9; {thin[0]}", f"群组较少：9；{thin[1]}")]


def test_nothing_met_makes_an_empty_matrix(table):
    found = matrix_data(table(COOCCURRENCE), unit="turn")

    assert set(map(len, found.values())) == {0}
