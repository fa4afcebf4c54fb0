"""Speakers' labels at the beginning of a line: the forms in which people write them.

``林悦：`` ``[林悦]`` ``<林悦>`` ``（林悦）`` ``**林悦**：`` ``### 林悦：`` ``说话人1 00:02`` ``00:00:02 林悦：`` a tab.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from intertwine.corpus.times import IN_BRACKETS, TIMES, TIMES_APART, without_times

LONGEST = 60
"""Characters of a label at most."""

COLONS = ":：︰﹕∶ː꞉"
"""Signs that people take for a colon."""

_HEAD = 4 * LONGEST
"""Characters of a line in which a label, its times and its marks stand."""

_COLON = rf"[{COLONS}](?!//)"
_LEAD = re.compile(rf"\s*(?:>>\s*)?(?P<heading>\#{{1,6}}\s+)?(?:(?P<time>{TIMES})[\s,，|]*)?(?:[-–—•]\s*)?")
_NAME = rf"[^{COLONS}\t\n]{{1,{LONGEST}}}?"
_AFTER = rf"\s*(?:(?P<time>{TIMES_APART})\s*)?(?P<colon>{_COLON})?"
_FORMS = {
    "bold": re.compile(
        rf"(?P<mark>\*{{1,3}}|__)(?:{TIMES}\s*)?(?P<name>[^*_\n]{{1,{LONGEST}}}?)\s*(?P<inside>{_COLON})?\s*(?P=mark)"
        rf"{_AFTER}"
    ),
    "bracket": re.compile(
        rf"[\[【〔［<＜〈](?P<name>[^\[\]【】〔〕［］<>＜＞〈〉\n]{{1,{LONGEST}}})[\]】〕］>＞〉](?!\(){_AFTER}"
    ),
    "round": re.compile(
        rf"[(（「『｛{{《](?P<name>[^()（）「」『』｛｝{{}}《》\n]{{1,{LONGEST}}})[)）」』｝}}》]{_AFTER}"
    ),
    "timed": re.compile(rf"(?P<name>{_NAME})(?:\s+|(?=[\[(（【]))(?P<time>{TIMES_APART})\s*(?P<colon>{_COLON})?"),
    "tab": re.compile(rf"(?P<name>{_NAME})\s*(?P<colon>{_COLON})?\t+(?:(?P<time>{TIMES_APART})\t+)?"),
    "plain": re.compile(
        rf"(?P<name>[^{COLONS}\t\n*#<>\[\]【】]{{1,{LONGEST}}}?)\s*(?P<colon>(?<!\d){_COLON}|[{COLONS}](?![\d/]))"
    ),
}
ONLY_OF_SPEAKERS = ("alone", "round")
"""Forms in which remarks and headings are written too: labels where they name a known speaker, or say what one does."""

_ALONE = re.compile(rf"\s*(?P<heading>\#{{1,6}}\s+)?(?P<name>{_NAME})\s*(?P<colon>[{COLONS}])?\s*#*\s*$")
_IN_BRACKETS = re.compile(IN_BRACKETS)


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
        return self.form not in ("plain:", "tab", "tab:", "alone", "round") and not self.form.endswith("+")


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
    possible = [_candidate(kind, lead, match, text) for kind, match in matches if match and not _is_time(match)]
    return [candidate for candidate in possible if candidate.label and not candidate.label.isdigit()]


def _candidate(kind: str, lead: re.Match[str] | None, match: re.Match[str], text: str) -> Candidate:
    groups = match.groupdict()
    rest = "" if kind == "alone" else without_times(text[match.end() :])[0]
    heading = "#" if lead and lead["heading"] else ""
    time = "@" if groups.get("time") or (lead and lead["time"]) else ""
    colon = ":" if groups.get("colon") or groups.get("inside") else ""
    runs_on = "+" if rest and (heading or (kind == "timed" and not colon)) else ""
    return Candidate(match["name"].strip(" \t*_"), rest, f"{kind}{heading}{time}{colon}{runs_on}")


def _is_time(match: re.Match[str]) -> bool:
    return _IN_BRACKETS.fullmatch(match[0].strip()) is not None
