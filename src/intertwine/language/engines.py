"""The engines that cut text into words: jieba or rjieba for Chinese, spaCy for English."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.errors import UserError

if TYPE_CHECKING:
    from spacy.language import Language

BLANK = "blank"
_NARROW = {wide: wide - 0xFEE0 for wide in map(ord, "０１２３４５６７８９＇")}
_NARROW |= {wide: wide - 0xFEE0 for first in "Ａａ" for wide in range(ord(first), ord(first) + 26)}
"""Wide letters, digits and apostrophes in their usual width, in which spaCy's rules know contractions."""

_SPACES = np.array([point for point in range(0x3001) if chr(point).isspace()], dtype=np.uint32)

_WORTH_A_PROCESS = 200_000
"""Han characters below which another process costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What cut the text of one language, as results name it."""

    language: str
    engine: str
    version: str
    dictionary: str


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where stretches of text were cut into words.

    Attributes
    ----------
    counts
        Words of each stretch.
    starts, lengths
        Of all words, within their stretch, in code points.
    """

    counts: NDArray[np.int64]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


def cut_chinese(runs: Sequence[str], *, engine: str, model: str = BLANK, processes: int = 1) -> Cuts:
    """Cut runs of Han characters, in simplified characters, into words.

    Parameters
    ----------
    runs
        Each a run of Han characters.
    engine
        ``jieba`` or ``rjieba``; the codebook never becomes part of its dictionary.
    model
        An installed spaCy pipeline that takes the engine's place, or ``blank``.
    processes
        At most as many processes share the work; the result is the same.
    """
    cutter = partial(_word_lengths, engine=engine, model=model)
    shares = min(processes, 1 + sum(map(len, runs)) // _WORTH_A_PROCESS)
    if shares < 2:
        word_lengths = cutter(runs)
    else:
        size = -(-len(runs) // shares)
        parts = [runs[begin : begin + size] for begin in range(0, len(runs), size)]
        with ProcessPoolExecutor(shares, mp_context=get_context("spawn")) as pool:
            word_lengths = list(chain.from_iterable(pool.map(cutter, parts)))
    counts = np.fromiter(map(len, word_lengths), dtype=np.int64, count=len(word_lengths))
    lengths = np.fromiter(chain.from_iterable(word_lengths), dtype=np.int64, count=int(counts.sum()))
    return Cuts(counts, _word_starts(lengths, counts), lengths)


def _word_lengths(runs: Sequence[str], *, engine: str, model: str) -> list[list[int]]:
    if model != BLANK:
        tokenizer = spacy_pipeline(model, "zh").tokenizer
        return [[len(word.text_with_ws) for word in tokenizer(run)] for run in runs]
    cut = _jieba() if engine == "jieba" else _rjieba()
    return [list(map(len, cut(run))) for run in runs]


@cache
def _jieba() -> Callable[[str], list[str]]:
    """Return jieba's own cutter, its dictionary read afresh from the package.

    jieba keeps a compiled dictionary under a fixed name in the shared temporary folder and trusts what it finds there;
    a private folder makes sure that nobody else wrote it.
    """
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with TemporaryDirectory() as private:
        tokenizer.tmp_dir = private
        tokenizer.initialize()
    cut: Callable[[str], list[str]] = tokenizer.lcut
    return cut


def _rjieba() -> Callable[[str], list[str]]:
    import rjieba

    cut: Callable[[str], list[str]] = rjieba.cut
    return cut


def cut_non_chinese(stretches: Sequence[str], *, model: str = BLANK) -> Cuts:
    """Cut stretches without Han characters into words, numbers and marks by spaCy's English rules.

    White space is no word. spaCy cuts each chunk between white space by itself, so each different one is cut once,
    and what was found is laid out wherever it stands.
    """
    text = "\n".join(stretches).translate(_NARROW)
    which, chunks = pd.factorize(np.array(text.split(), dtype=object))
    found = _cut_apart(chunks.tolist(), model)
    counts = found.counts[which]
    offsets = np.cumsum(found.counts) - found.counts
    word = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts - offsets[which], counts)
    start = np.repeat(_chunk_starts(text), counts) + found.starts[word]
    return _by_stretch(stretches, start, found.lengths[word])


def _chunk_starts(text: str) -> NDArray[np.int64]:
    """Return where each stretch without white space begins."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    space = np.append(True, np.isin(points, _SPACES))
    return np.flatnonzero(space[:-1] & ~space[1:])


def _cut_apart(chunks: Sequence[str], model: str) -> Cuts:
    """Cut chunks, in none of which is white space, all in one pass: a line feed keeps two apart."""
    if not chunks:
        nothing = np.zeros(0, dtype=np.int64)
        return Cuts(nothing, nothing, nothing)
    words = spacy_pipeline(model, "en").tokenizer("\n".join(chunks))
    length, followed = words.to_array(["LENGTH", "SPACY"]).astype(np.int64).T
    is_space = words.to_array("IS_SPACE").astype(bool)
    start = np.cumsum(length + followed) - length - followed
    return _by_stretch(chunks, start[~is_space], length[~is_space])


def _by_stretch(stretches: Sequence[str], start: NDArray[np.int64], length: NDArray[np.int64]) -> Cuts:
    """Return words of stretches that were joined by line feeds as words of each."""
    sizes = np.fromiter(map(len, stretches), dtype=np.int64, count=len(stretches))
    begins = np.cumsum(sizes + 1) - sizes - 1
    owner = np.searchsorted(begins, start, side="right") - 1
    return Cuts(np.bincount(owner, minlength=len(stretches)), start - begins[owner], length)


def _word_starts(lengths: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each word begins in its stretch when words follow each other without a gap."""
    ends = np.cumsum(lengths)
    first = np.cumsum(counts) - counts
    before = np.append(0, ends)[first]
    return ends - lengths - np.repeat(before, counts)


@cache
def spacy_pipeline(model: str, language: str) -> Language:
    """Return the blank spaCy pipeline of a language, or the installed one named `model`.

    Raises
    ------
    UserError
        If no such pipeline is installed.
    """
    import spacy

    if model == BLANK:
        return spacy.blank(language)
    try:
        return spacy.load(model)
    except OSError:
        raise UserError(
            f"the spaCy pipeline {model!r} is not installed",
            where="segmentation in the settings",
            allowed=f"blank, or install it: python -m spacy download {model}",
        ) from None


def engines_used(*, engine: str, english_model: str, chinese_model: str) -> list[Engine]:
    """Return which engines cut which language, with their versions and a hash of the dictionary."""
    english = spacy_pipeline(english_model, "en")
    for_english = [Engine("en", _pipeline_name(english_model, "en"), _pipeline_version(english.meta), "")]
    if chinese_model != BLANK:
        chinese = spacy_pipeline(chinese_model, "zh")
        return [*for_english, Engine("zh", _pipeline_name(chinese_model, "zh"), _pipeline_version(chinese.meta), "")]
    return [*for_english, Engine("zh", engine, version(engine), _dictionary_hash(engine))]


def _pipeline_name(model: str, language: str) -> str:
    return f"spaCy {model}" if model != BLANK else f"spaCy blank {language}"


def _pipeline_version(meta: dict[str, Any]) -> str:
    return f"{version('spacy')}, {meta['name']} {meta['version']}"


def _dictionary_hash(engine: str) -> str:
    if engine != "jieba":
        return "built in"
    import jieba

    data = Path(jieba.__file__).with_name("dict.txt").read_bytes()
    return f"dict.txt {hashlib.sha256(data).hexdigest()[:16]}"
