"""Which script a text is written in: Han characters, Latin words, and the language they speak for."""

from __future__ import annotations

import re

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Han characters, as the inside of a regular expression's ``[...]``."""

LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿＡ-Ｚａ-ｚ"
"""Latin letters, as the inside of a regular expression's ``[...]``."""

han_pattern = re.compile(f"[{HAN}]+")
"""Runs of Han characters."""

latin_word_pattern = re.compile(f"[{LATIN}]+(?:['’\\-][{LATIN}]+)*")
"""Latin words; an apostrophe or a hyphen between letters belongs to the word."""

HAN_IN_A_WORD = 1.5
"""Han characters that weigh as much as one Latin word."""

SMALL_SHARE = 0.1
"""Below this share of its words, a script does not make a text mixed."""


def han_count(text: str) -> int:
    """Return the number of Han characters in `text`.

    >>> han_count("芝麻信用 score 是 712 分")
    6
    """
    return sum(map(len, han_pattern.findall(text)))


def latin_count(text: str) -> int:
    """Return the number of Latin words in `text`.

    >>> latin_count("芝麻信用 score isn't a well-kept secret")
    5
    """
    return len(latin_word_pattern.findall(text))


def language_of(text: str) -> str:
    r"""Return the language of `text` by its script: ``zh``, ``en``, ``mixed``, or nothing where it has neither.

    With `h` Han characters and `l` Latin words the share of Latin is :math:`l / (l + h / 1.5)`: below 0.1 the text is
    Chinese, above 0.9 English, between them mixed.

    >>> language_of("我的芝麻分从来没有低于七百分过，真的。OK")
    'zh'
    >>> language_of("我用 Alipay 的 score 租 power bank")
    'mixed'
    >>> language_of("……（712）")
    ''
    """
    latin = latin_count(text)
    words = latin + han_count(text) / HAN_IN_A_WORD
    if not words:
        return ""
    if latin < SMALL_SHARE * words:
        return "zh"
    return "en" if latin > (1 - SMALL_SHARE) * words else "mixed"


def dominant_language(text: str) -> str:
    """Return the language of most of `text`: ``zh``, ``en``, or nothing where it has neither script.

    >>> dominant_language("我用 Alipay 的 score 租 power bank")
    'en'
    """
    latin, han = latin_count(text), han_count(text) / HAN_IN_A_WORD
    if not latin and not han:
        return ""
    return "zh" if han >= latin else "en"
