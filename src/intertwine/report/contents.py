"""What the page tells before the concordance: what was read, the declared pairs, codes, figures and tables."""

from __future__ import annotations

import base64
import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from intertwine.codebook.reading import Codebook
from intertwine.report.concordance import counts_by_code
from intertwine.results import ALL, LENGTH_ADJUSTED, hypothesis_rows, of_unit
from intertwine.wording import numbers
from intertwine.wording.labels import Pair, in_tree_order
from intertwine.wording.notes import worded
from intertwine.wording.titles import FIGURES, TABLES, in_order, title

MOST_ROWS = 200
"""Rows of a table that the page shows; the file holds them all."""

_KINDS = {".svg": "image/svg+xml", ".png": "image/png"}


_WITHOUT_HITS = ("unused",)
"""Tables of what was never found: there are no hits to lead to."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the page shows it: its image as a data address, empty if there is neither SVG nor PNG."""

    name: str
    title: Pair
    caption: Pair
    image: str
    data: Sheet | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as the page shows it; `links` leads from a row to the hits behind it, or nowhere."""

    name: str
    title: Pair
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...]
    of: int
    note: str

    @property
    def linked(self) -> bool:
        """Whether any row leads to hits."""
        return any(self.links)


def link(**filters: str) -> str:
    """Return the address, inside the page, of the concordance with these filters.

    >>> link(code="security", **{"with": "threat"}, source="")
    '#code=security&with=threat'
    """
    return "#" + urlencode({name: value for name, value in filters.items() if value})


@dataclass(frozen=True, slots=True)
class Names:
    """What cells of tables may name.

    Codes and words (of a list the first) under certain heads; entries by their ids; sources,
    languages and kinds of unit by what is shown.

    Examples
    --------
    >>> names = Names(frozenset({"A", "B"}), frozenset({"security", "threat"}), {"interviews": ("source", "interview")})
    >>> names.link(["", "A", "B", "n"], ["interviews", "security", "threat", "33"])
    '#source=interview&code=security&with=threat'
    """

    heads: frozenset[str]
    codes: frozenset[str]
    shown: Mapping[str, tuple[str, str]]
    entries: Mapping[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset({"word"})

    def link(self, heads: Sequence[str], row: Sequence[str]) -> str:
        """Return the address of the hits behind a row, empty if it names neither code nor entry nor word."""
        codes = [cell for head, cell in zip(heads, row, strict=True) if head in self.heads and cell in self.codes]
        filters = dict(self.shown[cell] for cell in row if cell in self.shown)
        entry = next((self.entries[cell] for cell in row if cell in self.entries), "")
        if entry:
            return link(**filters, entry=entry)
        words = [cell.split(", ")[0] for head, cell in zip(heads, row, strict=True) if head in self.words]
        if words:
            return link(language=filters.get("language", ""), q=words[0])
        return link(**filters, code=codes[0], **{"with": "".join(codes[1:2])}) if codes else ""


def pair_link(code_a: str, code_b: str, source: str, language: str) -> str:
    """Return the address of the hits in units where two codes meet."""
    named = {"code": code_a, "with": code_b, "source": source, "language": "" if language == ALL else language}
    return link(**named)


def documents_read(documents: pd.DataFrame) -> list[dict[str, Any]]:
    """Return documents, turns and characters of each source and language."""
    groups = documents.groupby(["source", "language"], sort=True)
    counted = groups.agg(documents=("document_id", "size"), turns=("turns", "sum"), characters=("characters", "sum"))
    return _rows(counted.reset_index())


def speakers_read(speakers: pd.DataFrame) -> list[dict[str, Any]]:
    """Return speakers and turns of each role; a speaker heard in two documents is one."""
    counted = speakers.groupby("role", sort=True).agg(speakers=("speaker", "nunique"), turns=("turns", "sum"))
    return _rows(counted.reset_index())


def units_read(units: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the number of units that are measured, of each kind and source."""
    measured = units[units["role"].astype("str") != "interviewer"].astype({"unit_kind": "str", "source": "str"})
    return _rows(measured.groupby(["unit_kind", "source"], sort=True).size().reset_index(name="units"))


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]


