"""What the page holds: what was read, declared pairs, codes, chapters, figures, tables; and what its script reads."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from intertwine.codebook.reading import Codebook
from intertwine.coding.records import HITS, NOTHING_FOUND, UNITS, UNUSED
from intertwine.corpus.records import DOCUMENTS, INGEST_REPORT, SPEAKERS, TURNS
from intertwine.language.records import ENGINES, SENTENCES
from intertwine.measures.validation.records import VALIDATION
from intertwine.report.concordance import TextTables, concordance, counts_by_code
from intertwine.report.exhibits import shown_figures, shown_tables
from intertwine.report.findings import findings, overview
from intertwine.report.limitations import limitations
from intertwine.report.links import cell_links, link, pair_link
from intertwine.report.matrix import matrix_data
from intertwine.report.methods import methods
from intertwine.report.provenance import settings_as_rows, settings_in_force
from intertwine.report.quotations import Quotable
from intertwine.report.references import REFERENCES
from intertwine.report.results import results_in_words
from intertwine.report.validity import validity
from intertwine.results import Results, hypothesis_rows, of_unit
from intertwine.vocabulary import ALL
from intertwine.wording import numbers
from intertwine.wording.labels import ONE_UNIT, CodeNames, Pair, in_both_languages, in_tree_order, labels_of
from intertwine.wording.notes import worded
from intertwine.wording.nothing_found import what_to_try, what_was_looked_for
from intertwine.wording.sentences import joined

if TYPE_CHECKING:
    from intertwine.config import Settings

Row = dict[Hashable, Any]


def script_data(results: Results, codebook: Codebook, settings: Settings) -> dict[str, Any]:
    """Return what the page's script reads: the concordance, the matrix, and the names that stand in them."""
    text = TextTables(results[DOCUMENTS], results[TURNS], results[SENTENCES])
    found = concordance(text, results[HITS], codebook, kinds=settings.units)
    listed = ("sources", "languages", "roles", "qualifiers", "prompting")
    names = {name for key in listed for name in found[key]} | {*settings.units, ALL, "unprompted"}
    codes = [codebook.labels[path] for path in in_tree_order(code.path for code in codebook.codes)]
    return found | {
        "unit": settings.primary_unit,
        "kinds": list(settings.units),
        "labels": settings.labels,
        "codes": [[code.path, code.label_en, code.label_zh] for code in codes],
        "said": {name: in_both_languages(name) for name in sorted(names)},
        "pairs": matrix_data(results.cooccurrence, unit=settings.primary_unit),
    }


def page_contents(
    results: Results, codebook: Codebook, settings: Settings, *, figures: Path, tables: Path
) -> dict[str, Any]:
    """Return what the page's template shows.

    Parameters
    ----------
    results
        What the stages wrote.
    codebook, settings
        Of the study.
    figures, tables
        The folders that the stages of these names wrote.
    """
    return {
        "title": settings.title,
        "labels": settings.labels,
        "unit": ONE_UNIT[settings.primary_unit],
        "confidence": f"{settings.confidence:.0%}",
        "in_both_languages": in_both_languages,
        "link": link,
        "code_labels": codebook.labels,
        "settings": settings_as_rows(settings_in_force(settings)),
        **_what_was_read(results, codebook),
        **_chapters(results, codebook, settings),
        **_exhibits(results, codebook, settings, figures, tables),
    }


def _what_was_read(results: Results, codebook: Codebook) -> dict[str, Any]:
    documents, hits = results[DOCUMENTS], results[HITS]
    counted = hits["suppressed_by"] == ""
    sources = sorted(set(documents["source"]))
    return {
        "sources": sources,
        "read": documents_read(documents),
        "speakers": speakers_read(results[SPEAKERS]),
        "units": units_read(results[UNITS]),
        "documents": documents.to_dict("records"),
        "findings": results[INGEST_REPORT].sort_values(["finding", "path", "line"]).to_dict("records"),
        "hits": int(counted.sum()),
        "interviewer_hits": int((counted & (hits["role"] == "interviewer")).sum()),
        "suppressed": int((~counted).sum()),
        "entries": len(codebook.entries),
        "unused": never_found(results[UNUSED]),
        "codes": code_rows(codebook, hits, results[UNUSED], sources),
    }


def _chapters(results: Results, codebook: Codebook, settings: Settings) -> dict[str, Any]:
    names = {code.path: (code.label_en, code.label_zh) for code in codebook.codes}
    pairs = of_unit(results.cooccurrence, settings.primary_unit)
    validated = validity(results[VALIDATION], names)
    text = TextTables(results[DOCUMENTS], results[TURNS], results[SENTENCES])
    quotable = Quotable(text, results[HITS], unit=settings.primary_unit, seed=settings.seed)
    asked = findings(results, names, settings, quotable)
    return {
        "asked": asked,
        "overview": overview(asked),
        "nothing_found": nothing_found(results[NOTHING_FOUND], names, settings),
        "warning": validated,
        "validated": not results[VALIDATION].empty,
        "hypotheses": declared_pairs(pairs, settings.hypotheses),
        "results": results_in_words(results, names, settings),
        "limitations": limitations(results, names, settings),
        "methods": methods(settings, results[ENGINES], pairs, validated),
        "references": REFERENCES,
    }


