"""Whose words are they: what respondents take up, from whom, and what they say unasked.

Reads documents, turns, tokens and hits, and the company's lexicon (see `lexicon`). Gives the share of uses that were
prompted, echoed, repeated or volunteered; how often a code is named per turn before and after it was asked for; how
much more often an answer names what the question named; when each code is first volunteered, with being asked as the
competing event; which whole phrases of the company come back; and a profile of each speaker.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import HITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import TOKENS
from intertwine.measures.uptake.records import (
    ECHOES,
    FIRST_USES,
    INCIDENCE,
    LEXICON,
    OPPORTUNITIES,
    PROFILES,
    REUSE,
    REUSED,
    UPTAKE,
)
from intertwine.stages import chosen_settings, clustered, path_argument, settings_arguments, summarised

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.codebook.reading import Codebook
    from intertwine.config import Settings

TABLES = ("uptake", "opportunities", "echoes", "first-uses", "incidence", "reuse", "reused", "profiles")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    for name in ("documents", "turns", "tokens", "hits"):
        path_argument(parser, name, f"{name}.parquet to read")
    path_argument(parser, "lexicon", "lexicon.csv to read")
    for name in TABLES:
        path_argument(parser, name, f"{name.replace('-', '_')}.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.config import folder
    from intertwine.measures.matrix import Rules
    from intertwine.measures.uptake import first_use, uptake

    settings = chosen_settings(chosen, "uptake")
    rules, preceding = Rules(**clustered(settings)), settings.prompting.turns
    with summarised("uptake") as summary:
        book = read_codebook(folder(chosen.config, settings.codebook))
        documents = records.read(DOCUMENTS, chosen.documents)
        turns = records.read(TURNS, chosen.turns)
        hits = records.read(HITS, chosen.hits)
        lexicon = records.read(LEXICON, chosen.lexicon)
        words = _words(records.read(TOKENS, chosen.tokens, ("document_id", "turn", "language")), turns)
        times = first_use.first_uses(hits, turns, words, documents)
        of_speakers, passages = _reused(turns, documents, book, settings)
        found = {
            "uptake": (UPTAKE, uptake.shares(hits, turns, documents, rules=rules)),
            "opportunities": (
                OPPORTUNITIES,
                uptake.opportunities(hits, turns, documents, preceding=preceding, rules=rules),
            ),
            "echoes": (ECHOES, uptake.echoes(hits, turns, documents, rules=rules)),
            "first_uses": (FIRST_USES, times),
            "incidence": (INCIDENCE, first_use.incidence(times)),
            "reuse": (REUSE, of_speakers),
            "reused": (REUSED, passages),
            "profiles": (PROFILES, _profiles(hits, turns, words, documents, lexicon)),
        }
        for name, (table, frame) in found.items():
            records.write(table, frame, getattr(chosen, name))
        asked = len(uptake.asked_documents(turns))
        summary.count(interviews=asked, speakers=len(found["profiles"][1]), phrases_reused=len(passages))


def _words(tokens: pd.DataFrame, turns: pd.DataFrame) -> pd.Series:
    """Return the number of words of each turn."""
    import numpy as np
    import pandas as pd

    is_word = (tokens["language"].astype("str") != "").to_numpy()
    rows = records.rows_of_turns(tokens[is_word], turns)
    return pd.Series(np.bincount(rows[rows >= 0], minlength=len(turns)), index=turns.index)


def _reused(
    turns: pd.DataFrame, documents: pd.DataFrame, book: Codebook, settings: Settings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    from intertwine.language.normal import matching_forms
    from intertwine.measures.uptake.lexicon import reuse

    source = turns["document_id"].map(documents.set_index("document_id")["source"])
    forms = turns.assign(text=matching_forms(turns["text"].tolist()))
    own = forms.loc[source == settings.uptake.company, "text"].tolist()
    others = forms[(source != settings.uptake.company) & forms["role"].isin(["respondent", "interviewer"])]
    names = [entry.pattern for entry in book.entries if entry.code in settings.uptake.names and entry.kind == "literal"]
    names += [name for name in turns["speaker"].unique().tolist() if name]
    lengths = {"zh": settings.uptake.zh, "en": settings.uptake.en}
    return reuse(own, others, lengths=lengths, names=[name for name in matching_forms(names) if name.strip()])


def _profiles(
    hits: pd.DataFrame, turns: pd.DataFrame, words: pd.Series, documents: pd.DataFrame, lexicon: pd.DataFrame
) -> pd.DataFrame:
    """Return what each respondent said, asked and unasked, and how many of the company's terms."""
    from intertwine.language.normal import matching_forms
    from intertwine.measures.uptake.lexicon import terms_used
    from intertwine.measures.uptake.uptake import asked_documents, profiles

    chosen = turns[turns["document_id"].isin(asked_documents(turns))].assign(words=words)
    spoken = chosen[chosen["role"] == "respondent"]
    whole = spoken.groupby(["document_id", "speaker"], sort=True).agg(
        turns=("turn", "size"), words=("words", "sum"), text=("text", "\n".join)
    )
    terms = terms_used(matching_forms([text.replace("\n", " ") for text in whole["text"]]), lexicon["term"].tolist())
    return profiles(hits, chosen, whole.drop(columns="text").assign(company_terms=terms).reset_index(), documents)
