"""The methods in words: the values in force, and nothing that is said in one language alone."""

import pandas as pd
import pytest

from intertwine.config import Settings
from intertwine.language.records import ENGINES
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.measures.validation.records import VALIDATION
from intertwine.report.methods import methods

FAMILIES = pd.DataFrame({"p_adjusted": [0.5, 0.5], "family": ["hypotheses (Holm, 6 tests)", "matrix (Holm, 1 tests)"]})


@pytest.fixture
def text(table):
    """Return the English and the Chinese of the methods."""

    def told(settings, families=FAMILIES, engines=()):
        sections = methods(settings, table(ENGINES, *engines), families, table(VALIDATION))
        return [" ".join(section.text[place] for section in sections) for place in (0, 1)]

    return told


def test_methods_tell_the_values_in_force(text):
    settings = Settings(permutations=777, bootstrap=555, seed=42, primary_unit="sentence")
    engine = {"language": "zh", "engine": "jieba", "version": "0.42.1"}

    english, chinese = text(settings, engines=[engine])

    for value in ("777", "555", "42", "one sentence", "Chinese: jieba 0.42.1", "Measured beside it: turns, windows"):
        assert value in english
    for value in ("777", "555", "42", "同一句子", "中文：jieba 0.42.1", "同时测量：话轮、窗口"):
        assert value in chinese


def test_families_of_tests_are_told_in_both_languages(text):
    english, chinese = text(Settings())

    assert "Adjustment: hypotheses (Holm, 6 tests); matrix (Holm, 1 test)." in english
    assert "校正：假设（Holm，6 项检验）；矩阵（Holm，1 项检验）。" in chinese


def test_nothing_declared_and_nothing_tested_are_told_in_both_languages(text, table):
    english, chinese = text(Settings(units=("turn",)), families=table(COOCCURRENCE))

    for sentence in ("Ordered pairs: none.", "Contrasts: none;", "one language: none.", "no other unit", "No pair was"):
        assert sentence in english
    for sentence in ("有序编码对：无。", "对比：无；", "内进行）：无。", "无其他单位", "没有可检验的编码对"):
        assert sentence in chinese


@pytest.mark.parametrize("reading", ["all", "affirmed", "volunteered"])
@pytest.mark.parametrize("cluster", ["document", "speaker"])
def test_every_section_is_told_in_both_languages_under_every_reading_and_cluster(table, reading, cluster):
    settings = Settings(reading=reading, cluster=cluster)

    for section in methods(settings, table(ENGINES), FAMILIES, table(VALIDATION)):
        for english, chinese in (section.heading, section.text):
            assert english.isascii() or not any("\u4e00" <= sign <= "\u9fff" for sign in english)
            assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
            assert "{" not in english + chinese
