"""Uses of words, and of terms of two words, in documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from intertwine import records
from intertwine.language.stopwords import STOPWORDS
from intertwine.vocabulary import COUNTED_ROLES

Numbers = NDArray[np.float64]


BOUND = 0.3
"""Normalised pointwise mutual information from which on two neighbouring words are one term."""

_BETWEEN = {"zh": "", "en": " "}


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Uses of words in documents.

    Attributes
    ----------
    counts
        Shape (documents, words), sparse: most words stand in few documents.
    sizes
        Words of each document.
    documents, words
        What the rows and columns are.
    """

    counts: csr_array
    sizes: Numbers
    documents: tuple[str, ...]
    words: NDArray[np.object_]

    def of_words(self, chosen: NDArray[np.intp]) -> WordCounts:
        """Return the counts of some of the words."""
        return WordCounts(self.counts[:, chosen], self.sizes, self.documents, self.words[chosen])


@dataclass(frozen=True, slots=True)
class _Uses:
    """Uses of words, in the order of the text: the number of the document and of the word of each use."""

    document: NDArray[np.int64]
    word: NDArray[np.int64]
    words: NDArray[np.object_]


def word_counts(
    tokens: pd.DataFrame, turns: pd.DataFrame, *, language: str, documents: Sequence[str], least: int
) -> WordCounts:
    """Count the words of one language that respondents and authors use in `documents`; marks and numbers are no words.

    Terms of two words that keep together are counted beside their words; sizes are of words alone. Each term has one
    column: where the segmenter cuts it once as one word and once as two, or in two places, its uses are added up.

    Parameters
    ----------
    tokens, turns
        The hand-over tables. A token's own language counts, so the English words of a mixed interview are English.
    language
        ``zh`` or ``en``.
    documents
        Ids; those without a word of the language are left out.
    least
        Documents in which a term of two words must stand.
    """
    counted = turns[turns["role"].isin(COUNTED_ROLES) & turns["document_id"].isin(documents)]
    chosen = tokens[(tokens["language"] == language).to_numpy()]
    chosen = chosen[records.rows_of_turns(chosen, counted) >= 0]
    document, ids = _numbered(chosen["document_id"])
    uses = _Uses(document, *_numbered(chosen["norm"]))
    terms = _terms_of_two(uses, chosen, least=least, language=language)
    column = pd.Index(uses.words).get_indexer(pd.Index(terms.words))
    new = column < 0
    column[new] = len(uses.words) + np.arange(new.sum())
    places = np.append(uses.document, terms.document), np.append(uses.word, column[terms.word])
    words = np.concatenate([uses.words, terms.words[new]])
    counts = coo_array((np.ones(len(places[0])), places), shape=(len(ids), len(words))).tocsr()
    sizes = np.bincount(uses.document, minlength=len(ids)).astype(np.float64)
    return WordCounts(counts, sizes, tuple(ids), words)


def _terms_of_two(uses: _Uses, chosen: pd.DataFrame, *, least: int, language: str) -> _Uses:
    """Return the uses of terms of two words: neighbours that keep together, no function words, in enough documents.

    A term that stands in the text as one word too need not be in so many documents as two.
    """
    size = max(len(uses.words), 1)
    place = _followed(uses, chosen)
    pair, number, times = np.unique(
        uses.word[place].astype(np.int64) * size + uses.word[place + 1], return_inverse=True, return_counts=True
    )
    first, second = pair // size, pair % size
    telling = np.array([word not in STOPWORDS[language] for word in uses.words], dtype=np.bool_)
    bound = (_bound(uses, first, second, times) >= BOUND) & telling[first] & telling[second]
    spelled = uses.words[first[bound]] + _BETWEEN[language] + uses.words[second[bound]]
    terms, term = np.unique(spelled, return_inverse=True) if len(spelled) else (spelled, first[bound])
    inside = bound[number]
    document, term = uses.document[place][inside], term[(np.cumsum(bound) - 1)[number[inside]]]
    kept = (_documents_of(term, document, len(terms)) >= least) | pd.Index(terms).isin(uses.words)
    return _Uses(document[kept[term]], (np.cumsum(kept) - 1)[term[kept[term]]], terms[kept])


def _documents_of(term: NDArray[np.int64], document: NDArray[np.int64], terms: int) -> NDArray[np.int64]:
    """Return in how many documents each term stands."""
    span = int(document.max(initial=0)) + 1
    return np.bincount(np.unique(term * span + document) // span, minlength=terms)


def _followed(uses: _Uses, chosen: pd.DataFrame) -> NDArray[np.intp]:
    """Return the places of words that the next word of the same sentence follows without anything between."""
    turn, token, sentence = (chosen[name].to_numpy() for name in ("turn", "token", "sentence"))
    same = (uses.document[1:] == uses.document[:-1]) & (turn[1:] == turn[:-1]) & (sentence[1:] == sentence[:-1])
    return np.flatnonzero(same & (token[1:] - token[:-1] == 1))


def _bound(uses: _Uses, first: NDArray[np.int64], second: NDArray[np.int64], times: NDArray[np.int64]) -> Numbers:
    """Return the normalised pointwise mutual information of pairs of neighbouring words."""
    alone = np.bincount(uses.word, minlength=len(uses.words)).astype(np.float64)
    total = max(len(uses.word), 2)
    share = times / total
    return np.log(share * total**2 / (alone[first] * alone[second])) / np.maximum(-np.log(share), 1e-9)


def _numbered(column: pd.Series) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Return a column of categories as numbers of those that occur, and these, sorted."""
    category = column.cat.remove_unused_categories().cat
    order = np.argsort(category.categories.to_numpy(dtype=object))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[category.codes], category.categories.to_numpy(dtype=object)[order]
