"""Zip archives from strangers: nothing is unpacked that is larger than it may be."""

from __future__ import annotations

import io
import zipfile
import zlib

from intertwine.errors import UserError

LARGEST_MEMBER = 128 * 2**20
LARGEST_TOTAL = 512 * 2**20
HIGHEST_RATIO = 200
"""Unpacked size over packed size; text in XML packs to about a tenth."""

RATIO_MATTERS_FROM = 2**20
MOST_MEMBERS = 5_000

_SAVE_AGAIN = "open it in the program it was made with and save it again"


class Archive:
    """The members of a zip file, sizes and ratios checked before anything is unpacked.

    Raises
    ------
    UserError
        If the file is no whole zip archive, is encrypted, or would unpack to too much.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError):
            raise UserError("the file is damaged or cut off", allowed=_SAVE_AGAIN) from None
        self._check(self._zip.infolist())

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        total = sum(member.file_size for member in members)
        if len(members) > MOST_MEMBERS or total > LARGEST_TOTAL:
            raise UserError("the file unpacks to too much", allowed=f"{LARGEST_TOTAL >> 20} MB; split the document")
        for member in members:
            if member.flag_bits & 1:
                raise UserError("the file is protected by a password", allowed="a copy saved without a password")
            packed_well = member.file_size > max(RATIO_MATTERS_FROM, HIGHEST_RATIO * member.compress_size)
            if member.file_size > LARGEST_MEMBER or packed_well:
                raise UserError("a part of the file unpacks to too much", allowed=_SAVE_AGAIN)

    @property
    def names(self) -> frozenset[str]:
        """Names of all members."""
        return frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Return the member `name`, unpacked: never more than its checked size."""
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
            raise UserError("the file is damaged or cut off", allowed=_SAVE_AGAIN) from None
