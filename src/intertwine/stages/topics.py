"""Topic models per language, and the codes in each topic. Exploratory.

Reads documents, turns, sentences, tokens and hits. Joins neighbouring turns of a speaker to texts, fits NMF
(scikit-learn) and LDA (gensim) to the words of each language (one- and two-character Chinese words stay in), and gives
each topic's top words, C_NPMI, exemplar sentences, and how much more of each code there is in it than elsewhere. Writes
topics.csv, topic_words.csv, topic_codes.csv, topic_exemplars.csv.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine import log
from intertwine.coding.records import HITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES, TOKENS
from intertwine.measures.topics.records import TOPIC_CODES, TOPIC_EXEMPLARS, TOPIC_WORDS, TOPICS
from intertwine.records import Table, empty
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES, TOKENS, HITS),
    writes=(TOPICS, TOPIC_WORDS, TOPIC_CODES, TOPIC_EXEMPLARS),
    settings=("bootstrap", "cluster", "confidence", "seed", "smallest", "topics"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return topics, their words, codes and exemplars."""
    import pandas as pd

    from intertwine.measures.topics.models import ENGINES

    parts = [
        part
        for language in log.progress(("en", "zh"), "topics")
        for engine in ENGINES
        for part in [_modelled(read, settings, language, engine)]
        if part
    ]
    return {
        table: pd.concat([part[table] for part in parts], ignore_index=True) if parts else empty(table)
        for table in STAGE.writes
        if isinstance(table, Table)
    }


def _modelled(read: Reader, settings: Settings, language: str, engine: str) -> dict[Table, pd.DataFrame]:
    """Return the tables of one language and engine; none where the language has too little text."""
    from intertwine.measures.matrix import generator_for
    from intertwine.measures.topics.models import fitted
    from intertwine.measures.topics.topics import codes_in_topics, described, exemplars, model_texts

    asked = settings.topics
    number = asked.zh if language == "zh" else asked.en
    texts = model_texts(read(TOKENS), read(TURNS), language=language, length=asked.length, documents=asked.documents)
    if min(texts.counts.shape) <= max(number, asked.words):
        return {}
    documents = read(DOCUMENTS).set_index("document_id")
    clusters = documents["cluster"] if settings.cluster == "speaker" else documents.index.to_series()
    model = fitted(texts.counts, engine=engine, topics=number, seed=settings.seed)
    topics, words = described(texts, model, words=asked.words, language=language, engine=engine, seed=settings.seed)
    codes = codes_in_topics(
        texts, model, read(HITS), clusters,
        clusters_needed=settings.smallest.clusters, resamples=settings.bootstrap, confidence=settings.confidence,
        generator=generator_for(settings.seed, language, engine),
    )  # fmt: skip
    said = exemplars(
        texts, model, read(TOKENS), read(SENTENCES), read(TURNS), language=language, number=asked.exemplars
    )
    named = {"language": language, "engine": engine}
    return {
        TOPICS: topics,
        TOPIC_WORDS: words,
        TOPIC_CODES: codes.assign(**named, seed=settings.seed, note="exploratory"),
        TOPIC_EXEMPLARS: said.assign(**named),
    }
