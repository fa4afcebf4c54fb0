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
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised


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
    path_argument(parser, "tables", "folder to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.config import folder
    from intertwine.presentation.effects import of_reading, with_corrected
    from intertwine.presentation.files import write_table
    from intertwine.presentation.labels import labels_of
    from intertwine.presentation.tables import Results, tables
    from intertwine.presentation.tables_instrument import Instrument, instrument_tables
    from intertwine.presentation.workbook import write_workbook

    settings = chosen_settings(chosen, "tables")
    labels = labels_of(read_codebook(folder(chosen.config, settings.codebook)).codes, settings.labels)
    with summarised("tables") as summary:
        known = {
            name: records.read(table, getattr(chosen, name))
            for name, table in (
                ("validation", records.VALIDATION), ("errors", records.VALIDATION_ERRORS),
                ("agreement", records.AGREEMENT), ("entries", records.ENTRIES),
                ("qualified", records.QUALIFIED), ("influence", records.INFLUENCE),
                ("reliability", records.RELIABILITY), ("findings", records.FINDINGS),
            )
        }  # fmt: skip
        cooccurrence = records.read(records.COOCCURRENCE, chosen.cooccurrence)
        results = Results(
            documents=records.read(records.DOCUMENTS, chosen.documents),
            unused=records.read(records.UNUSED, chosen.unused),
            prevalence=with_corrected(
                of_reading(records.read(records.PREVALENCE, chosen.prevalence)), known["validation"]
            ),
            cooccurrence=of_reading(cooccurrence),
            readings=cooccurrence,
            keyness=records.read(records.KEYNESS, chosen.keyness),
            topics=records.read(records.TOPICS, chosen.topics),
            topic_codes=records.read(records.TOPIC_CODES, chosen.topic_codes),
            exemplars=records.read(records.TOPIC_EXEMPLARS, chosen.exemplars),
        )
        contents = [*tables(results, labels, settings), *instrument_tables(Instrument(**known), labels, settings)]
        for content in contents:
            write_table(content, labels, chosen.tables)
        records.whole(chosen.tables / "tables.xlsx", lambda path: write_workbook(contents, labels, path))
        summary.count(tables=len(contents), rows=sum(len(content.frame) for content in contents))