def hypotheses(cooccurrence: pd.DataFrame, pairs: Sequence[tuple[str, str]], *, unit: str) -> list[dict[str, Any]]:
    """Return the declared pairs as the headline table shows them: effect with interval, adjusted p, n."""
    rows = hypothesis_rows(of_unit(cooccurrence, unit), pairs)
    return [
        {
            **{name: row[name] for name in ("code_a", "code_b", "source", "language", "both")},
            "note": worded(row["note"]),
            **{name: row[name] for name in ("documents_both", "n_units", "n_documents")},
            "effect": numbers.interval(*(row[name] for name in LENGTH_ADJUSTED.values())),
            "stratified": numbers.interval(row["estimate"], row["low"], row["high"]),
            "crude": numbers.ratio(row["crude_odds_ratio"]),
            "p": numbers.probability(row["p_adjusted"]),
            "link": pair_link(row["code_a"], row["code_b"], row["source"], row["language"]),
        }
        for row in rows.to_dict("records")
    ]


def codes(codebook: Codebook, hits: pd.DataFrame, unused: pd.DataFrame, sources: Sequence[str]) -> list[dict[str, Any]]:
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
            "counts": [
                (*counts.get((path, source), (0, 0)), link(code=path, source=source)) for source in sources
            ],
        }
        for path in in_tree_order(code.path for code in codebook.codes)
    ]  # fmt: skip


def never_found(unused: pd.DataFrame) -> dict[str, Any]:
    """Return the codes that were never found, and the patterns of the entries that were not, by code."""
    entries = unused[unused["kind"] == "entry"].sort_values(["code", "language", "pattern"])
    patterns = entries.groupby("code", sort=True)["pattern"].agg(list).to_dict()
    return {
        "codes": sorted(unused.loc[unused["kind"] == "code", "code"]),
        "entries": len(entries),
        "suppressed": int((entries["suppressed"] > 0).sum()),
        "patterns": patterns,
    }


def figures(folder: Path, names: Names) -> list[Figure]:
    """Return the figures in `folder`, each as the smaller of its SVG and PNG, with its data and the way to the hits."""
    suffix = ".caption.en.txt"
    found = {path.name.removesuffix(suffix) for path in folder.glob(f"*{suffix}")}
    return [
        Figure(
            name,
            title(name, FIGURES),
            (_text(folder / f"{name}{suffix}"), _text(folder / f"{name}.caption.zh.txt")),
            _image(folder, name),
            _sheet(name, data, names) if (data := folder / f"{name}.csv").is_file() else None,
        )
        for name in in_order(found, FIGURES)
    ]


def _image(folder: Path, name: str) -> str:
    images = [path for path in (folder / f"{name}{suffix}" for suffix in _KINDS) if path.is_file()]
    if not images:
        return ""
    content, kind = min(((path.read_bytes(), _KINDS[path.suffix]) for path in images), key=lambda image: len(image[0]))
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def tables(folder: Path, names: Names) -> list[Sheet]:
    """Return the tables in `folder` (NAME.csv, NAME.note.txt) as text, each row with the way to the hits behind it."""
    found = {path.stem: path for path in folder.glob("*.csv")}
    return [_sheet(name, found[name], names) for name in in_order(set(found), TABLES)]


def _sheet(name: str, path: Path, names: Names) -> Sheet:
    with path.open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = [tuple(row) for row in csv.reader(file)] or [()]
    shown = tuple(tuple(_cell(cell) for cell in row) for row in rows[:MOST_ROWS])
    links = tuple("" if name in _WITHOUT_HITS else names.link(heads, row) for row in rows[:MOST_ROWS])
    return Sheet(name, title(name, TABLES), heads, shown, links, len(rows), _text(path.with_suffix(".note.txt")))


def _cell(cell: str) -> str:
    """Return a number with four significant digits; the file holds it whole."""
    try:
        value = float(cell)
    except ValueError:
        return cell
    return cell if cell.lstrip("-").isdigit() else f"{value:.4g}"
