"""Reuse: whole runs of words that stand in the company's texts and come back in what speakers say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from intertwine.language.normal import matching_forms
from intertwine.language.occurrences import without_terms
from intertwine.measures.languages import documents_speaking

_SPEAKER = ["document_id", "speaker", "role"]
_HAN = re.compile(r"[㐀-鿿豈-﫿]+")
_LIMIT = "|"
"""Stands where a name was taken out, so that no run crosses it."""


def reuse(
    turns: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    spoken: pd.DataFrame,
    company: str,
    lengths: Mapping[str, int],
    names: Iterable[str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return verbatim text reuse: runs of words (n-grams) of the company's texts in the turns of interviews.

    Descriptive: nothing is tested, and a short run may be everybody's phrase.

    Parameters
    ----------
    turns, documents
        The hand-over tables.
    spoken
        Which languages documents speak, of `languages_spoken`: only these have runs in it.
    company
        The source whose texts are the company's.
    lengths
        Han characters (zh) or words (en) of a run.
    names
        Names and labels of menus that are nobody's phrase; so are the names of speakers.

    Returns
    -------
    tuple of DataFrames
        Each speaker's `runs`, `reused` and `share` by language; and the longest stretches reused, with `documents` and
        `times`.
    """
    source = turns["document_id"].map(documents.set_index("document_id")["source"])
    nobodys = [*names, *(name for name in turns["speaker"].unique().tolist() if name)]
    forms = [name for name in matching_forms(nobodys) if name.strip()]
    plain = turns.assign(text=without_terms(matching_forms(turns["text"].tolist()), forms, sign=_LIMIT))
    heard = (source != company) & plain["role"].isin(["respondent", "interviewer"])
    counts, stretches = [], []
    for language, length in lengths.items():
        speaks = plain["document_id"].isin(documents_speaking(spoken, language))
        own, others = plain.loc[speaks & (source == company), "text"].tolist(), plain[speaks & heard]
        known = {run for runs in ngrams(own, language, length) for run in runs}
        runs = ngrams(others["text"].tolist(), language, length)
        reused = [[run in known for run in of_turn] for of_turn in runs]
        about = others[_SPEAKER].assign(language=language)
        counts.append(about.assign(runs=[len(each) for each in runs], reused=[sum(each) for each in reused]))
        verbatim = [_stretches(*of_turn, language) for of_turn in zip(runs, reused, strict=True)]
        stretches.append(about.assign(text=pd.Series(verbatim, index=about.index, dtype=object)))
    return _by_speaker(pd.concat(counts)), _longest(pd.concat(stretches))


def _by_speaker(counts: pd.DataFrame) -> pd.DataFrame:
    summed = counts.groupby([*_SPEAKER, "language"], as_index=False).sum()
    summed = summed[summed["runs"] > 0].reset_index(drop=True)
    return summed.assign(share=summed["reused"] / summed["runs"])


def _longest(stretches: pd.DataFrame) -> pd.DataFrame:
    each = stretches.explode("text").dropna(subset="text")
    return each.groupby(["language", "role", "text"], as_index=False).agg(
        documents=("document_id", "nunique"), times=("document_id", "size")
    )


def ngrams(texts: Iterable[str], language: str, length: int) -> list[list[str]]:
    """Return the runs of `length` Han characters (zh) or words (en) of each text; no run crosses a sign or a digit.

    >>> ngrams(["信用越高，越方便"], "zh", 3)
    [['信用越', '用越高', '越方便']]
    """
    return [_chinese_ngrams(text, length) if language == "zh" else _english_ngrams(text, length) for text in texts]


def _chinese_ngrams(text: str, length: int) -> list[str]:
    stretches = _HAN.findall(text)
    return [stretch[at : at + length] for stretch in stretches for at in range(len(stretch) - length + 1)]


def _english_ngrams(text: str, length: int) -> list[str]:
    stretches = [stretch.split() for stretch in re.split(r"[^a-z'\s-]+", text)]
    return [" ".join(words[at : at + length]) for words in stretches for at in range(len(words) - length + 1)]


def _stretches(runs: Sequence[str], reused: Sequence[bool], language: str) -> list[str]:
    """Return the stretches of text that neighbouring reused runs make up."""
    stretches: list[list[str]] = []
    before: list[str] = []
    for run, is_reused in zip(runs, reused, strict=True):
        pieces = list(run) if language == "zh" else run.split()
        if is_reused and before and before[1:] == pieces[:-1]:
            stretches[-1].append(pieces[-1])
        elif is_reused:
            stretches.append(list(pieces))
        before = pieces if is_reused else []
    return [("" if language == "zh" else " ").join(stretch) for stretch in stretches]
