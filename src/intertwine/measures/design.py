"""How every measure is made: what is independent, what is too small, how often is drawn, how wide intervals are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from intertwine.config import Settings


Cluster = Literal["speaker", "document"]
"""What is independent of its like: ``speaker`` joins documents that share a respondent, ``document`` does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The design of a study, the same for every measure.

    Attributes
    ----------
    cluster
        What is independent of its like.
    confidence
        Coverage of intervals.
    seed
        The one seed of everything random.
    documents
        Documents in which a code, or both codes of a pair, must occur for anything to be estimated.
    expected
        Units in which a pair must be expected to meet by chance.
    clusters
        Clusters without which no interval is given.
    permutations, resamples
        Draws behind each p-value, and resamples behind each interval; 0 where a stage declares that it draws none, and
        to draw all the same is an error.
    """

    cluster: Cluster
    confidence: float
    seed: int
    documents: int
    expected: float
    clusters: int
    permutations: int = 0
    resamples: int = 0


DESIGN_SETTINGS = ("cluster", "confidence", "seed", "smallest")
"""The settings that every design is made from; `permutations` and `bootstrap` where a stage draws."""


def design_of(settings: Settings) -> Design:
    """Return the design that the settings state."""
    return Design(
        cluster=settings.cluster,
        confidence=settings.confidence,
        seed=settings.seed,
        documents=settings.smallest.documents,
        expected=settings.smallest.expected,
        clusters=settings.smallest.clusters,
        permutations=getattr(settings, "permutations", 0),
        resamples=getattr(settings, "bootstrap", 0),
    )
