"""Coding rules of KH Coder, as far as they are words with ``or``; reading only.

A rule is a line ``*name`` and the conditions on the lines under it. Held are words and ``'strings'`` joined by ``or``
or ``|``. A rule with anything else (``and``, parentheses, ``near``, ``seq``, phrases with ``+``, parts of speech,
numbers, other codes, variables) is left out whole and named with its line: half a rule would find other things.

``not X`` (``!X``) concerns the whole unit in KH Coder; an entry of ours excludes contexts that hold its pattern. Where
X holds the pattern, ``not X`` becomes such a context: hits inside it do not count, others in the same unit do. Any
other ``not`` is named with its line, and the words are kept without it. ``A or B and not X`` is about B alone, as in
KH Coder; ``not X`` without ``and`` after the last word is about all words of the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from intertwine.codebook.cells import CodebookCells
from intertwine.codebook.exchange.draft import Draft
from intertwine.codebook.exchange.losses import loss_sentences
from intertwine.codebook.exchange.text import decoded_text, language_of_word
from intertwine.errors import UserError
from intertwine.language.normal import matching_form

_LINE_END = re.compile(r"\r\n|\n|\r")
_TOKEN = re.compile(
    r"""(?:'(?P<single>[^']+)'|"(?P<double>[^"]+)")(?=[\s|&!)]|$)"""
    r"|(?P<sign>\|!|&!|[|&!])"
    r"|(?P<word>[^\s|&]+)"
)
_SIGNS = {"|": ("or",), "&": ("and",), "!": ("not",), "|!": ("or", "not"), "&!": ("and", "not")}
_OPERATORS = ("or", "and", "not")
_OUTSIDE = re.compile(r"->|[<>=*+()（）]|^['\"]|^(?:near|seq)\b|^(?:lw|lc|No\.)$|^[0-9]+$|^[-/]$")
_ALLOWED = "lines *name, and under each its words joined by or"


@dataclass(frozen=True, slots=True)
class _Token:
    """An operator (its kind), or a word or string (kind empty)."""

    text: str
    line: int
    kind: str = ""
    quoted: bool = False


@dataclass(slots=True)
class _Rule:
    name: str
    line: int
    tokens: list[_Token] = field(default_factory=list)


@dataclass(slots=True)
class _Term:
    """A word, and the words of which a unit must hold none."""

    word: _Token
    without: list[_Token] = field(default_factory=list)


class _NotHeldError(Exception):
    """What a rule holds that we do not; its text says it."""

    def __init__(self, what: str, token: _Token) -> None:
        super().__init__(f"line {token.line}: {what}")


def read(path: Path) -> tuple[CodebookCells, list[str]]:
    """Read the rules that are words joined by ``or``.

    A name without Latin letters becomes ``code_1``, ``code_2`` and so on; it is kept as both labels.

    Returns
    -------
    tuple
        The codebook, without qualifiers, and each rule and condition that could not be held, with its line.

    Raises
    ------
    UserError
        If there are no rules, words stand before the first of them, or none can be held.
    """
    text, losses = decoded_text(path)
    rules = _rules_of_text(text, path.name)
    draft = Draft(path.name)
    words: list[_Token] = []
    for rule in _named_once(rules, draft):
        try:
            terms = _terms(rule)
        except _NotHeldError as error:
            draft.losses.append(f"the rule {rule.name!r} (line {rule.line}) was left out; {error}")
            continue
        _add(draft, rule, terms)
        words += [term.word for term in terms]
    if not words:
        raise UserError(
            f"none of the {len(rules)} rules can be read", where=f"{path.name}, line {rules[0].line}", allowed=_ALLOWED
        )
    free = [word.text for word in words if not word.quoted]
    draft.losses += loss_sentences(
        len(free), "word", "words", "without quotes found only as written, not in all forms", examples=free
    )
    cells, more = draft.cells_and_losses()
    return cells, losses + more


