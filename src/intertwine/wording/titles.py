"""Titles of figures and tables, in English and Chinese."""

from __future__ import annotations

from intertwine.wording.labels import Pair

FIGURES: dict[str, Pair] = {
    "hypotheses": ("The declared pairs of codes", "事先声明的编码对"),
    "specifications": ("The declared pairs under every choice", "各种设定下的声明编码对"),
    "order": ("Which code comes first", "孰先孰后"),
    "uptake": ("Whose words they are", "这是谁的话"),
    "first_uses": ("How soon a code is named unasked", "多久被主动提及"),
    "cooccurrence": ("Which families of codes meet", "哪些编码族共现"),
    "pairs": ("Inside the declared pairs", "声明的编码对内部"),
    "prevalence": ("How often each code occurs", "各编码出现的频率"),
    "network": ("Pairs off chance, as a network", "偏离随机的编码对（网络图）"),
    "keyness": ("Words that mark one group of documents", "区分文档组的关键词"),
    "topics": ("Topics and the codes in them", "主题与其中的编码"),
}
"""Figures in the order in which they are read; others follow by name."""

TABLES: dict[str, Pair] = {
    "corpus": ("Documents by source and language", "各来源与语言的文档"),
    "hypotheses": ("The hypothesised pairs of codes", "假设的编码对"),
    "robustness": ("What the hypotheses rest on", "各假设的稳健性"),
    "differences": ("Differences between sources, languages and groups", "来源、语言与人群之间的差异"),
    "order": ("Which code comes first", "孰先孰后"),
    "passages": ("Passages in which one code leads to the other", "由一编码引出另一编码的段落"),
    "uptake": ("Prompted, echoed, volunteered", "被提示、回应与主动提及"),
    "opportunities": ("How often a code is named, asked and unasked", "问及与未问及时编码的提及率"),
    "echoes": ("Do answers echo questions", "回答是否回应提问用语"),
    "configurations": ("Three codes at once", "三个编码的组合"),
    "triples": ("Two codes given a third", "给定第三编码时的两个编码"),
    "planning": ("How many documents a study needs", "研究需要多少文档"),
    "prevalence": ("Prevalence of codes", "编码的出现率"),
    "readings": ("The hypothesised pairs of codes under every reading", "各种读法下假设的编码对"),
    "cooccurrence": ("Co-occurrence of codes", "编码的共现"),
    "units": ("The hypothesised pairs of codes in every unit", "各种单位下假设的编码对"),
    "keyness": ("Words that mark one group of documents against another", "区别两组文档的词"),
    "code_switching": ("Words of the other language (code-switching)", "夹用的另一种语言的词（语码转换）"),
    "topics": ("Topics", "主题"),
    "lexicon": ("The company's terms", "公司用语"),
    "reused": ("Phrases of the company in interviews", "访谈中再现的公司语段"),
    "profiles": ("Speaker by speaker", "逐位受访者"),
    "validation": ("The codebook against people", "编码本与人工判断的对照"),
    "errors": ("False positives and false negatives", "误报与漏报"),
    "agreement": ("Agreement of coders", "编码者一致性"),
    "entries": ("Entries and their hits", "词条及其命中"),
    "qualifiers": ("Qualifiers of hits", "命中的限定"),
    "influence": ("The hypotheses without single entries", "去掉单个词条后的假设"),
    "reliability": ("Split-half reliability of codes", "编码的分半信度"),
    "findings": ("What is doubtful in the codebook", "编码本中的疑点"),
    "unused": ("Codes and entries never found", "从未出现的编码与词条"),
}
"""The title of each table, here, in its files and in the workbook; in the order in which the report has them."""


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
