"""Words that mark one group of documents against another, within each language.

Reads documents, turns and tokens. For each comparison of the settings and each language: rates per 1,000 words, the log
ratio of mean rates with a bootstrap interval over clusters, a rank test over clusters by random assignment, the number
of documents, and DPnorm. Words are those of respondents and authors; function words stay in. Writes keyness.csv.
"""

from __future__ import annotations

import argparse

from intertwine import records
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import TOKENS
from intertwine.measures.keyness.records import KEYNESS
from intertwine.stages import chosen_settings, path_argument, settings_arguments, summarised


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    for name in ("documents", "turns", "tokens"):
        path_argument(parser, name, f"{name}.parquet to read")
    path_argument(parser, "keyness", "keyness.csv to write")


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.measures.keyness.keyness import Rules, keyness

    settings = chosen_settings(chosen, "key")
    rules = Rules(
        documents=settings.keyness.documents,
        dispersion=settings.keyness.dispersion,
        cluster=settings.cluster,
        clusters=settings.smallest.clusters,
        permutations=settings.permutations,
        resamples=settings.bootstrap,
        confidence=settings.confidence,
        seed=settings.seed,
    )
    comparisons = [(each.name, each.column, each.a, each.b) for each in settings.comparisons]
    with summarised("key") as summary:
        tokens = records.read(TOKENS, chosen.tokens, ("document_id", "turn", "token", "sentence", "norm", "language"))
        turns = records.read(TURNS, chosen.turns, ("document_id", "turn", "role"))
        documents = records.read(DOCUMENTS, chosen.documents)
        found = keyness(tokens, turns, documents, comparisons=comparisons, rules=rules)
        records.write(KEYNESS, found, chosen.keyness)
        summary.count(tokens=len(tokens), comparisons=len(comparisons), words=len(found))
