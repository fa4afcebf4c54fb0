"""The company's words in other mouths: its lexicon, found without a look at the interviews, and phrases reused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

PHRASE = 4
"""Words of the longest phrase."""

_CJK = re.compile(r"[㐀-鿿豈-﫿]")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几第每")
_ALONE = {"zh": 2, "en": 3}
"""Characters of the shortest single word that may be a company's."""


def lexicon(
    tokens: pd.DataFrame, *, reference: pd.DataFrame, everyday: dict[str, frozenset[str]], documents: int, ratio: float
) -> pd.DataFrame:
    """Return the words and phrases that mark a company's texts, from these and a reference alone.

    A word is a term if it stands in at least `documents` of the texts and is at least `ratio` times as frequent in them
    as in the reference (log2 ratio of rates, half a use added to both). Without a reference for a language nothing
    tells its single words from everyday ones, so it has phrases alone. A phrase is two
    to four neighbouring words of one sentence that stand in at least `documents` texts and begin and end with words
    that are not everyday ones; a phrase inside a longer one of the same texts is left out.

    Parameters
    ----------
    tokens
        The hand-over table, of the company's texts only: what others say can have no part in it.
    reference
        `language`, `word`, `frequency`: how often words are used elsewhere. May be empty, or know one language.
    everyday
        Function words of each language.
    documents
        Texts of the company in which a term must stand.
    ratio
        How many times as frequent as in the reference.

    Returns
    -------
    DataFrame
        `language`, `term`, `words`, `frequency`, `range` (texts), `log_ratio` (missing without a reference).
    """
    parts = []
    for language in ("en", "zh"):
        own = tokens[(tokens["language"] == language).to_numpy()]
        if own.empty:
            continue
        stop = everyday.get(language, frozenset())
        parts += [_words(own, language, reference, stop, documents, ratio), _phrases(own, language, stop, documents)]
    columns = ["language", "term", "words", "frequency", "range", "log_ratio"]
    found = (
        pd.concat([part for part in parts if len(part)], ignore_index=True) if parts else pd.DataFrame(columns=columns)
    )
    return found.sort_values(["language", "range", "frequency", "term"], ascending=[True, False, False, True])[columns]


def _tells(word: str, stop: frozenset[str]) -> bool:
    """Return whether a word is neither an everyday one nor a number."""
    return word not in stop and not word.isdigit() and word[0] not in _NUMERALS


def _words(
    own: pd.DataFrame, language: str, reference: pd.DataFrame, stop: frozenset[str], documents: int, ratio: float
) -> pd.DataFrame:
    elsewhere = reference[reference["language"] == language]
    if elsewhere.empty:
        return pd.DataFrame()
    norm = own["norm"].astype("str")
    counted = own.assign(norm=norm).groupby("norm").agg(frequency=("turn", "size"), range=("document_id", "nunique"))
    counted = counted[counted["range"] >= documents]
    kept = [word for word in counted.index if len(word) >= _ALONE[language] and _tells(word, stop)]
    counted = counted.loc[kept].reset_index(names="term").assign(language=language, words=1)
    known = elsewhere.groupby("word")["frequency"].sum()
    there = (known.reindex(counted["term"]).fillna(0).to_numpy(dtype=np.float64) + 0.5) / known.sum()
    here = (counted["frequency"].to_numpy(dtype=np.float64) + 0.5) / len(own)
    log_ratio = np.log2(here / there)
    return counted.assign(log_ratio=log_ratio)[log_ratio >= np.log2(ratio)]


def _phrases(own: pd.DataFrame, language: str, stop: frozenset[str], documents: int) -> pd.DataFrame:
    norm = own["norm"].astype("str").to_numpy(dtype=object)
    document = own["document_id"].astype("str").to_numpy(dtype=object)
    place = pd.factorize(
        pd.MultiIndex.from_frame(own[["document_id", "turn", "sentence"]].astype({"document_id": "str"}))
    )[0]
    number = own["token"].to_numpy()
    content = np.array([_tells(word, stop) for word in norm], dtype=np.bool_)
    rows = []
    for words in range(2, PHRASE + 1):
        last = len(own) - words + 1
        if last < 1:
            continue
        together = (place[:last] == place[words - 1 :]) & (number[words - 1 :] - number[:last] == words - 1)
        begin = np.flatnonzero(together & content[:last] & content[words - 1 :])
        between = " " if language == "en" else ""
        terms = [between.join(norm[one : one + words]) for one in begin.tolist()]
        found = (
            pd.DataFrame({"term": terms, "document": document[begin]})
            .groupby("term")["document"]
            .agg(["size", "nunique"])
        )
        found = found[found["nunique"] >= documents]
        rows += [(language, term, words, int(size), int(texts)) for term, size, texts in found.itertuples()]
    rows = [
        row for row in rows if not any(row[1] in other[1] and row[4] <= other[4] and row is not other for other in rows)
    ]
    frame = pd.DataFrame(rows, columns=["language", "term", "words", "frequency", "range"])
    return frame.drop_duplicates("term").assign(log_ratio=np.nan)


