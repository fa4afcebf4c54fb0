"""Which languages a document speaks: what is counted per language is counted in the documents that speak it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from intertwine import records
from intertwine.vocabulary import COUNTED_ROLES

LANGUAGES = ("en", "zh")
"""Languages whose words are counted."""


def languages_spoken(
    tokens: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, *, share: float
) -> pd.DataFrame:
    """Return which languages each document speaks: its own, and any that makes up enough of its words.

    A single word that a document of the other language drops in does not make it a document of this one.

    Parameters
    ----------
    tokens, turns, documents
        The hand-over tables.
    share
        Of the words of respondents and authors (marks and numbers are none), from which on a document speaks a language
        that is not its own: a mixed one has none of its own.

    Returns
    -------
    DataFrame
        `document_id`, `language`: a row for each language that a document speaks, sorted; none for a document without
        a word.
    """
    said = words_said(tokens, turns)
    words = said.pivot_table(
        index="document_id", columns="language", values="place", aggfunc="size", fill_value=0, observed=True
    ).reindex(columns=list(LANGUAGES), fill_value=0)
    ids = words.index.astype("str")
    own = documents.set_index("document_id")["language"].reindex(ids).to_numpy(dtype=object)
    enough = words.to_numpy() >= share * words.to_numpy().sum(axis=1, keepdims=True)
    document, language = np.nonzero(enough | (own[:, None] == np.array(LANGUAGES)))
    return pd.DataFrame({"document_id": ids[document].to_numpy(), "language": np.array(LANGUAGES)[language]})


def words_said(tokens: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Return the words of respondents and authors, with the place of their turn in `turns`; marks are no words."""
    said = tokens[tokens["language"].isin(LANGUAGES).to_numpy()]
    place = records.rows_of_turns(said, turns)
    counted = (place >= 0) & turns["role"].isin(COUNTED_ROLES).to_numpy()[place]
    return said[counted].assign(place=place[counted])


def documents_speaking(spoken: pd.DataFrame, language: str) -> list[str]:
    """Return the ids of the documents that speak a language, of `languages_spoken`.

    >>> documents_speaking(pd.DataFrame({"document_id": ["d1", "d2"], "language": ["en", "zh"]}), "zh")
    ['d2']
    """
    return spoken.loc[spoken["language"] == language, "document_id"].tolist()