def _exhibits(results: Results, codebook: Codebook, settings: Settings, figures: Path, tables: Path) -> dict[str, Any]:
    cells = cell_links(
        codebook,
        labels_of(codebook.codes, settings.labels),
        sources=sorted(set(results[DOCUMENTS]["source"])),
        languages=sorted(set(results[DOCUMENTS]["language"])),
        units=settings.units,
    )
    return {"figures": shown_figures(figures, cells), "tables": shown_tables(tables, cells)}


def documents_read(documents: pd.DataFrame) -> list[Row]:
    """Return documents, turns and characters of each source and language."""
    groups = documents.groupby(["source", "language"], sort=True)
    counted = groups.agg(documents=("document_id", "size"), turns=("turns", "sum"), characters=("characters", "sum"))
    return counted.reset_index().to_dict("records")


def speakers_read(speakers: pd.DataFrame) -> list[Row]:
    """Return speakers and turns of each role; a speaker heard in two documents is one."""
    counted = speakers.groupby("role", sort=True).agg(speakers=("speaker", "nunique"), turns=("turns", "sum"))
    return counted.reset_index().to_dict("records")


def units_read(units: pd.DataFrame) -> list[Row]:
    """Return the number of units that are measured, of each kind and source."""
    measured = units[units["role"].astype("str") != "interviewer"].astype({"unit_kind": "str", "source": "str"})
    return measured.groupby(["unit_kind", "source"], sort=True).size().reset_index(name="units").to_dict("records")


def nothing_found(nothing: pd.DataFrame, names: CodeNames, settings: Settings) -> list[Pair]:
    """Return what the first lines say: where nothing was found, what was looked for and what to try.

    The whole study, sources, languages, and the codes that hypotheses, orders and triples name.
    """
    declared = {code for codes in (*settings.hypotheses, *settings.orders, *settings.triples) for code in codes}
    shown = nothing[nothing["code"].isin({ALL, *declared})].to_dict("records")
    return [joined([what_was_looked_for(row, names), what_to_try(row)]) for row in shown]


def never_found(unused: pd.DataFrame) -> dict[str, Any]:
    """Return the codes that were never found, and the patterns of the entries that were not, by code."""
    entries = unused[unused["kind"] == "entry"].sort_values(["code", "language", "pattern"])
    return {
        "codes": sorted(unused.loc[unused["kind"] == "code", "code"]),
        "entries": len(entries),
        "suppressed": int((entries["suppressed"] > 0).sum()),
        "patterns": entries.groupby("code", sort=True)["pattern"].agg(list).to_dict(),
    }


def code_rows(
    codebook: Codebook, hits: pd.DataFrame, unused: pd.DataFrame, sources: Sequence[str]
) -> list[dict[str, Any]]:
    """Return each code with its entries, those never found, and its hits and documents by source."""
    counts = counts_by_code(hits, [code.path for code in codebook.codes])
    dead = unused.loc[unused["kind"] == "entry", "code"].value_counts().to_dict()
    entries = pd.Series([entry.code for entry in codebook.entries], dtype="str").value_counts().to_dict()
    return [
        {
            "code": codebook.labels[path],
            "depth": path.count("."),
            "entries": entries.get(path, 0),
            "dead": dead.get(path, 0),
            "counts": [(*counts.get((path, name), (0, 0)), link(code=path, source=name)) for name in sources],
        }
        for path in in_tree_order(code.path for code in codebook.codes)
    ]


def declared_pairs(pairs: pd.DataFrame, hypotheses: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the declared pairs as the headline table shows them: effect with interval, adjusted p, n.

    Parameters
    ----------
    pairs
        Co-occurrence in the primary unit.
    hypotheses
        The pairs, in their order.
    """
    names = ("code_a", "code_b", "source", "language", "both", "documents_both", "n_units", "n_documents")
    return [
        {
            **{name: row[name] for name in names},
            "note": worded(row["note"]),
            "effect": numbers.interval(row["estimate"], row["low"], row["high"]),
            "together": _limits(row["together_low"], row["together_high"]),
            "p": numbers.probability(row["p_adjusted"]),
            "link": pair_link(row["code_a"], row["code_b"], row["source"], row["language"]),
        }
        for row in hypothesis_rows(pairs, hypotheses).to_dict("records")
    ]


def _limits(low: float, high: float) -> str:
    return "" if math.isnan(low) else f"[{numbers.ratio(low)}, {numbers.ratio(high)}]"
