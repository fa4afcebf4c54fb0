"""How many documents a study needs."""

import pytest

from intertwine.config import Planning, Settings
from intertwine.measures.cooccurrence.records import PLANNING
from intertwine.tables.columns import in_words
from intertwine.tables.latex import latex
from intertwine.tables.planning import planning_table

PAIR = {"source": "interview", "code_a": "security", "code_b": "threat"}


@pytest.mark.parametrize(
    ("power", "note", "shown"), [(0.9, "", "30"), (0.5, "", "> 60"), (float("nan"), "no_variation()", "n/a")]
)
def test_documents_needed_are_said_or_more_than_was_tried_or_nothing(power, note, shown, rows_of, results_of, labels):
    frame = rows_of(PLANNING, {"documents": 60}, {"documents": 30}, **PAIR, power=power, note=note)

    made = planning_table(results_of({PLANNING: frame}), Settings(planning=Planning(power=0.8)))
    table = in_words(made, labels)

    assert table.columns[2].cell(table.rows.loc[0]) == shown
    assert [column.head for column in table.columns][3:5] == ["30", "60"]
    assert r"\shortstack[r]{30}" in latex(table, labels)
