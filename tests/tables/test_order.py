"""Which code comes first."""

from intertwine.measures.order.order import MEASURES
from intertwine.measures.order.records import ORDER
from intertwine.results import of_reading
from intertwine.tables.order import order_frame


def test_measures_of_a_pair_stand_from_the_nearest_to_the_farthest(rows_of):
    rows = [{"measure": measure} for measure in sorted(MEASURES, reverse=True)]
    order = rows_of(ORDER, *rows, code_a="threat", code_b="security", reading="all")

    assert order_frame(of_reading(order))["measure"].tolist() == list(MEASURES)
