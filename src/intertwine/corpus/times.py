"""Times in transcripts: ``00:01:05``, ``[10.51s - 39.0s]``, ``10分30秒``, ``上午10:00``, ``#00:00:04-2#``."""

from __future__ import annotations

import re

_HALF = r"(?:[上下]午|早上|晚上|中午|凌晨|傍晚)"
_CLOCK = rf"(?:{_HALF}\s*)?(?:\d{{1,2}}[:：])?\d{{1,2}}[:：]\d{{2}}(?:[.,]\d{{1,3}})?(?!\d)(?:\s?[AaPp]\.?[Mm]\b\.?)?"
_HOURS = r"\d{1,3}\s*(?:hours?|hrs?|h|小时|小時|时|時)"
_MINUTES = r"\d{1,3}\s*(?:minutes?|mins?|m|分钟|分鐘|分)"
_SECONDS = r"\d{1,3}(?:\.\d+)?\s*(?:seconds?|secs?|s|秒)"
_LENGTH = rf"(?:{_HOURS}\s*{_MINUTES}(?:\s*{_SECONDS})?|{_MINUTES}\s*{_SECONDS}|\d+\.\d+\s*(?:s|秒))(?![A-Za-z])"
_ONE = rf"(?:{_CLOCK}|{_LENGTH})"
_DATE = r"(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?[\s,，]+)?"
_SPAN = rf"{_DATE}{_ONE}(?:\s*(?:-->|[-–—~～至到])\s*{_ONE})?"
_WHOLE_SECONDS = rf"{_SECONDS}(?:\s*(?:-->|[-–—~～至到])\s*{_SECONDS})?"
IN_BRACKETS = rf"[\[(（【<]\s*(?:{_SPAN}|{_WHOLE_SECONDS})\s*[\])）】>]"
BETWEEN_SIGNS = r"#\d{1,2}:\d{2}(?::\d{2})?(?:[-.,]\d{1,3})?#"
TIMES = rf"(?:{IN_BRACKETS}|{BETWEEN_SIGNS}|{_SPAN})"
"""Pattern of one time or span of times."""

TIMES_APART = rf"(?:{IN_BRACKETS}|{BETWEEN_SIGNS}|{_SPAN}(?=[\s:：︰﹕∶|,，\])）】>]|$))"
"""The same where what follows is no word: `11:20那次` begins what somebody says."""

LONGEST = 80
"""Characters of a time at most."""

_ONLY = re.compile(rf"\s*{TIMES}\s*")
_FIRST = re.compile(rf"\s*(?:{IN_BRACKETS}|{BETWEEN_SIGNS})\s*")
_FIRST_BARE = re.compile(rf"\s*{_CLOCK}(?:\s*(?:-->|[-–—~～])\s*{_CLOCK})?[\s|,，]+(?=\S)")
_SIGNED = re.compile(rf"\s*{BETWEEN_SIGNS}")


def is_only_time(text: str) -> bool:
    """Return whether a line says only when.

    >>> is_only_time("00:01:05"), is_only_time("10分30秒"), is_only_time("1:05 我来了")
    (True, True, False)
    """
    return len(text) < LONGEST and _ONLY.fullmatch(text) is not None


def without_times(text: str, *, bare: bool = False) -> tuple[str, int]:
    """Return a text without the time at its beginning and those that a program set between ``#``, and how many.

    Parameters
    ----------
    text
        What follows a label, or a line without one.
    bare
        Whether a time without brackets at the beginning is one too: in documents whose labels have such times.

    Examples
    --------
    >>> without_times("[00:12] 我看 #00:17:17-2#")
    ('我看', 2)
    """
    first = _FIRST.match(text) or (_FIRST_BARE.match(text) if bare else None)
    rest, signed = _SIGNED.subn("", text[first.end() :] if first else text)
    return rest.strip(), signed + bool(first)
