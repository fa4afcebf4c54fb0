"""Fixed words of the hand-over tables that several rooms share."""

QUALIFIERS = (
    "affirmed", "negated", "double_negated", "questioned", "prevented", "hedged", "hypothetical", "reported",
)  # fmt: skip
"""What the context may do to a hit."""

AFFIRMING = ("affirmed", "double_negated")
"""Qualifiers under which what is named is said to be so: a double negation affirms."""

READINGS = ("all", "affirmed")
"""Results are given for every hit, and for those alone that affirm."""

COUNTED_ROLES = ("author", "respondent")
"""Whose units are measured; an interviewer's words are never the respondent's."""
