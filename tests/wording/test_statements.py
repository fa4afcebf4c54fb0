"""Sentences from the values in force."""

import pandas as pd
import pytest

from intertwine import contrasts
from intertwine.measures.families import BENJAMINI_HOCHBERG, HOLM, NOT_TESTED, Family
from intertwine.wording.labels import contrast_in_words, in_both_languages
from intertwine.wording.statements import adjustment_sentence


def rows_in(*families):
    return pd.DataFrame({"family": [str(family) for family in families], "p_adjusted": 0.5})


def test_the_adjustment_is_worded_in_both_languages():
    found = rows_in(Family("matrix", BENJAMINI_HOCHBERG, 109), Family("hypotheses", HOLM, 12))

    assert adjustment_sentence(found) == (
        "Adjustment: declared hypotheses (Holm, 12 tests); matrix (Benjamini-Hochberg, 109 tests).",
        "校正：事先声明的假设（Holm，12 项检验）；矩阵（Benjamini-Hochberg，109 项检验）。",
    )


def test_one_test_is_no_plural():
    assert adjustment_sentence(rows_in(Family("order", HOLM, 1)))[0] == "Adjustment: order (Holm, 1 test)."


def test_rows_without_a_test_are_of_no_family():
    nothing = pd.DataFrame({"family": [NOT_TESTED], "p_adjusted": [float("nan")]})

    assert adjustment_sentence(nothing) == ("No pair was tested.", "没有可检验的编码对。")


def test_a_contrast_is_read_as_it_was_written_and_worded_in_both_languages():
    found = contrasts.Contrast("gender", "f", "m")

    assert contrasts.parsed(str(found)) == found
    assert contrast_in_words(str(found)) == ("gender f against gender m", "gender f与gender m之差")


def test_what_is_no_contrast_is_refused():
    with pytest.raises(ValueError, match="not a contrast"):
        contrasts.parsed("promotional against interview")


@pytest.mark.parametrize(
    ("name", "chinese"), [("author", "作者"), ("negated", "否定"), ("zh", "中文"), ("mine", "mine")]
)
def test_roles_qualifiers_and_languages_have_their_names(name, chinese):
    assert in_both_languages(name)[1] == chinese
