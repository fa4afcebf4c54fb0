"""All tables, in any study."""

import pytest

from intertwine.config import Settings
from intertwine.tables.columns import ESTIMATE, in_words
from intertwine.tables.gallery import GALLERY
from intertwine.tables.latex import latex
from intertwine.wording.phrases import HEADS
from intertwine.wording.titles import TABLES

ESTIMATES = {
    "prevalence": "share 比例",
    "hypotheses": "odds ratio 优势比",
    "units": "odds ratio 优势比",
    "readings": "odds ratio 优势比",
    "cooccurrence": "odds ratio 优势比",
    "influence": "odds ratio 优势比",
    "robustness": "odds ratio 优势比",
    "keyness": "log ratio 对数比",
    "differences": "ratio 比值",
    "configurations": "observed / expected 观察 / 期望",
    "triples": "odds ratio, or ratio of both 优势比，或两者之比",
    "order": "share A first 甲在先的比例",
    "uptake": "share of uses 占使用的比例",
    "opportunities": "share of turns 占话轮的比例",
    "echoes": "excess echo C 超额回应 C",
    "validation": "corrected 校正率",
    "agreement": "alpha",
    "reliability": "split-half reliability 分半信度",
}
"""What the estimate of each table that has one is."""

each_table = pytest.mark.parametrize("make", GALLERY.values(), ids=GALLERY)


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
def test_an_estimate_is_headed_by_what_it_is_in_every_file(make, results_of, labels):
    table = in_words(make(results_of(), Settings()), labels)
    head = ESTIMATES.get(table.name)

    assert table.heads(labels).get(ESTIMATE) == head
    printed = [labels.head(table.estimate, "\n").replace("\n", r" \\ ")] if head else []
    assert all(f"{{{each}}}" in latex(table, labels) for each in printed)


@each_table
def test_no_two_columns_have_the_same_head(make, results_of, labels):
    heads = list(in_words(make(results_of(), Settings()), labels).heads(labels).values())

    assert sorted(set(heads)) == sorted(heads)


@each_table
def test_every_printed_column_has_a_head_in_both_languages(make, results_of):
    table = make(results_of(), Settings())

    assert {column.head for column in table.columns} | {table.estimate} - {""} <= {*HEADS, ESTIMATE}


def test_no_title_is_of_a_table_that_is_not_there(results_of):
    made = {name: make(results_of(), Settings()).name for name, make in GALLERY.items()}

    assert all(name == its for name, its in made.items())
    assert set(made) == set(TABLES)
