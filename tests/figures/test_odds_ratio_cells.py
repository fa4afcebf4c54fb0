"""Odds ratios as cells of a matrix."""

import numpy as np
import pandas as pd

from intertwine.figures.odds_ratio_cells import cells_sentence, odds_ratio_cells


def pairs(rows, pooled=np.nan):
    frame = pd.DataFrame(rows, columns=["code_a", "code_b", "estimate", "p_adjusted"])
    return frame.assign(
        source="interview", language="all", both=5, only_a=1, only_b=2, p=frame["p_adjusted"], pooled=pooled
    )


def test_a_cell_that_is_too_small_has_no_colour_and_says_so():
    frame = pairs([("a", "b", np.nan, np.nan), ("b", "c", 4.0, 0.01)])

    cells = odds_ratio_cells(frame, "interview", ["b", "c"], ["a", "b"], [("b", "a"), ("c", "b"), ("c", "a")])

    values = cells.values  # noqa: PD011 - an array
    assert cells.texts[0, 0] == "n/a"
    assert np.isnan(values[0, 0])
    assert (values[1, 1], cells.texts[1, 1]) == (2.0, "4.0*")
    assert cells.texts[1, 0] == "n/a"
    assert not cells.asked[0, 1]


def test_a_pair_that_was_not_tested_shows_what_its_family_tells_and_how_many_units_it_has():
    frame = pairs([("a", "b", 9.0, np.nan)], pooled=1.5)

    cells = odds_ratio_cells(frame, "interview", ["b"], ["a"], [("b", "a")])

    assert (cells.texts[0, 0], cells.counts[0, 0], cells.certain[0, 0]) == ("~1.5", "5", False)


def test_the_caption_counts_pairs_shown_tested_and_below_05():
    frame = pairs([("a", "b", np.nan, np.nan), ("b", "c", 4.0, 0.01), ("a", "c", 2.0, 0.5)])

    assert "(1 of 2 tested pairs of 3)" in cells_sentence(frame)[0]
    assert "共 3 个编码对，检验 2 个，其中 1 个" in cells_sentence(frame)[1]
