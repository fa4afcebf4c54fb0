"""Random draws behind p-values and intervals: to draw none is a mistake of the program, never a result."""

from __future__ import annotations


def required(draws: int) -> int:
    """Return `draws` if there are any.

    Raises
    ------
    ValueError
        If it is 0 or less: a p-value of no draws would be 1, and an interval of no resamples empty, without a word.

    Examples
    --------
    >>> required(999)
    999
    """
    if draws < 1:
        raise ValueError(f"{draws} draws: at least 1 needed, and the settings that say how many must be declared")
    return draws
