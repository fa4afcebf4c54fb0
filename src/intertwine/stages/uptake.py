"""Whose words are they: what respondents take up, from whom, and what they say unasked.

Gives the share of uses that were prompted, echoed, repeated or volunteered; how often a code is named per turn before
and after it was asked for; how much more often an answer names what the question named; when each code is first
volunteered, with being asked as the competing event; which whole phrases of the company come back; and a profile of
each speaker. The company's lexicon is that of `lexicon`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, TOKENS, HITS, LEXICON),
    writes=(UPTAKE, OPPORTUNITIES, ECHOES, FIRST_USES, INCIDENCE, REUSE, REUSED, PROFILES),
    settings=("cluster", "confidence", "permutations", "prompting", "seed", "smallest", "speaks", "uptake"),
    codebook=("entries",),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return the tables of uptake."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.measures.design import design_of
    from intertwine.measures.languages import languages_spoken
    from intertwine.measures.uptake.echoes import echoes
    from intertwine.measures.uptake.first_use import first_uses, incidence
    from intertwine.measures.uptake.interviews import words_of_turns
    from intertwine.measures.uptake.opportunities import opportunities
    from intertwine.measures.uptake.profiles import profiles
    from intertwine.measures.uptake.reuse import reuse
    from intertwine.measures.uptake.shares import shares

    design, uptake = design_of(settings), settings.uptake
    documents, turns, hits = read(DOCUMENTS), read(TURNS), read(HITS)
    tokens = read(TOKENS, ("document_id", "turn", "language"))
    turns = turns.assign(words=words_of_turns(tokens, turns))
    entries = read_codebook(read.path(settings.codebook)).entries
    names = [entry.pattern for entry in entries if entry.code in uptake.names and entry.kind == "literal"]
    times = first_uses(hits, turns, documents)
    spoken = languages_spoken(tokens, turns, documents, share=settings.speaks)
    of_speakers, stretches = reuse(
        turns,
        documents,
        spoken=spoken,
        company=uptake.company,
        lengths={"zh": uptake.zh, "en": uptake.en},
        names=names,
    )
    return {
        UPTAKE: shares(hits, turns, documents, design=design),
        OPPORTUNITIES: opportunities(hits, turns, documents, preceding=settings.prompting.turns, design=design),
        ECHOES: echoes(hits, turns, documents, design=design),
        FIRST_USES: times,
        INCIDENCE: incidence(times),
        REUSE: of_speakers,
        REUSED: stretches,
        PROFILES: profiles(hits, turns, documents, read(LEXICON), spoken=spoken),
    }
