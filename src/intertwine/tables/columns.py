"""What the tables of a paper hold: whole numbers for CSV and workbook, and what LaTeX prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from intertwine.results import ALL, hypothesis_rows, of_reading, of_unit, top_words
from intertwine.vocabulary import READINGS
from intertwine.wording import numbers
from intertwine.wording.labels import Labels, Pair
from intertwine.wording.notes import in_english

if TYPE_CHECKING:
    from intertwine.config import Settings

Say = Callable[[pd.Series], str]
RIGHT = "r"


@dataclass(frozen=True, slots=True)
class Printed:
    """A column as LaTeX prints it: its head, how a row fills it, and how it is set."""

    head: str
    say: Say
    column: str = "l"


@dataclass(frozen=True, slots=True)
class Content:
    """One table.

    Attributes
    ----------
    name
        Of its files and its sheet.
    title, note
        In English and Chinese.
    frame
        All rows with whole values, named by column.
    printed
        The columns that LaTeX prints.
    rows
        The rows that LaTeX prints.
    """

    name: str
    title: Pair
    note: Pair
    frame: pd.DataFrame
    printed: Sequence[Printed]
    rows: pd.DataFrame


def labelled(frame: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Add the labels of codes beside their paths, say sources and languages by their labels, and word notes."""
    found = in_english(frame).reset_index(drop=True)
    for column in [name for name in ("code", "code_a", "code_b") if name in frame.columns]:
        said = [labels.code(code) if code else "" for code in found[column]]
        found.insert(list(found.columns).index(column) + 1, column.replace("code", "label"), said)
    spoken = [name for name in ("source", "language", "unit", "reading", "document_language") if name in found.columns]
    return found.assign(**{name: [labels.say(value) for value in found[name]] for name in spoken})


def text(labels: Labels, column: str, *, width: float = 0.0) -> Printed:
    """Print a column of text, over several lines if it has a `width` (a share of the page's)."""
    shape = f"p{{{width:g}\\linewidth}}" if width else "l"
    return Printed(labels.head(column, "\n"), lambda row: str(row[column]), shape)


def pair(labels: Labels) -> Printed:
    """Print the labels of two codes."""
    return Printed(labels.head("pair", "\n"), lambda row: f"{row['label_a']} × {row['label_b']}")


def counts(labels: Labels, head: str, columns: tuple[str, str], between: str) -> Printed:
    """Print two whole numbers in one column."""

    def say(row: pd.Series) -> str:
        return between.join(f"{int(row[column]):,}" for column in columns)

    return Printed(labels.head(head, "\n"), say, RIGHT)


def count(labels: Labels, column: str) -> Printed:
    """Print a column of whole numbers."""
    return Printed(labels.head(column, "\n"), lambda row: f"{int(row[column]):,}", RIGHT)


def number(labels: Labels, column: str, decimals: int = 2) -> Printed:
    """Print a column of numbers."""

    def say(row: pd.Series) -> str:
        return numbers.MISSING if pd.isna(row[column]) else f"{row[column]:.{decimals}f}".replace("-", numbers.MINUS)

    return Printed(labels.head(column, "\n"), say, RIGHT)


def probability(labels: Labels) -> Printed:
    """Print adjusted p-values."""
    return Printed(labels.head("p_adjusted", "\n"), lambda row: numbers.probability(row["p_adjusted"]), RIGHT)


def effect(labels: Labels, head: str, *, as_ratio: bool) -> Printed:
    """Print the effect with its interval."""

    def say(row: pd.Series) -> str:
        return numbers.interval(row["estimate"], row["low"], row["high"], as_ratio=as_ratio)

    return Printed(labels.head(head, "\n"), say, RIGHT)


