"""Which rows of the results are shown."""

import numpy as np
import pandas as pd

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


def test_delta_p_follows_the_declaration():
    frame = pairs([("interview", "all", "risk", "security", 2.0, 0.1)]).assign(
        delta_p_b_given_a=0.4, delta_p_a_given_b=0.1
    )

    against, along = (hypothesis_rows(frame, [pair]) for pair in (("security", "risk"), ("risk", "security")))

    assert along[["delta_p_b_given_a", "delta_p_a_given_b"]].to_numpy().tolist() == [[0.4, 0.1]]
    assert against[["delta_p_b_given_a", "delta_p_a_given_b"]].to_numpy().tolist() == [[0.1, 0.4]]


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


def test_a_word_without_a_limit_on_the_side_of_0_comes_last():
    found = top_words(words([("和", 1.0, -0.8, 1.2), ("龙", 4.0, np.nan, 9.0)]), 1)

    assert found["word"].tolist() == ["和"]


def test_words_without_interval_are_ranked_by_their_estimate():
    found = top_words(words([("和", 1.0, np.nan, np.nan), ("龙", 4.0, np.nan, np.nan)]), 1)

    assert found["word"].tolist() == ["龙"]


def test_nmf_is_shown_where_it_is_there():
    assert chosen_engine(pd.DataFrame({"engine": ["lda", "nmf"]})) == "nmf"
    assert chosen_engine(pd.DataFrame({"engine": ["lda"]})) == "lda"
    assert chosen_engine(pd.DataFrame({"engine": []})) == ""
