"""A codebook as it was: a folder, a workbook, or a revision in git."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intertwine.errors import UserError


@contextmanager
def codebook_version(named: str, codebook: Path) -> Iterator[Path]:
    """Give the folder or file of a version for as long as it is needed.

    Parameters
    ----------
    named
        A folder or .xlsx file, or else a revision in git of `codebook`: a commit, a branch, a tag, ``HEAD~1``.
    codebook
        Where the study's codebook is.

    Raises
    ------
    UserError
        If `named` is neither, or the revision has no such codebook.
    """
    path = Path(named)
    if path.exists():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="codebook-") as folder:
        yield _checked_out(named, codebook.resolve(), Path(folder))


def _checked_out(revision: str, codebook: Path, folder: Path) -> Path:
    home = codebook if codebook.is_dir() else codebook.parent
    top = _git(home, "rev-parse", "--show-toplevel")
    commit = _git(home, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if top is None or commit is None:
        raise UserError(
            f"{revision!r} is neither a folder, a file, nor a revision in git",
            where="command line",
            allowed="a folder with codes.csv and entries.csv, an .xlsx file, or a revision such as HEAD~1",
        )
    root, name = Path(top.decode().strip()), commit.decode().strip()
    inside = codebook.relative_to(root).as_posix()
    listed = _git(root, "ls-tree", "-r", "--name-only", "-z", name, "--", inside) or b""
    files = [entry for entry in listed.decode().split("\0") if entry]
    if not files:
        raise UserError(f"the revision {revision!r} has no codebook", where=inside, allowed="a revision that has one")
    target = folder / codebook.name
    for file in files:
        content = _git(root, "show", f"{name}:{file}")
        place = target / Path(file).relative_to(inside) if codebook.is_dir() else target
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content or b"")
    return target


def _git(folder: Path, *words: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)  # noqa: S603, S607 - git, with no shell
    except FileNotFoundError:
        raise UserError("git is not installed", where="command line", allowed="folders or files to compare") from None
    return done.stdout if done.returncode == 0 else None
