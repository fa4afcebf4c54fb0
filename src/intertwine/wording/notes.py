"""Notes on results in words: what each kind says in English and in Chinese, side by side."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from intertwine.notes import BETWEEN, Note, parsed
from intertwine.wording.labels import Pair

if TYPE_CHECKING:
    import pandas as pd

NOTES: dict[str, Pair] = {
    "absent_from_group": (
        "one of the groups does not use it: no limit on that side",
        "其中一组未使用该词：该侧无界限",
    ),
    "all_suppressed": (
        "look at coding/suppressed.csv: {matches} matches stand inside a longer match or a context that excludes "
        "them, or are of a tier that does not count",
        "查看 coding/suppressed.csv：{matches} 处匹配位于更长的匹配或排除语境之内，或其层级不计入",
    ),
    "codebook_changed": (
        "the codebook was changed after the first opening",
        "首次开启之后编码本有修改",
    ),
    "code_never_occurs": ("one of the codes does not occur", "其中一个编码未出现"),
    "codes_never_vary_together": (
        "no document in which both codes are in some units and not in all",
        "没有哪个文档中两编码都是有的单位有、有的单位无",
    ),
    "constant_code": ("no variation: alpha and kappa tell nothing", "没有变化：alpha 与 kappa 不说明任何问题"),
    "descriptive_unit": (
        "descriptive: the unit is as large as the stratum, so nothing can be tested inside it",
        "仅作描述：单位与分层一样大，无法在其内部检验",
    ),
    "development_part": (
        "development part: entries may have been chosen on it",
        "开发部分：词条可能据此选定",
    ),
    "direction_changes": ("without it the direction changes", "去掉后方向改变"),
    "exploratory": ("exploratory", "探索性"),
    "few_clusters": ("few clusters: {clusters}", "群组较少：{clusters}"),
    "heavy_entry": ("carries more than {share} of the code", "占该编码的 {share} 以上"),
    "interviewers_alone": (
        "look at the column role of speakers.csv: {hits} hits are interviewers', whose words do not count",
        "查看 speakers.csv 的 role 列：{hits} 处命中出自访谈者，其话语不计入",
    ),
    "listed_under_another_language": (
        "look at the column language of documents.csv: {documents} of these documents speak mostly another language",
        "查看 documents.csv 的 language 列：其中 {documents} 个文档主要使用另一种语言",
    ),
    "little_text": (
        "add texts: with {words} words they may be too short to hold any",
        "增加文本：仅 {words} 词，可能因过短而没有命中",
    ),
    "no_better_than_chance": (
        "Rogan-Gladen: the lexicon tells no better than chance",
        "Rogan-Gladen：词表的判断不优于随机",
    ),
    "no_chinese_entries": (
        "add Chinese entries: there are none, so nothing can be found in Chinese",
        "增加中文词条：没有中文词条，故在中文中无从发现",
    ),
    "no_english_entries": (
        "add English entries: there are none, so nothing can be found in English",
        "增加英文词条：没有英文词条，故在英文中无从发现",
    ),
    "no_interval": (
        "no interval: {clusters} clusters, at least {needed} needed",
        "无区间：{clusters} 个群组，至少需要 {needed} 个",
    ),
    "no_interval_of_order": ("no interval: {clusters} clusters", "无区间：{clusters} 个群组"),
    "never_seen": ("never seen, so no interval", "从未出现，故无区间"),
    "no_spread": (
        "no interval: all resamples (or clusters) give the same value, which does not tell how sure it is",
        "无区间：各次重抽（或各群组）的数值完全相同，无从得知其不确定程度",
    ),
    "no_variation": ("no variation between documents", "文档之间没有差异"),
    "no_odds_ratio_without": ("no odds ratio without it", "去掉后无优势比"),
    "no_positive_unit": (
        "no positive unit in the sample: recall is not known",
        "样本中没有正例：召回率未知",
    ),
    "not_found": ("not found", "未出现"),
    "odds_ratio_missing": ("too few: one of the two odds ratios is missing", "过少：两个优势比之一缺失"),
    "one_coder": ("one coder: nothing to agree on", "仅一名编码者：无从比较一致性"),
    "other_words": (
        "read a page of these texts beside the codebook: are the characters whole, and is it the codebook of this "
        "field? `intertwine codebook check` looks at its entries",
        "对照编码本通读一页文本：字符是否完整，编码本是否属于这一领域？可用 `intertwine codebook check` 检查词条",
    ),
    "open_interval": ("the interval is open at one end", "区间一端不封闭"),
    "rare_code": ("rare: read alpha with the other figures", "罕见：alpha 须与其他数值一并阅读"),
    "rests_on_one_cluster": (
        "no interval: without one of the clusters there is no estimate",
        "无区间：去掉其中一个群组便无从估计",
    ),
    "rogan_gladen_out_of_range": (
        "Rogan-Gladen out of range: sensitivity or specificity do not hold here",
        "Rogan-Gladen 越界：此处灵敏度或特异度不成立",
    ),
    "see_definition": (
        "hold the entries of the code against its definition and the words of these texts",
        "将该编码的词条与其定义及文本用词对照",
    ),
    "side_not_tested": (
        "not compared: one of the sides has too little for an interval over clusters",
        "未作比较：其中一方不足以得出按群组的区间",
    ),
    "spans_scale": ("no interval: it would span the whole scale", "无区间：区间会横跨整个尺度"),
    "test_part_opened": ("test part, opened {times} times", "测试部分，已开启 {times} 次"),
    "test_part_opened_once": ("test part, opened 1 time", "测试部分，已开启 1 次"),
    "thin": ("thin: exact conditional likelihood", "数据稀少：取精确条件似然"),
    "too_few_clusters_in_group": ("too few clusters in a group: {clusters}", "某一组的群组过少：{clusters}"),
    "too_few_clusters_in_groups": ("too few clusters: {a} and {b}", "群组过少：{a} 个与 {b} 个"),
    "too_few_clusters_to_test": (
        "not tested: {clusters} clusters, at least {needed} needed",
        "未作检验：{clusters} 个群组，至少需要 {needed} 个",
    ),
    "too_few_clusters_with_both": (
        "too few: {clusters} clusters of a group with both",
        "过少：某一组中 {clusters} 个群组两者皆有",
    ),
    "too_few_coded": (
        "too few: {units} units coded by hand do not tell it",
        "过少：{units} 个人工编码的单位不足以得出",
    ),
    "too_few_documents": (
        "too few: {documents} documents, at least {needed} needed",
        "过少：{documents} 个文档，至少需要 {needed} 个",
    ),
    "too_few_documents_in_order": (
        "too few: {documents} documents with both, at least {needed} needed",
        "过少：{documents} 个文档两者皆有，至少需要 {needed} 个",
    ),
    "too_few_documents_with_both": (
        "too few: {documents} documents with both codes, at least {needed} needed",
        "过少：{documents} 个文档两者皆有，至少需要 {needed} 个",
    ),
    "too_few_entries": (
        "too few: {entries} entries fired, at least {needed} needed",
        "过少：{entries} 个词条有命中，至少需要 {needed} 个",
    ),
    "too_few_expected": (
        "too few: {expected} units expected, at least {needed} needed",
        "过少：期望 {expected} 个单位，至少需要 {needed} 个",
    ),
    "unsettled": (
        "no estimate: beyond 10,000 or below 1 in 10,000 a ratio has not settled",
        "无估计：大于 10,000 或小于万分之一的比值尚未稳定",
    ),
    "words_of_regions": (
        "add the words of Taiwan and Hong Kong: traditional characters are found by entries in simplified ones, other "
        "words than the mainland's are not",
        "增加台湾与香港的用词：简体词条可匹配繁体字，但不能匹配不同的词（如“資安”之于“信息安全”）",
    ),
}
"""English and Chinese of each kind of note, its numbers in braces."""


@cache
def worded(cell: str) -> Pair:
    """Return English and Chinese of the notes in a cell of the column `note`.

    Raises
    ------
    ValueError
        If the cell holds anything but notes.
    KeyError
        If a kind has no words, or one of its numbers is not there.

    Examples
    --------
    >>> worded("few_clusters(clusters=19); thin()")[1]
    '群组较少：19；数据稀少：取精确条件似然'
    """
    notes = parsed(cell)
    english, chinese = ([_worded(note, place) for note in notes] for place in (0, 1))
    return "; ".join(english), "；".join(chinese)


def _worded(note: Note, place: int) -> str:
    values = {name: value.replace(BETWEEN, (", ", "、")[place]) for name, value in note.numbers}
    return NOTES[note.kind][place].format(**values)


def in_english(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table that people read, with the notes in its column `note` in English words if it has one."""
    if "note" not in frame.columns:
        return frame
    return frame.assign(note=[worded(cell)[0] for cell in frame["note"]])
