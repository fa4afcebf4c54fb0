"""The hand-over tables between stages: columns, types and keys, checked on every read and write.

Stages hand over Parquet (zstd, fixed Arrow schema, sorted by key, written whole or not at all); what people read is
CSV. A table is declared once, here.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from intertwine.terms import PROMPTING, QUALIFIERS

if TYPE_CHECKING:
    import pandas as pd

TEXT = pa.string()
WORD = pa.dictionary(pa.int32(), pa.string())
"""Text that repeats often: stored once and pointed at."""
COUNT = pa.int32()
NUMBER = pa.float64()

NUMBERS_IN_CSV = "%.6g"


@dataclass(frozen=True, slots=True)
class Table:
    """One hand-over table.

    Attributes
    ----------
    name
        Room and name, as in ``corpus/turns``.
    key
        Columns that identify a row; rows are unique in them and sorted by them.
    columns
        Name and Arrow type of every column, in order.
    optional
        Columns in which a value may be missing (an estimate that could not be made).
    open_ended
        Whether further columns of text follow, as the manifest's own do.
    """

    name: str
    key: tuple[str, ...]
    columns: Mapping[str, pa.DataType]
    optional: frozenset[str] = field(default=frozenset())
    open_ended: bool = False


DOCUMENTS = Table(
    "corpus/documents",
    key=("document_id",),
    columns={
        "document_id": TEXT,
        "source": TEXT,
        "language": TEXT,
        "title": TEXT,
        "date": TEXT,
        "path": TEXT,
        "format": TEXT,
        "encoding": TEXT,
        "sha256": TEXT,
        "characters": COUNT,
        "turns": COUNT,
        "cluster": TEXT,
    },
    open_ended=True,
)
SPEAKERS = Table(
    "corpus/speakers",
    key=("document_id", "speaker"),
    columns={"document_id": TEXT, "speaker": TEXT, "role": TEXT, "turns": COUNT},
    open_ended=True,
)
TURNS = Table(
    "corpus/turns",
    key=("document_id", "turn"),
    columns={
        "document_id": TEXT,
        "turn": COUNT,
        "speaker": TEXT,
        "role": TEXT,
        "language": TEXT,
        "text": TEXT,
    },
)
SENTENCES = Table(
    "corpus/sentences",
    key=("document_id", "turn", "sentence"),
    columns={
        "document_id": WORD,
        "turn": COUNT,
        "sentence": COUNT,
        "start": COUNT,
        "end": COUNT,
        "language": WORD,
    },
)
TOKENS = Table(
    "corpus/tokens",
    key=("document_id", "turn", "token"),
    columns={
        "document_id": WORD,
        "turn": COUNT,
        "token": COUNT,
        "sentence": COUNT,
        "start": COUNT,
        "end": COUNT,
        "form": WORD,
        "norm": WORD,
        "language": WORD,
    },
)
ENGINES = Table(
    "corpus/engines",
    key=("language",),
    columns={"language": TEXT, "engine": TEXT, "version": TEXT, "dictionary": TEXT},
)
HITS = Table(
    "coding/hits",
    key=("document_id", "turn", "start", "end", "entry_id"),
    columns={
        "document_id": TEXT,
        "turn": COUNT,
        "start": COUNT,
        "end": COUNT,
        "entry_id": TEXT,
        "code": TEXT,
        "language": TEXT,
        "surface": TEXT,
        "qualifier": TEXT,
        "cue": TEXT,
        "suppressed_by": TEXT,
        "concept": TEXT,
        "tier": TEXT,
        "prompting": TEXT,
        "speaker": TEXT,
        "role": TEXT,
        "source": TEXT,
        "sentence_unit": COUNT,
        "turn_unit": COUNT,
        "window_unit": COUNT,
        "document_unit": COUNT,
    },
)
UNITS = Table(
    "coding/units",
    key=("unit_kind", "unit_id"),
    columns={
        "unit_kind": WORD,
        "unit_id": COUNT,
        "document_id": WORD,
        "speaker": WORD,
        "role": WORD,
        "source": WORD,
        "language": WORD,
        "position": COUNT,
        "length": COUNT,
    },
)
PRESENCE = Table(
    "coding/presence",
    key=("unit_kind", "unit_id", "code"),
    columns={
        "unit_kind": WORD,
        "unit_id": COUNT,
        "code": WORD,
        "hits": COUNT,
        "first_start": COUNT,
        **dict.fromkeys(QUALIFIERS, COUNT),
        "volunteered": COUNT,
    },
)
UNUSED = Table(
    "coding/unused",
    key=("kind", "code", "language", "entry_id"),
    columns={
        "kind": TEXT,
        "code": TEXT,
        "language": TEXT,
        "entry_id": TEXT,
        "pattern": TEXT,
        "suppressed": COUNT,
    },
)
INGEST_REPORT = Table(
    "corpus/ingest_report",
    key=("path", "line", "finding", "detail"),
    columns={"path": TEXT, "line": COUNT, "finding": TEXT, "detail": TEXT, "count": COUNT},
)

_COMPARISON = {
    "estimate": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    "p": NUMBER,
    "p_adjusted": NUMBER,
    "n_units": COUNT,
    "n_documents": COUNT,
    "n_clusters": COUNT,
    "unit": TEXT,
    "family": TEXT,
    "seed": COUNT,
    "note": TEXT,
}
_ESTIMATED = frozenset({"estimate", "low", "high", "p", "p_adjusted"})

PREVALENCE = Table(
    "measures/prevalence",
    key=("unit", "source", "language", "code", "reading"),
    columns={
        "unit": TEXT,
        "source": TEXT,
        "language": TEXT,
        "code": TEXT,
        "reading": TEXT,
        "units_with_code": COUNT,
        "documents_with_code": COUNT,
        "hits": COUNT,
        **{name: kind for name, kind in _COMPARISON.items() if name not in ("unit", "p", "p_adjusted")},
    },
    optional=frozenset({"estimate", "low", "high"}),
)
_DESCRIPTIVE = (
    "jaccard", "npmi", "phi", "log_dice", "delta_p_b_given_a", "delta_p_a_given_b", "crude_odds_ratio",
)  # fmt: skip
COOCCURRENCE = Table(
    "measures/cooccurrence",
    key=("unit", "source", "language", "code_a", "code_b", "reading"),
    columns={
        "unit": TEXT,
        "source": TEXT,
        "language": TEXT,
        "code_a": TEXT,
        "code_b": TEXT,
        "reading": TEXT,
        "both": COUNT,
        "only_a": COUNT,
        "only_b": COUNT,
        "neither": COUNT,
        "documents_both": COUNT,
        "expected": NUMBER,
        **dict.fromkeys(_DESCRIPTIVE, NUMBER),
        "permutations": COUNT,
        **{name: kind for name, kind in _COMPARISON.items() if name != "unit"},
        **dict.fromkeys(("rbg_low", "rbg_high", "p_maxima"), NUMBER),
    },
    optional=_ESTIMATED | {"expected", "rbg_low", "rbg_high", "p_maxima", *_DESCRIPTIVE},
)
_FREQUENCIES = (
    "lrc", "log_odds_z", "juilland_d", "carroll_d2", "rosengren_s", "divergence", "log_likelihood",
    "percent_difference", "difference_coefficient", "simple_maths",
)  # fmt: skip
KEYNESS = Table(
    "measures/keyness",
    key=("comparison", "language", "word"),
    columns={
        "comparison": TEXT,
        "language": TEXT,
        "word": TEXT,
        "frequency_a": COUNT,
        "frequency_b": COUNT,
        "range_a": COUNT,
        "range_b": COUNT,
        "rate_a": NUMBER,
        "rate_b": NUMBER,
        "dispersion": NUMBER,
        "rank_biserial": NUMBER,
        **_COMPARISON,
        **dict.fromkeys(_FREQUENCIES, NUMBER),
    },
    optional=_ESTIMATED | {"rate_a", "rate_b", "dispersion", "rank_biserial", *_FREQUENCIES},
)
TOPICS = Table(
    "measures/topics",
    key=("language", "engine", "topic"),
    columns={
        "language": TEXT,
        "engine": TEXT,
        "topic": COUNT,
        "words": TEXT,
        "share": NUMBER,
        "coherence": NUMBER,
        "n_units": COUNT,
        "n_documents": COUNT,
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset({"coherence", "share"}),
)
TOPIC_WORDS = Table(
    "measures/topic_words",
    key=("language", "engine", "topic", "rank"),
    columns={
        "language": TEXT,
        "engine": TEXT,
        "topic": COUNT,
        "rank": COUNT,
        "word": TEXT,
        "weight": NUMBER,
    },
)
TOPIC_CODES = Table(
    "measures/topic_codes",
    key=("language", "engine", "topic", "code"),
    columns={
        "language": TEXT,
        "engine": TEXT,
        "topic": COUNT,
        "code": TEXT,
        "share": NUMBER,
        "share_elsewhere": NUMBER,
        "estimate": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
        "n_units": COUNT,
        "n_documents": COUNT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset({"share", "share_elsewhere", "estimate", "low", "high"}),
)
TOPIC_EXEMPLARS = Table(
    "measures/topic_exemplars",
    key=("language", "engine", "topic", "rank"),
    columns={
        "language": TEXT,
        "engine": TEXT,
        "topic": COUNT,
        "rank": COUNT,
        "weight": NUMBER,
        "document_id": TEXT,
        "turn": COUNT,
        "sentence": COUNT,
        "text": TEXT,
    },
)
_VALIDATED = (
    "precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high", "f1", "f1_low", "f1_high",
    "wilson_low", "wilson_high", "naive", "estimate", "low", "high", "rogan_gladen",
)  # fmt: skip
FINDINGS = Table(
    "coding/findings",
    key=("level", "finding", "where", "pattern", "what"),
    columns=dict.fromkeys(("level", "finding", "where", "code", "pattern", "what", "advice"), TEXT),
)
ENTRIES = Table(
    "coding/entries",
    key=("entry_id", "source", "document_language"),
    columns={
        "entry_id": TEXT,
        "code": TEXT,
        "language": TEXT,
        "pattern": TEXT,
        "kind": TEXT,
        "tier": TEXT,
        "source": TEXT,
        "document_language": TEXT,
        "hits": COUNT,
        "affirming": COUNT,
        "suppressed": COUNT,
        "documents": COUNT,
        "speakers": COUNT,
        "share_of_code": NUMBER,
    },
    optional=frozenset({"share_of_code"}),
)
SUPPRESSED = Table(
    "coding/suppressed",
    key=("entry_id", "suppressed_by"),
    columns={"entry_id": TEXT, "suppressed_by": TEXT, "hits": COUNT, "documents": COUNT},
)
QUALIFIED = Table(
    "coding/qualified",
    key=("code", "source", "document_language"),
    columns={
        "code": TEXT,
        "source": TEXT,
        "document_language": TEXT,
        "hits": COUNT,
        **dict.fromkeys(QUALIFIERS, COUNT),
    },
)
INFLUENCE = Table(
    "measures/influence",
    key=("source", "code_a", "code_b", "code", "entry_id"),
    columns={
        "source": TEXT,
        "code_a": TEXT,
        "code_b": TEXT,
        "code": TEXT,
        "entry_id": TEXT,
        "language": TEXT,
        "pattern": TEXT,
        "share": NUMBER,
        "estimate": NUMBER,
        "estimate_without": NUMBER,
        "change": NUMBER,
        "units_lost": COUNT,
        "unit": TEXT,
        "note": TEXT,
    },
    optional=frozenset({"estimate", "estimate_without", "change"}),
)
RELIABILITY = Table(
    "measures/reliability",
    key=("source", "language", "code"),
    columns={
        "source": TEXT,
        "language": TEXT,
        "code": TEXT,
        "entries": COUNT,
        "estimate": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
        "n_units": COUNT,
        "n_documents": COUNT,
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset({"estimate", "low", "high"}),
)
AGREEMENT = Table(
    "measures/agreement",
    key=("part", "code", "source", "language"),
    columns={
        "part": TEXT,
        "code": TEXT,
        "source": TEXT,
        "language": TEXT,
        "coders": COUNT,
        "n_units": COUNT,
        "n_clusters": COUNT,
        **dict.fromkeys(
            ("prevalence", "share_agreed", "positive_agreement", "negative_agreement", "estimate", "low", "high",
             "below_tentative", "below_reliable", "ac1", "ac1_low", "ac1_high", "kappa"), NUMBER,
        ),
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset(
        {"prevalence", "share_agreed", "positive_agreement", "negative_agreement", "estimate", "low", "high",
         "below_tentative", "below_reliable", "ac1", "ac1_low", "ac1_high", "kappa"}
    ),
)  # fmt: skip
DISAGREEMENTS = Table(
    "measures/disagreements",
    key=("part", "item", "code"),
    columns=dict.fromkeys(("part", "item", "code", "votes", "text"), TEXT),
)
VALIDATION = Table(
    "measures/validation",
    key=("part", "code", "source", "language"),
    columns={
        "part": TEXT,
        "code": TEXT,
        "source": TEXT,
        "language": TEXT,
        **dict.fromkeys(
            ("n_units", "n_clusters", "positive", "true_positive", "false_positive", "false_negative"), COUNT
        ),
        **dict.fromkeys(_VALIDATED, NUMBER),
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset(_VALIDATED),
)
VALIDATION_ERRORS = Table(
    "measures/validation_errors",
    key=("part", "code", "item"),
    columns={
        **dict.fromkeys(("part", "code", "item", "error", "source", "language", "document_id"), TEXT),
        "turn": COUNT,
        "inclusion": NUMBER,
        "text": TEXT,
    },
)
_PAIR = dict.fromkeys(("source", "language", "code_a", "code_b"), TEXT)
_SIZES = dict.fromkeys(("n_units", "n_documents", "n_clusters"), COUNT)
_TRIPLE = dict.fromkeys(("source", "code_a", "code_b", "code_c"), TEXT)
_LIMITS = dict.fromkeys(("estimate", "low", "high"), NUMBER)
_TESTS = dict.fromkeys(("estimate", "low", "high", "p", "p_adjusted"), NUMBER)
ADJUSTED = Table(
    "measures/adjusted",
    key=("source", "language", "code_a", "code_b", "model"),
    columns={**_PAIR, "model": TEXT, **_LIMITS, **_SIZES, "unit": TEXT, "note": TEXT},
    optional=frozenset(_LIMITS),
)
SPECIFICATIONS = Table(
    "measures/specifications",
    key=("source", "code_a", "code_b", "unit", "qualifiers", "entries", "overlap", "prompting", "length"),
    columns={
        **dict.fromkeys(
            ("source", "code_a", "code_b", "unit", "qualifiers", "entries", "overlap", "prompting", "length"), TEXT
        ),
        **_LIMITS,
        "both": COUNT,
        **_SIZES,
        "declared": COUNT,
        "note": TEXT,
    },
    optional=frozenset(_LIMITS),
)
_WITHOUT = dict.fromkeys(("estimate", "estimate_without", "low_without", "high_without", "change"), NUMBER)
LEFT_OUT = Table(
    "measures/left_out",
    key=("source", "code_a", "code_b", "what", "left_out"),
    columns={
        **dict.fromkeys(("source", "code_a", "code_b", "what", "left_out"), TEXT),
        **_WITHOUT,
        "unit": TEXT,
        "note": TEXT,
    },
    optional=frozenset(_WITHOUT),
)
DIFFERENCES = Table(
    "measures/differences",
    key=("contrast", "measure", "source", "language", "code_a", "code_b"),
    columns={"contrast": TEXT, "measure": TEXT, **_PAIR, **_COMPARISON},
    optional=_ESTIMATED,
)
CONFIGURATIONS = Table(
    "measures/configurations",
    key=("source", "code_a", "code_b", "code_c", "pattern"),
    columns={
        **_TRIPLE,
        "pattern": TEXT,
        "observed": COUNT,
        "expected": NUMBER,
        "independent": NUMBER,
        **_COMPARISON,
    },
    optional=_ESTIMATED,
)
TRIPLES = Table(
    "measures/triples",
    key=("source", "code_a", "code_b", "code_c", "given"),
    columns={
        **_TRIPLE,
        "given": TEXT,
        **dict.fromkeys(("estimate", "low", "high", "p"), NUMBER),
        "both": COUNT,
        **_SIZES,
        "three_way_deviance": NUMBER,
        "breslow_day": NUMBER,
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset({"estimate", "low", "high", "p", "three_way_deviance", "breslow_day"}),
)
ORDER = Table(
    "measures/order",
    key=("measure", "source", "language", "code_a", "code_b", "reading"),
    columns={
        "measure": TEXT,
        **_PAIR,
        "reading": TEXT,
        "a_first": COUNT,
        "b_first": COUNT,
        "expected": NUMBER,
        **_COMPARISON,
    },
    optional=_ESTIMATED | {"expected"},
)
ORDER_DOCUMENTS = Table(
    "measures/order_documents",
    key=("measure", "code_a", "code_b", "document_id"),
    columns={
        **dict.fromkeys(("measure", "code_a", "code_b", "document_id", "source", "language"), TEXT),
        "n": COUNT,
        "a_first": COUNT,
        "expected": NUMBER,
    },
)
ORDER_PASSAGES = Table(
    "measures/order_passages",
    key=("code_a", "code_b", "source", "rank"),
    columns={
        **dict.fromkeys(("code_a", "code_b", "source"), TEXT),
        "rank": COUNT,
        "document_id": TEXT,
        "turn": COUNT,
        "start": COUNT,
        **dict.fromkeys(("surface", "next_surface", "reason", "text"), TEXT),
    },
)
TRANSITIONS = Table(
    "measures/transitions",
    key=("source", "code_a", "code_b"),
    columns={
        **dict.fromkeys(("source", "code_a", "code_b"), TEXT),
        "observed": COUNT,
        **dict.fromkeys(("expected", "adjusted_residual", "yule_q"), NUMBER),
    },
    optional=frozenset({"expected", "adjusted_residual", "yule_q"}),
)
CONNECTIONS = Table(
    "measures/connections",
    key=("document_id", "code_a", "code_b"),
    columns={**dict.fromkeys(("document_id", "code_a", "code_b"), TEXT), "connections": COUNT, "normalised": NUMBER},
)
_WAYS = {"uses": COUNT, **_LIMITS, **_SIZES, "unit": TEXT, "seed": COUNT, "note": TEXT}
UPTAKE = Table(
    "measures/uptake",
    key=("source", "language", "code", "way"),
    columns={**dict.fromkeys(("source", "language", "code", "way"), TEXT), **_WAYS},
    optional=frozenset(_LIMITS),
)
OPPORTUNITIES = Table(
    "measures/opportunities",
    key=("source", "language", "code", "state"),
    columns={**dict.fromkeys(("source", "language", "code", "state"), TEXT), **_WAYS},
    optional=frozenset(_LIMITS),
)
ECHOES = Table(
    "measures/echoes",
    key=("source", "language", "code"),
    columns={
        **dict.fromkeys(("source", "language", "code"), TEXT),
        **dict.fromkeys(("questions", "answers", "both"), COUNT),
        **_COMPARISON,
    },
    optional=_ESTIMATED,
)
FIRST_USES = Table(
    "measures/first_uses",
    key=("document_id", "code"),
    columns={
        **dict.fromkeys(("document_id", "source", "language", "code"), TEXT),
        "time": COUNT,
        "event": TEXT,
    },
)
INCIDENCE = Table(
    "measures/incidence",
    key=("source", "language", "code", "time"),
    columns={
        **dict.fromkeys(("source", "language", "code"), TEXT),
        **dict.fromkeys(("time", "at_risk"), COUNT),
        **dict.fromkeys(("volunteered", "asked"), NUMBER),
        "n_documents": COUNT,
    },
)
LEXICON = Table(
    "measures/lexicon",
    key=("language", "term"),
    columns={
        **dict.fromkeys(("language", "term"), TEXT),
        **dict.fromkeys(("words", "frequency", "range"), COUNT),
        "log_ratio": NUMBER,
    },
    optional=frozenset({"log_ratio"}),
)
REUSE = Table(
    "measures/reuse",
    key=("document_id", "speaker", "role", "language"),
    columns={
        **dict.fromkeys(("document_id", "speaker", "role", "language"), TEXT),
        **dict.fromkeys(("runs", "reused"), COUNT),
        "share": NUMBER,
    },
)
REUSED = Table(
    "measures/reused",
    key=("language", "role", "text"),
    columns={**dict.fromkeys(("language", "role", "text"), TEXT), **dict.fromkeys(("documents", "times"), COUNT)},
)
PROFILES = Table(
    "measures/profiles",
    key=("document_id", "speaker"),
    columns={
        **dict.fromkeys(("document_id", "speaker", "source", "language"), TEXT),
        **dict.fromkeys(("turns", "words", *PROMPTING, "company_terms"), COUNT),
        **dict.fromkeys(("unprompted", "matching"), NUMBER),
    },
    optional=frozenset({"unprompted", "matching"}),
)
PLANNING = Table(
    "measures/planning",
    key=("source", "code_a", "code_b", "documents"),
    columns={
        **dict.fromkeys(("source", "code_a", "code_b"), TEXT),
        "documents": COUNT,
        **dict.fromkeys(("odds_ratio", "power", "critical"), NUMBER),
        "runs": COUNT,
        **_SIZES,
        "unit": TEXT,
        "seed": COUNT,
        "note": TEXT,
    },
    optional=frozenset({"power", "critical"}),
)
CONCORDANCE = Table(
    "concordance/concordance",
    key=("document_id", "turn", "start", "entry_id"),
    columns={
        **dict.fromkeys(
            ("code", "label_en", "label_zh", "left", "hit", "right", "qualifier", "cue", "prompting", "entry_id",
             "pattern",
             "entry_language", "document_id"), TEXT,
        ),
        "turn": COUNT,
        "start": COUNT,
        **dict.fromkeys(("speaker", "role", "source", "language", "title", "date"), TEXT),
    },
    open_ended=True,
)  # fmt: skip
CHECK = Table("check", key=("check",), columns={"check": TEXT, "looked_at": COUNT, "wrong": COUNT})


def arrow_schema(table: Table, more: tuple[str, ...] = ()) -> pa.Schema:
    """Return the fixed Arrow schema of `table`, with the text columns `more` at its end."""
    fields = [pa.field(name, kind, nullable=name in table.optional) for name, kind in table.columns.items()]
    return pa.schema(fields + [pa.field(name, TEXT, nullable=False) for name in more])


def check(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` in the order of columns and rows that `table` declares.

    Raises
    ------
    ValueError
        If a column is missing or unknown, a value is missing where none may be, or a key is there twice. This is a
        mistake of the program, never of the user.
    """
    declared = list(table.columns)
    missing = [name for name in declared if name not in frame.columns]
    further = [name for name in frame.columns if name not in table.columns]
    if missing or (further and not table.open_ended):
        raise ValueError(f"{table.name}: missing columns {missing}, unknown columns {further}")
    required = [name for name in [*declared, *further] if name not in table.optional]
    empty = [name for name in required if frame[name].isna().any()]
    if empty:
        raise ValueError(f"{table.name}: missing values in {empty}")
    keys = list(table.key)
    if frame.duplicated(keys).any():
        raise ValueError(f"{table.name}: {int(frame.duplicated(keys).sum())} rows repeat the key {keys}")
    ordered = frame[declared + further].reset_index(drop=True)
    order = ordered[keys].astype({key: "str" for key in keys if _is_category(ordered[key])})
    return ordered.loc[order.sort_values(keys, kind="stable").index].reset_index(drop=True)


