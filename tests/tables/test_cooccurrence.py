"""Which codes meet: the hypotheses in every unit and reading, and all pairs."""

import pytest

from intertwine.config import Settings
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.tables.columns import in_words
from intertwine.tables.cooccurrence import cooccurrence_table, hypotheses_table, readings_table, units_table
from intertwine.vocabulary import READINGS
from intertwine.wording.labels import Labels

NAN = float("nan")
AGAINST_THE_ALPHABET = Settings(hypotheses=(("threat", "security"),), primary_unit="turn")
NOT_DECLARED = Settings(primary_unit="turn")
each_of_hypotheses = pytest.mark.parametrize("make", [hypotheses_table, units_table, readings_table])


@pytest.fixture
def results(rows_of, results_of):
    rows = [
        {"unit": unit, "reading": reading, "code_b": code, "p": p, "p_adjusted": p}
        for unit in ("turn", "sentence", "document")
        for reading in READINGS
        for code, p in (("threat", 0.01), ("threat.fraud", NAN))
    ]
    shared = {"source": "interview", "language": "all", "code_a": "security", "family": "hypotheses (Holm, 1 tests)"}
    return results_of({COOCCURRENCE: rows_of(COOCCURRENCE, *rows, **shared)})


@each_of_hypotheses
def test_hypotheses_stand_as_they_were_declared(make, results):
    found = make(results, AGAINST_THE_ALPHABET).frame

    assert set(zip(found["code_a"], found["code_b"], strict=True)) == {("threat", "security")}


@each_of_hypotheses
def test_where_nothing_was_declared_the_note_says_so(make, results):
    table = make(results, NOT_DECLARED)

    assert table.frame.empty
    assert "No hypotheses are declared" in table.note[0]


def test_hypotheses_stand_in_every_unit_from_the_smallest(results):
    assert units_table(results, AGAINST_THE_ALPHABET).frame["unit"].tolist() == ["sentence", "turn", "document"]


def test_hypotheses_stand_under_every_reading(results):
    assert readings_table(results, AGAINST_THE_ALPHABET).frame["reading"].tolist() == list(READINGS)


def test_latex_prints_the_pairs_that_could_be_tested(results):
    table = cooccurrence_table(results, AGAINST_THE_ALPHABET)

    assert table.frame["code_b"].tolist() == ["threat", "threat.fraud"]
    assert table.rows["code_b"].tolist() == ["threat"]
    assert table.note[0].startswith("1 of 2 pairs could be tested")


def test_a_language_alone_has_a_dash_where_the_family_has_its_p_and_interval(rows_of, results_of):
    alone = {"language": "zh", "p_adjusted": NAN, "together_low": NAN, "together_high": NAN}
    tested = {"p": 0.01, "family": "hypotheses (Bonferroni, 3 tests)", "reading": "all"}
    pair = {"unit": "turn", "source": "interview", "code_a": "security", "code_b": "threat"}
    family = {"language": "all", "p_adjusted": 0.03}
    rows = rows_of(COOCCURRENCE, family, alone, alone | {"language": "en"}, **tested, **pair)
    made = hypotheses_table(results_of({COOCCURRENCE: rows}), AGAINST_THE_ALPHABET)
    table = in_words(made, Labels({}, "en"))
    together, *single = ([column.cell(row) for column in table.columns] for _, row in table.rows.iterrows())

    assert ".030" in together
    assert [row.count("–") for row in single] == [2, 2]
