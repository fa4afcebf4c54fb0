"""The tables of a paper, one module per subject."""

from intertwine.codebook.records import FINDINGS
from intertwine.coding.records import ENTRIES, QUALIFIED, UNUSED
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.cooccurrence.records import (
    CONFIGURATIONS,
    COOCCURRENCE,
    DIFFERENCES,
    INFLUENCE,
    LEFT_OUT,
    PLANNING,
    SPECIFICATIONS,
    TRIPLES,
)
from intertwine.measures.keyness.records import CODE_SWITCHING, KEYNESS
from intertwine.measures.order.records import ORDER, ORDER_PASSAGES
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.measures.topics.records import TOPIC_CODES, TOPIC_EXEMPLARS, TOPICS
from intertwine.measures.uptake.records import ECHOES, LEXICON, OPPORTUNITIES, PROFILES, REUSED, UPTAKE
from intertwine.measures.validation.records import (
    AGREEMENT,
    CORRECTED,
    CORRECTED_DIFFERENCES,
    RELIABILITY,
    VALIDATION,
    VALIDATION_ERRORS,
)
from intertwine.records import Folder, Table

TABLES = Folder("tables")

INPUTS: tuple[Table, ...] = (
    DOCUMENTS,
    UNUSED,
    PREVALENCE,
    COOCCURRENCE,
    KEYNESS,
    CODE_SWITCHING,
    TOPICS,
    TOPIC_CODES,
    TOPIC_EXEMPLARS,
    VALIDATION,
    VALIDATION_ERRORS,
    CORRECTED,
    CORRECTED_DIFFERENCES,
    AGREEMENT,
    ENTRIES,
    QUALIFIED,
    INFLUENCE,
    RELIABILITY,
    FINDINGS,
    SPECIFICATIONS,
    LEFT_OUT,
    DIFFERENCES,
    CONFIGURATIONS,
    TRIPLES,
    ORDER,
    ORDER_PASSAGES,
    UPTAKE,
    OPPORTUNITIES,
    ECHOES,
    LEXICON,
    REUSED,
    PROFILES,
    PLANNING,
)
"""Results that the tables show."""
