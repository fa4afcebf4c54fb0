"""What a table of a paper holds: whole values for CSV and workbook, and the columns that LaTeX prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from intertwine.vocabulary import ALL
from intertwine.wording import numbers
from intertwine.wording.labels import Labels, Pair, with_labels
from intertwine.wording.notes import in_english
from intertwine.wording.titles import TABLES

RIGHT = "r"
MOST_PRINTED = 40
"""Rows that LaTeX prints of a table of which CSV and workbook hold thousands."""

ESTIMATE = "estimate"
"""The column, and the head of what LaTeX prints of it, that each table calls what it is."""

INTERVAL = (ESTIMATE, "low", "high")


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column as LaTeX prints it.

    Attributes
    ----------
    head
        Its head by its name in `HEADS`, or what stands there as it is; `ESTIMATE` is headed as the table says.
    cell
        How a row fills it.
    shape
        How LaTeX sets it.
    """

    head: str
    cell: Callable[[pd.Series], str]
    shape: str = RIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """One table of a paper; its title is in `wording/titles.py`.

    Attributes
    ----------
    name
        Of its files and its sheet.
    note
        In English and Chinese.
    frame
        All rows with whole values, named by column.
    columns
        Those that LaTeX prints.
    printed
        The rows that LaTeX prints; all where it is None.
    estimate
        What the column `estimate` is, by the name of its head: so it is headed in CSV, workbook, report and LaTeX.
    label_codes
        Whether codes have their labels beside them.
    """

    name: str
    note: Pair
    frame: pd.DataFrame
    columns: Sequence[PrintedColumn]
    printed: pd.DataFrame | None = None
    estimate: str = ""
    label_codes: bool = True

    def __post_init__(self) -> None:
        """Hold a table that has an estimate, and no other, to saying what it is.

        Raises
        ------
        ValueError
            If it does not. This is a mistake of the program, never of the user.
        """
        if (ESTIMATE in self.frame.columns) != bool(self.estimate):
            raise ValueError(f"the table {self.name} has an estimate, or says what it is, but not both")

    @property
    def title(self) -> Pair:
        """In English and Chinese."""
        return TABLES[self.name]

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that LaTeX prints."""
        return self.frame if self.printed is None else self.printed

    def heads(self, labels: Labels) -> dict[str, str]:
        """Return the head of each column of `frame`."""
        return {name: self.head(name, labels) for name in self.frame.columns}

    def head(self, name: str, labels: Labels, between: str = " ") -> str:
        """Return the head of a column, the two languages with `between` them: an estimate is called what it is."""
        return labels.head(self.estimate if name == ESTIMATE else name, between)


def in_words(table: PaperTable, labels: Labels) -> PaperTable:
    """Return a table in the words of a paper: see `labelled`."""
    if not table.label_codes:
        return table
    return replace(table, frame=labelled(table.frame, labels), printed=labelled(table.rows, labels))


_KINDS = ("source", "language", "unit", "reading", "document_language", "way", "state")
"""Columns that hold fixed words, which are shown by their names."""


def labelled(frame: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return a frame with the labels of codes beside their paths, sources and their like by names, notes in words.

    The column `codes` holds a tuple of codes, whose labels are put together.
    """
    kinds = {name: frame[name].map(labels.say) for name in _KINDS if name in frame.columns}
    if "codes" in frame.columns:
        kinds["codes"] = frame["codes"].map(lambda codes: "; ".join(map(labels.code, codes)))
    return with_labels(in_english(frame.assign(**kinds)).reset_index(drop=True), label=labels.code)


def in_all_languages(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of all languages together."""
    return frame[frame["language"] == ALL]


def of_families(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of codes that have no parent."""
    return frame[~frame["code"].str.contains(".", regex=False)]


def text(column: str, *, width: float = 0.0) -> PrintedColumn:
    """Print a column of text, over several lines if it has a `width` (a share of the page's)."""
    return PrintedColumn(column, lambda row: str(row[column]), f"p{{{width:g}\\linewidth}}" if width else "l")


def codes(*columns: str, between: str = " × ") -> PrintedColumn:
    """Print the labels of several codes in one column; an empty one is left out."""
    return PrintedColumn("pair", lambda row: between.join(filter(None, (row[name] for name in columns))), "l")


def pair(*, between: str = " × ") -> PrintedColumn:
    """Print the labels of two codes in one column."""
    return codes("label_a", "label_b", between=between)


def count(column: str) -> PrintedColumn:
    """Print a column of whole numbers."""
    return PrintedColumn(column, lambda row: f"{int(row[column]):,}")


def counts(head: str, columns: tuple[str, str], between: str = " / ") -> PrintedColumn:
    """Print two whole numbers in one column."""
    return PrintedColumn(head, lambda row: between.join(f"{int(row[column]):,}" for column in columns))


def number(column: str, decimals: int = 2) -> PrintedColumn:
    """Print a column of numbers."""

    def cell(row: pd.Series) -> str:
        return numbers.MISSING if pd.isna(row[column]) else f"{row[column]:.{decimals}f}".replace("-", numbers.MINUS)

    return PrintedColumn(column, cell)


def share(column: str, *, head: str = "", decimals: int = 0) -> PrintedColumn:
    """Print a column of shares in per cent."""
    return PrintedColumn(head or column, lambda row: numbers.share(float(row[column]), decimals))


def probability(column: str = "p_adjusted") -> PrintedColumn:
    """Print p-values; of adjusted ones a dash where a test belongs to no family."""

    def cell(row: pd.Series) -> str:
        alone = float(row["p"]) if "p" in row.index else float("nan")
        return numbers.adjusted_probability(alone, float(row[column]))

    return PrintedColumn(column, cell)


def effect(head: str = ESTIMATE, columns: Sequence[str] = INTERVAL, *, as_ratio: bool = True) -> PrintedColumn:
    """Print an estimate with its interval: a ratio, or a number with its sign."""

    def cell(row: pd.Series) -> str:
        estimate, low, high = (float(row[name]) for name in columns)
        return numbers.interval(estimate, low, high, as_ratio=as_ratio)

    return PrintedColumn(head, cell)


def limits_of_family(head: str, columns: Sequence[str]) -> PrintedColumn:
    """Print the two ends of an interval that holds a family of ratios; a dash where a test belongs to none."""

    def cell(row: pd.Series) -> str:
        low, high = (float(row[name]) for name in columns)
        alone = pd.notna(row["p"]) and pd.isna(row["p_adjusted"])
        missing = numbers.NOT_ADJUSTED if alone else numbers.MISSING
        return missing if pd.isna(low) else f"[{numbers.ratio(low)}, {numbers.ratio(high)}]"

    return PrintedColumn(head, cell)


def share_with_interval(head: str = ESTIMATE, columns: Sequence[str] = INTERVAL, *, decimals: int = 1) -> PrintedColumn:
    """Print a share with its interval, in per cent."""

    def cell(row: pd.Series) -> str:
        estimate, low, high = (float(row[name]) for name in columns)
        return numbers.share_interval(estimate, low, high, decimals=decimals)

    return PrintedColumn(head, cell)