def corpus_frame(documents: pd.DataFrame) -> pd.DataFrame:
    """Return documents, clusters, turns and characters by source and language, and in all."""
    sums = {
        "documents": ("document_id", "size"),
        "clusters": ("cluster", "nunique"),
        "turns": ("turns", "sum"),
        "characters": ("characters", "sum"),
    }
    by_language = documents.groupby(["source", "language"], as_index=False).agg(**sums)
    by_source = documents.groupby("source", as_index=False).agg(**sums).assign(language=ALL)
    whole = documents.assign(source=ALL).groupby("source", as_index=False).agg(**sums).assign(language=ALL)
    columns = ["source", "language", *sums]
    return pd.concat(
        [pd.concat([by_language, by_source]).sort_values(["source", "language"]), whole], ignore_index=True
    )[columns]


def prevalence_frame(prevalence: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the prevalence in units of one kind, language by language."""
    return of_unit(prevalence, unit).drop(columns=["family"])


def headline_frame(cooccurrence: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the hypotheses in the primary unit, in their order."""
    rows = hypothesis_rows(of_unit(cooccurrence, settings.primary_unit), settings.hypotheses)
    return rows.drop(columns="hypothesis")


def units_frame(cooccurrence: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the hypotheses in every unit, all languages together."""
    together = cooccurrence[cooccurrence["language"] == ALL]
    parts = [
        hypothesis_rows(of_unit(together, unit), settings.hypotheses)
        for unit in ("sentence", "turn", "window", "document")
        if (together["unit"] == unit).any()
    ]
    if not parts:
        return headline_frame(cooccurrence, settings)
    found = pd.concat(parts, ignore_index=True).sort_values(["hypothesis", "source"], kind="stable")
    return found.drop(columns="hypothesis").reset_index(drop=True)


def readings_frame(cooccurrence: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the hypotheses in the primary unit under every reading, all languages together."""
    together = of_unit(cooccurrence[cooccurrence["language"] == ALL], settings.primary_unit)
    parts = [
        hypothesis_rows(of_reading(together, reading), settings.hypotheses).assign(reading=reading)
        for reading in READINGS
    ]
    found = pd.concat(parts, ignore_index=True).sort_values(["hypothesis", "source"], kind="stable")
    return found.drop(columns="hypothesis").reset_index(drop=True)


def pairs_frame(cooccurrence: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return all pairs in units of one kind, tested or too small."""
    return of_unit(cooccurrence, unit)


def keyness_rows(keyness: pd.DataFrame, words: int) -> pd.DataFrame:
    """Return the words that a printed table shows: those of the figure, strongest first."""
    found = top_words(keyness, words)
    return found.sort_values(["comparison", "language", "estimate", "word"], ascending=[True, True, False, True])


def topics_frame(
    topics: pd.DataFrame, topic_codes: pd.DataFrame, exemplars: pd.DataFrame, labels: Labels
) -> pd.DataFrame:
    """Return topics with their words, the families of codes that are more frequent there, and an exemplar sentence."""
    keys = ["language", "engine", "topic"]
    above = topic_codes[(topic_codes["low"] > 0) & ~topic_codes["code"].str.contains(".", regex=False)]
    above = above.sort_values([*keys, "estimate"], ascending=[True, True, True, False])
    said = above.assign(codes=[labels.code(code) for code in above["code"]])
    codes = said.groupby(keys)["codes"].agg("; ".join).rename("codes")
    first = exemplars.sort_values([*keys, "rank"]).drop_duplicates(keys).set_index(keys)["text"].rename("exemplar")
    found = topics.join(codes, on=keys).join(first, on=keys).fillna({"codes": "", "exemplar": ""})
    columns = ["language", "engine", "topic", "share", "coherence", "words", "codes", "exemplar", "n_units",
               "n_documents", "seed", "note"]  # fmt: skip
    return found[columns]


def unused_rows(unused: pd.DataFrame) -> pd.DataFrame:
    """Return how many codes and entries were never found, by code and language."""
    columns = ["kind", "code", "language"]
    return unused.groupby(columns, as_index=False).agg(number=("entry_id", "size"), suppressed=("suppressed", "sum"))
