"""Tables for a paper.

Reads documents, unused codes and entries, prevalence, co-occurrence, keyness, topics with their codes and exemplars,
what is known of the codebook (validation, agreement, entries, qualifiers, influence, reliability, findings), and the
labels of the codebook. Writes each table as CSV (whole values; text as it is) and LaTeX (booktabs), with its
note, and all of them in one workbook in which text cells are text: one that begins with = + - @ is no formula. Writes a
folder.
"""

from __future__ import annotations

import argparse

from intertwine import records
from intertwine.codebook.records import FINDINGS
from intertwine.coding.records import ENTRIES, QUALIFIED, UNUSED
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.cooccurrence.records import (
    ADJUSTED,
    CONFIGURATIONS,
    COOCCURRENCE,
    DIFFERENCES,
    INFLUENCE,
    LEFT_OUT,
    PLANNING,
    RELIABILITY,
    SPECIFICATIONS,
    TRIPLES,
)
from intertwine.measures.keyness.records import KEYNESS
from intertwine.measures.order.records import ORDER, ORDER_PASSAGES
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.measures.topics.records import TOPIC_CODES, TOPIC_EXEMPLARS, TOPICS
from intertwine.measures.uptake.records import ECHOES, LEXICON, OPPORTUNITIES, PROFILES, REUSED, UPTAKE
from intertwine.measures.validation.records import AGREEMENT, VALIDATION, VALIDATION_ERRORS
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised

SHOWN = {
    table.stem: table
    for table in (
        ADJUSTED, SPECIFICATIONS, LEFT_OUT, DIFFERENCES, CONFIGURATIONS,
        TRIPLES, ORDER, ORDER_PASSAGES, UPTAKE, OPPORTUNITIES, ECHOES,
        LEXICON, REUSED, PROFILES, PLANNING,
    )
}  # fmt: skip
"""What the tables of inference show: NAME.csv in the folder of measures."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    path_argument(parser, "documents", "documents.parquet to read")
    path_argument(parser, "unused", "unused.csv to read")
    path_argument(parser, "prevalence", "prevalence.csv to read")
    path_argument(parser, "cooccurrence", "cooccurrence.csv to read")
    path_argument(parser, "keyness", "keyness.csv to read")
    path_argument(parser, "topics", "topics.csv to read")
    path_argument(parser, "topic-codes", "topic_codes.csv to read")
    path_argument(parser, "exemplars", "topic_exemplars.csv to read")
    for name in ("validation", "errors", "agreement", "entries", "qualified", "influence", "reliability", "findings"):
        path_argument(parser, name, f"{name}.csv to read")
    path_argument(parser, "measures", "folder of the other measures to read")
    path_argument(parser, "tables", "folder to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.config import folder
    from intertwine.results import of_reading, with_corrected, with_length
    from intertwine.tables.files import write_table
    from intertwine.tables.gallery import Results, tables
    from intertwine.tables.inference import inference_tables
    from intertwine.tables.instrument import Instrument, instrument_tables
    from intertwine.tables.workbook import write_workbook
    from intertwine.wording.labels import labels_of

    settings = chosen_settings(chosen, "tables")
    labels = labels_of(read_codebook(folder(chosen.config, settings.codebook)).codes, settings.labels)
    with summarised("tables") as summary:
        known = {
            name: records.read(table, getattr(chosen, name))
            for name, table in (
                ("validation", VALIDATION), ("errors", VALIDATION_ERRORS),
                ("agreement", AGREEMENT), ("entries", ENTRIES),
                ("qualified", QUALIFIED), ("influence", INFLUENCE),
                ("reliability", RELIABILITY), ("findings", FINDINGS),
            )
        }  # fmt: skip
        frames = {name: records.read(table, chosen.measures / f"{name}.csv") for name, table in SHOWN.items()}
        cooccurrence = records.read(COOCCURRENCE, chosen.cooccurrence)
        results = Results(
            documents=records.read(DOCUMENTS, chosen.documents),
            unused=records.read(UNUSED, chosen.unused),
            prevalence=with_corrected(
                of_reading(records.read(PREVALENCE, chosen.prevalence), settings.reading), known["validation"]
            ),
            cooccurrence=with_length(of_reading(cooccurrence, settings.reading), frames["adjusted"]),
            readings=cooccurrence,
            keyness=records.read(KEYNESS, chosen.keyness),
            topics=records.read(TOPICS, chosen.topics),
            topic_codes=records.read(TOPIC_CODES, chosen.topic_codes),
            exemplars=records.read(TOPIC_EXEMPLARS, chosen.exemplars),
        )
        contents = [
            *tables(results, labels, settings),
            *inference_tables(frames, results.cooccurrence, labels, settings),
            *instrument_tables(Instrument(**known), labels, settings),
        ]
        for content in contents:
            write_table(content, labels, chosen.tables)
        records.whole(chosen.tables / "tables.xlsx", lambda path: write_workbook(contents, labels, path))
        summary.count(tables=len(contents), rows=sum(len(content.frame) for content in contents))
