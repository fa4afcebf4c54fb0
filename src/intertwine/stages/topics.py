"""Topic models per language, and the codes in each topic. Exploratory.

Reads documents, turns, sentences, tokens and hits. Joins neighbouring turns of a speaker to texts, fits NMF
(scikit-learn) and LDA (gensim) to the words of each language (one- and two-character Chinese words stay in), and gives
each topic's top words, C_NPMI, exemplar sentences, and how much more of each code there is in it than elsewhere. Writes
topics.csv, topic_words.csv, topic_codes.csv, topic_exemplars.csv.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import HITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import SENTENCES, TOKENS
from intertwine.measures.topics.records import TOPIC_CODES, TOPIC_EXEMPLARS, TOPIC_WORDS, TOPICS
from intertwine.stages import chosen_settings, path_argument, progress, settings_arguments, summarised

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

TABLES = {
    "topics": TOPICS,
    "words": TOPIC_WORDS,
    "codes": TOPIC_CODES,
    "exemplars": TOPIC_EXEMPLARS,
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    for name in ("documents", "turns", "sentences", "tokens", "hits"):
        path_argument(parser, name, f"{name}.parquet to read")
    for name, table in TABLES.items():
        path_argument(parser, name, f"{table.stem}.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    import pandas as pd

    from intertwine.measures.topics.models import ENGINES

    settings = chosen_settings(chosen, "topics")
    with summarised("topics") as summary:
        read = {
            name: records.read(table, getattr(chosen, name))
            for name, table in (
                ("documents", DOCUMENTS), ("turns", TURNS), ("sentences", SENTENCES),
                ("tokens", TOKENS), ("hits", HITS),
            )
        }  # fmt: skip
        parts = [
            part
            for language in progress(("en", "zh"), "topics")
            for engine in ENGINES
            for part in [_modelled(read, settings, language, engine)]
            if part
        ]
        for name, table in TABLES.items():
            found = [part[name] for part in parts]
            empty = pd.DataFrame(columns=list(table.columns))
            records.write(table, pd.concat(found, ignore_index=True) if found else empty, getattr(chosen, name))
        summary.count(models=len(parts), topics=sum(len(part["topics"]) for part in parts))


def _modelled(read: dict[str, pd.DataFrame], settings: Settings, language: str, engine: str) -> dict[str, pd.DataFrame]:
    """Return the tables of one language and engine; none where the language has too little text."""
    from intertwine.measures.matrix import generator_for
    from intertwine.measures.topics.models import fitted
    from intertwine.measures.topics.topics import codes_in_topics, described, exemplars, model_texts

    asked = settings.topics
    number = asked.zh if language == "zh" else asked.en
    texts = model_texts(
        read["tokens"], read["turns"], language=language, length=asked.length, documents=asked.documents
    )
    if min(texts.counts.shape) <= max(number, asked.words):
        return {}
    documents = read["documents"].set_index("document_id")
    clusters = documents["cluster"] if settings.cluster == "speaker" else documents.index.to_series()
    model = fitted(texts.counts, engine=engine, topics=number, seed=settings.seed)
    topics, words = described(texts, model, words=asked.words, language=language, engine=engine, seed=settings.seed)
    codes = codes_in_topics(
        texts, model, read["hits"], clusters,
        clusters_needed=settings.smallest.clusters, resamples=settings.bootstrap, confidence=settings.confidence,
        generator=generator_for(settings.seed, language, engine),
    )  # fmt: skip
    said = exemplars(
        texts, model, read["tokens"], read["sentences"], read["turns"], language=language, number=asked.exemplars
    )
    named = {"language": language, "engine": engine}
    return {
        "topics": topics,
        "words": words,
        "codes": codes.assign(**named, seed=settings.seed, note="exploratory"),
        "exemplars": said.assign(**named),
    }
