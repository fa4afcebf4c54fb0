"""Words that mark one group of documents against another, within each language.

For each comparison of the settings and each language: rates per 1,000 words, their log ratio with an interval and a
p-value of one F test over clusters, the number of documents, and DPnorm.
Words are those of respondents and authors in the documents that speak the language; function words stay in. Words of
the other language dropped into documents that speak one have a table of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import TOKENS
from intertwine.measures.keyness.records import CODE_SWITCHING, KEYNESS
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, TOKENS),
    writes=(KEYNESS, CODE_SWITCHING),
    settings=("cluster", "comparisons", "confidence", "keyness", "seed", "smallest", "speaks"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return keyness, and words of the other language."""
    from intertwine.measures.design import design_of
    from intertwine.measures.keyness.code_switching import code_switching
    from intertwine.measures.keyness.keyness import Groups, keyness
    from intertwine.measures.languages import languages_spoken

    tokens = read(TOKENS, ("document_id", "turn", "token", "sentence", "norm", "language"))
    turns, documents = read(TURNS, ("document_id", "turn", "speaker", "role")), read(DOCUMENTS)
    spoken = languages_spoken(tokens, turns, documents, share=settings.speaks)
    table = keyness(
        tokens,
        turns,
        documents,
        spoken=spoken,
        comparisons=[Groups(name=each.name, column=each.column, a=each.a, b=each.b) for each in settings.comparisons],
        fewest_documents=settings.keyness.documents,
        highest_dispersion=settings.keyness.dispersion,
        design=design_of(settings),
    )
    return {KEYNESS: table, CODE_SWITCHING: code_switching(tokens, turns, documents, spoken=spoken)}
