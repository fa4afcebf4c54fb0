"""Ids of documents, and which documents are not independent of each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

_NOT_A_SLUG = re.compile(r"[^a-z0-9]+")
_SHORTEST = 6


def document_ids(sources: Mapping[str, str], contents: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return an id for each path in `sources` (path to source): the source and a short hash of what is said in it.

    So ids, and all that is drawn or fitted in their order, are the same whatever files are called; and adding a
    document or changing the order of rows changes no other id. Where two hashes begin alike, both are longer;
    documents in which the same is said are numbered.

    Parameters
    ----------
    contents
        Of each path: the hash of what is said, then what puts documents in order where that is the same.

    >>> document_ids({"林悦.txt": "interview", "b.txt": "interview"}, {"林悦.txt": ["afb63ac2"], "b.txt": ["afb63ac2"]})
    {'b.txt': 'interview-afb63a', '林悦.txt': 'interview-afb63a-002'}
    """
    same: dict[tuple[str, str], list[str]] = {}
    for path in sorted(sources, key=lambda path: (*contents[path][1:], path)):
        same.setdefault((_slug(sources[path]), contents[path][0]), []).append(path)
    short = _shortened(list(same))
    return {
        path: short[key] if number == 1 else f"{short[key]}-{number:03d}"
        for key, paths in same.items()
        for number, path in enumerate(paths, start=1)
    }


def _shortened(waiting: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return each slug with the shortest beginning of its hash that no other of that slug has."""
    short: dict[tuple[str, str], str] = {}
    length = _SHORTEST
    while waiting:
        made = {(slug, whole): f"{slug}-{whole[:length]}" for slug, whole in waiting}
        shared = {made_id for made_id, count in Counter(made.values()).items() if count > 1}
        short |= {key: made_id for key, made_id in made.items() if made_id not in shared}
        waiting = [key for key in waiting if made[key] in shared]
        length += 2
    return short


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
