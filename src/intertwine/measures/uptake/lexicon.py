"""The company's lexicon: words and phrases that mark its texts, found without a look at what others say."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from intertwine.measures.languages import documents_speaking
from intertwine.measures.uptake.records import LEXICON
from intertwine.records import empty

PHRASE = 4
"""Words of the longest phrase."""

_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几第每")
_SHORTEST = {"zh": 2, "en": 3}
"""Characters of the shortest single word that may be a company's."""

_BETWEEN = {"zh": "", "en": " "}


def lexicon(
    tokens: pd.DataFrame,
    *,
    spoken: pd.DataFrame,
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
    that are not everyday ones; a phrase inside a longer one of the same texts is left out. A term that the segmenter
    cuts once as one word and once as several is that word, with all its uses; one that it cuts in two places has the
    uses of both. Nothing is tested: the lexicon is a list to look with, not a finding.

    Parameters
    ----------
    tokens
        The hand-over table, of the company's texts only: what others say can have no part in it.
    spoken
        Which languages texts speak, of `languages_spoken`; a word counts in texts that speak its language.
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
    for language, between in sorted(_BETWEEN.items()):
        speaks = tokens["document_id"].isin(documents_speaking(spoken, language))
        own = tokens[(speaks & (tokens["language"] == language)).to_numpy()]
        own = own.astype({"document_id": "str", "norm": "str"})
        own = own.assign(telling=[_tells(word, everyday.get(language, frozenset())) for word in own["norm"]])
        terms = _terms(own, between=between, shortest=_SHORTEST[language], documents=documents)
        elsewhere = reference[reference["language"] == language]
        words = _more_frequent(terms[terms["words"] == 1], elsewhere, size=len(own), ratio=ratio)
        phrases = _outside_longer_ones(terms[terms["words"] > 1])
        parts += [words.assign(language=language), phrases.assign(language=language)]
    kept = [part for part in parts if len(part)]
    terms = pd.concat(kept, ignore_index=True) if kept else empty(LEXICON)
    return terms.sort_values(["language", "range", "frequency", "term"], ascending=[True, False, False, True])


def _tells(word: str, everyday: frozenset[str]) -> bool:
    """Return whether a word is neither an everyday one nor a number."""
    return word not in everyday and not word.isdigit() and word[0] not in _NUMERALS


def _terms(own: pd.DataFrame, *, between: str, shortest: int, documents: int) -> pd.DataFrame:
    """Return `frequency`, `range` and the fewest `words` of each term in enough texts, however it was cut."""
    single = own[own["telling"] & (own["norm"].str.len() >= shortest)]
    words = pd.DataFrame({"term": single["norm"], "document": single["document_id"], "words": 1})
    phrases = [_phrases_of(own, length, between) for length in range(2, PHRASE + 1)]
    by_term = pd.concat([words, *phrases], ignore_index=True).groupby("term", as_index=False)
    terms = by_term.agg(frequency=("document", "size"), range=("document", "nunique"), words=("words", "min"))
    return terms[terms["range"] >= documents]


def _phrases_of(own: pd.DataFrame, words: int, between: str) -> pd.DataFrame:
    """Return each run of so many words of one sentence, none of its ends an everyday one, and its text."""
    last = max(len(own) - words + 1, 0)
    sentence = own.groupby(["document_id", "turn", "sentence"], sort=False).ngroup().to_numpy()
    token, telling = own["token"].to_numpy(), own["telling"].to_numpy(dtype=np.bool_)
    together = (sentence[:last] == sentence[words - 1 :]) & (token[words - 1 :] - token[:last] == words - 1)
    begin = np.flatnonzero(together & telling[:last] & telling[words - 1 :])
    norm, document = own["norm"].to_numpy(dtype=object), own["document_id"].to_numpy(dtype=object)
    terms = [between.join(norm[place : place + words]) for place in begin.tolist()]
    return pd.DataFrame({"term": terms, "document": document[begin], "words": words})


def _more_frequent(words: pd.DataFrame, elsewhere: pd.DataFrame, *, size: int, ratio: float) -> pd.DataFrame:
    """Return the words that are at least `ratio` times as frequent as elsewhere; none where nothing is known of it."""
    if elsewhere.empty:
        return words.head(0)
    known = elsewhere[elsewhere["word"].isin(words["term"])].groupby("word")["frequency"].sum()
    there = (known.reindex(words["term"]).fillna(0).to_numpy(dtype=np.float64) + 0.5) / elsewhere["frequency"].sum()
    here = (words["frequency"].to_numpy(dtype=np.float64) + 0.5) / max(size, 1)
    log_ratio = np.log2(here / there)
    return words.assign(log_ratio=log_ratio)[log_ratio >= np.log2(ratio)]


def _outside_longer_ones(phrases: pd.DataFrame) -> pd.DataFrame:
    """Return the phrases that stand inside no longer one of as many texts."""
    terms, ranges = phrases["term"].tolist(), phrases["range"].tolist()
    inside = [
        any(term in longer and texts <= of for longer, of in zip(terms, ranges, strict=True) if longer != term)
        for term, texts in zip(terms, ranges, strict=True)
    ]
    return phrases[~np.array(inside, dtype=np.bool_)].assign(log_ratio=np.nan)
