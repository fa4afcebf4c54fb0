"""Turns to tokens and sentences, all turns at once.

A turn is a row of stretches: runs of Han characters, Chinese marks, and the rest (English, numbers, other marks). Each
kind of stretch is cut by its own language's rules, and each different stretch only once. In a turn with Han characters
a half-width mark between Latin letters ends a word, as people type AI(agentic),Polis there without spaces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.language.engines import BLANK, Cuts, cut_chinese, cut_non_chinese
from intertwine.language.normal import Positions, matching_forms
from intertwine.language.script import LATIN, han_pattern, latin_word_pattern
from intertwine.language.sentences import sentence_starts
from intertwine.language.simplification import simplified

_HAN_RANGES = (
    (0x3005, 0x3005),
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFD),
)
_CHINESE_MARKS = "。！？；，、：…—「」『』（）《》〈〉【】〔〕～·“”‘’"
_WORD_ENDING_MARKS = '()[]{}<>,;!?"'
_ENDING_OR_JOINING = _WORD_ENDING_MARKS + "/:|="
"""The last four are spaCy's matter alone (A/B); beside a mark that ends a word they end it too."""

_MARKS_BETWEEN_WORDS = re.compile(
    rf"(?<=[{LATIN}0-9])[^\s\w]*[{re.escape(_WORD_ENDING_MARKS)}][^\s\w]*(?=[{LATIN}0-9])"
)
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_END_OF_TURN = "\n"

OTHER, HAN, MARK = 0, 1, 2


@dataclass(frozen=True, slots=True)
class SegmentedTexts:
    """Tokens and sentences of a corpus: frames with `turn` as the number of the turn in what was handed in."""

    tokens: pd.DataFrame
    sentences: pd.DataFrame


def segment_texts(
    texts: Sequence[str],
    *,
    engine: str = "jieba",
    english_model: str = BLANK,
    chinese_model: str = BLANK,
    processes: int = 1,
) -> SegmentedTexts:
    """Cut `texts` into tokens and sentences.

    Returns
    -------
    SegmentedTexts
        `tokens`: turn, token, sentence (numbers from 0 in their turn), start, end (code points in the turn), form,
        norm, language (categories; zh, en, or nothing for marks and numbers). `sentences`: turn, sentence, start, end.
        No token crosses a sentence's end; white space belongs to no token and to no sentence's edges.
    """
    joined = "".join(text.replace(_END_OF_TURN, "\r") + _END_OF_TURN for text in texts)
    lengths = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
    begins = np.cumsum(lengths) - lengths
    start, end, form, forms = _token_places(
        joined, engine=engine, english_model=english_model, chinese_model=chinese_model, processes=processes
    )
    turn = np.searchsorted(begins, start, side="right") - 1
    opens = sentence_starts(joined, start, end, turn, form, forms, english_model=english_model)
    sentences, number = _sentences(np.flatnonzero(opens), turn, start - begins[turn], end - begins[turn])
    tokens = pd.DataFrame(
        {
            "turn": turn,
            "token": _number_within(turn),
            "sentence": number[np.cumsum(opens) - 1] if len(start) else number,
            "start": start - begins[turn],
            "end": end - begins[turn],
            **_word_columns(form, forms),
        }
    )
    return SegmentedTexts(tokens, sentences)


def _sentences(first: Positions, turn: Positions, start: Positions, end: Positions) -> tuple[pd.DataFrame, Positions]:
    """Return the sentences that begin with the tokens `first`, and their numbers, from 0, within their turns."""
    last = np.append(first[1:], len(start))[: len(first)] - 1
    number = _number_within(turn[first])
    return pd.DataFrame({"turn": turn[first], "sentence": number, "start": start[first], "end": end[last]}), number


def _token_places(
    joined: str, *, engine: str, english_model: str, chinese_model: str, processes: int
) -> tuple[Positions, Positions, NDArray[np.int64], list[str]]:
    """Return start and end of every token in `joined`, and its form as a number and the list of forms."""
    begin, stop, kind = _stretches_of_script(joined)
    starts, ends = [begin[kind == MARK]], [stop[kind == MARK]]
    for wanted in (HAN, OTHER):
        chosen = np.flatnonzero(kind == wanted)
        pieces = [joined[low:high] for low, high in zip(begin[chosen].tolist(), stop[chosen].tolist(), strict=True)]
        code, different = _numbered_forms(pieces)
        if wanted == HAN:
            runs = simplified("\n".join(different)).split("\n") if different else []
            cuts = cut_chinese(runs, engine=engine, model=chinese_model, processes=processes)
        else:
            cuts = cut_non_chinese(different, model=english_model)
        word_starts, word_ends = _word_places(cuts, code, begin[chosen])
        starts.append(word_starts)
        ends.append(word_ends)
    start, end = np.concatenate(starts), np.concatenate(ends)
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    words = [joined[low:high] for low, high in zip(start.tolist(), end.tolist(), strict=True)]
    return start, end, *_numbered_forms(words)


