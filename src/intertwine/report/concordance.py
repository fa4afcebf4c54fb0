"""The concordance as it stands in the page: every counted hit as a row of whole numbers, every turn's text once.

Offsets are handed over in UTF-16 code units, as a browser counts them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.codebook.reading import Codebook
from intertwine.vocabulary import PROMPTING, QUALIFIERS

Numbers = NDArray[np.int64]
_SPAN = 1 << 32
"""More than any offset in a turn: turn and offset make one number that sorts as they do."""

_WAYS = ("", *PROMPTING)
"""Ways in which a use was prompted; none where nobody asks."""


@dataclass(frozen=True, slots=True)
class TextTables:
    """What the concordance is cut from: the hand-over tables `documents`, `turns` and `sentences`."""

    documents: pd.DataFrame
    turns: pd.DataFrame
    sentences: pd.DataFrame


def concordance(text: TextTables, hits: pd.DataFrame, codebook: Codebook, *, kinds: Sequence[str]) -> dict[str, Any]:
    """Return every counted hit with what is needed to show it.

    Parameters
    ----------
    text
        Documents, turns and sentences.
    hits
        The hand-over table.
    codebook
        For the patterns of entries.
    kinds
        The kinds of unit in which pairs may be said to meet.

    Returns
    -------
    dict
        Tables of names (`sources`, `languages`, `roles`, `speakers`, `entries`), and `documents`, `turns` and `hits` as
        columns that point into them. Hits stand in the order of the text. A turn is there if it has a hit that counts
        or comes right before one that has; `before` is -1 where a document begins.
    """
    counted = hits[hits["suppressed_by"] == ""].sort_values(["document_id", "turn", "start", "end"], kind="stable")
    row = rows_of(text.turns, counted)
    kept = _with_turns_before(row, text.turns)
    place = np.full(len(text.turns), -1)
    place[kept] = np.arange(len(kept))
    entries, of_entry = _entries(counted, codebook)
    return {
        **_names_documents_and_turns(text, kept, place),
        "entries": entries,
        "qualifiers": list(QUALIFIERS),
        "prompting": list(_WAYS),
        "hits": {
            "turn": place[row].tolist(),
            **_offset_columns(text, row, counted),
            "entry": of_entry,
            "units": {kind: _renumbered(counted[f"{kind}_unit"]) for kind in kinds},
            "qualifier": _places(QUALIFIERS, counted["qualifier"]),
            "cue": counted["cue"].tolist(),
            "prompting": _places(_WAYS, counted["prompting"]),
        },
    }


def rows_of(turns: pd.DataFrame, frame: pd.DataFrame) -> Numbers:
    """Return the row in `turns` of each line's document and turn."""
    index = pd.MultiIndex.from_frame(turns[["document_id", "turn"]])
    keys = pd.MultiIndex.from_arrays([frame["document_id"].astype("str"), frame["turn"]])
    return np.asarray(index.get_indexer(keys), dtype=np.int64)


def in_utf16(texts: Sequence[str], row: Numbers, offsets: Numbers) -> Numbers:
    """Return code-point `offsets` (several for each hit, one hit a column) as UTF-16 offsets into ``texts[row]``.

    >>> in_utf16(["😀安全"], np.array([0]), np.array([[1], [3]])).ravel().tolist()
    [2, 4]
    """
    found = offsets.astype(np.int64)
    for number in np.unique(row):
        wide = np.array([ord(sign) > 0xFFFF for sign in texts[number]]) if not texts[number].isascii() else None
        if wide is not None and wide.any():
            extra = np.concatenate([[0], np.cumsum(wide)])
            here = row == number
            found[:, here] += extra[found[:, here]]
    return found


def _with_turns_before(row: Numbers, turns: pd.DataFrame) -> Numbers:
    document = turns["document_id"].to_numpy()
    used = np.unique(row)
    before = used[used > 0] - 1
    same = document[before] == document[before + 1]
    return np.unique(np.concatenate([used, before[same]]))


