"""Three codes at once."""

from intertwine.config import Settings
from intertwine.measures.cooccurrence.records import TRIPLES
from intertwine.tables.columns import in_words
from intertwine.tables.latex import latex
from intertwine.tables.three_codes import triples_table


def test_three_codes_stand_in_one_column(rows_of, results_of, labels):
    row = {"code_a": "security", "code_b": "threat", "code_c": "threat.fraud", "source": "interview"}

    table = in_words(triples_table(results_of({TRIPLES: rows_of(TRIPLES, row)}), Settings()), labels)

    assert "security 安全 × threat 威胁 × fraud 欺诈 & interviews 访谈" in latex(table, labels)
