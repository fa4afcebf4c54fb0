"""Words that mark one group of documents against another, within each language.

For each comparison of the settings and each language: rates per 1,000 words, the log ratio of mean rates with a
bootstrap interval over clusters, a rank test over clusters by random assignment, the number of documents, and DPnorm.
Words are those of respondents and authors; function words stay in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import TOKENS
from intertwine.measures.keyness.records import KEYNESS
from intertwine.records import Table
from intertwine.stage import Reader, Stage

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

STAGE = Stage(
    reads=(DOCUMENTS, TURNS, TOKENS),
    writes=(KEYNESS,),
    settings=("bootstrap", "cluster", "comparisons", "confidence", "keyness", "permutations", "seed", "smallest"),
)


def run(read: Reader, settings: Settings) -> dict[Table, pd.DataFrame]:
    """Return keyness."""
    from intertwine.measures.design import design_of
    from intertwine.measures.keyness.keyness import Groups, keyness

    table = keyness(
        read(TOKENS, ("document_id", "turn", "token", "sentence", "norm", "language")),
        read(TURNS, ("document_id", "turn", "role")),
        read(DOCUMENTS),
        comparisons=[Groups(name=each.name, column=each.column, a=each.a, b=each.b) for each in settings.comparisons],
        fewest_documents=settings.keyness.documents,
        highest_dispersion=settings.keyness.dispersion,
        design=design_of(settings),
    )
    return {KEYNESS: table}
