"""Turns to sentences and tokens.

Cuts Chinese by jieba (or rjieba), English by spaCy's rules, each inside the other where a speaker switches; a
sentence's language is told by its script. Gives sentences and tokens (places in the turn, in code points) and the
engines that did the cutting. The codebook has no part in it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from intertwine.corpus.records import TURNS
from intertwine.language.records import ENGINES, SENTENCES, TOKENS
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(reads=(TURNS,), writes=(SENTENCES, TOKENS, ENGINES), settings=("segmentation",))


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return sentences, tokens and engines."""
    import pandas as pd

    from intertwine.language.engines import engines_used
    from intertwine.language.segmentation import segment_texts
    from intertwine.language.sentences import sentence_languages

    chosen = settings.segmentation
    models = {"english_model": chosen.english_model, "chinese_model": chosen.chinese_model}
    turns = read(TURNS)
    texts = turns["text"].tolist()
    found = segment_texts(texts, engine=chosen.engine, processes=read.processes, **models)
    language = sentence_languages(found.sentences, texts, turns["language"].tolist())
    sentences = found.sentences.assign(language=pd.Categorical(language))
    return {
        SENTENCES: _in_documents(sentences, turns),
        TOKENS: _in_documents(found.tokens, turns),
        ENGINES: pd.DataFrame([asdict(used) for used in engines_used(engine=chosen.engine, **models)]),
    }


def _in_documents(frame: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Replace the running number of the turn by document and turn."""
    place = frame["turn"].to_numpy()
    document = turns["document_id"].astype("category").array[place]
    return frame.assign(document_id=document, turn=turns["turn"].to_numpy()[place])
