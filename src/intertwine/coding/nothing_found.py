"""Where nothing was found: what was looked for, in how much text of which language and script, and what to try."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from intertwine import records
from intertwine.codebook.reading import ENTRY_LANGUAGES, Codebook, Entry, parents
from intertwine.coding.records import NOTHING_FOUND
from intertwine.coding.units import SegmentedCorpus
from intertwine.language.simplification import BOTH_SCRIPTS, TRADITIONAL, han_script
from intertwine.notes import joined, note
from intertwine.vocabulary import ALL, COUNTED_ROLES

LITTLE_TEXT = 1_000
"""Words below which a text may hold nothing because it is short."""

_BEGINNING = 2_000
"""Characters of a document by which its script is told."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the study: documents of a source or of a language, or one code; the others are `ALL`."""

    source: str = ALL
    language: str = ALL
    code: str = ALL

    def documents(self, documents: pd.DataFrame) -> pd.DataFrame:
        """Return the documents of the part."""
        of_source = documents["source"].isin(documents["source"] if self.source == ALL else [self.source])
        of_language = documents["language"].isin(documents["language"] if self.language == ALL else [self.language])
        return documents[of_source & of_language]

    def entries(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the entries of the part: those of its code and of the codes under it."""
        return [entry for entry in entries if self.code == ALL or f"{entry.code}.".startswith(f"{self.code}.")]


def nothing_found(hits: pd.DataFrame, corpus: SegmentedCorpus, book: Codebook) -> pd.DataFrame:
    """Return the parts of a study in which no hit counts, with what was looked for and what to try.

    Parts are the whole study, the documents of each source, those of each language, and each code with its children;
    where the whole study holds nothing, it alone is named. Hits count in the words of respondents and authors.

    Parameters
    ----------
    hits
        The hand-over table.
    corpus
        The texts that were coded.
    book
        What was looked for.

    Returns
    -------
    DataFrame
        As `NOTHING_FOUND`: `source`, `language` and `code` name the part; `documents`, `words_zh` and `words_en` are
        its size, and `script` the one of its Chinese; `entries_zh` and `entries_en` were looked for; `note` holds what
        to try, as kinds.
    """
    counted = hits[(hits["suppressed_by"] == "") & hits["role"].isin(COUNTED_ROLES)]
    silent = list(_silent_parts(counted, corpus.documents, book))
    if not silent:
        return records.empty(NOTHING_FOUND)
    words, scripts = _words(corpus), _scripts(corpus.turns)
    rows = []
    for part in silent:
        about, entries = part.documents(corpus.documents), part.entries(book.entries)
        row = _looked_for(part, words.loc[about["document_id"]], entries) | {"documents": len(about)}
        row["script"] = _script_of({scripts[each] for each in about["document_id"]}) if row["words_zh"] else ""
        of_entries = hits["entry_id"].isin({entry.entry_id for entry in entries})
        matches = hits[of_entries & hits["document_id"].isin(about["document_id"])]
        rows.append(row | {"note": _to_try(row, matches, _misplaced(about, words))})
    return records.frame(NOTHING_FOUND, rows)


def _silent_parts(counted: pd.DataFrame, documents: pd.DataFrame, book: Codebook) -> Iterator[_Part]:
    """Give the parts without a hit that counts; where there is none at all, the whole study alone."""
    if counted.empty:
        yield _Part()
        return
    heard = documents[documents["document_id"].isin(counted["document_id"].unique())]
    for column in ("source", "language"):
        yield from (_Part(**{column: value}) for value in sorted(set(documents[column]) - set(heard[column])))
    found = {above for code in counted["code"].unique() for above in (*parents(code), code)}
    yield from (_Part(code=code.path) for code in book.codes if code.path not in found)


def _words(corpus: SegmentedCorpus) -> pd.DataFrame:
    """Return the words of each language that respondents and authors say in each document."""
    said = corpus.turns["role"].isin(COUNTED_ROLES).to_numpy()[corpus.tokens["row"].to_numpy()]
    found = corpus.tokens[said & corpus.tokens["language"].isin(ENTRY_LANGUAGES).to_numpy()]
    words = found.pivot_table(
        index="document_id", columns="language", values="row", aggfunc="size", fill_value=0, observed=True
    )
    ids = pd.Index(corpus.documents["document_id"])
    by_id = words.rename(index=str, columns=str)
    return by_id.reindex(index=ids, columns=list(ENTRY_LANGUAGES), fill_value=0).astype(np.int64)


def _scripts(turns: pd.DataFrame) -> dict[str, str]:
    """Return the script of the Chinese of each document, from its beginning."""
    texts = turns.groupby("document_id", sort=False)["text"].agg("".join)
    return {str(document): han_script(text[:_BEGINNING]) for document, text in texts.items()}


def _script_of(scripts: set[str]) -> str:
    """Return the script of several documents."""
    known = scripts - {""}
    return next(iter(known)) if len(known) == 1 else BOTH_SCRIPTS if known else ""


def _misplaced(documents: pd.DataFrame, words: pd.DataFrame) -> int:
    """Return how many documents speak mostly another language than that under which documents.csv lists them."""
    said = words.loc[documents["document_id"]]
    mostly = np.where(said["en"] > said["zh"], "en", "zh")
    named = documents["language"].isin(ENTRY_LANGUAGES).to_numpy()
    return int((named & (said.sum(axis=1) > 0).to_numpy() & (documents["language"].to_numpy() != mostly)).sum())


def _looked_for(part: _Part, words: pd.DataFrame, entries: Sequence[Entry]) -> dict[str, object]:
    known = pd.Series([entry.language for entry in entries], dtype="str").value_counts()
    return {
        "source": part.source,
        "language": part.language,
        "code": part.code,
        **{f"words_{language}": int(words[language].sum()) for language in ENTRY_LANGUAGES},
        **{f"entries_{language}": int(known.get(language, 0)) for language in ENTRY_LANGUAGES},
    }


def _to_try(row: dict[str, object], matches: pd.DataFrame, misplaced: int) -> str:
    """Return what to try, the likeliest reason first."""
    spoken = [language for language in ENTRY_LANGUAGES if row[f"words_{language}"]]
    missing = [language for language in spoken if not row[f"entries_{language}"]]
    words = sum(int(str(row[f"words_{language}"])) for language in ENTRY_LANGUAGES)
    suppressed = int((matches["suppressed_by"] != "").sum())
    asked = len(matches) - suppressed
    was_sought = len(missing) < len(spoken)
    return joined(
        note("no_chinese_entries") if "zh" in missing else "",
        note("no_english_entries") if "en" in missing else "",
        note("listed_under_another_language", documents=misplaced) if misplaced else "",
        note("interviewers_alone", hits=asked) if asked else "",
        note("all_suppressed", matches=suppressed) if suppressed else "",
        note("little_text", words=words) if words < LITTLE_TEXT else "",
        note("other_words") if was_sought and row["code"] == ALL else "",
        note("see_definition") if was_sought and row["code"] != ALL else "",
        note("words_of_regions") if was_sought and row["script"] in (TRADITIONAL, BOTH_SCRIPTS) else "",
    )
