"""The files of a figure: its formats, checked for missing glyphs, its data and its captions."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from intertwine.errors import UserError
from intertwine.figures.canvas import Look
from intertwine.figures.font_subset import raise_missing
from intertwine.figures.gallery import Figure
from intertwine.records import NUMBERS_IN_CSV, whole

_METADATA: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": "intertwine", "Producer": None},
    "svg": {"Date": None, "Creator": "intertwine"},
    "png": {"Software": None},
}
"""Without dates and versions: the same results give the same bytes."""


def write_figure(figure: Figure, folder: Path, look: Look, *, formats: Sequence[str], dpi: int) -> None:
    """Write a figure in its formats, with its data and captions, to `folder`.

    Raises
    ------
    UserError
        If a character has no glyph in the font.
    """
    missing_glyphs(figure, look)
    for suffix in formats:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message=".*[Gg]lyph.*missing.*")
            try:
                whole(folder / f"{figure.name}.{suffix}", lambda path, kind=suffix: _save(figure, path, kind, dpi))  # type: ignore[misc]
            except UserWarning as warning:
                raise UserError(str(warning), where=f"figure {figure.name}", allowed="a font with this glyph") from None
    data = figure.data.to_csv(index=False, float_format=NUMBERS_IN_CSV, lineterminator="\n").encode("utf-8-sig")
    whole(folder / f"{figure.name}.csv", lambda path: path.write_bytes(data))
    for language, caption in zip(("en", "zh"), figure.caption, strict=True):
        text = f"{caption}\n".encode()
        whole(folder / f"{figure.name}.caption.{language}.txt", lambda path, text=text: path.write_bytes(text))  # type: ignore[misc]


def _save(figure: Figure, path: Path, kind: str, dpi: int) -> None:
    more: dict[str, Any] = {"pil_kwargs": {"compress_level": 4}} if kind == "png" else {}
    figure.sheet.figure.savefig(path, format=kind, dpi=dpi, metadata=_METADATA[kind], **more)


def missing_glyphs(figure: Figure, look: Look) -> None:
    """Raise the error of characters in `figure` that its font lacks."""
    from matplotlib.text import Text

    texts = (text.get_text() for text in figure.sheet.figure.findobj(Text))
    signs = {sign for text in texts for sign in text if sign != "\n"}
    raise_missing(signs - set(look.font.advances), look.font.source)


def write_graph(graph: str, folder: Path) -> None:
    """Write the network as GraphML to `folder`."""
    whole(folder / "network.graphml", lambda path: path.write_bytes(graph.encode()))