def _is_category(column: pd.Series) -> bool:
    return str(column.dtype) == "category"


def empty(table: Table) -> pd.DataFrame:
    """Return `table` without rows, its columns of the kinds that it declares."""
    import pandas as pd

    return pd.DataFrame({name: pd.Series(dtype=_CSV_KINDS[kind]) for name, kind in table.columns.items()})


def write(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """Check `frame` and write it whole to `path`: Parquet, or CSV where the name ends in ``.csv``."""
    checked = check(table, frame)
    if path.suffix == ".csv":
        text = checked.to_csv(index=False, float_format=NUMBERS_IN_CSV, lineterminator="\n")
        whole(path, lambda target: target.write_bytes(text.encode("utf-8-sig")))
        return
    more = tuple(name for name in checked.columns if name not in table.columns)
    arrow = pa.Table.from_pandas(checked, schema=arrow_schema(table, more), preserve_index=False)
    arrow = arrow.replace_schema_metadata(None)
    whole(path, lambda target: pq.write_table(arrow, target, compression="zstd"))


def write_plain(frame: pd.DataFrame, path: Path) -> None:
    """Write a table for people, as it is, to a CSV file that spreadsheets open (UTF-8 with a mark), whole."""
    text = frame.to_csv(index=False, lineterminator="\n")
    whole(path, lambda target: target.write_bytes(text.encode("utf-8-sig")))


def read(table: Table, path: Path, columns: tuple[str, ...] | None = None) -> pd.DataFrame:
    """Read the table at `path`, or only some of its `columns`, and check that it is what `table` declares."""
    if path.suffix == ".csv":
        return _read_csv(table, path, columns)
    arrow = pq.read_table(path, columns=None if columns is None else list(columns))
    for name in arrow.column_names:
        declared = table.columns.get(name, TEXT if table.open_ended else None)
        if declared is None or arrow.schema.field(name).type != declared:
            raise ValueError(f"{path}: column {name} is not as {table.name} declares it")
    frame: pd.DataFrame = arrow.to_pandas()
    return frame


def _read_csv(table: Table, path: Path, columns: tuple[str, ...] | None) -> pd.DataFrame:
    import pandas as pd

    kinds = {name: _CSV_KINDS[kind] for name, kind in table.columns.items()}
    frame = pd.read_csv(path, encoding="utf-8-sig", dtype=kinds, keep_default_na=False, na_values=_missing_in(table))
    return check(table, frame)[list(columns) if columns else slice(None)]


_CSV_KINDS = {TEXT: "str", WORD: "str", COUNT: "int64", NUMBER: "float64"}


def _missing_in(table: Table) -> dict[str, list[str]]:
    return {name: [""] for name, kind in table.columns.items() if kind == NUMBER}


def rows_of_turns(frame: pd.DataFrame, turns: pd.DataFrame) -> NDArray[np.int64]:
    """Return the row in `turns` of each line's document and turn, or -1 where `turns` has no such row.

    Parameters
    ----------
    frame
        With document_id and turn, as sentences, tokens and hits have them.
    turns
        Sorted by document and turn; some rows may have been left out.
    """
    import pandas as pd

    ids = pd.Index(turns["document_id"].unique())
    span = max(int(turns["turn"].max()) if len(turns) else 0, int(frame["turn"].max()) if len(frame) else 0) + 1
    keys = ids.get_indexer(pd.Index(turns["document_id"])) * span + turns["turn"].to_numpy()
    category = frame["document_id"].astype("category").cat
    document = ids.get_indexer(pd.Index(category.categories))[category.codes]
    wanted = document * span + frame["turn"].to_numpy()
    place = np.searchsorted(keys, wanted)
    found = (document >= 0) & (np.append(keys, -1)[place] == wanted)
    return np.where(found, place, -1)


def whole(path: Path, write_to: Callable[[Path], object]) -> None:
    """Let `write_to` write a temporary file beside `path`, then rename it: the file is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        write_to(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
