"""How figures look: sizes in millimetres, type in points, colours that differ in hue and in lightness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from intertwine.figures.font_subset import PrintFont
from intertwine.wording.labels import Labels

if TYPE_CHECKING:
    import matplotlib.figure
    from matplotlib.axes import Axes

INCH = 25.4
TALLEST = 230.0
"""Greatest height of a figure in mm: a page of a journal."""

SMALL, NORMAL, LARGE = 6.0, 7.0, 8.0
"""Sizes of type in points at print width."""

INK, FAINT, PALE = "#222222", "#8a8a8a", "#ececec"
COLOURS = ("#0f4c81", "#de7a22", "#009e73", "#9970ab", "#444444")
"""Of sources, in order: apart for colour-blind readers, and from dark to light in grey."""
MARKERS = ("o", "s", "^", "D", "v")
MORE, LESS = "#b2182b", "#2166ac"
"""More and less than chance: the ends of the diverging scale."""


@dataclass(frozen=True, slots=True)
class Look:
    """What all figures of a study share."""

    width: float
    font: PrintFont
    labels: Labels

    def at_least(self, width: float) -> Look:
        """Return the look of a figure whose text needs `width` mm: it is drawn wider rather than cut."""
        return self if self.width >= width else replace(self, width=width)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A sheet to draw on, measured in mm from its top left corner."""

    figure: matplotlib.figure.Figure
    width: float
    height: float

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Add axes."""
        bottom = self.height - top - height
        box = (left / self.width, bottom / self.height, width / self.width, height / self.height)
        return self.figure.add_axes(box)

    def text(self, left: float, top: float, text: str, *, size: float = NORMAL, **more: Any) -> None:
        """Write `text`, centred on the height `top` unless told otherwise."""
        place = {"va": "center", "color": INK, **more}
        self.figure.text(left / self.width, 1 - top / self.height, text, fontsize=size, **place)

    def line(self, left: float, top: float, right: float, bottom: float, **more: Any) -> None:
        """Draw a line."""
        from matplotlib.lines import Line2D

        xs, ys = (left / self.width, right / self.width), (1 - top / self.height, 1 - bottom / self.height)
        self.figure.add_artist(Line2D(xs, ys, **{"color": FAINT, "linewidth": 0.5, **more}))

    def mark(self, left: float, top: float, number: int, **more: Any) -> None:
        """Draw the mark of source `number`."""
        self.line(left, top, left, top, **{"linestyle": "none", **source_mark(number), **more})


def canvas(look: Look, height: float) -> Canvas:
    """Return an empty canvas as wide as figures are."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(look.width / INCH, height / INCH), facecolor="white")
    FigureCanvasAgg(figure)
    return Canvas(figure, look.width, height)


def message(look: Look, text: str) -> Canvas:
    """Return a canvas that says that there is nothing to show."""
    sheet = canvas(look, 30)
    sheet.text(look.width / 2, 15, text, ha="center", color=FAINT)
    return sheet


def source_mark(number: int) -> dict[str, Any]:
    """Return colour and shape of the mark of source `number`."""
    shape = MARKERS[number % len(MARKERS)]
    return {"marker": shape, "color": COLOURS[number % len(COLOURS)], "markersize": 3.6 if shape == "s" else 4}


def legend_of_sources(sheet: Canvas, look: Look, sources: list[str], *, left: float, top: float) -> float:
    """Write the mark and name of each source in one line; return where it ends."""
    for number, source in enumerate(sources):
        sheet.mark(left + 1.5, top, number)
        name = look.labels.say(source)
        sheet.text(left + 4, top, name, size=NORMAL)
        left += 4 + look.font.width(name, NORMAL) + 6
    return left


def legend_of_fill(sheet: Canvas, look: Look, *more: str) -> None:
    """Write at the foot what filled and open marks mean, and what else is to be said of marks."""
    text = "   ".join([f"● {look.labels.say('below .05')}", f"○ {look.labels.say('otherwise')}", *more])
    sheet.text(2, sheet.height - 2.5, text, size=SMALL)


def write_columns(
    sheet: Canvas, texts: Sequence[str], widths: Sequence[float], *, left: float, top: float, color: str = INK
) -> None:
    """Write one line of a table: each text against the right side of its column."""
    for text, width in zip(texts, widths, strict=True):
        left += width
        sheet.text(left, top, text, size=SMALL, ha="right", color=color)


def write_wrapped(sheet: Canvas, look: Look, text: str, *, top: float) -> None:
    """Write a note over the width of the sheet, in as many lines as it needs."""
    for number, line in enumerate(look.font.wrapped(text, SMALL, look.width - 4).split("\n")):
        sheet.text(2, top + 2.8 * number, line, size=SMALL)


def odds_ticks(powers: Sequence[int]) -> list[str]:
    """Return powers of 2 as an axis of odds ratios has them.

    >>> odds_ticks([-2, 0, 1])
    ['1/4', '1', '2']
    """
    return [f"1/{2**-power}" if power < 0 else str(2**power) for power in powers]


def bare(axes: Axes, *, keep: tuple[str, ...] = ()) -> None:
    """Take away frame, ticks and their labels, but for the sides to `keep`."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep)
    if "bottom" not in keep:
        axes.set_xticks([])
    if "left" not in keep:
        axes.set_yticks([])


_PRINT = {
    "font.size": NORMAL,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.5,
    "axes.unicode_minus": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.major.size": 2,
    "xtick.major.width": 0.5,
    "ytick.major.size": 2,
    "ytick.major.width": 0.5,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "svg.fonttype": "path",
    "svg.hashsalt": "intertwine",
}
"""Settings of print: selectable text in PDF, text as outlines in SVG, no random ids."""


@contextmanager
def printed(font: PrintFont) -> Iterator[None]:
    """Draw with `font` and the settings of print: selectable text in PDF, text as outlines in SVG, no random ids.

    SVG holds text as outlines, so that it looks the same where the font is not installed.
    """
    import matplotlib as mpl

    settings: dict[str, Any] = {**_PRINT, "font.family": [font.family]}
    with mpl.rc_context(settings):  # type: ignore[arg-type]
        yield
