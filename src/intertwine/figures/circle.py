"""Fixed places of codes on a circle: families keep together, and each name has its own line."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A code and its place in the picture, from -1 to 1 both ways; y grows downwards."""

    code: str
    x: float
    y: float

    @property
    def family(self) -> str:
        """The code of the highest level above it."""
        return family_of(self.code)


def family_of(code: str) -> str:
    """Return the code of the highest level above a code.

    >>> family_of("security.data.leak")
    'security'
    """
    return code.partition(".")[0]


def places(codes: list[str]) -> list[Node]:
    """Return fixed places on a circle: codes in tree order, half on each side, equal steps down, families apart.

    Equal steps down (and not along the arc) leave each name its own line.
    """
    half = _half(codes)
    return [*_side(codes[:half], 1), *_side(codes[half:], -1)]


def most_on_a_side(codes: list[str]) -> int:
    """Return how many codes stand on the fuller side."""
    return max(_half(codes), len(codes) - _half(codes))


def _half(codes: list[str]) -> int:
    """Return where to divide the codes: between two families, as near to the middle as can be."""
    borders = [place for place in range(1, len(codes)) if family_of(codes[place]) != family_of(codes[place - 1])]
    return min(borders or [math.ceil(len(codes) / 2)], key=lambda place: (abs(place - len(codes) / 2), place))


def _side(codes: list[str], side: int) -> list[Node]:
    steps, step = [], 0.0
    for place, code in enumerate(codes):
        if place:
            step += 1.0 if family_of(code) == family_of(codes[place - 1]) else 1.8
        steps.append(step)
    total = step or 1.0
    heights = [2 * (value / total - 0.5) * 0.98 if len(codes) > 1 else 0.0 for value in steps]
    return [
        Node(code, side * (0.12 + 0.88 * math.sqrt(1 - height * height)), height)
        for code, height in zip(codes, heights, strict=True)
    ]
