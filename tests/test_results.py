"""Which rows figures and tables show."""

import numpy as np
import pandas as pd

from intertwine.figures.cooccurrence import cells_of
from intertwine.figures.hypotheses import shown_rows
from intertwine.figures.network import edges_of, places
from intertwine.results import chosen_engine, hypothesis_rows, top_words


def pairs(rows):
    columns = ["source", "language", "code_a", "code_b", "estimate", "p_adjusted"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(only_a=1, only_b=2, p=frame["p_adjusted"], documents_both=9, unit="turn")


def words(rows):
    frame = pd.DataFrame(rows, columns=["word", "estimate", "low", "high"])
    return frame.assign(comparison="source: a / b", language="zh", p_adjusted=0.5)


def test_hypotheses_stand_as_they_were_declared():
    found = hypothesis_rows(
        pairs([("interview", "all", "risk", "security", 2.0, 0.1), ("interview", "all", "a", "security", 1.0, 1.0)]),
        [("security", "risk")],
    )

    assert found[["code_a", "code_b", "only_a", "only_b"]].to_numpy().tolist() == [["security", "risk", 2, 1]]


def test_a_source_of_one_language_has_one_row():
    rows = [(source, language, "a", "b", 1.0, 1.0) for source, language in
            [("interview", "all"), ("interview", "en"), ("interview", "zh"), ("promotional", "all"),
             ("promotional", "zh")]]  # fmt: skip

    found = hypothesis_rows(pairs(rows), [("a", "b")])

    assert list(zip(found["source"], found["language"], strict=True)) == [
        ("interview", "all"), ("interview", "zh"), ("interview", "en"), ("promotional", "all"),
    ]  # fmt: skip


def test_a_sure_word_stands_before_a_strong_but_unsure_one():
    found = top_words(words([("和", 1.0, 0.8, 1.2), ("龙", 4.0, -2.0, 9.0), ("呗", -2.0, -3.0, -1.0)]), 1)

    assert sorted(found["word"]) == ["呗", "和"]


def test_words_without_interval_are_ranked_by_their_estimate():
    found = top_words(words([("和", 1.0, np.nan, np.nan), ("龙", 4.0, np.nan, np.nan)]), 1)

    assert found["word"].tolist() == ["龙"]


def test_a_cell_that_is_too_small_has_no_colour_and_says_so():
    frame = pairs([("interview", "all", "a", "b", np.nan, np.nan), ("interview", "all", "b", "c", 4.0, 0.01)])

    cells = cells_of(frame, "interview", ["b", "c"], ["a", "b"], [("b", "a"), ("c", "b"), ("c", "a")])

    assert cells.texts[0, 0] == "n/a"
    values = cells.values  # noqa: PD011 - an array
    assert np.isnan(values[0, 0])
    assert (values[1, 1], cells.texts[1, 1]) == (2.0, "4.0*")
    assert cells.texts[1, 0] == "n/a"
    assert not cells.asked[0, 1]


def test_an_edge_needs_a_small_adjusted_p_and_enough_documents():
    rows = [("s", "all", "a", "b", 2.0, 0.01), ("s", "all", "a", "c", 2.0, 0.06), ("s", "zh", "b", "c", 2.0, 0.01)]

    assert len(edges_of(pairs(rows), ["a", "b", "c"], documents=9)) == 1
    assert edges_of(pairs(rows), ["a", "b", "c"], documents=10).empty


def test_places_are_fixed_and_families_keep_together():
    nodes = places(["a.x", "a.y", "b.x", "b.y", "c.x"])

    assert nodes == places(["a.x", "a.y", "b.x", "b.y", "c.x"])
    assert {node.code[0] for node in nodes if node.x > 0} & {node.code[0] for node in nodes if node.x < 0} == set()


def test_nmf_is_shown_where_it_is_there():
    assert chosen_engine(pd.DataFrame({"engine": ["lda", "nmf"]})) == "nmf"
    assert chosen_engine(pd.DataFrame({"engine": ["lda"]})) == "lda"
    assert chosen_engine(pd.DataFrame({"engine": []})) == ""


def test_a_forest_too_tall_for_a_page_keeps_all_languages_together():
    rows = [(source, language, "a", code, 1.0, 1.0) for source in "st" for language in ("all", "en", "zh")
            for code in "bcdefghijklmnopqr"]  # fmt: skip
    declared = [("a", code) for code in "bcdefghijklmnopqr"]

    assert set(shown_rows(pairs(rows), declared)["language"]) == {"all"}
    assert set(shown_rows(pairs(rows), declared[:3])["language"]) == {"all", "en", "zh"}
