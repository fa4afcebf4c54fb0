"""What an edit of the codebook changes: which numbers move, which turn, and what a paper shows differently."""

import numpy as np
import pandas as pd
import pytest

from intertwine.coding.records import UNUSED
from intertwine.config import Settings
from intertwine.language.records import ENGINES
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.report.comparison import headline, printed_number, sentences_changed, tables_changed
from intertwine.report.comparison_page import compare_page

SETTINGS = Settings(hypotheses=(("security", "threat"),))
WHERE = {"unit": "turn", "source": "interview", "language": "all", "reading": "all"}
HIT_COLUMNS = (
    *("change", "document_id", "turn", "start", "code", "pattern", "language", "source", "speaker"),
    *("surface", "left", "right", "before", "after"),
)


@pytest.fixture
def frames(table):
    """Return the measures under one codebook, in which one hypothesis has this interval."""

    def made(estimate=2.0, low=1.5, high=3.0, share=0.25):
        pair = WHERE | {"code_a": "security", "code_b": "threat", "both": 3, "n_units": 9, "n_documents": 3}
        numbers = {
            "estimate": estimate,
            "low": low,
            "high": high,
            "p": 0.01,
            "p_adjusted": 0.02,
            "family": "hypotheses (Holm, 1 tests)",
        }
        return {
            "cooccurrence": table(COOCCURRENCE, pair | numbers | {"note": "few_clusters(clusters=3)"}),
            "prevalence": table(
                PREVALENCE, WHERE | {"code": "security", "estimate": share}, WHERE | {"code": "other", "estimate": 0.5}
            ),
            "unused": table(UNUSED),
        }

    return made


def test_the_same_codebook_changes_nothing(frames):
    numbers = headline(frames(), frames(), SETTINGS)

    assert numbers[["measure", "code_a", "code_b"]].to_numpy().tolist() == [
        ["odds ratio", "security", "threat"],
        ["share", "security", ""],
    ]
    assert not numbers["changed"].any()
    assert not numbers["turned"].any()
    assert tables_changed(frames(), frames(), SETTINGS)["changed"].sum() == 0


def test_a_missing_number_stays_missing_unless_it_is_estimated(frames):
    missing = frames(np.nan, np.nan, np.nan)

    assert not headline(missing, missing, SETTINGS)["changed"].any()
    assert headline(missing, frames(), SETTINGS)["changed"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("after", "turned"), [((2.0, 0.9, 3.0), True), ((2.0, 1.2, 3.0), False), ((0.5, 0.2, 0.9), False)]
)
def test_a_result_turns_where_its_interval_leaves_out_1_in_one_version_only(frames, after, turned):
    numbers = headline(frames(), frames(*after), SETTINGS)

    assert numbers["changed"].tolist() == [True, False]
    assert numbers["turned"].tolist() == [turned, False]


def test_notes_are_worded(frames):
    assert headline(frames(), frames(), SETTINGS)["note_after"].tolist() == ["few clusters: 3", ""]


def test_each_table_says_how_many_of_its_rows_change(frames):
    shown = tables_changed(frames(), frames(share=0.3), SETTINGS).set_index(["kind", "name"])["changed"]

    assert shown["table", "prevalence"] == shown["figure", "prevalence"] == 1
    assert shown["table", "hypotheses"] == shown["figure", "network"] == shown["table", "unused"] == 0


def test_what_differs_in_the_last_bit_alone_is_the_same(frames):
    assert tables_changed(frames(), frames(estimate=2.0 + 1e-12), SETTINGS)["changed"].sum() == 0


def test_numbers_are_printed_as_what_they_are():
    row = {"estimate_after": 0.5, "low_after": 0.25, "high_after": float("nan")}

    assert printed_number(row | {"measure": "odds ratio"}, "after") == "0.50 [0.25, ∞)"
    assert printed_number(row | {"measure": "share"}, "after") == "50.0% [n/a]"


def test_a_sentence_without_counterpart_stands_alone():
    assert sentences_changed(["One. Two."], ["One."]) == [("Two.", "")]
    assert sentences_changed(["一。二。"], ["一。三。四。"]) == [("二。", "三。"), ("", "四。")]


def page_of(frames, hits, table):
    edits = pd.DataFrame(columns=["what", "edit", "name", "language", "before", "after"])
    before, after = frames(), frames(2.5, 1.9, 3.5)
    changes = {
        "edits": edits,
        "hits": hits,
        "headline": headline(before, after, SETTINGS),
        "shown": tables_changed(before, after, SETTINGS),
    }
    return compare_page(
        changes, before, after, SETTINGS, engines=table(ENGINES), old="old", new="new", samples=2, edits_shown=2
    )


def test_the_page_comes_out_where_no_hit_moved(frames, table):
    page = page_of(frames, pd.DataFrame(columns=HIT_COLUMNS), table)

    assert "The two codebooks mean the same." in page
    assert "2.00 [1.50, 3.00]" in page
    assert "2.50 [1.90, 3.50]" in page


def test_a_hit_is_shown_with_what_became_of_it(frames, table):
    hit = {"document_id": "d1", "turn": 3, "start": 0, "code": "threat", "pattern": "骗", "language": "zh"}
    hit |= {"source": "interview", "speaker": "林", "surface": "骗", "left": "<b>", "right": "了"}
    moves = [("gained", "", "affirmed"), ("lost", "negated", ""), ("requalified", "affirmed", "negated")]
    hits = pd.DataFrame([hit | {"change": change, "before": old, "after": new} for change, old, new in moves])

    page = page_of(frames, hits, table)

    assert "&lt;b&gt;<mark>骗</mark>了" in page
    for about in ("d1, 3, affirmed<", "d1, 3, negated<", "d1, 3, affirmed → negated<"):
        assert about in page
