"""Talk made up word by word: frequencies fall as in real talk (Zipf), speakers switch between Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_TEXTS = {
    "zh": "的 是 我 就 不 了 也 有 在 他们 那个 觉得 这个 因为 所以 如果 没有 什么 可以 还是 时候 然后 "
    "现在 其实 比较 公司 手机 朋友 信用 分数 数据 平台 更大 时程 新课纲 银行 隐私 骑车 押金 放心 "
    "安全 危险 骗子 规则 游戏 积分 级别 担心 方便 政府 学校 妈妈 网上 付款 借钱 还款 打车 房东 记录 "
    "考试 上海 五百 二〇一九 一點點 資安 個資",
    "en": "the and I it to you of that a in is they so because like know think really score credit app phone "
    "friend bank data company people money rules points game level safe danger scam trust privacy rent "
    "deposit bike online pay work school mother city government record test worry easy quick don't "
    "e-mail Wi-Fi 2019 3.5 ok API",
}
WORDS = {language: tuple(text.split()) for language, text in _TEXTS.items()}
OTHER = {"zh": "en", "en": "zh"}
ENDS = {"zh": ("。", "？", "！", "……", "，对吧？"), "en": (".", "?", "!", "...", " 😀.")}


def sentence(language: str, patterns: Sequence[str], generator: np.random.Generator, *, switching: float) -> str:
    """Return a sentence of some words, one of `patterns` among them where there are any.

    Parameters
    ----------
    switching
        Share of words that are of the other language.
    """
    words = [str(_word(language, generator, switching=switching)) for _ in range(int(generator.integers(1, 14)))]
    if patterns:
        words.insert(int(generator.integers(0, len(words) + 1)), str(generator.choice(list(patterns))))
    end = str(generator.choice(ENDS[language]))
    return (" " if language == "en" else "").join(words) + end


def _word(language: str, generator: np.random.Generator, *, switching: float) -> str:
    known = WORDS[OTHER[language] if generator.random() < switching else language]
    rank = 1 / np.arange(1, len(known) + 1)
    return known[int(generator.choice(len(known), p=rank / rank.sum()))]
