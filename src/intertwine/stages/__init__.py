"""One module per rule of the workflow, of the same name: read files, call the rooms, write files.

Each has ``arguments(parser)`` and ``run(chosen)``; what all of them share at the command line is here.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from intertwine.config import Settings

Item = TypeVar("Item")


def settings_arguments(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add the options by which a stage is told the study's settings; a `default` file need not be named."""
    parser.add_argument(
        "--config",
        type=Path,
        required=default is None,
        default=default and Path(default),
        help="settings of the study (config.yaml)",
    )
    parser.add_argument(
        "--set", nargs="*", default=[], metavar="KEY=VALUE", help="settings that take the place of those in the file"
    )


def path_argument(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    """Add a required option that names a file or folder."""
    parser.add_argument(f"--{name}", type=Path, required=True, help=what)


def chosen_settings(chosen: argparse.Namespace, stage: str) -> Settings:
    """Return the settings that `stage` uses, and no others."""
    from intertwine.config import load, override
    from intertwine.uses import restricted

    return restricted(load(chosen.config, override(chosen.set)), stage)


def clustered(settings: Settings) -> dict[str, Any]:
    """Return what the settings say about measures that rest on clusters, by the names of `measures.matrix.Rules`."""
    return {
        "cluster": settings.cluster,
        "documents": settings.smallest.documents,
        "clusters": settings.smallest.clusters,
        "draws": settings.permutations,
        "resamples": settings.bootstrap,
        "confidence": settings.confidence,
        "seed": settings.seed,
    }


class Summary:
    """What a stage read and counted, in the order it was noted."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def count(self, **counts: int) -> None:
        """Note numbers by the name of what they count."""
        self.counts.update(counts)


@contextmanager
def summarised(stage: str) -> Iterator[Summary]:
    """Write one line to the log when the stage is done: what was read, what was counted, how long it took."""
    started = time.perf_counter()
    summary = Summary()
    yield summary
    counted = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in summary.counts.items())
    print(f"{stage}: {counted} in {time.perf_counter() - started:.1f} s", file=sys.stderr)


def progress(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """Pass `items` on, with a progress bar on a terminal once they take more than a few seconds."""
    from tqdm import tqdm

    yield from tqdm(items, desc=what, total=total, delay=2, disable=not sys.stderr.isatty(), leave=False)