def _rules_of_text(text: str, name: str) -> list[_Rule]:
    rules: list[_Rule] = []
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith(("*", "＊")):
            rules.append(_Rule(line[1:].strip(), number))
        elif rules:
            rules[-1].tokens += _tokens_of_line(line, number)
        else:
            raise UserError("words before the first rule", where=f"{name}, line {number}", allowed=_ALLOWED)
    if not rules:
        raise UserError("no coding rules", where=name, allowed=_ALLOWED)
    return rules


def _named_once(rules: list[_Rule], draft: Draft) -> Iterator[_Rule]:
    lines: dict[str, int] = {}
    for rule in rules:
        if rule.name in lines:
            draft.losses.append(
                f"the rule {rule.name!r} (line {rule.line}) was left out; line {lines[rule.name]} has its name"
            )
        else:
            lines[rule.name] = rule.line
            yield rule


def _tokens_of_line(line: str, number: int) -> Iterator[_Token]:
    for found in _TOKEN.finditer(line):
        quoted, word = found["single"] or found["double"], found["word"]
        if quoted:
            yield _Token(quoted, number, quoted=True)
        elif word:
            yield _Token(word, number, word.lower() if word.lower() in _OPERATORS else "")
        else:
            yield from (_Token(found["sign"], number, kind) for kind in _SIGNS[found["sign"]])


def _terms(rule: _Rule) -> list[_Term]:
    """Return the words of a rule, each with what must not be in the unit."""
    if not rule.tokens:
        raise _NotHeldError("there are no words under it", _Token("", rule.line))
    for token in rule.tokens:
        outside = "*" in token.text if token.quoted else _OUTSIDE.search(token.text)
        if outside and not token.kind:
            raise _NotHeldError(f"{token.text[:24]!r} is more than a word", token)
    parts: list[list[_Token]] = [[]]
    for token in rule.tokens:
        if token.kind == "or":
            parts.append([])
        else:
            parts[-1].append(token)
    if not all(parts):
        raise _NotHeldError("an 'or' has no word beside it", rule.tokens[0])
    return _with_nots(parts)


def _with_nots(parts: list[list[_Token]]) -> list[_Term]:
    terms: list[_Term] = []
    everywhere: list[_Token] = []
    for part in parts:
        if part[0].kind:
            raise _NotHeldError(f"{part[0].kind!r} has no word before it", part[0])
        if everywhere:
            raise _NotHeldError("'not' stands between words", everywhere[0])
        terms.append(_Term(part[0]))
        for joined, word in _nots(part[1:]):
            (terms[-1].without if joined else everywhere).append(word)
    for term in terms:
        term.without += everywhere
    return terms


def _nots(tokens: list[_Token]) -> Iterator[tuple[bool, _Token]]:
    """Give each word behind a ``not``, and whether an ``and`` joins it to the word before."""
    place = 0
    while place < len(tokens):
        joined = tokens[place].kind == "and"
        kinds = [token.kind for token in tokens[place + joined : place + joined + 2]]
        if kinds != ["not", ""]:
            what = "'and'" if joined else "a word is not joined by 'or'"
            raise _NotHeldError(what, tokens[place])
        yield joined, tokens[place + joined + 1]
        place += joined + 2


def _add(draft: Draft, rule: _Rule, terms: list[_Term]) -> None:
    code = draft.code((rule.name,))
    for term in terms:
        word, form = term.word, matching_form(term.word.text).strip()
        held = [token for token in term.without if _can_exclude(token.text, form)]
        for token in term.without:
            what = (
                f"became a context that excludes {word.text!r}: KH Coder passes over the whole unit"
                if token in held
                else f"was not held for {word.text!r}: it concerns the whole unit, and does not hold this word"
            )
            draft.losses.append(f"line {token.line}: not {token.text!r} {what}")
        exclude = ";".join(token.text for token in held)
        draft.word(code, language_of_word(word.text), word.text, line=word.line, exclude=exclude)


def _can_exclude(text: str, form: str) -> bool:
    return form in matching_form(text) and not re.search("[;；]", text)
