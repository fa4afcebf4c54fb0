"""How a sentence of both languages is put together: values in place of their names, parts one after the other."""

from __future__ import annotations

from collections.abc import Iterable

from intertwine.wording.labels import Pair

SEMICOLON: Pair = ("; ", "；")
COMMA: Pair = (", ", "、")


def filled(sentence: Pair, /, **values: object) -> Pair:
    """Return a sentence with `values` in place of their names in braces; a value that is a pair, in each language.

    >>> filled(("{n} {unit}", "{n} 个{unit}"), n=3, unit=("turns", "话轮"))
    ('3 turns', '3 个话轮')
    """
    english, chinese = (
        text.format_map({name: value[place] if isinstance(value, tuple) else value for name, value in values.items()})
        for place, text in enumerate(sentence)
    )
    return english, chinese


def listed(parts: Iterable[Pair], between: Pair = SEMICOLON) -> Pair:
    """Return parts of a sentence one after the other.

    >>> listed([("turns", "话轮"), ("windows", "窗口")], COMMA)
    ('turns, windows', '话轮、窗口')
    """
    pairs = list(parts)
    return between[0].join(english for english, _ in pairs), between[1].join(chinese for _, chinese in pairs)


def joined(pairs: Iterable[Pair]) -> Pair:
    """Return sentences put together: with a space in English, without in Chinese."""
    kept = [pair for pair in pairs if pair[0]]
    return " ".join(english for english, _ in kept), "".join(chinese for _, chinese in kept)
