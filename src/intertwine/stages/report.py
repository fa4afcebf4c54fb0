"""The report: one page to read it all, with a concordance of every hit that counts.

Writes one HTML file that opens from disk without network: what was read, the declared pairs, the co-occurrence matrix,
figures, tables, the methods in words with the values in force, and the concordance, to which each number leads. Writes
provenance.json: settings, versions, fingerprints and hashes of the texts, without dates or places.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from intertwine.coding.records import HITS, UNITS, UNUSED
from intertwine.corpus.records import DOCUMENTS, INGEST_REPORT, SPEAKERS, TURNS
from intertwine.figures import FIGURES
from intertwine.language.records import ENGINES, SENTENCES
from intertwine.measures.cooccurrence.records import ADJUSTED, COOCCURRENCE, DIFFERENCES, LEFT_OUT, SPECIFICATIONS
from intertwine.measures.order.records import ORDER
from intertwine.measures.uptake.records import UPTAKE
from intertwine.measures.validation.records import VALIDATION
from intertwine.records import TextFile
from intertwine.report import PROVENANCE, REPORT
from intertwine.stage import ALL_SETTINGS, Reader, Stage
from intertwine.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.codebook.reading import Codebook
    from intertwine.config import Settings

_SHOWN = (
    DOCUMENTS,
    SPEAKERS,
    TURNS,
    SENTENCES,
    INGEST_REPORT,
    ENGINES,
    HITS,
    UNITS,
    UNUSED,
    COOCCURRENCE,
    VALIDATION,
    ADJUSTED,
    SPECIFICATIONS,
    LEFT_OUT,
    DIFFERENCES,
    ORDER,
    UPTAKE,
)
STAGE = Stage(
    reads=(*_SHOWN, TABLES, FIGURES),
    writes=(REPORT, PROVENANCE),
    settings=ALL_SETTINGS,
    codebook=("entries", "labels"),
    assets=("report/assets",),
)


def run(read: Reader, settings: Settings) -> dict[TextFile, str]:
    """Return the page, and what it is made from."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.report.page import page
    from intertwine.report.provenance import provenance
    from intertwine.results import Results

    frames = {table.stem: read(table) for table in _SHOWN}
    frames["cooccurrence"] = Results(read, reading=settings.reading).cooccurrence
    codebook = read_codebook(read.path(settings.codebook))
    made_from = provenance(settings, read.settings_path, frames["documents"], frames["engines"])
    contents = _contents(frames, codebook, settings, read) | {"provenance": made_from}
    return {
        REPORT: page(contents, _data(frames, codebook, settings)),
        PROVENANCE: json.dumps(made_from, ensure_ascii=False, indent=2, sort_keys=True) + "\n",
    }


def _data(frames: dict[str, pd.DataFrame], codebook: Codebook, settings: Settings) -> dict[str, Any]:
    """Return what the page's script reads."""
    from intertwine.report.concordance import Text, concordance
    from intertwine.report.matrix import pairs
    from intertwine.wording.labels import in_tree_order
    from intertwine.wording.titles import said

    text = Text(frames["documents"], frames["turns"], frames["sentences"])
    found = concordance(text, frames["hits"], codebook, kinds=settings.units)
    listed = ("sources", "languages", "roles", "qualifiers", "prompting")
    names = {name for key in listed for name in found[key]} | {*settings.units, "all", "unprompted"}
    codes = [codebook.labels[path] for path in in_tree_order(code.path for code in codebook.codes)]
    return found | {
        "unit": settings.primary_unit,
        "kinds": list(settings.units),
        "labels": settings.labels,
        "codes": [[code.path, code.label_en, code.label_zh] for code in codes],
        "said": {name: said(name) for name in sorted(names)},
        "pairs": pairs(frames["cooccurrence"], unit=settings.primary_unit),
    }


def _contents(frames: dict[str, pd.DataFrame], codebook: Codebook, settings: Settings, read: Reader) -> dict[str, Any]:
    """Return what the page's template shows."""
    from intertwine.report import contents as told
    from intertwine.report.methods import REFERENCES, methods, validated
    from intertwine.report.provenance import flat, settings_told
    from intertwine.report.results import limitations
    from intertwine.report.results import results as results_told
    from intertwine.results import of_unit
    from intertwine.vocabulary import PROMPTING
    from intertwine.wording.labels import labels_of
    from intertwine.wording.titles import ONE_UNIT, said

    documents, hits, unit = frames["documents"], frames["hits"], settings.primary_unit
    sources = sorted(set(documents["source"]))
    labels = labels_of(codebook.codes, settings.labels)
    cells = {"source": sources, "language": sorted(set(documents["language"])), "unit": settings.units}
    shown = {labels.say(name): (kind, name) for kind, names in cells.items() for name in names}
    shown |= {labels.say("affirmed"): ("qualifier", "affirming")}
    shown |= {labels.say(way): ("prompting", way) for way in (*PROMPTING, "unprompted")}
    heads = frozenset(labels.head(column) for column in ("code", "code_a", "code_b"))
    words = frozenset(labels.head(column) for column in ("word", "words"))
    entries = {entry.entry_id: f"{entry.language}:{entry.pattern}" for entry in codebook.entries}
    names = told.Names(heads, frozenset(codebook.labels), shown, entries, words)
    names_of_codes = {code.path: (code.label_en, code.label_zh) for code in codebook.codes}
    findings = frames["ingest_report"].sort_values(["finding", "path", "line"])
    return {
        "title": settings.title,
        "labels": settings.labels,
        "unit": ONE_UNIT[unit],
        "said": said,
        "sources": sources,
        "code_labels": codebook.labels,
        "warning": validated(frames["validation"]),
        "validated": not frames["validation"].empty,
        "read": told.documents_read(documents),
        "speakers": told.speakers_read(frames["speakers"]),
        "units": told.units_read(frames["units"]),
        "documents": documents.to_dict("records"),
        "findings": findings.to_dict("records"),
        "hits": int((hits["suppressed_by"] == "").sum()),
        "interviewer_hits": int(((hits["suppressed_by"] == "") & (hits["role"] == "interviewer")).sum()),
        "suppressed": int((hits["suppressed_by"] != "").sum()),
        "entries": len(codebook.entries),
        "unused": told.never_found(frames["unused"]),
        "hypotheses": told.hypotheses(frames["cooccurrence"], settings.hypotheses, unit=unit),
        "results": results_told(frames, names_of_codes, settings),
        "limitations": limitations(frames, names_of_codes, settings),
        "codes": told.codes(codebook, hits, frames["unused"], sources),
        "figures": told.figures(read.folder(FIGURES), names),
        "tables": told.tables(read.folder(TABLES), names),
        "methods": methods(settings, frames["engines"], of_unit(frames["cooccurrence"], unit), frames["validation"]),
        "references": REFERENCES,
        "settings": flat(settings_told(settings)),
        "confidence": f"{settings.confidence:.0%}",
        "link": told.link,
    }