def _offset_columns(text: TextTables, row: Numbers, counted: pd.DataFrame) -> dict[str, list[int]]:
    """Return start and end of each hit and of its sentence, as a browser counts them."""
    first, last = sentence_offsets(text, row, counted["start"].to_numpy())
    offsets = in_utf16(text.turns["text"].tolist(), row, np.stack([counted["start"], counted["end"], first, last]))
    return dict(zip(("start", "end", "from", "to"), offsets.tolist(), strict=True))


def sentence_offsets(text: TextTables, row: Numbers, start: Numbers) -> tuple[Numbers, Numbers]:
    """Return start and end of the sentence in which each place lies: row of its turn, and code points in it."""
    keys = rows_of(text.turns, text.sentences) * _SPAN + text.sentences["start"].to_numpy()
    sentence = np.searchsorted(keys, row * _SPAN + start, side="right") - 1
    return text.sentences["start"].to_numpy()[sentence], text.sentences["end"].to_numpy()[sentence]


def _entries(counted: pd.DataFrame, codebook: Codebook) -> tuple[list[list[str]], list[int]]:
    """Return pattern, code and language of each entry that was found, and the entry of each hit."""
    patterns = {entry.entry_id: entry.pattern for entry in codebook.entries}
    found = counted[["entry_id", "code", "language"]].drop_duplicates("entry_id").sort_values("entry_id")
    rows = [[patterns.get(name, ""), code, language] for name, code, language in found.itertuples(index=False)]
    return rows, _places(found["entry_id"].tolist(), counted["entry_id"])


def _renumbered(column: pd.Series) -> list[int]:
    """Return numbers in place of the unit ids, without the gaps that units without a hit leave."""
    numbers: list[int] = np.unique(column.to_numpy(), return_inverse=True)[1].tolist()
    return numbers


def _names_documents_and_turns(text: TextTables, kept: Numbers, place: Numbers) -> dict[str, Any]:
    """Return the documents and the turns that are `kept` as columns, and the tables of names into which they point."""
    documents, turns = text.documents.sort_values("document_id"), text.turns.iloc[kept]
    sources, of_source = _factorized(documents["source"])
    languages, of_language = _factorized(documents["language"])
    roles, of_role = _factorized(turns["role"])
    speakers, of_speaker = _factorized(turns["speaker"])
    ids = documents["document_id"].tolist()
    titles = documents["title"].tolist()
    return {
        "sources": sources,
        "languages": languages,
        "roles": roles,
        "speakers": speakers,
        "documents": {"id": ids, "title": titles, "source": of_source, "language": of_language},
        "turns": {
            "text": turns["text"].tolist(),
            "document": _places(ids, turns["document_id"]),
            "number": turns["turn"].tolist(),
            "speaker": of_speaker,
            "role": of_role,
            "before": _turns_before(text.turns, kept, place),
        },
    }


def _turns_before(turns: pd.DataFrame, kept: Numbers, place: Numbers) -> list[int]:
    """Return the place of the turn before each that is kept, -1 where a document begins."""
    previous = np.maximum(kept - 1, 0)
    document = turns["document_id"].to_numpy()
    before: list[int] = np.where((kept > 0) & (document[previous] == document[kept]), place[previous], -1).tolist()
    return before


def _factorized(column: pd.Series) -> tuple[list[str], list[int]]:
    """Return the names in a column, sorted, and the place of each row's name among them."""
    names = sorted(set(column))
    return names, _places(names, column)


def _places(names: Sequence[str], column: pd.Series) -> list[int]:
    """Return the place of each row's name among `names`."""
    places: list[int] = pd.Index(names).get_indexer(pd.Index(column)).tolist()
    return places


def counts_by_code(hits: pd.DataFrame, codes: Sequence[str]) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Return hits and documents with a hit of each code (with the codes below it) and source; interviewers left out."""
    counted = hits[(hits["suppressed_by"] == "") & (hits["role"] != "interviewer")]
    found = {}
    for code in codes:
        inside = counted[(counted["code"] == code) | counted["code"].str.startswith(f"{code}.")]
        for source, group in inside.groupby("source"):
            found[code, str(source)] = (len(group), int(group["document_id"].nunique()))
    return found
