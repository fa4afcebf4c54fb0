"""The company's lexicon, from its own texts and a reference, without a look at what others say.

Of the tokens only the company's are kept. Where the settings name no reference list of word frequencies, those of
jieba's dictionary serve for Chinese.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import TOKENS
from intertwine.measures.uptake.records import LEXICON
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(reads=(DOCUMENTS, TURNS, TOKENS), writes=(LEXICON,), settings=("speaks", "uptake"))


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return the lexicon."""
    from intertwine.language.frequencies import reference_frequencies
    from intertwine.language.stopwords import STOPWORDS
    from intertwine.measures.languages import languages_spoken
    from intertwine.measures.uptake.lexicon import lexicon

    uptake = settings.uptake
    documents = read(DOCUMENTS, ("document_id", "source", "language"))
    documents = documents[documents["source"] == uptake.company]
    tokens = read(TOKENS, ("document_id", "turn", "token", "sentence", "norm", "language"))
    tokens = tokens[tokens["document_id"].isin(documents["document_id"])]
    turns = read(TURNS, ("document_id", "turn", "role"))
    turns = turns[turns["document_id"].isin(documents["document_id"])]
    terms = lexicon(
        tokens,
        spoken=languages_spoken(tokens, turns, documents, share=settings.speaks),
        reference=reference_frequencies(read.path(uptake.reference) if uptake.reference else None),
        everyday={name: frozenset(words) for name, words in STOPWORDS.items()},
        documents=uptake.documents,
        ratio=uptake.ratio,
    )
    return {LEXICON: terms}
