"""Titles of the report's figures and tables, and its names of roles and findings, in English and Chinese."""

from __future__ import annotations

from intertwine.presentation.labels import Pair, phrase

FIGURES: dict[str, Pair] = {
    "hypotheses": ("The declared pairs of codes", "事先声明的编码对"),
    "cooccurrence": ("Which families of codes meet", "哪些编码族共现"),
    "pairs": ("Inside the declared pairs", "声明的编码对内部"),
    "prevalence": ("How often each code occurs", "各编码出现的频率"),
    "network": ("Pairs off chance, as a network", "偏离随机的编码对（网络图）"),
    "keyness": ("Words that mark one group of documents", "区分文档组的关键词"),
    "topics": ("Topics and the codes in them", "主题与其中的编码"),
}
"""Figures in the order in which they are read; others follow by name."""

TABLES: dict[str, Pair] = {
    "corpus": ("Documents, turns and characters", "文档、话轮与字符"),
    "hypotheses": ("The declared pairs of codes", "事先声明的编码对"),
    "prevalence": ("How often each code occurs", "各编码出现的频率"),
    "cooccurrence": ("Pairs of codes", "编码对"),
    "units": ("The declared pairs in every kind of unit", "各类单位中的声明编码对"),
    "keyness": ("Key words", "关键词"),
    "topics": ("Topics", "主题"),
    "unused": ("Codes and entries never found", "从未出现的编码与词条"),
}
"""Tables in the order in which they are read; others follow by name."""

ROLES: dict[str, Pair] = {
    "interviewer": ("interviewer", "访谈者"),
    "respondent": ("respondent", "受访者"),
    "author": ("author", "作者"),
}

ONE_UNIT: dict[str, Pair] = {
    "sentence": ("sentence", "句子"),
    "turn": ("turn", "话轮"),
    "window": ("window", "窗口"),
    "document": ("document", "文档"),
}


def said(name: str) -> Pair:
    """Return English and Chinese of a source, language, role or kind of unit; its own name where none is known."""
    return ROLES.get(name) or phrase(name)


def title(name: str, titles: dict[str, Pair]) -> Pair:
    """Return the title of a figure or table; its file's name where none is known.

    >>> title("my_table", TABLES)
    ('My table', 'My table')
    """
    named = name.replace("_", " ").capitalize()
    return titles.get(name, (named, named))


def in_order(names: set[str], titles: dict[str, Pair]) -> list[str]:
    """Return names in the order of `titles`, the unknown ones after them.

    >>> in_order({"zebra", "units", "corpus"}, TABLES)
    ['corpus', 'units', 'zebra']
    """
    return [name for name in titles if name in names] + sorted(names - set(titles))
