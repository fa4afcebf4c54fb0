"""The report: one page to read it all, with a concordance of every hit that counts.

Writes one HTML file that opens from disk without network: what was read, the declared pairs, the co-occurrence matrix,
figures, tables, the methods in words with the values in force, and the concordance, to which each number leads. Writes
provenance.json: settings, versions, fingerprints and hashes of the texts, without dates or places.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from intertwine.coding.records import HITS, NOTHING_FOUND, UNITS, UNUSED
from intertwine.corpus.records import DOCUMENTS, INGEST_REPORT, SPEAKERS, TURNS
from intertwine.figures import FIGURES
from intertwine.language.records import ENGINES, SENTENCES
from intertwine.measures.cooccurrence.records import COOCCURRENCE, DIFFERENCES, LEFT_OUT, SPECIFICATIONS
from intertwine.measures.order.records import ORDER
from intertwine.measures.uptake.records import UPTAKE
from intertwine.measures.validation.records import CORRECTED, VALIDATION
from intertwine.records import TextFile
from intertwine.report import PROVENANCE, REPORT
from intertwine.stage import ALL_SETTINGS, Reader, Stage
from intertwine.tables import TABLES

if TYPE_CHECKING:
    from intertwine.config import Settings

STAGE = Stage(
    reads=(
        DOCUMENTS,
        SPEAKERS,
        TURNS,
        SENTENCES,
        INGEST_REPORT,
        ENGINES,
        HITS,
        UNITS,
        UNUSED,
        NOTHING_FOUND,
        COOCCURRENCE,
        VALIDATION,
        CORRECTED,
        SPECIFICATIONS,
        LEFT_OUT,
        DIFFERENCES,
        ORDER,
        UPTAKE,
        TABLES,
        FIGURES,
    ),
    writes=(REPORT, PROVENANCE),
    settings=ALL_SETTINGS,
    codebook=("entries", "labels"),
    assets=("report/assets",),
)


def run(read: Reader, settings: Settings) -> dict[TextFile, str]:
    """Return the page, and what it is made from."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.report.contents import page_contents, script_data
    from intertwine.report.page import page
    from intertwine.report.provenance import provenance
    from intertwine.results import Results

    results = Results(read, reading=settings.reading)
    codebook = read_codebook(read.path(settings.codebook))
    made_from = provenance(settings, read.settings_path, read(DOCUMENTS), read(ENGINES))
    contents = page_contents(results, codebook, settings, figures=read.folder(FIGURES), tables=read.folder(TABLES))
    return {
        REPORT: page(contents | {"provenance": made_from}, script_data(results, codebook, settings)),
        PROVENANCE: json.dumps(made_from, ensure_ascii=False, indent=2, sort_keys=True) + "\n",
    }
