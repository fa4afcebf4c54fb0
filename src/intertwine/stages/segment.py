"""Turns to sentences and tokens.

Reads turns. Cuts Chinese by jieba (or rjieba), English by spaCy's rules, each inside the other where a speaker
switches; a sentence's language is told by its script. Writes sentences and tokens (places in the turn, in code points)
and engines.csv, which names what did the cutting. The codebook has no part in it.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.corpus.records import TURNS
from intertwine.language.records import ENGINES, SENTENCES, TOKENS
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised

if TYPE_CHECKING:
    import pandas as pd


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    path_argument(parser, "turns", "turns.parquet to read")
    path_argument(parser, "sentences", "sentences.parquet to write")
    path_argument(parser, "tokens", "tokens.parquet to write")
    path_argument(parser, "engines", "engines.csv to write")
    parser.add_argument("--processes", type=int, default=1, help="processes that may share the work (default: 1)")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    import pandas as pd

    from intertwine.language.engines import engines_used
    from intertwine.language.segmentation import segmented
    from intertwine.language.sentences import sentence_languages

    settings = chosen_settings(chosen, "segment").segmentation
    models = {"english_model": settings.english_model, "chinese_model": settings.chinese_model}
    with summarised("segment") as summary:
        turns = records.read(TURNS, chosen.turns)
        texts = turns["text"].tolist()
        found = segmented(texts, engine=settings.engine, processes=chosen.processes, **models)
        language = sentence_languages(found.sentences, texts, turns["language"].tolist())
        sentences = found.sentences.assign(language=pd.Categorical(language))
        records.write(SENTENCES, _in_documents(sentences, turns), chosen.sentences)
        records.write(TOKENS, _in_documents(found.tokens, turns), chosen.tokens)
        engines = pd.DataFrame([asdict(used) for used in engines_used(engine=settings.engine, **models)])
        records.write(ENGINES, engines, chosen.engines)
        summary.count(turns=len(turns), sentences=len(sentences), tokens=len(found.tokens))


def _in_documents(frame: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Replace the running number of the turn by document and turn."""
    place = frame["turn"].to_numpy()
    document = turns["document_id"].astype("category").array[place]
    return frame.assign(document_id=document, turn=turns["turn"].to_numpy()[place])
