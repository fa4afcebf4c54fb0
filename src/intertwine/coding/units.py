"""The units within which codes are said to meet: sentence, turn, window, document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.records import rows_of_turns

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SegmentedCorpus:
    """What units are made of, as frames in the order of the text.

    Attributes
    ----------
    documents, turns
        The hand-over tables.
    sentences, tokens
        The hand-over tables, with `row` as the row of the turn in `turns`.
    """

    documents: pd.DataFrame
    turns: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame


def segmented_corpus(
    documents: pd.DataFrame, turns: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame
) -> SegmentedCorpus:
    """Return what units are made of, from the hand-over tables."""
    within = [frame.assign(row=rows_of_turns(frame, turns)) for frame in (sentences, tokens)]
    return SegmentedCorpus(documents, turns, *within)


@dataclass(frozen=True, slots=True)
class Units:
    """Units of one kind.

    Attributes
    ----------
    frame
        As the hand-over table.
    of_token
        The unit of each token.
    """

    frame: pd.DataFrame
    of_token: Numbers


def units_of(kind: str, corpus: SegmentedCorpus, *, window_zh: int, window_en: int) -> Units:
    """Return the units of one kind, numbered from 0 in the order of the text.

    Parameters
    ----------
    kind
        ``sentence``; ``turn``; ``window``: the words of one speaker in one document, laid end to end and cut to equal
        lengths; ``document``: all that one role says in a document.
    window_zh, window_en
        Han characters or words in a window. A token fills its share of a window in its own script.

    Returns
    -------
    Units
        `length` counts words (tokens of a language); `position` numbers the units of a role in its document.
    """
    row = corpus.tokens["row"].to_numpy()
    if kind == "sentence":
        label = _dense_numbers(row, corpus.tokens["sentence"].to_numpy())
    elif kind == "turn":
        label = _dense_numbers(row)
    else:
        speaker = _speaker_numbers(corpus.turns, by_speaker=kind == "window")[row]
        label = (
            _dense_numbers(speaker) if kind == "document" else _windows(corpus.tokens, speaker, window_zh, window_en)
        )
    return _units_of_tokens(kind, label, corpus)


def _dense_numbers(*keys: Numbers) -> Numbers:
    """Return the number, from 0 in order of first appearance, of each different combination of keys."""
    combined = keys[0].astype(np.int64)
    for key in keys[1:]:
        combined = combined * (int(key.max(initial=0)) + 1) + key
    return pd.factorize(combined)[0].astype(np.int64)


def _speaker_numbers(turns: pd.DataFrame, *, by_speaker: bool) -> Numbers:
    """Return for each turn the number of its document and role, or of its document, role and speaker."""
    keys = ["document_id", "role", "speaker"] if by_speaker else ["document_id", "role"]
    return np.asarray(turns.groupby(keys, sort=False).ngroup(), dtype=np.int64)


def _windows(tokens: pd.DataFrame, speaker: Numbers, window_zh: int, window_en: int) -> Numbers:
    """Return the window of each token: its speaker's text is cut where the shares filled so far pass a whole number.

    What is left at the end joins the window before if it fills less than half.
    """
    if tokens.empty:
        return np.zeros(0, dtype=np.int64)
    filled, window = _filled(tokens, window_zh, window_en), window_zh * window_en
    order = np.argsort(speaker, kind="stable")
    total = np.cumsum(filled[order])
    opens = np.append(True, speaker[order][1:] != speaker[order][:-1])
    first = np.flatnonzero(opens)
    group = np.cumsum(opens) - 1
    before = (total - filled[order])[first][group]
    whole = np.append(total[first[1:] - 1], total[-1:])[group] - before
    number = (total - filled[order] - before) // window
    last = np.maximum(whole // window - (2 * (whole % window) < window), 0)
    back = np.empty(len(order), dtype=np.int64)
    back[order] = np.minimum(number, last)
    return _dense_numbers(speaker, back)


def _filled(tokens: pd.DataFrame, window_zh: int, window_en: int) -> Numbers:
    """Return how much of a window each token fills, in whole numbers: a window is `window_zh` times `window_en`.

    Sums of whole numbers are exact, so a text is cut the same whatever stands before it in the corpus.
    """
    form = tokens["form"].cat
    characters = np.fromiter(map(len, form.categories), dtype=np.int64, count=len(form.categories))
    language = tokens["language"].astype("str").to_numpy()
    return np.where(language == "zh", characters[form.codes] * window_en, np.where(language == "en", window_zh, 0))


def _units_of_tokens(kind: str, label: Numbers, corpus: SegmentedCorpus) -> Units:
    """Number the units in the order in which they begin, and say whose they are."""
    first = pd.Series(np.arange(len(label))).groupby(label).min().to_numpy()
    rank = np.argsort(np.argsort(first, kind="stable"), kind="stable")
    unit = rank[label] if len(label) else label
    first = np.sort(first)
    turn = corpus.turns.iloc[corpus.tokens["row"].to_numpy()[first]]
    known = corpus.documents.set_index("document_id").loc[turn["document_id"].tolist()]
    is_word = (corpus.tokens["language"].astype("str") != "").to_numpy()
    frame = pd.DataFrame(
        {
            "unit_kind": kind,
            "unit_id": np.arange(len(first)),
            "document_id": turn["document_id"].to_numpy(),
            "speaker": _speakers_of_units(kind, turn, corpus.turns),
            "role": turn["role"].to_numpy(),
            "source": known["source"].to_numpy(),
            "language": known["language"].to_numpy(),
            "length": np.bincount(unit, weights=is_word, minlength=len(first)).astype(np.int64),
        }
    )
    position = frame.groupby(["document_id", "role"], sort=False).cumcount()
    return Units(frame.assign(position=position), unit)


def _speakers_of_units(kind: str, turn: pd.DataFrame, turns: pd.DataFrame) -> Sequence[str]:
    """Name the speaker of each unit; nobody where a document's role has several."""
    if kind != "document":
        return turn["speaker"].tolist()
    several = turns.groupby(["document_id", "role"])["speaker"].nunique()
    keys = zip(turn["document_id"], turn["role"], strict=True)
    return [name if several[key] == 1 else "" for name, key in zip(turn["speaker"], keys, strict=True)]
