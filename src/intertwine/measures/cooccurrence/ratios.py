"""What groups are compared by: sums of each document whose totals have an odds ratio, or a share, as their ratio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intertwine.inference.paired import odds_sums
from intertwine.measures.cooccurrence.pairs import CodePair
from intertwine.measures.matrix import PresenceMatrix

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ratios:
    """Numerators and denominators of ratios, shape (documents, ratios), and what is known of the documents."""

    numerator: Numbers
    denominator: Numbers
    documents: tuple[str, ...]
    languages: NDArray[np.object_]
    clusters: NDArray[np.object_]
    units: Numbers


def _ratios(matrix: PresenceMatrix, numerator: Numbers, denominator: Numbers) -> Ratios:
    units = matrix.units_per_document()
    return Ratios(numerator, denominator, matrix.documents, matrix.languages, matrix.clusters, units)


def odds_of_documents(matrix: PresenceMatrix, pairs: Sequence[CodePair]) -> Ratios:
    """Return the sums whose ratios are odds ratios; each language has a slope of length of its own."""
    r, s = (np.empty((len(matrix.documents), len(pairs))) for _ in range(2))
    for language in sorted(set(matrix.languages)):
        chosen = np.flatnonzero(matrix.languages == language)
        part = matrix.part(chosen)
        for place, (a, b) in enumerate(pairs):
            r[chosen, place], s[chosen, place] = odds_sums(part.column(a), part.column(b), part.length, part.bounds)
    return _ratios(matrix, r, s)


def shares_of_documents(matrix: PresenceMatrix, codes: Sequence[str]) -> Ratios:
    """Return units with each code and all units."""
    held = np.add.reduceat(matrix.columns(codes), matrix.bounds[:-1], axis=0, dtype=np.float64)
    return _ratios(matrix, held, np.broadcast_to(matrix.units_per_document()[:, None], held.shape))


def joined_documents(parts: Sequence[Ratios]) -> Ratios:
    """Return the documents of several sources as one."""
    return Ratios(
        numerator=np.vstack([part.numerator for part in parts]),
        denominator=np.vstack([part.denominator for part in parts]),
        documents=tuple(name for part in parts for name in part.documents),
        languages=np.concatenate([part.languages for part in parts]),
        clusters=np.concatenate([part.clusters for part in parts]),
        units=np.concatenate([part.units for part in parts]),
    )
