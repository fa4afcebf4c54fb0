"""What a pattern means: literal, wildcard or RE2, all on the matching form of the text."""

from __future__ import annotations

from functools import cache
from typing import Any

import re2

STAR = {"en": "[a-z]*", "zh": r"[\p{Han}]{0,4}"}
"""What `*` in a wildcard stands for: a run of letters in English, at most four Han characters in Chinese."""


def contexts_in(cell: str) -> list[str]:
    """Return the contexts listed in a cell, between semicolons of either width.

    >>> contexts_in("安全带；安全套; ")
    ['安全带', '安全套']
    """
    return [part.strip() for part in cell.replace("；", ";").split(";") if part.strip()]


def re2_expression(pattern: str, kind: str, language: str) -> str:
    """Return the RE2 expression of a pattern."""
    if kind == "regex":
        return pattern
    parts = [re2.escape(part) for part in pattern.split("*")]
    if language == "en":
        parts = [part.replace("\\ ", " ").replace(" ", "[ -]") for part in parts]
    return STAR[language].join(parts)


_MEMORY = 1 << 26
"""Bytes an expression may use for its automaton; with less, a long one is matched many times slower."""


@cache
def compile_re2(source: str) -> Any:
    """Return the compiled expression: longest match, on bytes or text."""
    options = re2.Options()
    options.longest_match = True
    options.log_errors = False
    options.max_mem = _MEMORY
    options.never_nl = True
    return re2.compile(source, options)


def pattern_fault(pattern: str, kind: str, language: str, exclude: tuple[str, ...]) -> tuple[str, str] | None:
    """Return what is wrong with a pattern and what is allowed, or None."""
    shape = _shape_fault(pattern, kind)
    if shape:
        return shape
    try:
        regex = compile_re2(re2_expression(pattern, kind, language))
    except re2.error as error:
        return f"{pattern!r} is no RE2 expression ({error})", "RE2 syntax: no look-around, no back-references"
    if regex.search(""):
        return f"{pattern!r} matches nothing at all, everywhere", "a pattern that needs a character or more"
    outside = [context for context in exclude if not regex.search(context)]
    return (
        (f"{outside[0]!r} can not exclude {pattern!r}", "contexts that hold what the pattern finds")
        if outside
        else None
    )


def _shape_fault(pattern: str, kind: str) -> tuple[str, str] | None:
    if not pattern.strip():
        return "an entry without a pattern", "a word, a phrase or a pattern"
    if kind == "wildcard" and "*" not in pattern:
        return f"the wildcard {pattern!r} has no *", "a * in the pattern, or kind literal"
    if kind == "wildcard" and not pattern.replace("*", "").strip():
        return f"the wildcard {pattern!r} matches everything", "some letters beside the *"
    if kind == "literal" and "*" in pattern:
        return f"the literal {pattern!r} holds a *", "kind wildcard, if * stands for letters"
    return None
