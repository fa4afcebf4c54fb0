"""Words of the other language that speakers of one drop in: code-switching, which is a finding and no noise."""

from __future__ import annotations

import pandas as pd

from intertwine.measures.keyness.records import CODE_SWITCHING
from intertwine.measures.languages import words_said
from intertwine.records import empty

_GROUPS = ["document_language", "source"]


def code_switching(
    tokens: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, *, spoken: pd.DataFrame
) -> pd.DataFrame:
    """Return the words of the other language in documents that speak one (insertional code-switching).

    Descriptive: names and labels of menus are in it as they were said, and nothing is tested.

    Parameters
    ----------
    tokens, turns, documents
        The hand-over tables. Words are those of respondents and authors.
    spoken
        Of `languages_spoken`. In a document that speaks both no word is of another language.

    Returns
    -------
    DataFrame
        By the language that documents speak (`document_language`) and source: `word` and its `language`, `frequency`,
        `range` (documents), `speakers` (a person who speaks in several documents once), `share` of all words of
        these documents, `n_units` (these words), `n_documents`.
    """
    language = spoken.drop_duplicates("document_id", keep=False).set_index("document_id")["language"]
    known = documents.set_index("document_id").reindex(language.index).assign(document_language=language)
    said = words_said(tokens, turns)
    known = known.assign(words=said.groupby("document_id", observed=True).size().rename(index=str))
    sizes = known.groupby(_GROUPS).agg(n_units=("words", "sum"), n_documents=("words", "size"))
    spoken_there = said["document_id"].astype("str").map(language)
    other = said[spoken_there.notna() & (said["language"].astype("str") != spoken_there)]
    other = other.astype({"document_id": "str", "language": "str"}).rename(columns={"norm": "word"})
    other = other.join(known[[*_GROUPS, "cluster"]], on="document_id").assign(
        word=other["word"].astype("str"), person=turns["speaker"].to_numpy()[other["place"]]
    )
    other["person"] = other["cluster"] + "\n" + other["person"]
    if other.empty:
        return empty(CODE_SWITCHING)
    words = other.groupby([*_GROUPS, "language", "word"], as_index=False).agg(
        frequency=("word", "size"), range=("document_id", "nunique"), speakers=("person", "nunique")
    )
    return words.join(sizes, on=_GROUPS).assign(share=lambda table: table["frequency"] / table["n_units"])
