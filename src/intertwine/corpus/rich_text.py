"""Rich text (.rtf): its paragraphs, by striprtf."""

from __future__ import annotations

from intertwine.corpus.characters import without_invisible
from intertwine.corpus.lines import Read, counted_finding
from intertwine.corpus.plain_text import plain_lines
from intertwine.errors import UserError


def rtf_lines(data: bytes) -> Read:
    """Return the paragraphs of rich text.

    Raises
    ------
    UserError
        If the file is damaged.
    """
    from striprtf.striprtf import rtf_to_text

    try:
        text = str(rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, RecursionError):
        raise UserError("the file is damaged", allowed="open it in a word processor and save it as .docx") from None
    plain, invisible = without_invisible(text)
    return plain_lines(plain), counted_finding("invisible characters not read", invisible)
