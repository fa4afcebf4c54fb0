"""Numbers of persons in plain text: telephones, identity cards, bank cards, and other long numbers.

Separators (spaces, dashes, dots, brackets, signs without width) may stand between any two digits, and digits may be
written in Chinese. Identity numbers are told by their check digits: mainland China by ISO 7064 MOD 11-2 (GB 11643),
Hong Kong and Taiwan by weighted sums; bank cards by Luhn's sum (ISO/IEC 7812).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Span = tuple[int, int, str]

_BETWEEN = r"[ \t().\-\u200b-\u200f\u2060\ufeff]{0,3}"
_DIGITS = str.maketrans("零〇一二三四五六七八九幺", "001234567891")
_SEPARATORS = re.compile(r"[^0-9A-Za-z]")
_MONEY_BEFORE = re.compile(r"(?:[$¥€£]|RMB|HKD|USD)\s?$")
_MONEY_AFTER = re.compile(r"\s?(?:元|块|万|亿|千|人|名|次|条|%|美元|港币|yuan|RMB|dollars|people|users|million)")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[0-5]\d)*")
_YEARS = re.compile(r"(?:19|20)\d\d(?:19|20)\d\d")


def _digits(least: int, most: int) -> str:
    return rf"(?:{_BETWEEN}\d){{{least},{most}}}"


def is_chinese_identity(number: str) -> bool:
    """Return whether 18 signs are an identity number of mainland China, by the check digit.

    >>> is_chinese_identity("11010519491231002X"), is_chinese_identity("110105194912310021")
    (True, False)
    """
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17].upper()


def is_hong_kong_identity(number: str) -> bool:
    """Return whether letters, six digits and a check sign are an identity number of Hong Kong.

    >>> is_hong_kong_identity("G123456A"), is_hong_kong_identity("G1234560")
    (True, False)
    """
    body = [36, *(int(sign, 36) for sign in number.upper())][-9:]
    total = sum(value * weight for value, weight in zip(body, range(9, 0, -1), strict=True))
    return total % 11 == 0


def is_taiwanese_identity(number: str) -> bool:
    """Return whether a letter and nine digits are an identity number of Taiwan, by the check digit.

    >>> is_taiwanese_identity("A123456789"), is_taiwanese_identity("A123456788")
    (True, False)
    """
    letter = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(number[0].upper()) + 10
    digits = [letter // 10, letter % 10, *map(int, number[1:])]
    return (
        sum(digit * weight for digit, weight in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0
    )


def is_bank_card(number: str) -> bool:
    """Return whether digits are a card number by Luhn's sum.

    >>> is_bank_card("4111111111111111"), is_bank_card("4111111111111112")
    (True, False)
    """
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return len(set(number)) > 1 and sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def _is_short_telephone(number: str) -> bool:
    return not _DAY.fullmatch(number) and not _YEARS.fullmatch(number)


def _is_with_area(number: str) -> bool:
    return 9 <= len(number) <= 12


def _is_any(number: str) -> bool:
    return bool(number)


def _is_long(number: str) -> bool:
    return not _DAY.fullmatch(number)


_NUMBERS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = tuple(
    (kind, re.compile(rf"(?<![0-9A-Za-z]){pattern}(?![0-9A-Za-z])"), check)
    for kind, pattern, check in (
        ("identity", rf"[1-9]{_digits(16, 16)}{_BETWEEN}[\dXx]", is_chinese_identity),
        ("identity", rf"[A-Za-z]{{1,2}}{_digits(6, 6)}{_BETWEEN}[\dAa]\)?", is_hong_kong_identity),
        ("identity", rf"[A-Za-z]{_BETWEEN}[1289]{_digits(8, 8)}", is_taiwanese_identity),
        ("card", rf"[2-69]{_digits(12, 18)}", is_bank_card),
        ("telephone", rf"(?:\+?8{_BETWEEN}6{_BETWEEN})?1{_BETWEEN}[3-9]{_digits(9, 9)}", _is_any),
        ("telephone", rf"(?:\+|00){_BETWEEN}[1-9]{_digits(6, 14)}", _is_any),
        ("telephone", rf"\(?0{_digits(8, 11)}", _is_with_area),
        ("telephone", r"\(?[2-9]\d\d\)?[ .\-]{1,2}\d{3}[ .\-]\d{4}", _is_any),
        ("telephone", rf"[48]00{_digits(7, 7)}", _is_any),
        ("telephone", r"[2-9]\d{3}[ \-]?\d{4}", _is_short_telephone),
        ("number", rf"\d{_digits(8, 30)}", _is_long),
    )
)
_BY_CUE = re.compile(
    r"(?i:电话|手机|号码|座机|致电|打给|打我|call|phone|mobile|cell|tel|number|whatsapp|line)[^\d\n。?!]{0,16}?"
    rf"(\+?\(?\d{_digits(6, 14)})(?!\d)"
)


def numbers(text: str) -> Iterator[Span]:
    """Yield start, end and kind of the numbers of persons in plain `text`; stretches may overlap."""
    text = text.translate(_DIGITS)
    for kind, pattern, check in _NUMBERS:
        for found in pattern.finditer(text):
            if check(_SEPARATORS.sub("", found[0])) and not (kind in _AMOUNTS and _is_amount(text, found)):
                yield *_with_bracket(text, *found.span()), kind
    for found in _BY_CUE.finditer(text):
        if not _is_amount(text, found) and not _DAY.fullmatch(_SEPARATORS.sub("", found[1])):
            yield *found.span(1), "telephone"


_AMOUNTS = ("telephone", "number")


def _is_amount(text: str, found: re.Match[str]) -> bool:
    return bool(_MONEY_AFTER.match(text, found.end()) or _MONEY_BEFORE.search(text[: found.start()][-5:]))


def _with_bracket(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch with the bracket that was opened before it or is left open in it."""
    return start - (text[max(start - 1, 0)] == "(" and ")" in text[start:end]), end
