"""Which of several matches counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intertwine.language.normal import Positions


def leftmost_longest(start: Positions, end: Positions) -> NDArray[np.int64]:
    """Return for each match the match that takes its place: itself if it counts.

    From left to right the match that begins first counts, and of those that begin together the longest; then the next
    that begins where it ended or later. Most matches overlap no other and need no comparison.

    Parameters
    ----------
    start, end
        Sorted by start, then longest first, then by what goes first at the same place.

    Examples
    --------
    >>> leftmost_longest(np.array([0, 1, 1, 5]), np.array([2, 4, 2, 6])).tolist()
    [0, 0, 0, 3]
    """
    winner = np.arange(len(start))
    if not len(start):
        return winner
    reached = np.maximum.accumulate(end)
    opens = np.append(True, start[1:] >= reached[:-1])
    group = np.cumsum(opens) - 1
    contested = np.flatnonzero(np.bincount(group)[group] > 1)
    taken, free, last = [], -1, -1
    for place, begin, stop in zip(contested.tolist(), start[contested].tolist(), end[contested].tolist(), strict=True):
        if begin >= free:
            last, free = place, stop
        taken.append(last)
    winner[contested] = taken
    return winner


def inside_context(
    which: NDArray[np.int64],
    start: Positions,
    end: Positions,
    contexts: tuple[NDArray[np.int64], Positions, Positions],
) -> NDArray[np.int64]:
    """Return for each match the number of a context of the same entry that it lies inside, or -1.

    Parameters
    ----------
    which, start, end
        Entry and place of each match.
    contexts
        Entry and place of each occurrence of a context.

    Examples
    --------
    >>> safe, belt = (np.array([7]), np.array([3]), np.array([5])), (np.array([7]), np.array([3]), np.array([6]))
    >>> inside_context(*safe, belt).tolist()
    [0]
    """
    owner, begin, stop = contexts
    context = np.full(len(which), -1, dtype=np.int64)
    if not len(owner):
        return context
    order = np.lexsort((begin, owner))
    span = np.int64(max(int(end.max(initial=0)), int(stop.max())) + 1)
    keys, reach = owner[order] * span + begin[order], owner[order] * span + stop[order]
    farthest = np.maximum.accumulate(reach)
    bearer = np.maximum.accumulate(np.where(reach == farthest, np.arange(len(order)), 0))
    place = np.searchsorted(keys, which * span + start, side="right") - 1
    inside = (place >= 0) & (farthest[place] >= which * span + end)
    context[inside] = order[bearer[place[inside]]]
    return context
