"""Traditional Han characters simplified (OpenCC), character for character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from opencc import OpenCC

SIMPLIFIED, TRADITIONAL, BOTH_SCRIPTS = "simplified", "traditional", "both"
_FEW = 0.1
"""Share of the characters that tell the scripts apart, below which those of one do not make a text one of both."""


def simplified(text: str) -> str:
    """Return `text` in simplified characters, as many as before.

    >>> simplified("芝麻信用體系")
    '芝麻信用体系'
    """
    converter = _converter("t2s")
    whole: str = converter.convert(text)
    if len(whole) == len(text):
        return whole
    return "\n".join(_line_of_same_length(line) for line in text.split("\n"))


def _line_of_same_length(line: str) -> str:
    converter = _converter("t2s")
    whole: str = converter.convert(line)
    if len(whole) == len(line):
        return whole
    single = (converter.convert(character) for character in line)
    return "".join(new if len(new) == 1 else old for new, old in zip(single, line, strict=True))


def regional_forms(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return how each of `texts`, in simplified characters, is said in Taiwan and Hong Kong, where that differs.

    In simplified characters too, since the matching form of traditional text is. By OpenCC's tables of phrases.

    >>> regional_forms(["网络安全", "黑客", "安全"])
    [('网路安全',), ('骇客',), ()]
    """
    if not texts:
        return []
    joined = "\n".join(texts)
    said = [simplified(_converter(region).convert(joined)).split("\n") for region in ("s2twp", "s2hk")]
    return [tuple(sorted({form for form in forms if form != text})) for text, *forms in zip(texts, *said, strict=True)]


@cache
def is_traditional(character: str) -> bool:
    """Return whether a character has a simplified form of its own."""
    simplified_character: str = _converter("t2s").convert(character)
    return simplified_character != character


def han_script(text: str) -> str:
    """Return the script of the Han characters in `text` that are written in one way only; nothing where there is none.

    Variants that OpenCC would exchange inside traditional text (台 for 臺) are few beside those that tell.

    >>> han_script("芝麻信用體系讓人安心"), han_script("芝麻信用体系让人安心"), han_script("信用 score")
    ('traditional', 'simplified', '')
    """
    counted = Counter(text)
    traditional = sum(number for character, number in counted.items() if is_traditional(character))
    simple = sum(number for character, number in counted.items() if _is_simplified(character))
    if not traditional + simple:
        return ""
    share = traditional / (traditional + simple)
    return SIMPLIFIED if share < _FEW else TRADITIONAL if share > 1 - _FEW else BOTH_SCRIPTS


@cache
def _is_simplified(character: str) -> bool:
    """Return whether a character has a traditional form of its own."""
    traditional_character: str = _converter("s2t").convert(character)
    return traditional_character != character


@cache
def _converter(way: str) -> OpenCC:
    return OpenCC(way)
