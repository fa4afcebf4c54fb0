"""The zip file of a project (.qdpx): checked before anything in it is unpacked, written byte for byte the same."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from intertwine import records
from intertwine.corpus.archive import Archive, Limits
from intertwine.errors import UserError

PROJECT = "project.qde"
SOURCES_FOLDER = "sources"
"""The folder of texts; the standard writes it small, some programs with a capital."""

PROJECT_LIMITS = Limits(members=2_000, member=200 * 2**20, total=200 * 2**20)
EXPORT_PROJECT_AGAIN = "export the project again as .qdpx (REFI-QDA), without media and without a password"

_STAMP = (1980, 1, 1, 0, 0, 0)


class ProjectPackage:
    """The members of a .qdpx file by name, whatever the case of its letters; nothing is ever written to disk.

    Raises
    ------
    UserError
        If the file is no zip, is encrypted, unpacks to too much, or has members that lead out of it.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        if not path.is_file():
            raise UserError("no such file", where=str(path), allowed="a project exported as .qdpx (REFI-QDA)")
        self._archive = Archive(path, limits=PROJECT_LIMITS, where=path.name, remedy=EXPORT_PROJECT_AGAIN)
        try:
            self._members = self._by_name()
        except UserError:
            self._archive.close()
            raise

    def __enter__(self) -> ProjectPackage:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._archive.close()

    def _by_name(self) -> dict[str, zipfile.ZipInfo]:
        members: dict[str, zipfile.ZipInfo] = {}
        for member in self._archive.members:
            self._check_name(member)
            key = _member_key(member.filename)
            if key in members and not member.is_dir():
                raise self._archive.refusal(f"two files named {member.filename[:60]!r} in the zip")
            members[key] = member
        return members

    def _check_name(self, member: zipfile.ZipInfo) -> None:
        shown = f"{member.filename[:60]!r}"
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
            raise self._archive.refusal(f"{shown} leads out of the zip")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise self._archive.refusal(f"{shown} is a link")

    def __contains__(self, name: str) -> bool:
        return _member_key(name) in self._members

    def read(self, name: str) -> bytes:
        """Return the member `name`: never more than its checked size.

        Raises
        ------
        UserError
            If it is missing or damaged.
        """
        if name not in self:
            raise self._archive.refusal(f"no {name[:60]} in the zip")
        return self._archive.read(self._members[_member_key(name)])


def _member_key(name: str) -> str:
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
