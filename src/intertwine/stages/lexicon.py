"""The company's lexicon, from its own texts and a reference, without a look at what others say.

Reads documents and tokens (of which only the company's are kept) and, if the settings name one, a reference list
of word frequencies; for Chinese the frequencies of jieba's dictionary serve where there is none. Writes lexicon.csv.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.corpus.records import DOCUMENTS
from intertwine.language.records import TOKENS
from intertwine.measures.uptake.records import LEXICON
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    for name in ("documents", "tokens"):
        path_argument(parser, name, f"{name}.parquet to read")
    path_argument(parser, "lexicon", "lexicon.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.config import folder
    from intertwine.language.stopwords import STOPWORDS
    from intertwine.measures.uptake.lexicon import lexicon

    settings = chosen_settings(chosen, "lexicon")
    with summarised("lexicon") as summary:
        documents = records.read(DOCUMENTS, chosen.documents, ("document_id", "source"))
        own = documents.loc[documents["source"] == settings.uptake.company, "document_id"]
        tokens = records.read(TOKENS, chosen.tokens, ("document_id", "turn", "token", "sentence", "norm", "language"))
        tokens = tokens[tokens["document_id"].isin(own)]
        path = folder(chosen.config, settings.uptake.reference) if settings.uptake.reference else None
        found = lexicon(
            tokens,
            reference=reference(path),
            everyday={name: frozenset(words) for name, words in STOPWORDS.items()},
            documents=settings.uptake.documents,
            ratio=settings.uptake.ratio,
        )
        records.write(LEXICON, found, chosen.lexicon)
        summary.count(texts=len(own), terms=len(found), phrases=int((found["words"] > 1).sum()))


def reference(path: Path | None) -> pd.DataFrame:
    """Return how often words are used elsewhere: `language`, `word`, `frequency`.

    Raises
    ------
    UserError
        If the file lacks a column or a frequency is no number.
    """
    import pandas as pd

    from intertwine.errors import UserError
    from intertwine.language.frequencies import chinese_frequencies
    from intertwine.language.normal import matching_forms

    zh = pd.DataFrame(chinese_frequencies(), columns=["word", "frequency"]).assign(language="zh")
    if path is None:
        return zh
    allowed = "columns language, word, frequency (UTF-8)"
    try:
        given = pd.read_csv(path, encoding="utf-8-sig", dtype={"language": "str", "word": "str"}, keep_default_na=False)
        given = given[["language", "word", "frequency"]].assign(frequency=pd.to_numeric(given["frequency"]))
    except (OSError, KeyError, ValueError, UnicodeDecodeError) as error:
        raise UserError("the reference list cannot be read", where=str(path), allowed=allowed) from error
    given = given.assign(word=matching_forms(given["word"].tolist()))
    return given if (given["language"] == "zh").any() else pd.concat([given, zh], ignore_index=True)
