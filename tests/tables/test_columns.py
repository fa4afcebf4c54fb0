"""How a row of a table is printed, and what its cells are called."""

import pandas as pd
import pytest

from intertwine.tables.columns import (
    PaperTable,
    codes,
    counts,
    effect,
    in_words,
    labelled,
    number,
    probability,
    share,
    share_with_interval,
)

NAN = float("nan")
ROW = pd.Series({"estimate": 2.0, "low": 1.5, "high": 12.71, "p_adjusted": 0.0004, "both": 1234, "n": 9999, "f": NAN})


def test_an_effect_stands_first_then_its_interval():
    assert effect("odds_ratio").cell(ROW) == "2.00 [1.50, 12.7]"
    assert effect("echo", as_ratio=False).cell(ROW) == "+2.00 [+1.50, +12.71]"


def test_a_share_without_an_interval_says_so():
    row = pd.Series({"estimate": 0.225, "low": 0.1, "high": NAN})

    assert share_with_interval("share").cell(row) == "22.5% [n/a]"
    assert share("low").cell(row) == "10%"


def test_p_values_and_missing_numbers_are_as_papers_have_them():
    assert probability().cell(ROW) == "< .001"
    assert number("f").cell(ROW) == "n/a"


def test_counts_stand_in_one_column():
    assert counts("units_both", ("both", "n")).cell(ROW) == "1,234 / 9,999"


def test_an_empty_code_is_left_out_of_a_pair():
    assert codes("label_a", "label_b").cell(pd.Series({"label_a": "threat", "label_b": ""})) == "threat"


def test_facts_are_worded_when_they_are_shown(labels):
    frame = pd.DataFrame({"code_a": ["threat"], "source": ["interview"], "note": ["few_clusters(clusters=12)"]})

    assert labelled(frame, labels).loc[0].to_dict() == {
        "code_a": "threat",
        "label_a": "threat 威胁",
        "source": "interviews 访谈",
        "note": "few clusters: 12",
    }


def test_several_codes_in_one_cell_have_their_labels(labels):
    found = labelled(pd.DataFrame({"codes": [("threat", "security"), ()]}), labels)

    assert found["codes"].tolist() == ["threat 威胁; security 安全", ""]


def test_an_estimate_is_called_what_it_is(labels):
    frame = pd.DataFrame({"estimate": [0.5], "mine": ["x"]})
    table = PaperTable(name="keyness", note=("", ""), frame=frame, columns=(), estimate="log_ratio")

    assert table.heads(labels) == {"estimate": "log ratio 对数比", "mine": "mine"}


@pytest.mark.parametrize(("column", "estimate"), [("estimate", ""), ("mine", "log_ratio")])
def test_a_table_says_what_its_estimate_is_and_no_other_table_does(column, estimate):
    with pytest.raises(ValueError, match="keyness has an estimate"):
        PaperTable(name="keyness", note=("", ""), frame=pd.DataFrame({column: [1]}), columns=(), estimate=estimate)


def test_latex_prints_all_rows_unless_some_are_chosen(labels):
    frame = pd.DataFrame({"source": ["interview", "promotional"]})
    table = PaperTable(name="corpus", note=("", ""), frame=frame, columns=())

    assert in_words(table, labels).rows["source"].tolist() == ["interviews 访谈", "promotional texts 宣传文本"]
