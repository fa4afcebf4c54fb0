"""What is told on standard error while a stage runs: warnings, progress, and one line at the end.

Nothing here changes a result, so nothing here is part of a fingerprint.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


class Summary:
    """What a stage or a command counted, in the order it was noted."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def count(self, **counts: int) -> None:
        """Note numbers by the name of what they count."""
        self.counts.update(counts)


@contextmanager
def summarised(name: str) -> Iterator[Summary]:
    """Write one line when the work is done: what was counted, and how long it took."""
    started = time.perf_counter()
    summary = Summary()
    yield summary
    counted = ", ".join(f"{number:,} {what.replace('_', ' ')}" for what, number in summary.counts.items())
    print(f"{name}: {counted} in {time.perf_counter() - started:.1f} s", file=sys.stderr)


def warn(what: str) -> None:
    """Say what somebody should look at, without stopping for it. Never a text of an interview."""
    print(f"WARNING: {what}", file=sys.stderr)


def progress(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """Pass `items` on, with a progress bar on a terminal once they take more than a few seconds."""
    from tqdm import tqdm

    yield from tqdm(items, desc=what, total=total, delay=2, disable=not sys.stderr.isatty(), leave=False)
