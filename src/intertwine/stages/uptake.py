"""Whose words are they: what respondents take up, from whom, and what they say unasked.

Gives the share of uses that were prompted, echoed, repeated or volunteered; how often a code is named per turn before
and after it was asked for; how much more often an answer names what the question named; when each code is first
volunteered, with being asked as the competing event; which whole phrases of the company come back; and a profile of
each speaker. The company's lexicon is that of `lexicon`.
"""

from __future__ import annotations

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
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.codebook.reading import Codebook
    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, TOKENS, HITS, LEXICON),
    writes=(UPTAKE, OPPORTUNITIES, ECHOES, FIRST_USES, INCIDENCE, REUSE, REUSED, PROFILES),
    settings=("bootstrap", "cluster", "confidence", "permutations", "prompting", "seed", "smallest", "uptake"),
    codebook=("entries",),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return the tables of uptake."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.measures.matrix import rules_of
    from intertwine.measures.uptake import first_use, uptake

    rules, preceding = rules_of(settings), settings.prompting.turns
    book = read_codebook(read.path(settings.codebook))
    documents, turns, hits = read(DOCUMENTS), read(TURNS), read(HITS)
    words = _words(read(TOKENS, ("document_id", "turn", "language")), turns)
    times = first_use.first_uses(hits, turns, words, documents)
    of_speakers, passages = _reused(turns, documents, book, settings)
    return {
        UPTAKE: uptake.shares(hits, turns, documents, rules=rules),
        OPPORTUNITIES: uptake.opportunities(hits, turns, documents, preceding=preceding, rules=rules),
        ECHOES: uptake.echoes(hits, turns, documents, rules=rules),
        FIRST_USES: times,
        INCIDENCE: first_use.incidence(times),
        REUSE: of_speakers,
        REUSED: passages,
        PROFILES: _profiles(hits, turns, words, documents, read(LEXICON)),
    }


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