def _numbered_forms(words: list[str]) -> tuple[NDArray[np.int64], list[str]]:
    """Return each word as its place among the different words, in order of appearance."""
    places = {word: place for place, word in enumerate(dict.fromkeys(words))}
    return np.fromiter(map(places.__getitem__, words), dtype=np.int64, count=len(words)), list(places)


def _stretches_of_script(joined: str) -> tuple[Positions, Positions, NDArray[np.int8]]:
    """Return begin, end and kind of the stretches: a Han run, a run of the same Chinese mark, or what is between."""
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kind = np.full(len(points), OTHER, dtype=np.int8)
    for low, high in _HAN_RANGES:
        kind[(points >= low) & (points <= high)] = HAN
    kind[np.isin(points, [ord(mark) for mark in _CHINESE_MARKS])] = MARK
    kind[_inside_a_word(points, kind)] = OTHER
    kind[_between_words(joined, points, kind)] = MARK
    changes = kind[1:] != kind[:-1]
    changes |= (kind[1:] == MARK) & (points[1:] != points[:-1])
    begin = np.append(0, np.flatnonzero(changes) + 1) if len(points) else np.zeros(0, dtype=np.int64)
    stop = np.append(begin[1:], len(points))
    return begin.astype(np.int64), stop.astype(np.int64), kind[begin]


def _inside_a_word(points: NDArray[np.uint32], kind: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Tell which marks English shares with Chinese stand beside an English letter or number: an apostrophe, a quote."""
    shared = np.isin(points, [ord(mark) for mark in "‘’“”—…·"])
    western = (kind == OTHER) & (points > ord(" "))
    beside = np.zeros(len(points), dtype=np.bool_)
    beside[1:] |= western[:-1]
    beside[:-1] |= western[1:]
    han = kind == HAN
    touches_han = np.zeros(len(points), dtype=np.bool_)
    touches_han[1:] |= han[:-1]
    touches_han[:-1] |= han[1:]
    return shared & (beside & ~touches_han)


def _between_words(joined: str, points: NDArray[np.uint32], kind: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Tell which half-width marks stand in Chinese turns between letters or numbers, at least one of them a letter.

    Numbers on both sides keep a mark (3,000), and so does a web address; marks at a word's edge are spaCy's matter.
    """
    between = np.zeros(len(points), dtype=np.bool_)
    turn = np.cumsum(points == ord(_END_OF_TURN))
    chinese = np.bincount(turn, kind == HAN) > 0
    for run in _MARKS_BETWEEN_WORDS.finditer(joined):
        beside = joined[run.start() - 1], joined[run.end()]
        if chinese[turn[run.start()]] and not all(map(str.isdigit, beside)):
            between[[place for place in range(*run.span()) if joined[place] in _ENDING_OR_JOINING]] = True
    for address in _WEB_ADDRESS.finditer(joined):
        between[slice(*address.span())] = False
    return between


def _word_places(cuts: Cuts, code: NDArray[np.int64], begin: Positions) -> tuple[Positions, Positions]:
    """Return start and end of the words of every stretch, from the cuts of each different one."""
    counts = cuts.counts[code] if len(code) else np.zeros(0, dtype=np.int64)
    first = np.cumsum(cuts.counts) - cuts.counts
    total = int(counts.sum())
    within = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    word = np.repeat(first[code] if len(code) else counts, counts) + within
    start = np.repeat(begin, counts) + cuts.starts[word]
    return start, start + cuts.lengths[word]


def _number_within(group: Positions) -> Positions:
    """Return the running number, from 0, of each row among its neighbours of the same group."""
    if not len(group):
        return group
    opens = np.append(True, group[1:] != group[:-1])
    first = np.flatnonzero(opens)
    return np.arange(len(group)) - first[np.cumsum(opens) - 1]


def _word_columns(form: NDArray[np.int64], forms: list[str]) -> dict[str, pd.Categorical]:
    """Return form, norm and language of all tokens as categories."""
    norms = [norm.strip() for norm in matching_forms(forms)]
    languages = [
        "zh" if han_pattern.search(word) else "en" if latin_word_pattern.search(word) else "" for word in forms
    ]
    return {
        name: _categories(form, values) for name, values in (("form", forms), ("norm", norms), ("language", languages))
    }


def _categories(form: NDArray[np.int64], values: list[str]) -> pd.Categorical:
    names, code = np.unique(np.array(values, dtype=object), return_inverse=True)
    return pd.Categorical.from_codes(code[form], categories=pd.Index(names, dtype="str"))
