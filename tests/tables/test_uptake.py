"""Whose words they are."""

import pytest

from intertwine.config import Settings
from intertwine.measures.uptake.records import ECHOES, OPPORTUNITIES, PROFILES, UPTAKE
from intertwine.tables.columns import in_words
from intertwine.tables.latex import latex
from intertwine.tables.uptake import echoes_table, opportunities_table, profiles_table, uptake_table


@pytest.mark.parametrize(
    ("measured", "make"), [(UPTAKE, uptake_table), (OPPORTUNITIES, opportunities_table), (ECHOES, echoes_table)]
)
def test_latex_prints_families_of_codes_all_languages_together(measured, make, rows_of, results_of):
    rows = [{"code": code, "language": language} for code in ("threat", "threat.fraud") for language in ("all", "zh")]
    known = {"family": "echo (Benjamini-Hochberg, 4 tests)"} if "family" in measured.columns else {}

    table = make(results_of({measured: rows_of(measured, *rows, **known)}), Settings())

    assert len(table.frame) == 4
    assert table.rows[["code", "language"]].to_numpy().tolist() == [["threat", "all"]]


def test_ways_are_named_in_words(rows_of, results_of, labels):
    frame = rows_of(UPTAKE, {"way": "self_repeated", "code": "threat", "language": "all"})

    table = in_words(uptake_table(results_of({UPTAKE: frame}), Settings()), labels)

    assert table.frame["way"].tolist() == ["self-repeated 自我重复"]


def test_each_respondent_has_a_line_with_the_ways_in_order(rows_of, results_of, labels):
    ways = {"volunteered": 1, "self_repeated": 2, "echoed": 3, "prompted": 4, "answered": 5}
    frame = rows_of(PROFILES, {"speaker": "Ann", "language": "en", **ways})

    table = in_words(profiles_table(results_of({PROFILES: frame}), Settings()), labels)

    assert "Ann & English 英文 & 7 & 7 & 1 & 2 & 3 & 4 & 5 & 25" in latex(table, labels)
