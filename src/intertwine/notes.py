"""Notes on results as facts: a kind with its numbers, so that nobody has to read a sentence again.

In a table the column `note` holds them as text, such as ``few_clusters(clusters=12); exploratory()``; what people read
is worded from them in `wording/notes.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Value = int | float | str | tuple[int, ...]

BETWEEN = "|"
"""What stands between the numbers of a list."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note.

    Attributes
    ----------
    kind
        What kind of note it is, such as ``too_few_documents``.
    numbers
        Its numbers and names, in the order in which the kind names them, as text.
    """

    kind: str
    numbers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}({', '.join(f'{name}={value}' for name, value in self.numbers)})"


def note(kind: str, **values: Value) -> str:
    """Return one note as a table holds it.

    >>> note("too_few_documents", documents=3, needed=5)
    'too_few_documents(documents=3, needed=5)'
    """
    return str(Note(kind, tuple((name, _as_text(value)) for name, value in values.items())))


def joined(*notes: str) -> str:
    """Return several notes as one cell; empty ones are left out.

    >>> joined("few_clusters(clusters=12)", "", "exploratory()")
    'few_clusters(clusters=12); exploratory()'
    """
    return "; ".join(each for each in notes if each)


def parsed(cell: str) -> tuple[Note, ...]:
    """Return the notes in a cell of the column `note`.

    >>> parsed("few_clusters(clusters=12); exploratory()")[0]
    Note(kind='few_clusters', numbers=(('clusters', '12'),))

    Raises
    ------
    ValueError
        If the cell holds anything else.
    """
    if not cell:
        return ()
    found = [_NOTE.fullmatch(part) for part in cell.split("; ")]
    if not all(found):
        raise ValueError(f"not a note: {cell}")
    return tuple(Note(each["kind"], _values(each["values"])) for each in found if each)


def kinds(cell: str) -> frozenset[str]:
    """Return the kinds of the notes in a cell.

    >>> sorted(kinds("few_clusters(clusters=12); exploratory()"))
    ['exploratory', 'few_clusters']
    """
    return frozenset(each.kind for each in parsed(cell))


_NOTE = re.compile(r"(?P<kind>[a-z_]+)\((?P<values>[^()]*)\)")


def _values(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.partition("=") for part in text.split(", ") if part]
    return tuple((name, value) for name, _, value in pairs)


def _as_text(value: Value) -> str:
    """Return a value as text without the marks that notes are made of."""
    if isinstance(value, tuple):
        return BETWEEN.join(str(each) for each in value)
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return re.sub(r"[(),;=]", " ", text)
