"""The methods in words: the values in force, and nothing that is said in one language alone."""

import pandas as pd
import pytest

from intertwine.config import Settings
from intertwine.language.records import ENGINES
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.report.methods import methods
from intertwine.report.validity import WARNING

FAMILIES = pd.DataFrame({"p_adjusted": [0.5, 0.5], "family": ["hypotheses (Holm, 6 tests)", "matrix (Holm, 1 tests)"]})


@pytest.fixture
def text(table):
    """Return the English and the Chinese of the methods."""

    def told(settings, families=FAMILIES, engines=()):
        sections = methods(settings, table(ENGINES, *engines), families, [WARNING])
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


def test_every_value_stands_at_its_own_place(text):
    settings = Settings(
        window={"zh": 101, "en": 61},
        prompting={"turns": 3, "brief": 7},
        uptake={"company": "promotional", "zh": 8, "en": 5},
        keyness={"documents": 11, "dispersion": 0.75},
        topics={"zh": 12, "en": 13, "length": 140, "documents": 15},
        planning={"odds_ratio": 2.5},
    )

    english, chinese = text(settings)

    for sentence in (
        "101 Han characters or 61 words of one speaker",
        "interviewer's last 3 turns names it, an answer if its turn then holds at most 7 further words",
        "from the source promotional and a reference list alone; reused runs are of 8 Han characters or 5 English",
        "at least 11 documents with a DPnorm of at most 0.75",
        "12 topics in Chinese, 13 in English, on neighbouring turns of a speaker joined to 140 tokens",
        "found in at least 15 documents",
        "an odds ratio of 2.5 by number",
    ):
        assert sentence in english
    for sentence in (
        "101 个汉字或 61 个英文词",
        "此前 3 个话轮内提及则为被提示，且该话轮其余文字不超过 7 词",
        "复用语段为 8 个汉字或 5 个英文词",
        "至少 11 个文档，且 DPnorm 不高于 0.75",
        "中文 12 个主题，英文 13 个主题；将同一说话人的相邻话轮合并至 140 个词，所用词须见于至少 15 个文档",
        "发现 2.5 的优势比",
    ):
        assert sentence in chinese


def test_families_of_tests_are_told_in_both_languages(text):
    english, chinese = text(Settings())

    assert "Adjustment: declared hypotheses (Holm, 6 tests); matrix (Holm, 1 test)." in english
    assert "校正：事先声明的假设（Holm，6 项检验）；矩阵（Holm，1 项检验）。" in chinese


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

    for section in methods(settings, table(ENGINES), FAMILIES, [WARNING]):
        for english, chinese in (section.heading, section.text):
            assert english.isascii() or not any("\u4e00" <= sign <= "\u9fff" for sign in english)
            assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
            assert "{" not in english + chinese
