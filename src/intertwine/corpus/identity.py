"""Ids of documents, and which documents are not independent of each other."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping

_NOT_A_SLUG = re.compile(r"[^a-z0-9]+")
_SHORTEST = 6


def document_ids(sources: Mapping[str, str]) -> dict[str, str]:
    """Return an id for each path in `sources` (path to source): the source and a short hash of the path.

    The id depends on nothing else, so adding a document or changing the order of rows changes no other id; where two
    hashes begin alike, both are longer.

    >>> document_ids({"interviews/林悦.txt": "interview"})
    {'interviews/林悦.txt': 'interview-e8dfe4'}
    """
    ids: dict[str, str] = {}
    waiting, length = sorted(sources), _SHORTEST
    while waiting:
        made = {path: f"{_slug(sources[path])}-{_hash(path)[:length]}" for path in waiting}
        shared = {made_id for made_id, count in Counter(made.values()).items() if count > 1}
        ids |= {path: made_id for path, made_id in made.items() if made_id not in shared}
        waiting = [path for path in waiting if made[path] in shared]
        length += 2
    return ids


def clusters(respondents: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the cluster of each document: all that are tied by a shared respondent, named by the first of their ids.

    >>> clusters({"a": ["P1"], "b": ["P1", "P2"], "c": ["P2"], "d": []})
    {'a': 'a', 'b': 'a', 'c': 'a', 'd': 'd'}
    """
    root = {document: document for document in sorted(respondents)}

    def first(document: str) -> str:
        while root[document] != document:
            root[document] = document = root[root[document]]
        return document

    spoke_in: dict[str, str] = {}
    for document in sorted(respondents):
        for respondent in respondents[document]:
            first_root, later_root = sorted((first(document), first(spoke_in.setdefault(respondent, document))))
            root[later_root] = first_root
    return {document: first(document) for document in root}


def _slug(source: str) -> str:
    return _NOT_A_SLUG.sub("-", source.lower()).strip("-") or "document"


def _hash(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()
