"""The codebook as an instrument."""

from intertwine.codebook.records import FINDINGS
from intertwine.coding.records import ENTRIES, QUALIFIED, UNUSED
from intertwine.config import Settings
from intertwine.measures.cooccurrence.records import INFLUENCE
from intertwine.tables.codebook import (
    entries_table,
    findings_table,
    influence_table,
    qualifiers_table,
    unused_by_code,
    unused_table,
)


def test_entries_that_fire_most_stand_first_and_those_that_never_did_are_left_out(rows_of, results_of):
    rows = [
        {"entry_id": "seldom", "hits": 1, "source": "all"},
        {"entry_id": "often", "hits": 9, "source": "all"},
        {"entry_id": "often", "hits": 9, "source": "interview"},
        {"entry_id": "suppressed", "hits": 0, "suppressed": 2, "source": "all"},
        {"entry_id": "never", "hits": 0, "suppressed": 0, "source": "all"},
    ]

    table = entries_table(results_of({ENTRIES: rows_of(ENTRIES, *rows)}), Settings())

    assert table.frame["entry_id"].tolist() == ["often", "often", "seldom", "suppressed"]
    assert table.rows["entry_id"].tolist() == ["often", "seldom", "suppressed"]


def test_qualifiers_are_printed_for_families_in_documents_of_every_language(rows_of, results_of):
    codes, languages = ("threat", "threat.fraud"), ("all", "en")
    rows = [{"code": code, "document_language": language} for code in codes for language in languages]

    table = qualifiers_table(results_of({QUALIFIED: rows_of(QUALIFIED, *rows)}), Settings())

    assert table.rows[["code", "document_language"]].to_numpy().tolist() == [["threat", "all"]]


def test_entries_that_move_a_hypothesis_are_printed_the_heaviest_first(rows_of, results_of):
    rows = [
        {"entry_id": "hardly", "change": 1.1},
        {"entry_id": "halves", "change": 0.5},
        {"entry_id": "raises", "change": 3.0},
        {"entry_id": "ends it", "change": float("nan")},
        {"entry_id": "noted", "change": 1.0, "note": "few_clusters(clusters=3)"},
    ]

    table = influence_table(results_of({INFLUENCE: rows_of(INFLUENCE, *rows)}), Settings())

    assert table.rows["entry_id"].tolist() == ["ends it", "raises", "halves", "noted"]
    assert len(table.frame) == 5


def test_warnings_are_listed_and_notes_counted(rows_of, results_of):
    rows = [{"level": "warning", "finding": "heavy"}, {"level": "note", "finding": "dead"}]

    table = findings_table(results_of({FINDINGS: rows_of(FINDINGS, *rows)}), Settings())

    assert table.frame["finding"].tolist() == ["heavy"]
    assert "are counted: dead: 1." in table.note[0]


def test_what_was_never_found_is_counted_by_code(rows_of, results_of):
    rows = [{"kind": "entry", "suppressed": 2}, {"kind": "entry", "suppressed": 0}, {"kind": "code", "suppressed": 0}]
    unused = rows_of(UNUSED, *rows, code="threat", language="zh")

    counted = unused_by_code(unused)[["kind", "number", "suppressed"]].to_numpy().tolist()

    assert counted == [["code", 1, 0], ["entry", 2, 2]]
    assert unused_table(results_of({UNUSED: unused}), Settings()).note[0].startswith("1 codes and 2 entries")
