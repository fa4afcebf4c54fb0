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
from intertwine.measures.cooccurrence.records import COOCCURRENCE, DIFFERENCES, SPECIFICATIONS
from intertwine.measures.keyness.records import KEYNESS
from intertwine.measures.order.records import ORDER, ORDER_DOCUMENTS
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.measures.topics.records import TOPIC_CODES, TOPICS
from intertwine.measures.uptake.records import INCIDENCE, OPPORTUNITIES, UPTAKE
from intertwine.measures.validation.records import CORRECTED, VALIDATION
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from intertwine.config import Settings

STAGE = Stage(
    reads=(
        PREVALENCE,
        VALIDATION,
        CORRECTED,
        COOCCURRENCE,
        SPECIFICATIONS,
        DIFFERENCES,
        ORDER,
        ORDER_DOCUMENTS,
        UPTAKE,
        OPPORTUNITIES,
        INCIDENCE,
        KEYNESS,
        TOPICS,
        TOPIC_CODES,
    ),
    writes=(FIGURES,),
    settings=(
        "bootstrap",
        "cluster",
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
    ),
    codebook=("labels",),
)


def run(read: Reader, settings: Settings, folder: Path) -> None:
    """Write all figures to `folder`."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.figures.canvas import Look, printed
    from intertwine.figures.files import write_figure
    from intertwine.figures.font_subset import print_font
    from intertwine.figures.fonts import find_face
    from intertwine.figures.gallery import figures, texts_of
    from intertwine.figures.side_by_side import SideBySide
    from intertwine.results import Results
    from intertwine.wording.labels import labels_of

    shape = settings.figures
    labels = labels_of(read_codebook(read.path(settings.codebook)).codes, settings.labels)
    face = find_face(read.path(shape.font) if shape.font else None)
    shown = figures(Results(read, reading=settings.reading), labels, settings)
    with print_font(face, texts_of(shown, labels)) as font, printed(font), SideBySide(read.processes) as beside:
        look = Look(shape.width, font, labels)
        for figure in shown:
            beside.run(partial(write_figure, figure, look, folder, formats=shape.formats, dpi=shape.dpi))
