"""The form in which personal data are looked for: as long as the text, so that places are those of the text."""

from __future__ import annotations

import unicodedata
from functools import cache

from intertwine.language.simplification import simplified

_DASHES = frozenset("‐‑‒–—−－﹣")


@cache
def _plain_sign(sign: str) -> str:
    if sign in _DASHES:
        return "-"
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 else sign


def plain(text: str) -> str:
    """Return `text` with usual widths, dashes and spaces and in simplified characters, sign for sign.

    >>> plain("電話：１３８－００００")
    '电话:138-0000'
    """
    return text if text.isascii() else simplified("".join(map(_plain_sign, text)))


def key_form(value: str) -> str:
    """Return letters and digits alone, in one case: what two spellings of one value share.

    >>> key_form("Emily  Sun") == key_form("emily-sun"), key_form("１３８ 0000") == key_form("138-0000")
    (True, True)
    """
    return "".join(filter(str.isalnum, plain(value).casefold()))
