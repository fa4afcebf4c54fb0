"""Zip archives from strangers (.docx, .xlsx, .qdpx): sizes are checked before anything is unpacked, nothing to disk."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from intertwine.errors import UserError

HIGHEST_RATIO = 200
"""Unpacked size over packed size; text packs to about a third, XML to about a tenth."""

RATIO_MATTERS_FROM = 2**20

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What `zipfile` raises on damaged archives."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large an archive may be: number of members, and bytes of one of them and of all, unpacked."""

    members: int = 5_000
    member: int = 128 * 2**20
    total: int = 512 * 2**20


class Archive:
    """The members of a zip archive, checked before anything is unpacked.

    Parameters
    ----------
    file
        Its path, or its bytes as a file.
    limits
        How large it may be.
    where
        Its name in errors, where nobody adds it later.
    remedy
        What to do about a damaged file.

    Raises
    ------
    UserError
        If it is no whole zip archive, is encrypted, or would unpack to too much.
    """

    def __init__(
        self,
        file: Path | BinaryIO,
        *,
        limits: Limits = Limits(),
        where: str = "",
        remedy: str = "open it in the program it was made with and save it again",
    ) -> None:
        self._where, self._remedy = where, remedy
        try:
            self._zip = zipfile.ZipFile(file)
        except _UNREADABLE:
            raise self.refusal("the file is damaged or cut off") from None
        self.members = tuple(self._zip.infolist())
        try:
            self._check(limits)
        except UserError:
            self.close()
            raise

    def _check(self, limits: Limits) -> None:
        if len(self.members) > limits.members:
            raise self.refusal(f"{len(self.members)} files in the zip", f"at most {limits.members}")
        if sum(member.file_size for member in self.members) > limits.total:
            raise self.refusal("the file unpacks to too much", f"{limits.total >> 20} MB; split it, or leave out media")
        for member in self.members:
            if member.flag_bits & 1:
                raise self.refusal("the file is protected by a password", "a copy saved without a password")
            most = max(RATIO_MATTERS_FROM, HIGHEST_RATIO * member.compress_size)
            if member.file_size > min(most, limits.member):
                raise self.refusal("a part of the file unpacks to too much")

    def refusal(self, what: str, allowed: str = "") -> UserError:
        """Return the error that names the archive; `allowed` is the remedy unless something else is said."""
        return UserError(what, where=self._where, allowed=allowed or self._remedy)

    @property
    def names(self) -> frozenset[str]:
        """Names of all members."""
        return frozenset(member.filename for member in self.members)

    def read(self, member: str | zipfile.ZipInfo) -> bytes:
        """Return a member, unpacked: never more than its checked size."""
        try:
            return self._zip.read(member)
        except _UNREADABLE:
            raise self.refusal("the file is damaged or cut off") from None

    def close(self) -> None:
        """Close the file."""
        self._zip.close()
