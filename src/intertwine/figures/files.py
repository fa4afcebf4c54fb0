"""The files of a figure: its formats, checked for missing glyphs, its data and its captions."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from intertwine.csv_cells import guarded
from intertwine.errors import UserError
from intertwine.figures.canvas import Canvas, Look
from intertwine.figures.figure import Figure
from intertwine.figures.font_subset import raise_missing
from intertwine.records import NUMBERS_IN_CSV, whole, write_text
from intertwine.wording.notes import in_english

_MARK = "\ufeff"
"""Before a CSV file, so that spreadsheets read it as UTF-8."""

_METADATA: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": "intertwine", "Producer": None},
    "svg": {"Date": None, "Creator": "intertwine"},
    "png": {"Software": None},
}
"""Without dates and versions: the same results give the same bytes."""


def write_figure(figure: Figure, look: Look, folder: Path, *, formats: Sequence[str], dpi: int) -> None:
    """Draw a figure and write its formats, with its data, captions and further files, to `folder`.

    Raises
    ------
    UserError
        If a character has no glyph in the font.
    """
    sheet = figure.draw(look)
    raise_missing_glyphs(sheet, look)
    for suffix in formats:
        _write_picture(sheet, folder / f"{figure.name}.{suffix}", suffix, dpi)
    data = guarded(in_english(figure.data)).to_csv(index=False, float_format=NUMBERS_IN_CSV, lineterminator="\n")
    english, chinese = (f"{caption}\n" for caption in figure.caption)
    texts = {"csv": f"{_MARK}{data}", "caption.en.txt": english, "caption.zh.txt": chinese, **figure.files}
    for suffix, text in texts.items():
        write_text(text, folder / f"{figure.name}.{suffix}")


def _write_picture(sheet: Canvas, path: Path, suffix: str, dpi: int) -> None:
    more: dict[str, Any] = {"pil_kwargs": {"compress_level": 4}} if suffix == "png" else {}
    save = partial(sheet.figure.savefig, format=suffix, dpi=dpi, metadata=_METADATA[suffix], **more)
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*[Gg]lyph.*missing.*")
        try:
            whole(path, save)
        except UserWarning as warning:
            raise UserError(str(warning), where=f"figure {path.stem}", allowed="a font with this glyph") from None


def raise_missing_glyphs(sheet: Canvas, look: Look) -> None:
    """Raise the error of characters on a sheet that the font lacks, if there are any."""
    from matplotlib.text import Text

    texts = (text.get_text() for text in sheet.figure.findobj(Text))
    signs = {sign for text in texts for sign in text if sign != "\n"}
    raise_missing(signs - set(look.font.advances), look.font.source)
