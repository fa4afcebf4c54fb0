"""The texts that a topic model sees: neighbouring turns of one speaker, joined, and their words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from intertwine import records
from intertwine.language.stopwords import STOPWORDS
from intertwine.vocabulary import COUNTED_ROLES

COMMONEST = 0.6
"""Share of model texts above which a word tells no topics apart."""


@dataclass(frozen=True, slots=True)
class ModelTexts:
    """The texts that a model sees: neighbouring turns of one speaker, joined.

    Attributes
    ----------
    language
        Of the words.
    counts
        Uses of words, shape (texts, words).
    words
        The vocabulary, in the order of the table of tokens.
    document
        Of each text.
    turns
        document_id and turn of every turn that was joined, and the number of its text.
    """

    language: str
    counts: csr_array
    words: NDArray[np.object_]
    document: NDArray[np.object_]
    turns: pd.DataFrame


def model_texts(tokens: pd.DataFrame, turns: pd.DataFrame, *, language: str, length: int, documents: int) -> ModelTexts:
    """Return the document-term matrix of a topic model: turns joined to texts of about `length` tokens.

    Turns of respondents and authors are joined to the next of the same speaker in the document until `length` tokens
    are reached. Words of one and two characters stay in; function words, numbers, words in fewer than `documents`
    documents and words in more than 60 % of the texts do not.
    """
    spoken = turns[turns["role"].isin(COUNTED_ROLES)].reset_index(drop=True)
    chosen = tokens[(tokens["language"] == language).to_numpy()]
    place = records.rows_of_turns(chosen, spoken)
    place, chosen = place[place >= 0], chosen[place >= 0]
    text = _text_of_turns(spoken, np.bincount(place, minlength=len(spoken)), length)
    norm = chosen["norm"].cat
    uses = pd.DataFrame(
        {
            "word": norm.codes.to_numpy(dtype=np.int64),
            "text": text[place],
            "document": pd.factorize(spoken["document_id"])[0].astype(np.int64)[place],
        }
    )
    words = norm.categories.to_numpy(dtype=object)
    vocabulary = _vocabulary(uses, words, language=language, documents=documents)
    column = pd.Index(vocabulary).get_indexer(pd.Index(uses["word"]))
    counted = column >= 0
    counts = csr_array(
        (np.ones(counted.sum()), (uses["text"].to_numpy()[counted], column[counted])),
        shape=(int(text.max(initial=-1)) + 1, len(vocabulary)),
    )
    counts.sum_duplicates()
    first = np.unique(text, return_index=True)[1]
    return ModelTexts(
        language=language,
        counts=counts,
        words=words[vocabulary],
        document=spoken["document_id"].to_numpy(dtype=object)[first],
        turns=spoken[["document_id", "turn"]].assign(text=text),
    )


def _text_of_turns(spoken: pd.DataFrame, sizes: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Return the number of the text that each turn belongs to."""
    speaker = spoken.groupby(["document_id", "speaker"], sort=False).ngroup()
    size = pd.Series(sizes, index=spoken.index)
    before = size.groupby(speaker).cumsum() - size
    return pd.factorize(pd.MultiIndex.from_arrays([speaker, before // length]))[0].astype(np.int64)


def _vocabulary(uses: pd.DataFrame, words: NDArray[np.object_], *, language: str, documents: int) -> NDArray[np.intp]:
    """Return the numbers of the words that a model may use."""
    in_documents = _spread(uses["word"].to_numpy(), uses["document"].to_numpy(), len(words))
    in_texts = _spread(uses["word"].to_numpy(), uses["text"].to_numpy(), len(words))
    common = in_texts > COMMONEST * uses["text"].nunique()
    allowed = np.array(
        [word not in STOPWORDS[language] and (language == "zh" or len(word) > 1) for word in words], dtype=np.bool_
    )
    return np.flatnonzero((in_documents >= documents) & ~common & allowed)


def _spread(word: NDArray[np.int64], group: NDArray[np.int64], words: int) -> NDArray[np.int64]:
    """Return in how many groups each word occurs."""
    span = int(group.max(initial=0)) + 1
    return np.bincount(np.unique(word * span + group) // span, minlength=words)
