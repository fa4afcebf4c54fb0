"""Topic models of one language: what the corpus talks about, and which codes live in which topic. Exploratory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from intertwine.measures.design import Design
from intertwine.measures.languages import documents_speaking
from intertwine.measures.matrix import clusters_of, generator_for
from intertwine.measures.topics.codes import codes_in_topics
from intertwine.measures.topics.exemplars import exemplars
from intertwine.measures.topics.models import ENGINES, TopicModel, coherence, fitted
from intertwine.measures.topics.records import TOPIC_CODES, TOPIC_EXEMPLARS, TOPIC_WORDS, TOPICS
from intertwine.measures.topics.texts import ModelTexts, model_texts
from intertwine.notes import note
from intertwine.records import Table, empty

_TABLES = (TOPICS, TOPIC_WORDS, TOPIC_CODES, TOPIC_EXEMPLARS)
_BETWEEN = {"zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSize:
    """How large a topic model is, and what is shown of it.

    Attributes
    ----------
    topics
        In each language.
    length
        Tokens to which neighbouring turns of a speaker are joined.
    documents
        Documents in which a word of the vocabulary must occur.
    words, exemplars
        Words, and sentences, that stand for a topic.
    """

    topics: Mapping[str, int]
    length: int
    documents: int
    words: int
    exemplars: int


@dataclass(frozen=True, slots=True)
class TopicCorpus:
    """The hand-over tables that topics are made from; `spoken`: which languages documents speak."""

    documents: pd.DataFrame
    turns: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    hits: pd.DataFrame
    spoken: pd.DataFrame


def topic_tables(corpus: TopicCorpus, *, language: str, size: ModelSize, design: Design) -> dict[Table, pd.DataFrame]:
    """Return the topics that NMF and LDA find in one language, their words, codes and exemplars.

    Exploratory: nothing is tested, another seed or number of topics gives other topics, and an odds ratio of codes is
    not to be read from them. Only documents that speak the language have a part in it. Empty where it has fewer texts
    or words than topics and words are asked for.

    Parameters
    ----------
    corpus
        What is modelled.
    language
        ``zh`` or ``en``.
    size
        How large the models are.
    design
        What is independent, how many clusters an interval needs, and how often is drawn.
    """
    turns = corpus.turns[corpus.turns["document_id"].isin(documents_speaking(corpus.spoken, language))]
    texts = model_texts(corpus.tokens, turns, language=language, length=size.length, documents=size.documents)
    if min(texts.counts.shape) <= max(size.topics[language], size.words):
        return {table: empty(table) for table in _TABLES}
    clusters = clusters_of(corpus.documents, cluster=design.cluster)
    parts: dict[Table, list[pd.DataFrame]] = {table: [] for table in _TABLES}
    for engine in ENGINES:
        model = fitted(texts.counts, engine=engine, topics=size.topics[language], seed=design.seed)
        generator = generator_for(design.seed, language, engine)
        made = {
            TOPICS: described(texts, model, words=size.words).assign(seed=design.seed),
            TOPIC_WORDS: words_of_topics(texts, model, words=size.words),
            TOPIC_CODES: codes_in_topics(texts, model, corpus.hits, clusters, design=design, generator=generator),
            TOPIC_EXEMPLARS: exemplars(texts, model, corpus.tokens, corpus.sentences, turns, number=size.exemplars),
        }
        for table, frame in made.items():
            parts[table].append(frame.assign(language=language, engine=engine))
    return {table: pd.concat(frames, ignore_index=True) for table, frames in parts.items()}


def described(texts: ModelTexts, model: TopicModel, *, words: int) -> pd.DataFrame:
    """Return each topic's top words, its mean share of the texts and its coherence C_NPMI."""
    top = model.top_words(words)
    held = model.of_text.sum(axis=1) > 0
    return pd.DataFrame(
        {
            "topic": np.arange(len(top)),
            "words": [_BETWEEN[texts.language].join(texts.words[row]) for row in top],
            "share": model.of_text[held].mean(axis=0),
            "coherence": coherence(texts.counts, top),
            "n_units": texts.counts.shape[0],
            "n_documents": len(set(texts.document)),
            "unit": "joined turns",
            "note": note("exploratory"),
        }
    )


def words_of_topics(texts: ModelTexts, model: TopicModel, *, words: int) -> pd.DataFrame:
    """Return the rank and weight of each topic's top words."""
    top = model.top_words(words)
    return pd.DataFrame(
        {
            "topic": np.repeat(np.arange(len(top)), words),
            "rank": np.tile(np.arange(1, words + 1), len(top)),
            "word": texts.words[top].ravel(),
            "weight": np.take_along_axis(model.of_word, top, axis=1).ravel(),
        }
    )
