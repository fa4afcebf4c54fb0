"""The codebook as an instrument: what its entries did, what rests on single ones, what is doubtful or never found."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from intertwine.codebook.records import FINDINGS
from intertwine.coding.records import ENTRIES, QUALIFIED, UNUSED
from intertwine.measures.cooccurrence.records import INFLUENCE
from intertwine.tables.columns import MOST_PRINTED, PaperTable, count, number, of_families, pair, share, text
from intertwine.vocabulary import ALL, QUALIFIERS

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair

_MOVED = 0.2
"""Change of an odds ratio without an entry, in log2, from which LaTeX prints it."""


def entries_table(results: Results, _settings: Settings) -> PaperTable:
    """Return the table of entries that fired; LaTeX prints those that fire most."""
    entries = results[ENTRIES]
    fired = entries[(entries["hits"] > 0) | (entries["suppressed"] > 0)]
    frame = fired.sort_values(["hits", "entry_id", "source", "document_language"], ascending=[False, True, True, True])
    note = (
        "Hits in the words of respondents and authors; a row for all texts and one for each source and document "
        "language. Entries that never fired are in the table of unused entries. "
        f"LaTeX prints the {MOST_PRINTED} that fire most.",
        "受访者与作者话语中的命中；每个词条有一行全部文本，并按来源与文档语言各一行。"
        "从未命中的词条见未使用词条表。"
        f"LaTeX 只印命中最多的 {MOST_PRINTED} 条。",
    )
    columns = [
        text("pattern"),
        text("language"),
        text("label"),
        count("hits"),
        count("affirming"),
        count("cuts"),
        share("share_of_code"),
        *(count(name) for name in ("documents", "speakers", "suppressed")),
    ]
    printed = frame[frame["source"] == ALL].head(MOST_PRINTED)
    return PaperTable(name="entries", note=note, frame=frame, columns=columns, printed=printed)


def qualifiers_table(results: Results, _settings: Settings) -> PaperTable:
    """Return the table of what the context does to hits; LaTeX prints families of codes, all documents together."""
    frame = results[QUALIFIED]
    columns = [text("label"), text("source"), count("hits"), *(count(name) for name in QUALIFIERS)]
    printed = of_families(frame[frame["document_language"] == ALL])
    return PaperTable(name="qualifiers", note=_QUALIFIERS, frame=frame, columns=columns, printed=printed)


_QUALIFIERS: Pair = (
    "What the context does to each hit of respondents and authors; parents hold their children. Every hit counts in "
    "the reading of all hits; the affirming reading counts affirmed and doubly negated ones.",
    "上下文对受访者与作者每处命中的限定；上级编码含其下级。“全部命中”计入每一处；“肯定的命中”只计肯定与双重否定。",
)


def influence_table(results: Results, _settings: Settings) -> PaperTable:
    """Return the table of the hypotheses without single entries; LaTeX prints entries that move an odds ratio."""
    moved = results[INFLUENCE].assign(moved=lambda frame: moved_by(frame["change"]))
    order = ["code_a", "code_b", "source", "moved"]
    moved = moved.sort_values(order, ascending=[True, True, True, False])
    columns = [
        pair(),
        text("source"),
        text("pattern"),
        share("share", head="share_of_code"),
        number("estimate"),
        number("estimate_without"),
        number("change"),
        text("note"),
    ]
    return PaperTable(
        name="influence",
        note=_INFLUENCE,
        frame=moved.drop(columns="moved"),
        columns=columns,
        printed=moved[(moved["note"] != "") | (moved["moved"] > _MOVED)],
        estimate="odds_ratio",
    )


def moved_by(change: pd.Series) -> pd.Series:
    """Return how far an odds ratio moved, in log2 either way; without end where none is left.

    >>> moved_by(pd.Series([0.5, 1.0, float("nan")])).tolist()
    [1.0, 0.0, inf]
    """
    return np.log2(change.where(change > 0)).abs().fillna(math.inf)


_INFLUENCE: Pair = (
    "Each hypothesis without each entry that carries 5 % or more of the hits of one of its codes; what the entry took "
    "the place of comes back. Change: odds ratio without it over the odds ratio with it.",
    "逐一去掉占某编码命中 5% 及以上的词条后各假设的优势比；被该词条取代的命中随之恢复。"
    "变化：去掉后与去掉前的优势比之比。",
)


def findings_table(results: Results, _settings: Settings) -> PaperTable:
    """Return the table of what is doubtful in the codebook; what needs no action is counted in its note."""
    findings = results[FINDINGS]
    counted = findings.loc[findings["level"] == "note", "finding"].value_counts().sort_index()
    listed = ", ".join(f"{name}: {number}" for name, number in counted.items()) or "-"
    note = (
        f"Warnings are for a person to decide about. Notes, which need no action, are counted: {listed}. "
        "`intertwine codebook check --level note` lists them.",
        f"警告须由人判断；无须处理的提示只计数：{listed}。`intertwine codebook check --level note` 可逐条列出。",
    )
    columns = [text("level"), text("where"), text("what", width=0.4), text("advice", width=0.3)]
    frame = findings[findings["level"] != "note"]
    return PaperTable(name="findings", note=note, frame=frame, columns=columns, label_codes=False)


def unused_table(results: Results, _settings: Settings) -> PaperTable:
    """Return the table of codes and entries that were never found; LaTeX prints their number by code."""
    frame = results[UNUSED]
    codes, entries = (int((frame["kind"] == kind).sum()) for kind in ("code", "entry"))
    note = (
        f"{codes:,} codes and {entries:,} entries were never found, or only where another entry or an exclusion took "
        "their place (suppressed hits). LaTeX prints their number by code; CSV and workbook name each.",
        f"{codes:,} 个编码与 {entries:,} 个词条从未出现，或只出现在被其他词条或排除语境取代之处（被抑制的命中）。"
        "LaTeX 按编码印其数量，CSV 与工作簿逐条列出。",
    )
    columns = [text("kind"), text("label"), text("language"), count("number"), count("suppressed")]
    return PaperTable(name="unused", note=note, frame=frame, columns=columns, printed=unused_by_code(frame))


def unused_by_code(unused: pd.DataFrame) -> pd.DataFrame:
    """Return how many codes and entries were never found, by code and language."""
    by_code = unused.groupby(["kind", "code", "language"], as_index=False)
    return by_code.agg(number=("entry_id", "size"), suppressed=("suppressed", "sum"))
