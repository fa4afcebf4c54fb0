"""Ways inside the page from a number to the hits behind it: addresses of the concordance with filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from intertwine.codebook.reading import Codebook
from intertwine.vocabulary import ALL, PROMPTING
from intertwine.wording.labels import Labels


def link(**filters: str) -> str:
    """Return the address, inside the page, of the concordance with these filters.

    >>> link(code="security", **{"with": "threat"}, source="")
    '#code=security&with=threat'
    """
    return "#" + urlencode({name: value for name, value in filters.items() if value})


def pair_link(code_a: str, code_b: str, source: str, language: str) -> str:
    """Return the address of the hits in units where two codes meet."""
    named = {"code": code_a, "with": code_b, "source": source, "language": "" if language == ALL else language}
    return link(**named)


@dataclass(frozen=True, slots=True)
class CellLinks:
    """What cells of tables may name, and so which hits a row leads to.

    Attributes
    ----------
    heads
        Heads of columns that hold codes.
    codes
        Paths of the codebook.
    shown
        Sources, languages, kinds of unit and ways of prompting: filter and value, by what a cell shows.
    entries
        Language and pattern of each entry, by its id.
    words
        Heads of columns that hold words (of a list, the first is meant).

    Examples
    --------
    >>> cells = CellLinks(
    ...     frozenset({"A", "B"}), frozenset({"security", "threat"}), {"interviews": ("source", "interview")}
    ... )
    >>> cells.link(["", "A", "B", "n"], ["interviews", "security", "threat", "33"])
    '#source=interview&code=security&with=threat'
    """

    heads: frozenset[str]
    codes: frozenset[str]
    shown: Mapping[str, tuple[str, str]]
    entries: Mapping[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset({"word"})

    def link(self, heads: Sequence[str], row: Sequence[str]) -> str:
        """Return the address of the hits behind a row, empty if it names neither code nor entry nor word."""
        codes = [cell for head, cell in zip(heads, row, strict=True) if head in self.heads and cell in self.codes]
        filters = dict(self.shown[cell] for cell in row if cell in self.shown)
        entry = next((self.entries[cell] for cell in row if cell in self.entries), "")
        if entry:
            return link(**filters, entry=entry)
        words = [cell.split(", ")[0] for head, cell in zip(heads, row, strict=True) if head in self.words]
        if words:
            return link(language=filters.get("language", ""), q=words[0])
        return link(**filters, code=codes[0], **{"with": "".join(codes[1:2])}) if codes else ""


def cell_links(
    codebook: Codebook, labels: Labels, *, sources: Sequence[str], languages: Sequence[str], units: Sequence[str]
) -> CellLinks:
    """Return what the cells of this study's tables may name, in the words in which `labels` shows it."""
    names = {"source": sources, "language": languages, "unit": units}
    shown = {labels.say(name): (kind, name) for kind, listed in names.items() for name in listed}
    shown |= {labels.say("affirmed"): ("qualifier", "affirming")}
    shown |= {labels.say(way): ("prompting", way) for way in (*PROMPTING, "unprompted")}
    return CellLinks(
        heads=frozenset(labels.head(column) for column in ("code", "code_a", "code_b")),
        codes=frozenset(codebook.labels),
        shown=shown,
        entries={entry.entry_id: f"{entry.language}:{entry.pattern}" for entry in codebook.entries},
        words=frozenset(labels.head(column) for column in ("word", "words")),
    )
