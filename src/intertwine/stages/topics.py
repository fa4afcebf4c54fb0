"""Topic models per language, and the codes in each topic. Exploratory.

Joins neighbouring turns of a speaker to texts, fits NMF (scikit-learn) and LDA (gensim) to the words of each language
in the documents that speak it (one- and two-character Chinese words stay in), and gives each topic's top words, C_NPMI,
exemplar sentences, and how much more of each code there is in it than elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine import log
from intertwine.coding.records import HITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES, TOKENS
from intertwine.measures.topics.records import TOPIC_CODES, TOPIC_EXEMPLARS, TOPIC_WORDS, TOPICS
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, SENTENCES, TOKENS, HITS),
    writes=(TOPICS, TOPIC_WORDS, TOPIC_CODES, TOPIC_EXEMPLARS),
    settings=("bootstrap", "cluster", "confidence", "seed", "smallest", "speaks", "topics"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return topics, their words, codes and exemplars."""
    import pandas as pd

    from intertwine.measures.design import design_of
    from intertwine.measures.languages import languages_spoken
    from intertwine.measures.topics.topics import ModelSize, TopicCorpus, topic_tables

    asked, design = settings.topics, design_of(settings)
    size = ModelSize(
        topics={"zh": asked.zh, "en": asked.en},
        length=asked.length,
        documents=asked.documents,
        words=asked.words,
        exemplars=asked.exemplars,
    )
    documents, turns, tokens = read(DOCUMENTS), read(TURNS), read(TOKENS)
    spoken = languages_spoken(tokens, turns, documents, share=settings.speaks)
    corpus = TopicCorpus(documents, turns, read(SENTENCES), tokens, read(HITS), spoken)
    parts = [
        topic_tables(corpus, language=language, size=size, design=design)
        for language in log.progress(("en", "zh"), "topics")
    ]
    return {table: pd.concat([part[table] for part in parts], ignore_index=True) for table in parts[0]}
