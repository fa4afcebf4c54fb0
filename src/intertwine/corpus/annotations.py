"""Annotations on recordings: ELAN (.eaf), Praat (.TextGrid), Transcriber (.trs) and EXMARaLDA (.exb).

What speakers say is in tiers or turns with times; it is put in the order of time, a line a piece.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from intertwine.corpus.lines import Line, Read, counted_finding
from intertwine.corpus.safe_xml import local_name, parse_xml
from intertwine.errors import UserError

if TYPE_CHECKING:
    from lxml import etree

_REMEDY = "a whole file; open it in the program it was made with and save it again"
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+\w+\s+SYSTEM\s+\"[\w.:/-]*\"\s*>")
Piece = tuple[float, str, str]
"""When, who and what."""


def elan_lines(data: bytes) -> Read:
    """Return the annotations of ELAN's tiers that lie on no other tier, in the order of time."""
    root = _root(data)
    times = {slot.get("TIME_SLOT_ID"): float(slot.get("TIME_VALUE") or 0) for slot in _all(root, "TIME_SLOT")}
    tiers = _all(root, "TIER")
    pieces = [
        (times.get(each.get("TIME_SLOT_REF1"), 0.0), str(tier.get("PARTICIPANT") or tier.get("TIER_ID")), _said(each))
        for tier in tiers
        if not tier.get("PARENT_REF")
        for each in _all(tier, "ALIGNABLE_ANNOTATION")
    ]
    return _in_order(pieces, sum(len(_all(tier, "ANNOTATION")) for tier in tiers if tier.get("PARENT_REF")))


def exmaralda_lines(data: bytes) -> Read:
    """Return the events of EXMARaLDA's tiers of transcription (type t), in the order of time."""
    root = _root(data)
    order = {item.get("id"): float(place) for place, item in enumerate(_all(root, "tli"))}
    names = {each.get("id"): _called(each) for each in _all(root, "speaker")}
    pieces, unread = [], 0
    for tier in _all(root, "tier"):
        who, events = tier.get("speaker"), _all(tier, "event")
        if tier.get("type") == "t":
            name = names.get(who, str(who or ""))
            pieces += [(order.get(event.get("start"), 0.0), name, _said(event)) for event in events]
        else:
            unread += len(events)
    return _in_order(pieces, unread)


def transcriber_lines(data: bytes) -> Read:
    """Return the turns of Transcriber."""
    root = _root(data)
    names = {each.get("id"): str(each.get("name") or each.get("id")) for each in _all(root, "Speaker")}
    pieces = [
        (float(place), names.get(turn.get("speaker"), str(turn.get("speaker") or "")), _said(turn))
        for place, turn in enumerate(_all(root, "Turn"))
    ]
    return _in_order(pieces, 0)


def _root(data: bytes) -> etree._Element:
    return parse_xml(_DOCTYPE.sub(b"", data[:2000]) + data[2000:], remedy=_REMEDY)


def _in_order(pieces: list[Piece], unread: int) -> Read:
    said = sorted((piece for piece in pieces if piece[2]), key=lambda piece: piece[0])
    if not said:
        raise UserError("nobody says anything in it", allowed=_REMEDY)
    lines = tuple(Line(number, text, label=who) for number, (_, who, text) in enumerate(said, start=1))
    return lines, counted_finding("annotations on other annotations not read", unread)


def _all(root: etree._Element, name: str) -> list[etree._Element]:
    return [element for element in root.iter() if local_name(element) == name]


def _said(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _called(speaker: etree._Element) -> str:
    short = [_said(each) for each in speaker.iter() if local_name(each) == "abbreviation"]
    return next(filter(None, short), str(speaker.get("id") or ""))


_TIER = re.compile(r"class\s*=\s*\"IntervalTier\"\s*name\s*=\s*\"(?P<name>(?:[^\"]|\"\")*)\"")
_INTERVAL = re.compile(r"xmin\s*=\s*(?P<begins>[\d.]+)\s*xmax\s*=\s*[\d.]+\s*text\s*=\s*\"(?P<text>(?:[^\"]|\"\")*)\"")


def textgrid_lines(text: str) -> Read:
    """Return the lines of the interval tiers of a TextGrid in Praat's long format, each tier a speaker.

    Raises
    ------
    UserError
        If there is no interval tier with text.
    """
    tiers = list(_TIER.finditer(text))
    if not tiers:
        raise UserError("no interval tier in Praat's long format", allowed="in Praat: Save as text file")
    ends = [*(tier.start() for tier in tiers[1:]), len(text)]
    pieces = [
        (float(found["begins"]), tier["name"].replace('""', '"'), " ".join(found["text"].replace('""', '"').split()))
        for tier, end in zip(tiers, ends, strict=True)
        for found in _INTERVAL.finditer(text, tier.end(), end)
    ]
    return _in_order(pieces, 0)
