"""Fixed words of the hand-over tables that several rooms share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

QUALIFIERS = (
    "affirmed", "negated", "double_negated", "questioned", "prevented", "hedged", "hypothetical", "reported",
)  # fmt: skip
"""What the context may do to a hit."""

AFFIRMING = ("affirmed", "double_negated")
"""Qualifiers under which what is named is said to be so: a double negation affirms."""

PROMPTING = ("volunteered", "self_repeated", "echoed", "prompted", "answered")
"""Who brought up what a respondent names: nobody before; only respondents; an interviewer at some time before; an
interviewer just before; an interviewer just before, and the turn says little more than yes or no to it."""

UNPROMPTED = ("volunteered", "self_repeated")
"""No interviewer had named it before."""

CUTS, OF_TIER = "cuts a word", "tier "
"""Why a match does not count: it cuts a Chinese word; its entry's tier, whose name follows, does not count."""

READINGS = ("all", "affirmed", "volunteered")
"""Results are given for every hit, for those that affirm, and for those of concepts no interviewer had named before."""

COUNTED_ROLES = ("author", "respondent")
"""Whose units are measured; an interviewer's words are never the respondent's."""

ALL = "all"
"""What stands in a table's column of sources, languages or codes where a row is about all of them."""


def families_of(codes: pd.Series) -> pd.Series:
    """Return the family of each code, the first part of its path; of no codes none."""
    return codes.astype("str").str.replace(r"\..*", "", regex=True)
