"""Sentences that tell a person what a format could not hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intertwine.codebook.cells import CodebookCells
from intertwine.input_tables import InputRow

_SHOWN = 3
_SHOWN_LENGTH = 24


def loss_sentences(number: int, singular: str, plural: str, rest: str, *, examples: Sequence[str] = ()) -> list[str]:
    """Return one sentence that counts a loss, or none where nothing was lost.

    Parameters
    ----------
    number
        How many.
    singular, plural
        What they are called: ``entry``, ``entries``.
    rest
        What became of them, in words that fit one as well as several.
    examples
        Some of them; the first three are shown, cut short.

    >>> loss_sentences(2, "entry", "entries", "left out: no expressions", examples=["a|b", "c+"])
    ['2 entries left out: no expressions (a|b, c+)']
    >>> loss_sentences(0, "entry", "entries", "left out")
    []
    """
    if not number:
        return []
    shown = ", ".join(example[:_SHOWN_LENGTH] for example in examples[:_SHOWN])
    more = ", …" if len(examples) > _SHOWN else ""
    return [f"{number} {singular if number == 1 else plural} {rest}" + (f" ({shown}{more})" if shown else "")]


def losses_of_word_list(cells: CodebookCells, kept: Iterable[InputRow], program: str) -> list[str]:
    """Return what a list of words under names cannot hold.

    Parameters
    ----------
    cells
        The codebook.
    kept
        The rows of the entries whose pattern is held.
    program
        Whose format it is.
    """
    rows, codes = list(kept), cells.codes.rows
    losses = (
        (_filled(rows, "exclude"), "entry", "entries", "lost the contexts that exclude"),
        (_filled(rows, "concept"), "entry", "entries", "lost the concept"),
        (sum(row["tier"].lower() == "extended" for row in rows), "entry", "entries", "lost the tier extended"),
        (_filled(rows, "source", "note"), "entry", "entries", "lost the source or note"),
        (_filled(codes, "label_en", "label_zh"), "code", "codes", "lost the labels"),
        (
            _filled(codes, "definition_en", "definition_zh", "example_en", "example_zh", "note"),
            "code",
            "codes",
            "lost the definitions, examples or note",
        ),
        (len(cells.qualifiers.rows), "qualifier", "qualifiers", "left out"),
    )
    return [
        sentence
        for number, singular, plural, what in losses
        for sentence in loss_sentences(number, singular, plural, f"{what}: {program} has no place for that")
    ]


def _filled(rows: Iterable[InputRow], *columns: str) -> int:
    return sum(any(row[column] for column in columns) for row in rows)
