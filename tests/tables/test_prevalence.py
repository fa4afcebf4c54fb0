"""How often each code occurs."""

from intertwine.config import Settings
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.tables.prevalence import prevalence_table


def test_latex_prints_each_language_of_the_primary_unit_by_itself(rows_of, results_of):
    rows = [{"unit": unit, "language": language} for unit in ("sentence", "turn") for language in ("all", "zh")]
    frame = rows_of(PREVALENCE, *rows, source="interview", code="threat", reading="all")

    table = prevalence_table(results_of({PREVALENCE: frame}), Settings(primary_unit="turn"))

    assert table.frame["language"].tolist() == ["all", "zh"]
    assert table.rows["language"].tolist() == ["zh"]
    assert "n: interviews, Chinese: 7 turns in 7 documents, 7 clusters." in table.note[0]
