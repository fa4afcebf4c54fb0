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

SHOWN = {
    table.name.rpartition("/")[2]: table
    for table in (
        records.ADJUSTED, records.SPECIFICATIONS, records.LEFT_OUT, records.DIFFERENCES, records.CONFIGURATIONS,
        records.TRIPLES, records.ORDER, records.ORDER_PASSAGES, records.UPTAKE, records.OPPORTUNITIES, records.ECHOES,
        records.LEXICON, records.REUSED, records.PROFILES, records.PLANNING,
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
    from intertwine.presentation.effects import of_reading, with_corrected, with_length
    from intertwine.presentation.files import write_table
    from intertwine.presentation.labels import labels_of
    from intertwine.presentation.tables import Results, tables
    from intertwine.presentation.tables_inference import inference_tables
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
        frames = {name: records.read(table, chosen.measures / f"{name}.csv") for name, table in SHOWN.items()}
        cooccurrence = records.read(records.COOCCURRENCE, chosen.cooccurrence)
        results = Results(
            documents=records.read(records.DOCUMENTS, chosen.documents),
            unused=records.read(records.UNUSED, chosen.unused),
            prevalence=with_corrected(
                of_reading(records.read(records.PREVALENCE, chosen.prevalence), settings.reading), known["validation"]
            ),
            cooccurrence=with_length(of_reading(cooccurrence, settings.reading), frames["adjusted"]),
            readings=cooccurrence,
            keyness=records.read(records.KEYNESS, chosen.keyness),
            topics=records.read(records.TOPICS, chosen.topics),
            topic_codes=records.read(records.TOPIC_CODES, chosen.topic_codes),
            exemplars=records.read(records.TOPIC_EXEMPLARS, chosen.exemplars),
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
