"""All tables of a paper, in the order of the workbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from intertwine.tables import (
    codebook,
    cooccurrence,
    corpus,
    differences,
    keyness,
    order,
    planning,
    prevalence,
    reuse,
    robustness,
    three_codes,
    topics,
    uptake,
    validation,
)

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.tables.columns import PaperTable

GALLERY: tuple[Callable[[Results, Settings], PaperTable], ...] = (
    corpus.corpus_table,
    prevalence.prevalence_table,
    cooccurrence.hypotheses_table,
    cooccurrence.units_table,
    cooccurrence.readings_table,
    cooccurrence.cooccurrence_table,
    keyness.keyness_table,
    keyness.code_switching_table,
    topics.topics_table,
    codebook.unused_table,
    robustness.robustness_table,
    differences.differences_table,
    three_codes.configurations_table,
    three_codes.triples_table,
    order.order_table,
    order.passages_table,
    uptake.uptake_table,
    uptake.opportunities_table,
    uptake.echoes_table,
    reuse.lexicon_table,
    reuse.reused_table,
    uptake.profiles_table,
    planning.planning_table,
    validation.validation_table,
    validation.errors_table,
    validation.agreement_table,
    codebook.entries_table,
    codebook.qualifiers_table,
    codebook.influence_table,
    validation.reliability_table,
    codebook.findings_table,
)
"""What makes each table from the results and the settings."""
