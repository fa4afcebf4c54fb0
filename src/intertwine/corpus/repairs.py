"""What programs do to Chinese text on its way: spaces between characters, radicals in the place of characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from intertwine.corpus.lines import IngestFinding, Line, counted_finding
from intertwine.language.script import HAN

_SPACED = 1 / 3
"""Share of neighbouring Han characters with a space between them, from which on a program has set the spaces."""

_FEWEST = 3
_CLOSE = re.compile(f"[{HAN}](?=[{HAN}])")
_APART = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")
_BESIDE_MARKS = re.compile(f"(?<=[{HAN}]) (?=[，。！？；：、”）])|(?<=[，。！？；：、“（]) (?=[{HAN}])")
_RADICALS = "⺁⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
_CHARACTERS = "厂母民虎西见角贝车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
_SAME = str.maketrans(_RADICALS, _CHARACTERS) | {
    radical: unicodedata.normalize("NFKC", chr(radical)) for radical in range(0x2F00, 0x2FD6)
}
_RADICAL = re.compile("[\u2e80-\u2fd5]")


def repaired(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[IngestFinding, ...]]:
    """Return the lines of a document, put right, and how often each repair was made.

    Radicals (U+2E80 to U+2FD5, which fonts of PDF files give for characters) become the characters that they are;
    spaces between Han characters go where a third of all neighbours have one. Offsets count in the repaired text.

    References
    ----------
    Unicode Standard Annex 38, Equivalent_Unified_Ideograph; NFKC for the Kangxi radicals.

    >>> [line.text for line in repaired([Line(1, "⻛ 险 和 安 全")])[0]]
    ['风险和安全']
    """
    radicals = sum(len(_RADICAL.findall(line.text)) for line in lines)
    if radicals:
        lines = [replace(line, text=line.text.translate(_SAME)) for line in lines]
    apart = sum(len(_APART.findall(line.text)) for line in lines)
    close = sum(len(_CLOSE.findall(line.text)) for line in lines)
    spaced = apart >= _FEWEST and apart > _SPACED * (apart + close)
    if spaced:
        lines = [replace(line, text=_BESIDE_MARKS.sub("", _APART.sub("", line.text))) for line in lines]
    return tuple(lines), (
        *counted_finding("radicals read as characters", radicals),
        *counted_finding("spaces between Han characters not read", apart if spaced else 0),
    )
