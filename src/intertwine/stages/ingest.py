"""Read the files of the corpus: documents, who speaks in them, and their turns.

Reads documents.csv, speakers.csv and the files they list (setting `corpus`): texts, tables, captions, and what speech
recognisers and programs of annotation write. Transcripts are cut into turns at the labels of the speakers listed in
speakers.csv; prose is one turn a paragraph, said by its author. What became of each line is in `lines`; what is not
read, how sure an encoding is, odd labels, and lines that fit nothing are counted in the report. A document without
turns, with an unknown speaker, with bytes that are no text, or empty, stops the run with its name and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.corpus.records import DOCUMENTS, INGEST_REPORT, LINES, SPEAKERS, TURNS
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(writes=(DOCUMENTS, SPEAKERS, TURNS, LINES, INGEST_REPORT), settings=("corpus",))


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return the tables of the corpus; none of them unless every document could be read."""
    from intertwine.corpus.content import document_contents
    from intertwine.corpus.identity import document_ids
    from intertwine.corpus.ingesting import ingested_documents
    from intertwine.corpus.manifest import read_manifest
    from intertwine.corpus.tables import documents_frame, lines_frame, report_frame, speakers_frame, turns_frame

    manifest = read_manifest(read.path(settings.corpus))
    documents = ingested_documents(manifest)
    sources = {row.path: row.source for row in manifest.documents}
    ids = document_ids(sources, document_contents(documents))
    return {
        DOCUMENTS: documents_frame(documents, ids),
        SPEAKERS: speakers_frame(documents, ids, manifest),
        TURNS: turns_frame(documents, ids),
        LINES: lines_frame(documents, ids),
        INGEST_REPORT: report_frame(documents, manifest),
    }