def grams(texts: Sequence[str], language: str, length: int) -> list[list[str]]:
    """Return the runs of `length` Han characters (zh) or words (en) of each text; no run crosses a sign or a digit.

    >>> grams(["信用越高，越方便"], "zh", 3)
    [['信用越', '用越高', '越方便']]
    """
    return [_zh(text, length) if language == "zh" else _en(text, length) for text in texts]


def _zh(text: str, length: int) -> list[str]:
    runs = re.findall(r"[㐀-鿿豈-﫿]+", text)
    return [run[at : at + length] for run in runs for at in range(len(run) - length + 1)]


def _en(text: str, length: int) -> list[str]:
    found = []
    for run in re.split(r"[^a-z'\s-]+", text):
        words = run.split()
        found += [" ".join(words[at : at + length]) for at in range(len(words) - length + 1)]
    return found


def without_names(text: str, names: Iterable[str]) -> str:
    """Return `text` with names and labels of menus taken out, so that no run of words crosses one.

    >>> without_names("打开芝麻信用看分数", ["芝麻信用"])
    '打开|看分数'
    """
    for name in sorted(names, key=len, reverse=True):
        if _CJK.search(name):
            text = text.replace(name, "|")
        else:
            text = re.sub(rf"(?<![a-z]){re.escape(name)}(?![a-z])", "|", text)
    return text


def reuse(
    own: Sequence[str], others: pd.DataFrame, *, lengths: dict[str, int], names: Iterable[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how much of what speakers say stands word for word in the company's texts.

    Parameters
    ----------
    own
        The company's texts, in matching form.
    others
        `document_id`, `speaker`, `role`, `text` (matching form) of each turn.
    lengths
        Han characters (zh) or words (en) of a run.
    names
        Names and labels that are nobody's phrase.

    Returns
    -------
    tuple of DataFrames
        Each speaker's `runs`, `reused` and `share` by language; and the longest stretches reused, with `documents`.
    """
    names = list(names)
    company = {
        language: {gram for text in own for gram in grams([without_names(text, names)], language, length)[0]}
        for language, length in lengths.items()
    }
    texts = [without_names(text, names) for text in others["text"]]
    rows, stretches = [], []
    voices = list(others[["document_id", "speaker", "role"]].itertuples(index=False, name=None))
    for language, length in lengths.items():
        found = grams(texts, language, length)
        known = company[language]
        for (document, speaker, role), runs in zip(voices, found, strict=True):
            hit = [run in known for run in runs]
            rows.append((document, speaker, role, language, len(runs), sum(hit)))
            stretches += [(language, role, document, said) for said in _stretches(runs, hit, language)]
    counted = pd.DataFrame(rows, columns=["document_id", "speaker", "role", "language", "runs", "reused"])
    counted = counted.groupby(["document_id", "speaker", "role", "language"], as_index=False).sum()
    counted = counted[counted["runs"] > 0]
    counted = counted.assign(share=counted["reused"] / counted["runs"]).reset_index(drop=True)
    said = pd.DataFrame(stretches, columns=["language", "role", "document_id", "text"])
    longest = said.groupby(["language", "role", "text"], as_index=False).agg(
        documents=("document_id", "nunique"), times=("document_id", "size")
    )
    return counted, longest


def _stretches(runs: Sequence[str], hit: Sequence[bool], language: str) -> list[str]:
    """Return the stretches of text that neighbouring reused runs make up."""
    found: list[str] = []
    for place, (run, is_hit) in enumerate(zip(runs, hit, strict=True)):
        if not is_hit:
            continue
        if language == "zh":
            goes_on = place > 0 and hit[place - 1] and runs[place - 1][1:] == run[:-1] and found
            found[-1:] = [found[-1] + run[-1]] if goes_on else [*found[-1:], run]
        else:
            goes_on = place > 0 and hit[place - 1] and runs[place - 1].split()[1:] == run.split()[:-1] and found
            found[-1:] = [f"{found[-1]} {run.split()[-1]}"] if goes_on else [*found[-1:], run]
    return found


def terms_used(texts: Sequence[str], terms: Sequence[str]) -> NDArray[np.int64]:
    """Return how many different terms stand in each text; English ones as words."""
    chinese = [term for term in terms if _CJK.search(term)]
    english = [re.compile(rf"(?<![a-z]){re.escape(term)}(?![a-z])") for term in terms if not _CJK.search(term)]
    return np.array(
        [sum(term in one for term in chinese) + sum(bool(term.search(one)) for term in english) for one in texts],
        dtype=np.int64,
    )
