"""What was worked out before, by what it was worked out from: saves time, and is never needed."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any


class Memory:
    """Plain values by keys that say all that they were worked out from.

    A file that cannot be read, was cut off, or was written by other code or another Python is as good as none.

    Parameters
    ----------
    path
        The file it is kept in; None to forget at the end.
    written_by
        Files of the code by which values are worked out.
    """

    def __init__(self, path: Path | None = None, written_by: tuple[Path, ...] = ()) -> None:
        self._path = path
        self._writer = b"".join([sys.version.encode(), *(each.read_bytes() for each in written_by)])
        self._kept: dict[str, Any] = self._read()
        self._used: dict[str, Any] = {}

    def recall(self, what: str, key: str, work_out: Callable[[], Any]) -> Any:
        """Return the value of `key`; it is worked out if there is none yet."""
        name = f"{what} {key}"
        if name not in self._used:
            self._used[name] = self._kept[name] if name in self._kept else work_out()
        return self._used[name]

    def keep(self) -> None:
        """Write what was used to the file, whole, and forget the rest; if it cannot be written, so be it."""
        if self._path is None or self._used.keys() == self._kept.keys():
            return
        text = json.dumps(self._used, ensure_ascii=False, separators=(",", ":")).encode()
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}")
            temporary.write_bytes(self._seal(text) + b"\n" + text)
            temporary.replace(self._path)

    def _read(self) -> dict[str, Any]:
        with suppress(OSError):
            seal, _, text = self._path.read_bytes().partition(b"\n") if self._path else (b"", b"", b"")
            if seal == self._seal(text):
                kept: dict[str, Any] = json.loads(text)
                return kept
        return {}

    def _seal(self, text: bytes) -> bytes:
        return hashlib.sha256(self._writer + text).hexdigest().encode()
