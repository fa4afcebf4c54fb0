"""The table of what is doubtful in the codebook."""

from __future__ import annotations

from intertwine.records import TEXT, Table

FINDINGS = Table(
    "coding/findings.csv",
    key=("level", "finding", "where", "pattern", "what"),
    columns=dict.fromkeys(("level", "finding", "where", "code", "pattern", "what", "advice"), TEXT),
)
