"""What a figure is: data and caption, the drawing of them, and the texts its font must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from intertwine.figures.canvas import Canvas, Look
from intertwine.wording.labels import Labels, Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure, as the one public function of its module makes it.

    Attributes
    ----------
    name
        Name of its files, its title in `wording.titles` and its module.
    data
        The numbers behind it, whole.
    caption
        What it shows, in English and Chinese.
    texts
        What it writes besides phrases and labels of codes: the font is cut to these characters, so it is drawn later.
    draw
        Draws it, once there is a font.
    files
        Further files of it, as text by their suffix.
    """

    name: str
    data: pd.DataFrame
    caption: Pair
    texts: tuple[str, ...]
    draw: Callable[[Look], Canvas]
    files: Mapping[str, str] = field(default_factory=dict)


def texts_in(frame: pd.DataFrame, *columns: str) -> tuple[str, ...]:
    """Return the different texts of some columns."""
    return tuple(str(text) for column in columns for text in frame[column].unique())


def labelled(frame: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return data with the labels of codes in both languages beside their paths, and rows numbered anew."""
    return pd.DataFrame(dict(_labelled_columns(frame.reset_index(drop=True), labels)))


def _labelled_columns(frame: pd.DataFrame, labels: Labels) -> Iterator[tuple[str, pd.Series]]:
    for name in frame.columns:
        yield name, frame[name]
        if name in ("code", "code_a", "code_b"):
            for place, language in enumerate(("en", "zh")):
                texts = [labels.codes.get(code, (code, code))[place] for code in frame[name]]
                yield name.replace("code", f"label_{language}"), pd.Series(texts, dtype=object)
