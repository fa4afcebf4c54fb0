"""Traditional Han characters simplified (OpenCC), character for character."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC


def simplified(text: str) -> str:
    """Return `text` in simplified characters, as many as before.

    >>> simplified("芝麻信用體系")
    '芝麻信用体系'
    """
    converter = _converter()
    whole: str = converter.convert(text)
    if len(whole) == len(text):
        return whole
    return "\n".join(_line_of_same_length(line) for line in text.split("\n"))


def _line_of_same_length(line: str) -> str:
    converter = _converter()
    whole: str = converter.convert(line)
    if len(whole) == len(line):
        return whole
    single = (converter.convert(character) for character in line)
    return "".join(new if len(new) == 1 else old for new, old in zip(single, line, strict=True))


def is_traditional(character: str) -> bool:
    """Return whether a character has a simplified form of its own."""
    simplified_character: str = _converter().convert(character)
    return simplified_character != character


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
