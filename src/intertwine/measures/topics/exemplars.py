"""Sentences that stand for a topic."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from intertwine.measures.topics.models import TopicModel
from intertwine.measures.topics.texts import ModelTexts

Numbers = NDArray[np.float64]

SHORTEST = 8
"""Words below which a sentence is no exemplar."""

_TURN = ["document_id", "turn"]
_SENTENCE = [*_TURN, "sentence"]


def exemplars(
    texts: ModelTexts,
    model: TopicModel,
    tokens: pd.DataFrame,
    sentences: pd.DataFrame,
    turns: pd.DataFrame,
    *,
    number: int,
) -> pd.DataFrame:
    """Return the sentences whose words weigh most in each topic, no two of the same document.

    The weight of a sentence is the mean over its words of the word's weight in the topic relative to its mean weight in
    all topics; sentences of fewer than eight words, or in another language, are left out. Chosen to illustrate: nothing
    may be counted in them.

    Returns
    -------
    DataFrame
        `topic`, `rank`, `weight`, `document_id`, `turn`, `sentence`, `text`.
    """
    score = _scores(texts, model, tokens, sentences)
    documents = sentences["document_id"].astype("str").tolist()
    places = [_best(of_topic, documents, number) for of_topic in score.T]
    place = np.array([each for best in places for each in best], dtype=np.int64)
    topic = np.repeat(np.arange(len(places)), [len(best) for best in places])
    rank = np.array([rank for best in places for rank in range(1, len(best) + 1)], dtype=np.int64)
    chosen = sentences.iloc[place].astype({"document_id": "str"}).reset_index(drop=True)
    whole = turns.set_index(_TURN)["text"].reindex(pd.MultiIndex.from_frame(chosen[_TURN]))
    quoted = [text[start:end] for text, start, end in zip(whole, chosen["start"], chosen["end"], strict=True)]
    return chosen[_SENTENCE].assign(topic=topic, rank=rank, weight=score[place, topic], text=quoted)


def _scores(texts: ModelTexts, model: TopicModel, tokens: pd.DataFrame, sentences: pd.DataFrame) -> Numbers:
    """Return the weight of each sentence in each topic; 0 where it is too short or in another language."""
    keys = pd.MultiIndex.from_frame(sentences[_SENTENCE].astype({"document_id": "str"}))
    own = keys.get_indexer(pd.MultiIndex.from_frame(tokens[_SENTENCE].astype({"document_id": "str"})))
    length = np.bincount(own[(tokens["language"] != "").to_numpy()], minlength=len(sentences))
    spoken = keys.droplevel(2).isin(pd.MultiIndex.from_frame(texts.turns[_TURN]))
    allowed = (length >= SHORTEST) & spoken & (sentences["language"] == texts.language).to_numpy()
    norm = tokens["norm"].cat
    column = pd.Index(texts.words).get_indexer(pd.Index(norm.categories))[norm.codes]
    kept = column >= 0
    held = csr_array((np.ones(kept.sum()), (own[kept], column[kept])), shape=(len(sentences), len(texts.words)))
    relative = model.of_word / np.maximum(model.of_word.mean(axis=0), 1e-12)
    weight = held @ (relative * model.of_word).T / np.maximum(length, 1)[:, None]
    return np.where(allowed[:, None], weight, 0.0)


def _best(score: Numbers, documents: list[str], number: int) -> list[int]:
    """Return the places of the highest scores, each from another document; none of those of 0."""
    places: dict[str, int] = {}
    for place in np.argsort(-score, kind="stable"):
        if len(places) == number or not score[place]:
            break
        places.setdefault(documents[place], int(place))
    return list(places.values())
