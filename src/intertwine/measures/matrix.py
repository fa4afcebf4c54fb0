"""Presence as arrays: units of one kind in rows, codes in columns, documents as stretches of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.design import Cluster
from intertwine.notes import note
from intertwine.vocabulary import AFFIRMING, ALL, COUNTED_ROLES, UNPROMPTED

FEW_CLUSTERS = 20
"""Below this number, what rests on clusters says that there are few."""


def clusters_note(clusters: int, *, needed: int = 0) -> str:
    """Return the note on what rests on so many clusters: no interval below `needed`, few below `FEW_CLUSTERS`.

    >>> clusters_note(12, needed=8), clusters_note(5, needed=8), clusters_note(30, needed=8)
    ('few_clusters(clusters=12)', 'no_interval(clusters=5, needed=8)', '')
    """
    if clusters < needed:
        return note("no_interval", clusters=clusters, needed=needed)
    return note("few_clusters", clusters=clusters) if clusters < FEW_CLUSTERS else ""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """How units lie in documents.

    Attributes
    ----------
    length
        Words in each unit, at least 1.
    bounds
        First unit of each document, and the number of units.
    clusters
        Of each document.
    """

    length: NDArray[np.float64]
    bounds: NDArray[np.intp]
    clusters: NDArray[np.object_]

    def of(self, units: NDArray[np.bool_]) -> Layout:
        """Return the layout of some of the units; documents without any of them are not in it."""
        sizes = np.add.reduceat(units, self.bounds[:-1], dtype=np.intp)
        bounds = np.append(0, np.cumsum(sizes[sizes > 0])).astype(np.intp)
        return Layout(self.length[units], bounds, self.clusters[sizes > 0])


@dataclass(frozen=True, slots=True)
class PresenceMatrix:
    """Presence of codes in the units of one kind and source, in the order of the text.

    Attributes
    ----------
    presence
        Shape (units, codes).
    codes
        Names of the columns, sorted.
    documents
        Ids of the documents, sorted; their units are neighbouring rows.
    bounds
        First row of each document, and the number of rows at the end.
    languages, clusters
        Of each document.
    length
        Words in each unit, at least 1.
    """

    presence: NDArray[np.bool_]
    codes: tuple[str, ...]
    documents: tuple[str, ...]
    bounds: NDArray[np.intp]
    languages: NDArray[np.object_]
    clusters: NDArray[np.object_]
    length: NDArray[np.float64]

    @property
    def layout(self) -> Layout:
        """How the units lie in documents."""
        return Layout(self.length, self.bounds, self.clusters)

    def of(self, document: int) -> NDArray[np.bool_]:
        """Return the rows of one document."""
        return self.presence[self.bounds[document] : self.bounds[document + 1]]

    def part(self, documents: NDArray[np.intp]) -> PresenceMatrix:
        """Return the matrix of some of the documents."""
        rows = np.concatenate([np.arange(self.bounds[one], self.bounds[one + 1]) for one in documents])
        sizes = np.diff(self.bounds)[documents]
        return PresenceMatrix(
            presence=self.presence[rows],
            codes=self.codes,
            documents=tuple(self.documents[one] for one in documents),
            bounds=np.append(0, np.cumsum(sizes)).astype(np.intp),
            languages=self.languages[documents],
            clusters=self.clusters[documents],
            length=self.length[rows],
        )

    def column(self, code: str) -> NDArray[np.bool_]:
        """Return in which units a code is present; nowhere if it never occurs."""
        if code not in self.codes:
            return np.zeros(len(self.presence), dtype=np.bool_)
        return self.presence[:, self.codes.index(code)]

    def columns(self, codes: Sequence[str]) -> NDArray[np.bool_]:
        """Return in which units each of some codes is present, shape (units, codes)."""
        found = np.zeros((len(self.presence), len(codes)), dtype=np.bool_)
        for place, code in enumerate(codes):
            found[:, place] = self.column(code)
        return found

    def documents_with(self, *codes: str) -> int:
        """Return in how many documents all of the codes occur, each in some unit."""
        held = self.columns(codes)
        return int((np.add.reduceat(held, self.bounds[:-1], axis=0) > 0).all(axis=1).sum())

    def sizes(self) -> dict[str, int]:
        """Return the numbers of units, documents and clusters, as tables name them."""
        return {
            "n_units": len(self.presence),
            "n_documents": len(self.documents),
            "n_clusters": len(set(self.clusters)),
        }

    def per_document(self) -> NDArray[np.float64]:
        """Return in how many units of each document each code occurs; shape (documents, codes)."""
        return np.add.reduceat(self.presence, self.bounds[:-1], axis=0, dtype=np.float64)

    def units_per_document(self) -> NDArray[np.float64]:
        """Return the number of units of each document."""
        return np.diff(self.bounds).astype(np.float64)


def counted_units(units: pd.DataFrame, *, kind: str, source: str, language: str = ALL) -> pd.DataFrame:
    """Return the units that are measured: of one kind and source, what respondents or authors say, in their order.

    Parameters
    ----------
    units
        The hand-over table.
    kind, source
        Kind of unit, and source of the documents.
    language
        Of the unit; `ALL` for every language.
    """
    chosen = units[(units["unit_kind"] == kind) & (units["source"] == source) & units["role"].isin(COUNTED_ROLES)]
    if language != ALL:
        chosen = chosen[chosen["language"].astype("str") == language]
    return chosen.assign(document_id=chosen["document_id"].astype("str")).sort_values(["document_id", "position"])


def clusters_of(documents: pd.DataFrame, *, cluster: Cluster) -> pd.Series:
    """Return the cluster of each document, by the document's id.

    Parameters
    ----------
    documents
        The hand-over table; its column `cluster` joins documents that share a respondent.
    cluster
        ``speaker``: as that column says; ``document``: each document is its own.
    """
    ids = documents["document_id"].astype("str")
    names = documents["cluster"] if cluster == "speaker" else ids
    return pd.Series(names.to_numpy(dtype=object), index=pd.Index(ids), dtype=object)


def presence_matrix(
    units: pd.DataFrame, presence: pd.DataFrame, documents: pd.DataFrame, *, kind: str, source: str, cluster: Cluster
) -> PresenceMatrix:
    """Return the presence of codes in the units of `kind` in documents of `source`.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables.
    cluster
        ``speaker``: documents that share a respondent are one cluster; ``document``: each is its own.
    """
    chosen = counted_units(units, kind=kind, source=source)
    present = presence[presence["unit_kind"] == kind]
    rows = pd.Index(chosen["unit_id"]).get_indexer(present["unit_id"])
    present, rows = present[rows >= 0], rows[rows >= 0]
    codes, columns = np.unique(present["code"].astype("str").to_numpy(dtype=object), return_inverse=True)
    matrix = np.zeros((len(chosen), len(codes)), dtype=np.bool_)
    matrix[rows, columns] = True
    ids, first = np.unique(chosen["document_id"].to_numpy(dtype=object), return_index=True)
    known = documents.set_index("document_id").loc[list(ids)]
    return PresenceMatrix(
        presence=matrix,
        codes=tuple(codes),
        documents=tuple(ids),
        bounds=np.append(first, len(chosen)).astype(np.intp),
        languages=known["language"].to_numpy(dtype=object),
        clusters=clusters_of(documents, cluster=cluster).loc[list(ids)].to_numpy(dtype=object),
        length=np.maximum(chosen["length"].to_numpy(dtype=np.float64), 1.0),
    )


def joined_matrix(parts: Sequence[PresenceMatrix]) -> PresenceMatrix:
    """Return the documents of several sources as one matrix."""
    codes = tuple(sorted({code for part in parts for code in part.codes}))
    sizes = np.concatenate([np.diff(part.bounds) for part in parts])
    return PresenceMatrix(
        presence=np.vstack([part.columns(codes) for part in parts]),
        codes=codes,
        documents=tuple(name for part in parts for name in part.documents),
        bounds=np.append(0, np.cumsum(sizes)).astype(np.intp),
        languages=np.concatenate([part.languages for part in parts]),
        clusters=np.concatenate([part.clusters for part in parts]),
        length=np.concatenate([part.length for part in parts]),
    )


def in_reading(presence: pd.DataFrame, reading: str) -> pd.DataFrame:
    """Return presence as one of `READINGS`: of every hit, of those that affirm, or of those no interviewer prompted."""
    if reading == ALL:
        return presence
    kept = presence[list(AFFIRMING)].sum(axis=1) if reading == "affirmed" else presence[reading]
    return presence.assign(hits=kept)[kept > 0]


def hits_in_reading(hits: pd.DataFrame, reading: str) -> pd.DataFrame:
    """Return the hits that count in one of `READINGS`."""
    kept = hits["suppressed_by"] == ""
    if reading == "affirmed":
        kept &= hits["qualifier"].isin(AFFIRMING)
    elif reading == "volunteered":
        kept &= hits["prompting"].isin(["", *UNPROMPTED])
    return hits[kept]


def sources_of(units: pd.DataFrame) -> list[str]:
    """Return the sources whose units are measured, sorted."""
    counted = units.loc[units["role"].isin(COUNTED_ROLES), "source"]
    return sorted(counted.astype("str").unique())


def language_groups(languages: NDArray[np.object_]) -> dict[str, NDArray[np.intp]]:
    """Return the documents of each language, and of all together.

    >>> {name: found.tolist() for name, found in language_groups(np.array(["zh", "en", "zh"], dtype=object)).items()}
    {'all': [0, 1, 2], 'en': [1], 'zh': [0, 2]}
    """
    groups = {ALL: np.arange(len(languages))}
    return groups | {str(name): np.flatnonzero(languages == name) for name in np.unique(languages)}


def generator_for(seed: int, *names: str) -> np.random.Generator:
    """Return the generator of one part of a run: the same for the same seed and names, whatever else is run."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=tuple(crc32(name.encode()) for name in names)))
