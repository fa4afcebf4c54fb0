"""The zip file of a project (.qdpx): checked before anything in it is unpacked, written byte for byte the same."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from intertwine import records
from intertwine.errors import UserError

PROJECT = "project.qde"
SOURCES = "sources"
"""The folder of texts; the standard writes it small, some programs with a capital."""

MOST_MEMBERS = 2_000
LARGEST_TOTAL = 200 * 2**20
HIGHEST_RATIO = 200
"""Unpacked size over packed size; text packs to about a third, XML to about a tenth."""

RATIO_MATTERS_FROM = 2**20

_EXPORT_AGAIN = "export the project again as .qdpx (REFI-QDA)"
_STAMP = (1980, 1, 1, 0, 0, 0)
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip


class Package:
    """The members of a .qdpx file by name; nothing is ever written to disk.

    Raises
    ------
    UserError
        If the file is no zip, is encrypted, unpacks to too much, or has members that lead out of it.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        if not path.is_file():
            raise UserError("no such file", where=str(path), allowed="a project exported as .qdpx (REFI-QDA)")
        try:
            self._zip = zipfile.ZipFile(path)
        except _UNREADABLE:
            raise UserError("the zip file is damaged or cut off", where=path.name, allowed=_EXPORT_AGAIN) from None
        try:
            self._members = self._checked(self._zip.infolist())
        except UserError:
            self._zip.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def _checked(self, members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        if len(members) > MOST_MEMBERS:
            raise self._refused(f"{len(members)} files in the zip", f"at most {MOST_MEMBERS}")
        if sum(member.file_size for member in members) > LARGEST_TOTAL:
            raise self._refused("the zip unpacks to too much", f"{LARGEST_TOTAL >> 20} MB: export texts without media")
        found: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            self._check(member)
            key = _key(member.filename)
            if key in found and not member.is_dir():
                raise self._refused(f"two files named {member.filename[:60]!r} in the zip", _EXPORT_AGAIN)
            found[key] = member
        return found

    def _check(self, member: zipfile.ZipInfo) -> None:
        shown = f"{member.filename[:60]!r}"
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
            raise self._refused(f"{shown} leads out of the zip", _EXPORT_AGAIN)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise self._refused(f"{shown} is a link", _EXPORT_AGAIN)
        if member.flag_bits & 1:
            raise self._refused("the zip is protected by a password", "a project exported without a password")
        if member.file_size > max(RATIO_MATTERS_FROM, HIGHEST_RATIO * member.compress_size):
            raise self._refused(f"{shown} unpacks to too much", _EXPORT_AGAIN)

    def _refused(self, what: str, allowed: str) -> UserError:
        return UserError(what, where=self.name, allowed=allowed)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def read(self, name: str) -> bytes:
        """Return the member `name`, whatever the case of its letters: never more than its checked size.

        Raises
        ------
        UserError
            If it is missing or damaged.
        """
        if name not in self:
            raise self._refused(f"no {name[:60]} in the zip", _EXPORT_AGAIN)
        try:
            return self._zip.read(self._members[_key(name)])
        except _UNREADABLE:
            raise self._refused(f"{name[:60]} in the zip is damaged or cut off", _EXPORT_AGAIN) from None


def _key(name: str) -> str:
    return name.replace("\\", "/").casefold()


def write_package(members: Mapping[str, bytes], path: Path) -> None:
    """Write `members` as a zip, in the order of their names, not compressed: the bytes depend on nothing else."""

    def pack(temporary: Path) -> None:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
            for name in sorted(members):
                member = zipfile.ZipInfo(name, _STAMP)
                member.create_system = 3
                member.external_attr = (stat.S_IFREG | 0o644) << 16
                archive.writestr(member, members[name])

    records.whole(path, pack)
