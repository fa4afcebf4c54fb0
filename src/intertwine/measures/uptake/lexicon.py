"""The company's lexicon: words and phrases that mark its texts, found without a look at what others say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.uptake.records import LEXICON
from intertwine.records import empty

PHRASE = 4
"""Words of the longest phrase."""

CJK = re.compile(r"[㐀-鿿豈-﫿]")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几第每")
_SHORTEST = {"zh": 2, "en": 3}
"""Characters of the shortest single word that may be a company's."""

_BETWEEN = {"zh": "", "en": " "}


def lexicon(
    tokens: pd.DataFrame,
    *,
    reference: pd.DataFrame,
    everyday: Mapping[str, frozenset[str]],
    documents: int,
    ratio: float,
) -> pd.DataFrame:
    """Return the keywords and key phrases of a company's texts by log ratio, from these and a reference alone.

    A word is a term if it stands in at least `documents` of the texts and is at least `ratio` times as frequent in them
    as in the reference (log2 ratio of rates, half a use added to both). Without a reference for a language nothing
    tells its single words from everyday ones, so it has phrases alone. A phrase is two
    to four neighbouring words of one sentence that stand in at least `documents` texts and begin and end with words
    that are not everyday ones; a phrase inside a longer one of the same texts is left out. Nothing is tested: the
    lexicon is a list to look with, not a finding.

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
    for language in sorted(_BETWEEN):
        own = tokens[(tokens["language"] == language).to_numpy()].astype({"document_id": "str", "norm": "str"})
        if own.empty:
            continue
        own = own.assign(telling=[_tells(word, everyday.get(language, frozenset())) for word in own["norm"]])
        elsewhere = reference[reference["language"] == language].groupby("word")["frequency"].sum()
        words = _single_words(own, elsewhere, shortest=_SHORTEST[language], documents=documents, ratio=ratio)
        phrases = _phrases(own, between=_BETWEEN[language], documents=documents)
        parts += [words.assign(language=language), phrases.assign(language=language)]
    kept = [part for part in parts if len(part)]
    terms = pd.concat(kept, ignore_index=True) if kept else empty(LEXICON)
    once = terms.drop_duplicates(["language", "term"])
    return once.sort_values(["language", "range", "frequency", "term"], ascending=[True, False, False, True])


def _tells(word: str, everyday: frozenset[str]) -> bool:
    """Return whether a word is neither an everyday one nor a number."""
    return word not in everyday and not word.isdigit() and word[0] not in _NUMERALS


def _single_words(
    own: pd.DataFrame, elsewhere: pd.Series, *, shortest: int, documents: int, ratio: float
) -> pd.DataFrame:
    """Return the words that are at least `ratio` times as frequent as elsewhere; none where nothing is known of it."""
    if elsewhere.empty:
        return pd.DataFrame()
    telling = own[own["telling"] & (own["norm"].str.len() >= shortest)]
    counted = telling.groupby("norm").agg(frequency=("turn", "size"), range=("document_id", "nunique"))
    counted = counted[counted["range"] >= documents].reset_index(names="term").assign(words=1)
    there = (elsewhere.reindex(counted["term"]).fillna(0).to_numpy(dtype=np.float64) + 0.5) / elsewhere.sum()
    here = (counted["frequency"].to_numpy(dtype=np.float64) + 0.5) / len(own)
    log_ratio = np.log2(here / there)
    return counted.assign(log_ratio=log_ratio)[log_ratio >= np.log2(ratio)]


def _phrases(own: pd.DataFrame, *, between: str, documents: int) -> pd.DataFrame:
    """Return the phrases of two to four words that stand in enough texts and inside no longer one of as many texts."""
    lengths = [_phrases_of(own, words, between) for words in range(2, PHRASE + 1)]
    phrases = pd.concat(lengths, ignore_index=True)
    phrases = phrases[phrases["range"] >= documents]
    terms, ranges = phrases["term"].tolist(), phrases["range"].tolist()
    inside = [
        any(term in longer and texts <= of for longer, of in zip(terms, ranges, strict=True) if longer != term)
        for term, texts in zip(terms, ranges, strict=True)
    ]
    return phrases[~np.array(inside, dtype=np.bool_)].assign(log_ratio=np.nan)


def _phrases_of(own: pd.DataFrame, words: int, between: str) -> pd.DataFrame:
    """Return the uses and texts of each run of so many words of one sentence, none of its ends an everyday one."""
    last = max(len(own) - words + 1, 0)
    sentence = own.groupby(["document_id", "turn", "sentence"], sort=False).ngroup().to_numpy()
    token, telling = own["token"].to_numpy(), own["telling"].to_numpy(dtype=np.bool_)
    together = (sentence[:last] == sentence[words - 1 :]) & (token[words - 1 :] - token[:last] == words - 1)
    begin = np.flatnonzero(together & telling[:last] & telling[words - 1 :])
    norm, document = own["norm"].to_numpy(dtype=object), own["document_id"].to_numpy(dtype=object)
    terms = [between.join(norm[place : place + words]) for place in begin.tolist()]
    uses = pd.DataFrame({"term": terms, "document": document[begin]}).groupby("term", as_index=False)
    return uses.agg(frequency=("document", "size"), range=("document", "nunique")).assign(words=words)


def terms_used(texts: Sequence[str], terms: Sequence[str]) -> NDArray[np.int64]:
    """Return the number of types of the lexicon in each text: of different terms that stand in it, English as words."""
    chinese = [term for term in terms if CJK.search(term)]
    english = [re.compile(rf"(?<![a-z]){re.escape(term)}(?![a-z])") for term in terms if not CJK.search(term)]
    return np.array(
        [sum(term in text for term in chinese) + sum(bool(term.search(text)) for term in english) for text in texts],
        dtype=np.int64,
    )
