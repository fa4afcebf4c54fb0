"""Rates as the tables of docs/methods.md print them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np


def markdown(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table in Markdown.

    >>> print(markdown(("a", "b"), [("x", 1)]))
    | a | b |
    |---|---|
    | x | 1 |
    """
    heads = list(heads)
    lines = [heads, *rows]
    body = [f"| {' | '.join(map(str, line))} |" for line in lines]
    return "\n".join([body[0], "|---" * len(heads) + "|", *body[1:]])


def rate(share: float, digits: int = 2) -> str:
    """Return a share without the nought before its point; a dash for none.

    >>> rate(0.05), rate(1.0), rate(float("nan")), rate(-0.25)
    ('.05', '1.00', '–', '-.25')
    """
    return "–" if np.isnan(share) else f"{share:.{digits}f}".replace("0.", ".", 1)


def rates(shares: Iterable[float], digits: int = 2) -> str:
    """Return several, one after the other; a single dash where there is none.

    >>> rates([0.05, float("nan")]), rates([float("nan")] * 2)
    ('.05 –', '–')
    """
    shares = list(shares)
    return "–" if np.isnan(shares).all() else " ".join(rate(share, digits) for share in shares)
