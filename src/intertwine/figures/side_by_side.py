"""Work that writes files and gives nothing back, done in copies of this process side by side."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from intertwine.errors import UserError


class SideBySide:
    """Tasks in forked copies of this process, at most so many at a time.

    Where a process is not safely forked (Windows, macOS), and with one process, tasks run one after another. What is
    written is the same either way. The first error of a task is raised when all have ended.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes if sys.platform == "linux" else 1
        self._running: list[tuple[Any, Connection]] = []
        self._failed: list[Exception] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._running:
            self._wait()
        if error is None and self._failed:
            raise self._failed[0]

    def run(self, task: Callable[[], None]) -> None:
        """Run a task, beside others if there is room."""
        if self._processes < 2:
            task()
            return
        if len(self._running) == self._processes:
            self._wait()
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_report_end, args=(task, theirs))
        process.start()
        theirs.close()
        self._running.append((process, ours))

    def _wait(self) -> None:
        process, ours = self._running.pop(0)
        try:
            failed = ours.recv()
        except EOFError:
            failed = RuntimeError("a process that wrote a file ended early")
        process.join()
        if isinstance(failed, tuple):
            what, where, allowed = failed
            failed = UserError(what, where=where, allowed=allowed)
        if failed is not None:
            self._failed.append(failed)


def _report_end(task: Callable[[], None], theirs: Connection) -> None:
    """Run a task and report how it ended."""
    try:
        task()
    except UserError as error:
        theirs.send((error.what, error.where, error.allowed))
    except Exception as error:  # noqa: BLE001 - handed to the process that waits
        theirs.send(RuntimeError(f"{type(error).__name__}: {error}"))
    else:
        theirs.send(None)
