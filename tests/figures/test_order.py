"""The figure of order."""

from intertwine.figures.order import order_figure
from intertwine.measures.order.order import MEASURES
from intertwine.measures.order.records import ORDER, ORDER_DOCUMENTS

PAIR = {"code_a": "threat", "code_b": "security"}
SHARE = PAIR | {"estimate": 0.6, "low": 0.4, "high": 0.8, "p_adjusted": 0.02, "n_units": 1200}
ROWS = [SHARE | {"measure": measure} for measure in MEASURES]


def test_each_measure_has_its_share_interval_p_and_n(results, labels, settings, written):
    documents = [PAIR | {"measure": "first span in the turn", "document_id": "d1", "n": 3, "a_first": 2}]

    figure = order_figure(
        results({ORDER: ROWS, ORDER_DOCUMENTS: documents}), labels, settings(orders=[["threat", "security"]])
    )

    texts = written(figure)
    assert len(figure.data) == len(MEASURES)
    assert "threat 威胁 → security 安全" in texts
    assert texts.count("60% [40%, 80%]") == len(MEASURES)
    assert texts.count(".020*") == len(MEASURES)
    assert "1,200 / 30" in texts


def test_a_declared_pair_that_was_never_found_says_n_a(results, labels, settings, written):
    declared = settings(orders=[["threat", "security"], ["security", "threat.fraud"]])

    texts = written(order_figure(results({ORDER: ROWS}), labels, declared))

    assert "security 安全 → fraud 欺诈" in texts
    assert "n/a" in texts


def test_only_the_reading_of_the_settings_is_shown(results, labels, settings):
    rows = [*ROWS, *(row | {"reading": "affirmed"} for row in ROWS)]

    figure = order_figure(results({ORDER: rows}), labels, settings(orders=[["threat", "security"]]))

    assert len(figure.data) == len(MEASURES)
