"""What a speaker's label can be: one written form for all, labels that name no person, and what looks like a name."""

from __future__ import annotations

import re
import unicodedata

from intertwine.corpus.label_words import (
    GENERIC,
    LEAD_INS,
    NO_NAME_BEGINS,
    PARTICLES,
    QUESTION_OR_ANSWER,
    REMARKS_EN,
    REMARKS_ZH,
    SAYING,
)
from intertwine.language.script import HAN, LATIN

_DECORATION = re.compile(r"[\s*_#\[\]【】〔〕<>\u200b-\u200f\u2060\ufeff]+")
_DOTS = str.maketrans(dict.fromkeys("•・‧∙●", "·"))
_REMARK = re.compile(r"[(（][^()（）]{0,40}[)）]$")
_NUMBER = re.compile(r"\d{1,3}$")


def label_key(label: str) -> str:
    """Return the form in which labels are compared: width, case, spaces and marks do not tell speakers apart.

    >>> label_key("Ｌｉ  Ling ：") == label_key("li ling")
    True
    """
    plain = _DECORATION.sub("", unicodedata.normalize("NFKC", label).casefold().translate(_DOTS)).rstrip(":")
    return plain if plain.isascii() else unicodedata.normalize("NFKC", plain)


def without_remark(label: str) -> str:
    """Return `label` without a remark in brackets at its end.

    >>> without_remark("林悦（笑）")
    '林悦'
    """
    return _REMARK.sub("", label.rstrip(" :：")).strip()


def unnumbered(key: str) -> str:
    """Return the `key` of a numbered question or answer without its number, other keys as they are.

    >>> unnumbered("q12"), unnumbered("p12")
    ('q', 'p12')
    """
    bare = _NUMBER.sub("", key)
    return bare if bare in QUESTION_OR_ANSWER else key


_SOME_GENERIC = "|".join(sorted(map(re.escape, GENERIC), key=len, reverse=True))
_GENERIC_PATTERN = re.compile(rf"(?:{_SOME_GENERIC})[a-z0-9一二三四五六七八九十甲乙丙丁]{{0,3}}|[a-z]\d{{1,3}}")


def is_generic(key: str) -> bool:
    """Return whether `key` says what somebody does in an interview and not who it is.

    >>> [is_generic(label_key(label)) for label in ("说话人 2", "Interviewer", "P03", "林悦")]
    [True, True, True, False]
    """
    return key in GENERIC or (_GENERIC_PATTERN.fullmatch(key) is not None and not _is_word(key))


def _is_word(key: str) -> bool:
    """Return whether a letter and what follows it make a word of their own, as in ``air``."""
    return len(key) > 1 and key[0] in "aiqrp" and key.isascii() and key.isalpha() and key not in GENERIC


_REMARKS = re.compile(rf"{'|'.join(sorted(REMARKS_ZH))}|\b(?:{'|'.join(sorted(REMARKS_EN))})\b")
_HAN_NAME = re.compile(
    rf"[{HAN}]{{1,6}}(?:·[{HAN}]{{1,8}}){{0,3}}[A-Za-z0-9]{{0,4}}|[A-Za-z]{{1,12}}\d{{0,3}}[{HAN}]{{1,4}}"
)
_LATIN_WORD = re.compile(rf"[{LATIN}]+(?:[.'’-][{LATIN}]*)*\d{{0,3}}")


def looks_like_name(label: str) -> bool:
    """Return whether `label` can be somebody's name or pseudonym, by its shape and by what it is not.

    A Chinese name is up to six Han characters (parts of a foreign one are tied by ``·``) without pronouns, particles
    and verbs of saying; a Latin one up to four capitalised words. Words that lead in a sentence (比如, Note) and
    remarks of the transcriber (笑, inaudible) are no names.

    >>> [looks_like_name(label) for label in ("林悦", "Trisha de Borchgrave", "我跟你说", "比如", "There is one thing")]
    [True, True, False, False, False]
    """
    plain = unicodedata.normalize("NFKC", label).translate(_DOTS).strip()
    folded = plain.casefold()
    if folded.replace(" ", "") in LEAD_INS or _REMARKS.search(folded):
        return False
    if _HAN_NAME.fullmatch(plain.replace(" ", "")):
        return SAYING.isdisjoint(plain)
    words = plain.split()
    if not 1 <= len(words) <= 4 or words[0].casefold() in NO_NAME_BEGINS | LEAD_INS:
        return False
    return words[0][0].isupper() and all(_LATIN_WORD.fullmatch(word) and _is_part_of_name(word) for word in words)


def _is_part_of_name(word: str) -> bool:
    return word[0].isupper() or word in PARTICLES
