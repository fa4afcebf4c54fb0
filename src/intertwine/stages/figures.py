"""Figures with their data and captions.

Reads prevalence, co-occurrence, keyness, topics, topics by codes, validation, specifications, differences, order and
uptake, and the labels of the codebook. Draws prevalence, the co-occurrence of families of codes and of codes inside the
hypothesised pairs, the hypotheses, these under every choice, order, uptake, first uses, the network, key words and
topics; each as PDF (text can be selected), SVG (text as outlines) and PNG, with its data as CSV and a caption in
English and Chinese. A glyph that the font lacks stops the run. Writes a folder.
"""

from __future__ import annotations

import argparse
from functools import partial

from intertwine import records
from intertwine.measures.cooccurrence.records import ADJUSTED, COOCCURRENCE, DIFFERENCES, SPECIFICATIONS
from intertwine.measures.keyness.records import KEYNESS
from intertwine.measures.order.records import ORDER, ORDER_DOCUMENTS
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.measures.topics.records import TOPIC_CODES, TOPICS
from intertwine.measures.uptake.records import INCIDENCE, OPPORTUNITIES, UPTAKE
from intertwine.measures.validation.records import VALIDATION
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised

SHOWN = {
    "specifications": SPECIFICATIONS, "differences": DIFFERENCES, "order": ORDER,
    "order_documents": ORDER_DOCUMENTS, "uptake": UPTAKE, "opportunities": OPPORTUNITIES,
    "incidence": INCIDENCE,
}  # fmt: skip
"""What the figures of inference show: NAME.csv in the folder of measures."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    path_argument(parser, "prevalence", "prevalence.csv to read")
    path_argument(parser, "cooccurrence", "cooccurrence.csv to read")
    path_argument(parser, "keyness", "keyness.csv to read")
    path_argument(parser, "topics", "topics.csv to read")
    path_argument(parser, "topic-codes", "topic_codes.csv to read")
    path_argument(parser, "validation", "validation.csv to read")
    path_argument(parser, "measures", "folder of the other measures to read")
    path_argument(parser, "figures", "folder to write")
    parser.add_argument("--processes", type=int, default=1, help="processes that may share the work (default: 1)")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.config import folder
    from intertwine.figures.canvas import Look, printed
    from intertwine.figures.files import write_figure, write_graph
    from intertwine.figures.font_subset import print_font
    from intertwine.figures.fonts import find_face
    from intertwine.figures.gallery import (
        Measured,
        characters_in,
        figures,
        network_graph,
        words_in,
    )
    from intertwine.figures.side_by_side import SideBySide
    from intertwine.results import of_reading, of_unit, with_corrected, with_length
    from intertwine.wording.labels import labels_of

    settings = chosen_settings(chosen, "figures")
    labels = labels_of(read_codebook(folder(chosen.config, settings.codebook)).codes, settings.labels)
    face = find_face(folder(chosen.config, settings.figures.font) if settings.figures.font else None)
    with summarised("figures") as summary:
        measured = Measured(
            prevalence=with_corrected(
                of_reading(records.read(PREVALENCE, chosen.prevalence), settings.reading),
                records.read(VALIDATION, chosen.validation),
            ),
            cooccurrence=with_length(
                of_reading(records.read(COOCCURRENCE, chosen.cooccurrence), settings.reading),
                records.read(ADJUSTED, chosen.measures / "adjusted.csv"),
            ),
            keyness=records.read(KEYNESS, chosen.keyness),
            topics=records.read(TOPICS, chosen.topics),
            topic_codes=records.read(TOPIC_CODES, chosen.topic_codes),
            **{name: records.read(table, chosen.measures / f"{name}.csv") for name, table in SHOWN.items()},
        )
        texts = [*characters_in(measured, labels), *words_in(measured, settings)]
        drawn = 0
        with print_font(face, texts) as font, printed(font), SideBySide(chosen.processes) as beside:
            look = Look(settings.figures.width, font, labels)
            for figure in figures(measured, look, settings):
                shape = settings.figures
                beside.run(partial(write_figure, figure, chosen.figures, look, formats=shape.formats, dpi=shape.dpi))
                drawn += 1
                if figure.name == "network":
                    shares = of_unit(measured.prevalence, settings.primary_unit)
                    write_graph(network_graph(figure.data, measured.differences, shares, labels), chosen.figures)
        summary.count(figures=drawn, formats=len(settings.figures.formats))
