"""What a figure is: data and caption, the drawing of them, and the texts its font must hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from intertwine.figures.canvas import Canvas, Look
from intertwine.wording.labels import Labels, Pair, with_labels


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
    english, chinese = ({code: pair[place] for code, pair in labels.codes.items()} for place in (0, 1))
    return with_labels(
        frame.reset_index(drop=True),
        label_en=lambda code: english.get(code, code),
        label_zh=lambda code: chinese.get(code, code),
    )
