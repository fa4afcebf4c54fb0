"""Captions and lyrics of further formats, as captions that `captions` reads: .sbv, .lrc, .ass and .ssa, .ttml."""

from __future__ import annotations

import re

from intertwine.corpus.captions import caption_lines
from intertwine.corpus.lines import Line, Read
from intertwine.corpus.safe_xml import local_name, parse_xml
from intertwine.errors import UserError

_TIME = r"\d{1,2}:\d{2}:\d{2}[.,]\d{1,3}"
_YOUTUBE = re.compile(rf"^({_TIME}),({_TIME})\s*$", re.MULTILINE)
_LYRICS = re.compile(r"^(?:\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\])+", re.MULTILINE)
_LYRICS_HEADER = re.compile(r"^\[[a-z]{2,6}:[^\]]*\]\s*$", re.MULTILINE)
_CHANGES = re.compile(r"\{[^{}]*\}")
_FIELDS = 10


def sbv_lines(text: str) -> Read:
    """Return the lines of captions as YouTube gives them."""
    return caption_lines(_YOUTUBE.sub(r"\1 --> \2", text))


def lrc_lines(text: str) -> Read:
    """Return the lines of lyrics with times: each stands for itself."""
    plain = _LYRICS.sub("", _LYRICS_HEADER.sub("", text))
    rows = enumerate(plain.split("\n"), start=1)
    return tuple(Line(number, row.strip()) for number, row in rows if row.strip()), ()


def ass_lines(text: str) -> Read:
    """Return the lines of dialogue of SubStation Alpha, with the names of actors."""
    lines = []
    for number, row in enumerate(text.split("\n"), start=1):
        kind, _, rest = row.partition(":")
        fields = rest.split(",", _FIELDS - 1)
        if kind.strip().lower() == "dialogue" and len(fields) == _FIELDS:
            said = _CHANGES.sub("", fields[-1]).replace("\\N", " ").replace("\\n", " ").strip()
            lines += [Line(number, said, label=fields[4].strip())] if said else []
    return tuple(lines), ()


def ttml_lines(data: bytes) -> Read:
    """Return the paragraphs of timed text, with the names of their agents.

    Raises
    ------
    UserError
        If it is no XML, or holds no paragraph.
    """
    root = parse_xml(data, remedy="a whole file, or the captions saved as .srt or .vtt")
    names: dict[str, str] = {}
    lines: list[Line] = []
    for element in root.iter():
        about = {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}
        if local_name(element) == "agent":
            names[str(about.get("id"))] = " ".join("".join(map(str, element.itertext())).split())
        if local_name(element) == "p":
            for broken in element.iter():
                if local_name(broken) == "br":
                    broken.tail = f" {broken.tail or ''}"
            said = " ".join("".join(map(str, element.itertext())).split())
            agent = str(about.get("agent", ""))
            lines += [Line(len(lines) + 1, said, label=names.get(agent, agent))] if said else []
    if not lines:
        raise UserError("there is no text in the file", allowed="a whole copy, or no row for it in documents.csv")
    return tuple(lines), ()
