"""How good the codebook is."""

from intertwine.config import Settings
from intertwine.measures.validation.records import AGREEMENT, RELIABILITY, VALIDATION, VALIDATION_ERRORS
from intertwine.tables.validation import agreement_table, errors_table, reliability_table, validation_table


def test_without_a_hand_coded_sample_the_notes_say_that_nothing_is_known(results_of):
    notes = [make(results_of(), Settings()).note for make in (validation_table, errors_table, agreement_table)]

    assert all(note[0].startswith("No sample was coded by hand") for note in notes)


def test_the_note_says_what_people_judged(rows_of, results_of):
    frames = {VALIDATION: rows_of(VALIDATION, {"unit": "turn"}), AGREEMENT: rows_of(AGREEMENT, {"unit": "sentence"})}

    assert "Judged by people: turns." in validation_table(results_of(frames), Settings()).note[0]
    assert "人工判断的单位：句子。" in agreement_table(results_of(frames), Settings()).note[1]


def test_errors_are_for_reading_and_not_for_print(rows_of, results_of):
    table = errors_table(results_of({VALIDATION_ERRORS: rows_of(VALIDATION_ERRORS, {"text": "=坑"})}), Settings())

    assert (len(table.frame), len(table.rows)) == (1, 0)


def test_reliability_is_printed_for_families_for_which_it_is_known(rows_of, results_of):
    rows = [{"code": "threat"}, {"code": "threat.fraud"}, {"code": "security", "estimate": float("nan")}]

    table = reliability_table(results_of({RELIABILITY: rows_of(RELIABILITY, *rows)}), Settings())

    assert table.rows["code"].tolist() == ["threat"]
