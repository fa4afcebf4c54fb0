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

GALLERY: dict[str, Callable[[Results, Settings], PaperTable]] = {
    "corpus": corpus.corpus_table,
    "prevalence": prevalence.prevalence_table,
    "hypotheses": cooccurrence.hypotheses_table,
    "units": cooccurrence.units_table,
    "readings": cooccurrence.readings_table,
    "cooccurrence": cooccurrence.cooccurrence_table,
    "keyness": keyness.keyness_table,
    "code_switching": keyness.code_switching_table,
    "topics": topics.topics_table,
    "unused": codebook.unused_table,
    "robustness": robustness.robustness_table,
    "differences": differences.differences_table,
    "configurations": three_codes.configurations_table,
    "triples": three_codes.triples_table,
    "order": order.order_table,
    "passages": order.passages_table,
    "uptake": uptake.uptake_table,
    "opportunities": uptake.opportunities_table,
    "echoes": uptake.echoes_table,
    "lexicon": reuse.lexicon_table,
    "reused": reuse.reused_table,
    "profiles": uptake.profiles_table,
    "planning": planning.planning_table,
    "validation": validation.validation_table,
    "errors": validation.errors_table,
    "agreement": validation.agreement_table,
    "entries": codebook.entries_table,
    "qualifiers": codebook.qualifiers_table,
    "influence": codebook.influence_table,
    "reliability": validation.reliability_table,
    "findings": codebook.findings_table,
}
"""What makes each table from the results and the settings, by its name."""
