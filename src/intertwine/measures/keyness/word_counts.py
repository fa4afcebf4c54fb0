"""Uses of words, and of terms of two words, in documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array

from intertwine import records
from intertwine.language.stopwords import STOPWORDS
from intertwine.vocabulary import COUNTED_ROLES

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Uses of words in documents: counts of shape (documents, words), and what the rows and columns are."""

    counts: Numbers
    sizes: Numbers
    documents: tuple[str, ...]
    words: NDArray[np.object_]


def word_counts(
    tokens: pd.DataFrame, turns: pd.DataFrame, *, language: str, documents: Sequence[str], least: int
) -> WordCounts:
    """Count the words of one language that respondents and authors use in `documents`; marks and numbers are no words.

    Terms of two words that keep together are counted beside their words; sizes are of words alone.

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
    row, ids = _used(chosen["document_id"])
    column, words = _used(chosen["norm"])
    table = coo_array((np.ones(len(chosen)), (row, column)), shape=(len(ids), len(words))).toarray()
    phrases, terms = _phrases(chosen, row, column, words, least=least, language=language)
    joined = np.hstack([table, coo_array(phrases, shape=(len(ids), len(terms))).toarray()])
    return WordCounts(joined, table.sum(axis=1), tuple(ids), np.concatenate([words, terms]))


BOUND = 0.3
"""Normalised pointwise mutual information from which on two neighbouring words are one term."""


def _phrases(
    chosen: pd.DataFrame,
    row: NDArray[np.int64],
    column: NDArray[np.int64],
    words: NDArray[np.object_],
    *,
    least: int,
    language: str,
) -> tuple[tuple[NDArray[np.float64], tuple[NDArray[np.int64], NDArray[np.int64]]], NDArray[np.object_]]:
    """Return the uses of terms of two words: neighbours that keep together, no function words, in enough documents."""
    turn, token, sentence = (chosen[name].to_numpy() for name in ("turn", "token", "sentence"))
    next_to = (row[1:] == row[:-1]) & (turn[1:] == turn[:-1]) & (sentence[1:] == sentence[:-1])
    place = np.flatnonzero(next_to & (token[1:] - token[:-1] == 1))
    pair = column[place].astype(np.int64) * len(words) + column[place + 1]
    found, number, uses = np.unique(pair, return_inverse=True, return_counts=True)
    documents = np.zeros(len(found), dtype=np.int64)
    seen = np.unique(np.column_stack([number, row[place]]), axis=0) if len(place) else np.zeros((0, 2), np.int64)
    np.add.at(documents, seen[:, 0], 1)
    alone = np.bincount(column, minlength=len(words)).astype(np.float64)
    first, second = found // max(len(words), 1), found % max(len(words), 1)
    total = max(len(column), 2)
    share = uses / total
    bound = np.log(share * total**2 / (alone[first] * alone[second])) / np.maximum(-np.log(share), 1e-9)
    telling = np.array([word not in STOPWORDS[language] for word in words], dtype=np.bool_)
    kept = np.flatnonzero((documents >= least) & (bound >= BOUND) & telling[first] & telling[second])
    between = " " if language == "en" else ""
    terms = [f"{words[one]}{between}{words[other]}" for one, other in zip(first[kept], second[kept], strict=True)]
    known = set(words)
    fresh = np.array([term not in known for term in terms], dtype=np.bool_)
    kept = kept[fresh]
    rank = np.full(len(found), -1, dtype=np.int64)
    rank[kept] = np.arange(len(kept))
    inside = rank[number] >= 0
    where = (row[place][inside], rank[number[inside]])
    return (np.ones(int(inside.sum())), where), np.array(terms, dtype=object)[fresh]


def _used(column: pd.Series) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Return a column of categories as numbers of those that occur, and these, sorted."""
    category = column.cat.remove_unused_categories().cat
    order = np.argsort(category.categories.to_numpy(dtype=object))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[category.codes], category.categories.to_numpy(dtype=object)[order]
