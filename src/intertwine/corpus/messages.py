"""E-mail (.eml): the text of a message."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser

from intertwine.corpus.characters import without_invisible
from intertwine.corpus.lines import Read, counted_finding
from intertwine.corpus.plain_text import plain_lines
from intertwine.corpus.web_page import page_lines
from intertwine.errors import UserError


def eml_lines(data: bytes) -> Read:
    """Return the text of a message; its head and what is attached are not read."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    body = message.get_body(preferencelist=("plain", "html"))
    try:
        text = str(body.get_content()) if body is not None else ""
    except (LookupError, ValueError, KeyError):
        raise UserError("the text of the message cannot be read", allowed="its text saved as .txt") from None
    attached = counted_finding("attachments not read", sum(1 for _ in message.iter_attachments()))
    if body is not None and body.get_content_subtype() == "html":
        lines, findings = page_lines(text)
        return lines, (*findings, *attached)
    return plain_lines(without_invisible(text)[0]), attached
