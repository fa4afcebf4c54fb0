"""All tables, in any study."""

import pytest

from intertwine.config import Settings
from intertwine.tables.columns import in_words
from intertwine.tables.gallery import GALLERY
from intertwine.tables.latex import latex
from intertwine.wording.phrases import HEADS
from intertwine.wording.titles import TABLES

each_table = pytest.mark.parametrize("make", GALLERY, ids=lambda make: make.__name__)


@each_table
def test_a_study_in_which_nothing_was_found_still_has_each_table(make, results_of, labels):
    table = in_words(make(results_of(), Settings()), labels)

    assert len(table.frame.columns) > 0
    assert all(table.note)
    assert r"{l}{--}" in latex(table, labels)


@each_table
def test_a_table_is_named_as_what_makes_it_and_has_one_title(make, results_of):
    table = make(results_of(), Settings())

    assert f"{table.name}_table" == make.__name__
    assert table.title == TABLES[table.name]
    assert all(table.title)


@each_table
def test_every_printed_column_has_a_head_in_both_languages(make, results_of):
    assert {column.head for column in make(results_of(), Settings()).columns} <= set(HEADS)


def test_no_title_is_of_a_table_that_is_not_there(results_of):
    assert {make(results_of(), Settings()).name for make in GALLERY} == set(TABLES)
