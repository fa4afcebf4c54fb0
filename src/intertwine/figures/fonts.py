"""The font of figures: one of the system with Chinese glyphs, and its Simplified Chinese face.

`python -m intertwine.figures.fonts --provide` names the font that figures use; where there is none it installs
one as root on Debian and Ubuntu, and elsewhere says how. No font comes with the project.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from intertwine.errors import UserError

FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Heiti SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Droid Sans Fallback",
)
"""Families with the glyph shapes of Simplified Chinese, best first."""

_HINTS = (
    "notosanscjk",
    "notosanssc",
    "sourcehansans",
    "pingfang",
    "hiraginosansgb",
    "msyh",
    "stheiti",
    "wqy",
    "simhei",
    "droidsansfallback",
)
_SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")
_SIMPLIFIED = re.compile(r"\b(SC|CN|GB|Simplified)\b|YaHei|SimHei|WenQuanYi|Droid Sans Fallback")
HELP = (
    "install one: Debian or Ubuntu: sudo apt-get install fonts-noto-cjk; "
    "Fedora: sudo dnf install google-noto-sans-cjk-fonts; "
    "macOS: brew install --cask font-noto-sans-cjk-sc; "
    "Windows: Settings, Optional features, add 'Chinese (Simplified) Supplemental Fonts'; "
    "or name a font file in the settings: figures.font"
)


@dataclass(frozen=True, slots=True, order=True)
class Face:
    """One face of a font file."""

    path: Path
    number: int
    family: str
    weight: int


def font_folders() -> tuple[Path, ...]:
    """Return the folders in which systems keep fonts."""
    home = Path.home()
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return (
        *(Path(folder) / "fonts" for folder in shared.split(":")),
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/System/Library/Fonts"),
        Path("/System/Library/AssetsV2"),
        Path("/Library/Fonts"),
        home / "Library/Fonts",
        Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
        home / "AppData/Local/Microsoft/Windows/Fonts",
    )


def faces_in(path: Path) -> list[Face]:
    """Return the faces of the font file at `path` that have outlines."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        fonts = TTCollection(path, lazy=True).fonts if _is_collection(path) else [TTFont(path, lazy=True)]
    except (TTLibError, OSError) as error:
        raise UserError("not a readable font", where=str(path), allowed="a .ttf, .ttc or .otf file") from error
    return [
        Face(path, number, font["name"].getBestFamilyName() or path.stem, font["OS/2"].usWeightClass)
        for number, font in enumerate(fonts)
        if any(table in font for table in ("glyf", "CFF ", "CFF2"))
    ]


def _is_collection(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"ttcf"


def simplified_face(path: Path) -> Face:
    """Return the Simplified Chinese face of the font file at `path`, else its first.

    The first face of a Noto CJK collection is Japanese: 骨, 直 and 角 have other shapes there.
    """
    if not path.is_file():
        raise UserError(
            "no such font file", where=f"figures.font: {path}", allowed="a .ttf, .ttc or .otf file, or empty"
        )
    faces = faces_in(path)
    if not faces:
        raise UserError("the font has no outlines", where=f"figures.font: {path}", allowed="a .ttf, .ttc or .otf file")
    chinese = [face for face in faces if _SIMPLIFIED.search(face.family) and "Mono" not in face.family]
    return min(chinese or faces[:1], key=lambda face: face.number)


def system_face(folders: Iterable[Path] | None = None) -> Face | None:
    """Return the best face with Simplified Chinese among the fonts in `folders` (of the system), or None."""
    found = [
        face
        for folder in (font_folders() if folders is None else folders)
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.suffix.lower() in _SUFFIXES and _plain(path.stem).startswith(_HINTS)
        for face in _readable_faces(path)
        if face.family in FAMILIES
    ]
    return min(found, key=lambda face: (FAMILIES.index(face.family), abs(face.weight - 400), face), default=None)


def _readable_faces(path: Path) -> list[Face]:
    try:
        return faces_in(path)
    except UserError:
        return []


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def find_face(configured: Path | None) -> Face:
    """Return the face that figures use: of the `configured` file, else of the system.

    Raises
    ------
    UserError
        If there is none; the message names the command for each platform.
    """
    face = simplified_face(configured) if configured else system_face()
    if face is None:
        raise UserError("no font with Chinese glyphs was found", where="the fonts of this system", allowed=HELP)
    return face


def provide() -> Face:
    """Return the system's face with Chinese glyphs, after installing one as root on Debian or Ubuntu if need be."""
    face = system_face()
    if face is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        surroundings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "--yes", "--no-install-recommends", "fonts-noto-cjk"]):
            done = subprocess.run(["apt-get", *words], env=surroundings, capture_output=True, check=False)  # noqa: S603, S607 - the system's own installer
            if done.returncode:
                raise UserError(f"apt-get {words[0]} failed", where="setting up a font", allowed=HELP)
        face = system_face()
    return face or find_face(None)


def main(words: list[str] | None = None) -> int:
    """Name the font that figures use; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m intertwine.figures.fonts", description=__doc__)
    parser.add_argument("--provide", action="store_true", help="install a font where there is none and it can be done")
    parser.add_argument("--config", type=Path, help="settings of the study; a font named there is used")
    chosen = parser.parse_args(words)
    try:
        configured = configured_font(chosen.config)
        face = provide() if chosen.provide and configured is None else find_face(configured)
    except UserError as error:
        sys.stderr.write(f"fonts: {error}\n")
        return 1
    sys.stdout.write(f"figures use the font {face.family} ({face.path.name})\n")
    return 0


def configured_font(settings_path: Path | None) -> Path | None:
    """Return the font file that the settings at `settings_path` name, or None."""
    from intertwine.settings_file import folder, load

    if settings_path is None:
        return None
    named = load(settings_path).figures.font
    return folder(settings_path, named) if named else None


if __name__ == "__main__":
    sys.exit(main())
