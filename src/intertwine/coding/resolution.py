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


def beside(start: Positions, end: Positions, taken: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return for each match the number of a `taken` one that it overlaps, or -1.

    Parameters
    ----------
    start, end
        Sorted by start.
    taken
        Which matches stand; no two of them overlap.

    Examples
    --------
    >>> beside(np.array([0, 1, 5]), np.array([2, 4, 6]), np.array([True, False, False])).tolist()
    [0, 0, -1]
    """
    standing = np.flatnonzero(taken)
    last = np.searchsorted(start[standing], end, side="left") - 1
    owner = np.append(standing, -1)[last]
    return np.where((last >= 0) & (end[owner] > start), owner, -1)


def without_neighbours(
    start: Positions, end: Positions, fixed: tuple[Positions, Positions]
) -> tuple[Positions, Positions]:
    """Return matches whose open edges take nothing that another match begins or ends with.

    `安全*` takes 安全和风险 whole; where 风险 is found as well, it ends before it.

    Parameters
    ----------
    start, end
        Matches with all that a ``*`` at their edges takes.
    fixed
        Where what stands between these begins and ends.

    Examples
    --------
    >>> wide, word = (np.array([0, 3]), np.array([5, 5])), (np.array([0, 3]), np.array([2, 5]))
    >>> [edge.tolist() for edge in without_neighbours(*wide, word)]
    [[0, 3], [3, 5]]
    """
    if not len(start):
        return start, end
    begins = np.sort(fixed[0])
    after = np.searchsorted(begins, fixed[1], side="left")
    last = np.minimum(end, np.where(after < len(begins), begins[np.minimum(after, len(begins) - 1)], end))
    order = np.argsort(fixed[1], kind="stable")
    before = np.searchsorted(fixed[1][order], fixed[0], side="right") - 1
    reached = np.maximum.accumulate(last[order])
    return np.where(before >= 0, np.maximum(start, reached[np.maximum(before, 0)]), start), last


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
