"""Prose: every paragraph is a turn of its author."""

from __future__ import annotations

from collections.abc import Sequence

from intertwine.corpus.characters import join_wrapped
from intertwine.corpus.lines import Line, ReadFile
from intertwine.corpus.transcripts import Turn

AUTHOR = "author"
"""Role of who wrote prose, and the speaker where the manifest names none."""


def prose_turns(reading: ReadFile, author: str = AUTHOR) -> list[Turn]:
    """Return a turn for each paragraph; headings, items and rows of tables are paragraphs too."""
    texts = (
        join_wrapped(reading.words(line.text) for line in paragraph) for paragraph in _lines_by_paragraph(reading.lines)
    )
    return [Turn(author, AUTHOR, text) for text in texts if text]


def _lines_by_paragraph(lines: Sequence[Line]) -> list[list[Line]]:
    paragraphs: list[list[Line]] = []
    for line in lines:
        if line.starts or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs
