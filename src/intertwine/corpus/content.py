"""What is said in a document, as a text that neither names nor the way of writing change."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from intertwine.corpus.identity import clusters
from intertwine.corpus.tables import identified_respondents
from intertwine.language.normal import matching_forms
from intertwine.vocabulary import COUNTED_ROLES

if TYPE_CHECKING:
    from intertwine.corpus.documents import IngestedDocument
    from intertwine.corpus.transcripts import Turn

_NOT_SAID = re.compile(r"[\W_]+")


def document_contents(documents: Sequence[IngestedDocument]) -> dict[str, tuple[str, ...]]:
    """Return by path the hash of what respondents or authors say, then what else tells a document from others.

    Of letters and digits in their matching form, with who speaks told by the order in which speakers begin: files and
    speakers renamed, another format, other marks, spaces or widths, or Traditional characters change nothing. Nor does
    what an interviewer says, unless respondents say the same in two documents: then that tells them apart, or the
    manifest's columns, or what is said in other documents with the same respondents.
    """
    forms = iter(matching_forms([turn.text for each in documents for turn in each.turns]))
    contents = {each.opened.document.path: _content(each, forms) for each in documents}
    cluster = clusters({each.opened.document.path: identified_respondents(each) for each in documents})
    in_cluster: dict[str, list[tuple[str, ...]]] = {}
    for path, content in sorted(contents.items(), key=lambda item: item[1]):
        in_cluster.setdefault(cluster[path], []).append(content)
    shared = {root: _hash(str(held)) for root, held in in_cluster.items()}
    return {path: (*content, shared[cluster[path]]) for path, content in contents.items()}


def _content(each: IngestedDocument, forms: Iterator[str]) -> tuple[str, ...]:
    said = [(turn, _NOT_SAID.sub("", form)) for turn, form in zip(each.turns, forms, strict=False)]
    counted = [(turn, form) for turn, form in said if turn.role in COUNTED_ROLES]
    row = each.opened.document
    speakers = sorted((speaker.role, sorted(speaker.more.items())) for speaker in each.speakers)
    described = (each.language, row.date, sorted(row.more.items()), speakers)
    return _hash(_by_speakers(counted)), _hash(_by_speakers(said)), str(described)


def _by_speakers(said: Sequence[tuple[Turn, str]]) -> str:
    """Return a line for each stretch of one speaker: role, the speaker's number, and what is said."""
    number: dict[str, int] = {}
    stretches = groupby(said, key=lambda pair: (pair[0].role, number.setdefault(pair[0].speaker, len(number))))
    return "\n".join(f"{role} {speaker} {''.join(form for _, form in pairs)}" for (role, speaker), pairs in stretches)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
