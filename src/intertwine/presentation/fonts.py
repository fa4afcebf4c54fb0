"""One font for all figures: found on the system, its Simplified Chinese face, cut to the characters that are needed.

`python -m intertwine.presentation.fonts --provide` names the font that figures use; where there is none it installs
one as root on Debian and Ubuntu, and elsewhere says how. No font comes with the project.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

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
POINT = 25.4 / 72
"""Millimetres in a point."""

_MADE = 2_082_844_800
"""The date written into the font that is cut: 1970 in seconds since 1904."""


@dataclass(frozen=True, slots=True, order=True)
class Face:
    """One face of a font file."""

    path: Path
    number: int
    family: str
    weight: int


@dataclass(frozen=True, slots=True)
class PrintFont:
    """The font of one set of figures.

    Attributes
    ----------
    family
        Its name for the drawing library; no other font has it.
    path
        The TrueType file, cut to the characters needed, in a private folder.
    source
        Family of the font it was cut from.
    advances
        Width of each character in em.
    """

    family: str
    path: Path
    source: str
    advances: dict[str, float]

    def width(self, text: str, size: float) -> float:
        """Return the width of the longest line of `text` in mm at `size` points."""
        return max(sum(self.advances.get(sign, 1.0) for sign in line) for line in text.split("\n")) * size * POINT

    def wrapped(self, text: str, size: float, width: float) -> str:
        """Return `text` broken into lines no wider than `width` mm: at spaces, or between Chinese characters."""
        lines = [""]
        for piece in re.findall(r"[^\s\u3000-\u9fff\uff00-\uffef]+\s*|[\u3000-\u9fff\uff00-\uffef]\s*", text):
            if (
                lines[-1]
                and self.width((lines[-1] + piece).rstrip(), size) > width
                and piece.strip() not in "，。、；）)"
            ):
                lines.append("")
            lines[-1] += piece
        return "\n".join(line.rstrip() for line in lines)


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


@contextmanager
def print_font(face: Face, characters: Iterable[str]) -> Iterator[PrintFont]:
    """Give a TrueType font with the `characters` of `face` as long as the context lasts.

    It has TrueType outlines even where the face has PostScript ones: only these are embedded in PDF as Type 42, whose
    text can be selected, searched and checked by a printer without complaint.

    Raises
    ------
    UserError
        If the face lacks a glyph.
    """
    from matplotlib import font_manager

    wanted = sorted({sign for text in characters for sign in text if sign.isprintable()} | {" "})
    with TemporaryDirectory(prefix="intertwine-") as folder:
        path = Path(folder) / "figures.ttf"
        family = "intertwine " + sha256(f"{face.family} {''.join(wanted)}".encode()).hexdigest()[:8]
        advances = _cut(face, wanted, family, path)
        font_manager.fontManager.addfont(str(path))
        try:
            yield PrintFont(family, path, face.family, advances)
        finally:
            font_manager.fontManager.ttflist = [
                entry for entry in font_manager.fontManager.ttflist if entry.fname != str(path)
            ]


def _cut(face: Face, wanted: list[str], family: str, path: Path) -> dict[str, float]:
    """Write a TrueType font with the `wanted` characters of `face` to `path`; return their widths in em."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import TTFont

    font = TTFont(face.path, fontNumber=face.number, lazy=True)
    names = font.getBestCmap()
    raise_missing([sign for sign in wanted if ord(sign) not in names], face.family)
    glyph_set = font.getGlyphSet(location={"wght": 400} if "fvar" in font else None)
    chosen = [".notdef", *sorted({names[ord(sign)] for sign in wanted} - {".notdef"})]
    flipped = "glyf" not in font
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupHead(unitsPerEm=font["head"].unitsPerEm, created=_MADE, modified=_MADE)
    builder.setupGlyphOrder(chosen)
    builder.setupCharacterMap({ord(sign): names[ord(sign)] for sign in wanted})
    builder.setupGlyf({name: _outline(glyph_set, name, flipped=flipped) for name in chosen})
    builder.setupHorizontalMetrics({name: (round(glyph_set[name].width), _left(builder, name)) for name in chosen})
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "-")})
    builder.setupOS2(sTypoAscender=font["hhea"].ascent, sTypoDescender=font["hhea"].descent, usWeightClass=400)
    builder.setupPost()
    builder.font.recalcTimestamp = False
    builder.save(path)
    em = font["head"].unitsPerEm
    return {sign: glyph_set[names[ord(sign)]].width / em for sign in wanted}


def _outline(glyph_set: Any, name: str, *, flipped: bool) -> Any:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    recorded = DecomposingRecordingPen(glyph_set)
    glyph_set[name].draw(recorded)
    pen = TTGlyphPen(None)
    recorded.replay(Cu2QuPen(pen, max_err=0.5, reverse_direction=flipped))
    return pen.glyph()


def _left(builder: Any, name: str) -> int:
    glyph = builder.font["glyf"][name]
    return int(getattr(glyph, "xMin", 0))


def raise_missing(missing: Iterable[str], font: str) -> None:
    """Raise the error of characters that a font lacks, if there are any."""
    signs = sorted(set(missing))
    if not signs:
        return
    named = ", ".join(f"{sign} (U+{ord(sign):04X} {unicodedata.name(sign, 'unnamed')})" for sign in signs[:4])
    more = f" and {len(signs) - 4} more" if len(signs) > 4 else ""
    raise UserError(
        f"the font has no glyph for {named}{more}",
        where=f"figures, font {font}",
        allowed="a font with these glyphs: name its file in the settings: figures.font",
    )


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
    parser = argparse.ArgumentParser(prog="python -m intertwine.presentation.fonts", description=__doc__)
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
    from intertwine.config import folder, load

    if settings_path is None:
        return None
    named = load(settings_path).figures.font
    return folder(settings_path, named) if named else None


if __name__ == "__main__":
    sys.exit(main())
