"""Transcripts in CHAT (.cha), the format of TalkBank: main lines are read, headers and dependent tiers are not."""

from __future__ import annotations

import re

from intertwine.corpus.lines import Line, Read, counted_finding

_MAIN = re.compile(r"\*(?P<who>[A-Za-z0-9_-]{1,8})(?:-[^:\s]*)?:\s*(?P<text>.*)")
_BULLET = re.compile(r"[\x15\u2022\u00b7]?\s*\d+_\d+\s*[\x15\u2022\u00b7]?|\x15[^\x15]*\x15")
_CODES = re.compile(
    r"\[[^\[\]]*\]|\(\.{1,3}\)|&[=~+-][\w:'-]*(?=\s|$)|[<>‹›]|\+[^\s\w]*(?=\s|$)|@[a-z]+(?::\w+)?\b|\b0\w*\b|"
    r"[↑↓↗↘≈⌈⌉⌊⌋°∆∇]"
)
_FILLER = re.compile(r"&-(?=\w)")
_HALF = re.compile(r"\((\w+)\)")
_NOTHING = re.compile(r"\b(?:xxx|yyy|www)\b")
_SPACED_END = re.compile(r"\s+(?=[.?!,;:]|$)")
_BEGIN = re.compile(r"\ufeff?\s*@(?:UTF8|Begin|Loc:|Font|PID)", re.IGNORECASE)


def is_chat(text: str) -> bool:
    r"""Return whether a text is in CHAT, whatever its name: it begins with a header of that format.

    >>> is_chat("@UTF8\n@Begin\n"), is_chat("@anna: hello")
    (True, False)
    """
    return _BEGIN.match(text[:200]) is not None


def chat_lines(text: str) -> Read:
    """Return the main lines, each with the code of its speaker; codes of the transcriber are taken out of the words.

    References
    ----------
    MacWhinney, The CHILDES Project: Tools for Analyzing Talk, part 1 (the CHAT transcription format).
    """
    lines: list[Line] = []
    unread = 0
    spoken = False
    for number, raw in enumerate(text.split("\n"), start=1):
        main = _MAIN.match(raw)
        if main:
            spoken = True
            lines.append(Line(number, _words(main["text"]), label=main["who"]))
        elif raw[:1] in ("\t", " ") and spoken and raw.strip():
            before = lines.pop()
            lines.append(Line(before.number, f"{before.text} {_words(raw)}".strip(), label=before.label))
        elif raw.strip():
            spoken = False
            unread += 1
    return tuple(line for line in lines if line.text), counted_finding("headers and tiers not read", unread)


def _words(text: str) -> str:
    plain = _FILLER.sub("", _BULLET.sub("", text))
    plain = _NOTHING.sub("", _CODES.sub("", _HALF.sub(r"\1", plain)))
    return _SPACED_END.sub("", re.sub(r"\s+", " ", plain)).strip()
