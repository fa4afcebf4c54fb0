"""What single characters become in the matching form: without regard to width, case, typography and what is unseen."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from intertwine.language.simplification import is_traditional

_AS_ASCII = str.maketrans(
    {**dict.fromkeys("‘’‚‛ʼ′´", "'"), **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_KEPT_WHOLE = "…"
"""Characters that NFKC would take apart to no use."""

_VARIANTS = "\ufe0e\ufe0f"
"""Characters that only choose how the one before is drawn."""

END_OF_TURN = "\n"
_CODE_POINTS = 0x110000

ODD, TRADITIONAL, _NOT_MET = 1, 2, 4


class Folding:
    """What each character becomes on its own; worked out when it is first met.

    Attributes
    ----------
    code_points
        The code point that each code point becomes.
    copies
        Into how many characters it turns.
    special
        Whether it comes apart, or may melt into the one before it.
    kinds
        What stands in the way of a mere look-up: `ODD`, `TRADITIONAL`, or `_NOT_MET` yet.
    """

    def __init__(self) -> None:
        self.code_points = np.arange(_CODE_POINTS, dtype=np.uint32)
        self.copies = np.ones(_CODE_POINTS, dtype=np.int8)
        self.special = np.zeros(_CODE_POINTS, dtype=np.bool_)
        self.kinds = np.full(_CODE_POINTS, _NOT_MET, dtype=np.uint8)

    def kinds_of(self, points: NDArray[np.uint32]) -> NDArray[np.uint8]:
        """Return the kinds of code points; those that were not met before are worked out."""
        kinds = self.kinds[points]
        new = np.unique(points[kinds == _NOT_MET])
        for point in new.tolist():
            self._meet(point)
        return self.kinds[points] if len(new) else kinds

    def _meet(self, point: int) -> None:
        character = chr(point)
        folded = folded_text(character)
        if len(folded) == 1:
            self.code_points[point] = ord(folded)
        else:
            self.copies[point] = len(folded)
        self.special[point] = (
            len(folded) > 1 or bool(unicodedata.combining(character)) or melts_into_previous(character)
        )
        odd = len(folded) != 1 or self.special[point]
        traditional = len(folded) == 1 and is_traditional(folded)
        self.kinds[point] = ODD * odd | TRADITIONAL * traditional


@cache
def folding() -> Folding:
    """Return the one table of foldings, which grows as characters are met."""
    return Folding()


def melts_into_previous(character: str) -> bool:
    """Return whether a character may melt into the one before it, combining mark or not (Hangul vowels, ...)."""
    return unicodedata.category(character) in ("Mn", "Mc") or "ᅡ" <= character <= "ᇿ"


def folded_text(text: str) -> str:
    """Return `text` without regard to width, case and typography; empty for what cannot be seen."""
    if text in _KEPT_WHOLE or text == END_OF_TURN:
        return text
    if len(text) == 1 and (unicodedata.category(text) in ("Cf", "Cc") or text in _VARIANTS) and not text.isspace():
        return ""
    if len(text) == 1 and unicodedata.normalize("NFKC", text).startswith(" ") and not text.isspace():
        return text.translate(_AS_ASCII)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_AS_ASCII)
    return "".join(" " if character.isspace() else character for character in folded)
