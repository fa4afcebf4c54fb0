"""Speakers' labels at the beginning of a line: the forms in which people write them.

``林悦：`` ``[林悦]`` ``**林悦**：`` ``### 林悦：`` ``说话人1 00:02`` ``林悦 00:00:02`` ``00:00:02 林悦：`` and a tab.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 60
"""Characters of a label at most."""

_HEAD = 4 * LONGEST
"""Characters of a line in which a label, its times and its marks stand."""

_TIME = r"(?:\d{1,2}[:：])?\d{1,2}[:：]\d{2}(?:[.,]\d{1,3})?(?!\d)"
_DATE = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+)?"
_SPAN = rf"{_DATE}{_TIME}(?:\s*(?:-->|[-–—~～])\s*{_TIME})?"
_TIMES = rf"(?:[\[(（【]\s*{_SPAN}\s*[\])）】]|{_SPAN})"
_COLON = r"[:：](?!//)"
_LEAD = re.compile(rf"\s*(?:>>\s*)?(?P<heading>\#{{1,6}}\s+)?(?:(?P<time>{_TIMES})[\s,，|]*)?(?:[-–—•]\s*)?")
_NAME = rf"[^:：\t\n]{{1,{LONGEST}}}?"
_AFTER = rf"\s*(?:(?P<time>{_TIMES})\s*)?(?P<colon>{_COLON})?"
_FORMS = {
    "bold": re.compile(
        rf"(?P<mark>\*{{1,3}}|__)(?P<name>[^*_\n]{{1,{LONGEST}}}?)\s*(?P<inside>{_COLON})?\s*(?P=mark){_AFTER}"
    ),
    "bracket": re.compile(rf"[\[【〔](?P<name>[^\[\]【】〔〕\n]{{1,{LONGEST}}})[\]】〕](?!\(){_AFTER}"),
    "timed": re.compile(rf"(?P<name>{_NAME})(?:\s+|(?=[\[(（【]))(?P<time>{_TIMES})\s*(?P<colon>{_COLON})?"),
    "tab": re.compile(rf"(?P<name>{_NAME})\s*(?P<colon>{_COLON})?\t+(?:(?P<time>{_TIMES})\t+)?"),
    "plain": re.compile(
        rf"(?P<name>[^:：\t\n*#<>\[\]【】]{{1,{LONGEST}}}?)\s*(?P<colon>(?<!\d){_COLON}|[:：](?![\d/]))"
    ),
}
_ALONE = re.compile(rf"\s*(?P<heading>\#{{1,6}}\s+)?(?P<name>{_NAME})\s*(?P<colon>[:：])?\s*#*\s*$")
_TIME_OF_TEXT = re.compile(rf"\s*[\[(（【]\s*{_SPAN}\s*[\])）】]\s*")
_ONLY_TIME = re.compile(rf"\s*{_TIMES}\s*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a speaker's label at the beginning of a line.

    Attributes
    ----------
    label
        The name as written, without marks, times and colon.
    text
        The rest of the line.
    form
        How it is written: the kind of its mark, and ``#``, ``@``, ``:`` where a heading, a time and a colon are part of
        it, and ``+`` where text follows a heading's colon or a bare time. One document writes its labels in one form,
        or a few.
    """

    label: str
    text: str
    form: str

    @property
    def is_explicit(self) -> bool:
        """Whether it is marked by more than a colon."""
        return self.form not in ("plain:", "tab", "tab:", "alone") and not self.form.endswith("+")


def candidates(text: str) -> list[Candidate]:
    """Return what may be a speaker's label at the beginning of `text`, the most explicit form first.

    >>> [(found.label, found.text) for found in candidates("[00:01:05] 林悦：我觉得挺好的")]
    [('林悦', '我觉得挺好的')]
    """
    head = text[:_HEAD]
    lead = _LEAD.match(head)
    begins = lead.end() if lead else 0
    matches = [(kind, pattern.match(head, begins)) for kind, pattern in _FORMS.items()]
    if len(text) <= LONGEST + 10:
        matches.append(("alone", _ALONE.match(text, begins)))
    possible = [_candidate(kind, lead, match, text) for kind, match in matches if match]
    return [candidate for candidate in possible if candidate.label and not candidate.label.isdigit()]


def _candidate(kind: str, lead: re.Match[str] | None, match: re.Match[str], text: str) -> Candidate:
    groups = match.groupdict()
    rest = "" if kind == "alone" else _without_time(text[match.end() :])
    heading = "#" if lead and lead["heading"] else ""
    time = "@" if groups.get("time") or (lead and lead["time"]) else ""
    colon = ":" if groups.get("colon") or groups.get("inside") else ""
    runs_on = "+" if rest and (heading or (kind == "timed" and not colon)) else ""
    return Candidate(match["name"].strip(" \t*_"), rest, f"{kind}{heading}{time}{colon}{runs_on}")


def is_only_time(text: str) -> bool:
    """Return whether a line says only when.

    >>> is_only_time("00:01:05"), is_only_time("1:05 我来了")
    (True, False)
    """
    return len(text) < _HEAD and _ONLY_TIME.fullmatch(text) is not None


def _without_time(text: str) -> str:
    time = _TIME_OF_TEXT.match(text)
    return (text[time.end() :] if time else text).strip()
