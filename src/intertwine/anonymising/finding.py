"""Personal data in a text: stretches and their kinds, none inside another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intertwine.anonymising.listed import Listed
from intertwine.anonymising.numbers import Span, numbers
from intertwine.anonymising.people import people
from intertwine.anonymising.plain import plain

KINDS = ("name", "telephone", "identity", "card", "email", "wechat", "qq", "plate", "passport", "address", "number")
"""What is looked for; of two kinds that claim one stretch the one named first has it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a text, in code points, and its kind."""

    start: int
    end: int
    kind: str


def personal_data(text: str, listed: Listed) -> list[Found]:
    """Return what in `text` may tell who somebody is, in order.

    E-mail addresses and names of accounts come first, for they may hold a listed name; then listed names; then what is
    longest.

    >>> [each.kind for each in personal_data("我叫林悦，電話１３８－００１２－３４５６", Listed(["林悦"]))]
    ['name', 'telephone']
    """
    form = plain(text)
    by_pattern = [*people(form), *numbers(form)]
    whole = [span for span in by_pattern if span[2] in ("email", "wechat")]
    chosen = _apart(sorted(whole, key=_longest))
    chosen = _apart(listed.spans(form), chosen)
    return sorted(
        (Found(*span) for span in _apart(sorted(by_pattern, key=_longest), chosen)), key=lambda found: found.start
    )


def _longest(span: Span) -> tuple[int, int, int]:
    start, end, kind = span
    return start - end, KINDS.index(kind), start


def _apart(spans: Iterable[Span], chosen: Iterable[Span] = ()) -> list[Span]:
    """Return `chosen` with those of `spans`, in order, that overlap nothing chosen before."""
    kept = list(chosen)
    for start, end, kind in spans:
        if all(end <= other_start or start >= other_end for other_start, other_end, _ in kept):
            kept.append((start, end, kind))
    return kept
