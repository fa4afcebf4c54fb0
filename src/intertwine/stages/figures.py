"""Figures with their data and captions.

Draws prevalence, the co-occurrence of families of codes and of codes inside the hypothesised pairs, the hypotheses,
these under every choice, order, uptake, first uses, the network, key words and topics; each as PDF (text can be
selected), SVG (text as outlines) and PNG, with its data as CSV and a caption in English and Chinese. A glyph that the
font lacks stops the run. Writes a folder.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from intertwine.figures import FIGURES
from intertwine.measures.cooccurrence.records import ADJUSTED, COOCCURRENCE, DIFFERENCES, SPECIFICATIONS
from intertwine.measures.keyness.records import KEYNESS
from intertwine.measures.order.records import ORDER, ORDER_DOCUMENTS
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.measures.topics.records import TOPIC_CODES, TOPICS
from intertwine.measures.uptake.records import INCIDENCE, OPPORTUNITIES, UPTAKE
from intertwine.measures.validation.records import VALIDATION
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from intertwine.config import Settings

_SHOWN = (SPECIFICATIONS, DIFFERENCES, ORDER, ORDER_DOCUMENTS, UPTAKE, OPPORTUNITIES, INCIDENCE)
STAGE = Stage(
    reads=(PREVALENCE, COOCCURRENCE, KEYNESS, TOPICS, TOPIC_CODES, VALIDATION, ADJUSTED, *_SHOWN),
    writes=(FIGURES,),
    settings=(
        "bootstrap",
        "cluster",
        "comparisons",
        "confidence",
        "figures",
        "hypotheses",
        "keyness",
        "labels",
        "orders",
        "permutations",
        "primary_unit",
        "prompting",
        "reading",
        "smallest",
        "title",
    ),
    codebook=("labels",),
)


def run(read: Reader, settings: Settings, folder: Path) -> None:
    """Write all figures to `folder`."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.figures.canvas import Look, printed
    from intertwine.figures.files import write_figure, write_graph
    from intertwine.figures.font_subset import print_font
    from intertwine.figures.fonts import find_face
    from intertwine.figures.gallery import Measured, characters_in, figures, network_graph, words_in
    from intertwine.figures.side_by_side import SideBySide
    from intertwine.results import Results, of_unit
    from intertwine.wording.labels import labels_of

    shape = settings.figures
    labels = labels_of(read_codebook(read.path(settings.codebook)).codes, settings.labels)
    face = find_face(read.path(shape.font) if shape.font else None)
    results = Results(read, reading=settings.reading)
    measured = Measured(
        prevalence=results.prevalence,
        cooccurrence=results.cooccurrence,
        keyness=results[KEYNESS],
        topics=results[TOPICS],
        topic_codes=results[TOPIC_CODES],
        **{table.stem: results[table] for table in _SHOWN},
    )
    texts = [*characters_in(measured, labels), *words_in(measured, settings)]
    with print_font(face, texts) as font, printed(font), SideBySide(read.processes) as beside:
        look = Look(shape.width, font, labels)
        for figure in figures(measured, look, settings):
            beside.run(partial(write_figure, figure, folder, look, formats=shape.formats, dpi=shape.dpi))
            if figure.name == "network":
                shares = of_unit(measured.prevalence, settings.primary_unit)
                write_graph(network_graph(figure.data, measured.differences, shares, labels), folder)
