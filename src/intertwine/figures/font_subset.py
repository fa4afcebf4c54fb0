"""One TrueType font for all figures, cut from a face to the characters that are needed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from intertwine.errors import UserError
from intertwine.figures.fonts import Face

POINT = 25.4 / 72
"""Millimetres in a point."""

_MADE = 2_082_844_800
"""The date written into the font that is cut: 1970 in seconds since 1904."""


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
