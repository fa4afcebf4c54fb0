"""What the context may do to a hit, and the two readings of results that follow from it."""

QUALIFIERS = (
    "affirmed", "negated", "double_negated", "questioned", "prevented", "hedged", "hypothetical", "reported",
)  # fmt: skip

AFFIRMING = ("affirmed", "double_negated")
"""Qualifiers under which what is named is said to be so: a double negation affirms."""

READINGS = ("all", "affirmed")
"""Results are given for every hit, and for those alone that affirm."""
