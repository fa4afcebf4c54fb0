"""All figures of a study, in the order in which they are made, and the texts that their font must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from intertwine.figures.cooccurrence import cooccurrence_figure
from intertwine.figures.figure import Figure
from intertwine.figures.first_uses import first_uses_figure
from intertwine.figures.hypotheses import hypotheses_figure
from intertwine.figures.keyness import keyness_figure
from intertwine.figures.network import network_figure
from intertwine.figures.order import order_figure
from intertwine.figures.pairs import pairs_figure
from intertwine.figures.prevalence import prevalence_figure
from intertwine.figures.specifications import specifications_figure
from intertwine.figures.topics import topics_figure
from intertwine.figures.uptake import uptake_figure
from intertwine.wording.phrases import PHRASES

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Labels

GALLERY: tuple[Callable[[Results, Labels, Settings], Figure], ...] = (
    prevalence_figure,
    cooccurrence_figure,
    pairs_figure,
    hypotheses_figure,
    specifications_figure,
    order_figure,
    uptake_figure,
    first_uses_figure,
    network_figure,
    keyness_figure,
    topics_figure,
)


def figures(results: Results, labels: Labels, settings: Settings) -> list[Figure]:
    """Return all figures, with data and captions; they are drawn once there is a font."""
    return [make(results, labels, settings) for make in GALLERY]


def texts_of(shown: Iterable[Figure], labels: Labels) -> Iterator[str]:
    """Give all texts that may stand in the figures `shown`: their characters must be in the font."""
    yield "".join(chr(number) for number in range(32, 127)) + "−·×→…∞†●○◇\u00a0"
    for pair in [*PHRASES.values(), *labels.codes.values()]:
        yield labels.joined(pair)
    for figure in shown:
        yield from figure.texts
