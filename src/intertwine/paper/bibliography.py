"""The references for a reference manager, from the lines in which the report and the paper print them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LINE = re.compile(r"(?P<author>.+?) \((?P<year>\d{4})\)\. (?P<title>.+?)\. (?P<where>.+?)\.?$")
_BETWEEN = re.compile(r"(?<=\.),? & |(?<=\.), ")


def bibtex(references: Iterable[str]) -> str:
    """Return references as BibTeX entries, keyed by first author and year.

    Raises
    ------
    ValueError
        If a line is no reference, or two have one key. This is a mistake of the program, never of the user.
    """
    entries: dict[str, str] = {}
    for line in references:
        match = _LINE.match(line)
        if match is None:
            raise ValueError(f"no reference: {line}")
        parts = match.groupdict()
        key = re.sub(r"[^a-z]", "", parts["author"].split(",")[0].lower()) + parts["year"]
        if key in entries:
            raise ValueError(f"two references have the key {key}")
        fields = {
            "author": " and ".join(_BETWEEN.split(parts["author"])),
            "year": parts["year"],
            "title": f"{{{parts['title']}}}",
            "howpublished": parts["where"],
        }
        body = "".join(f"  {name} = {{{value.replace('&', chr(92) + '&')}}},\n" for name, value in fields.items())
        entries[key] = f"@misc{{{key},\n{body}}}\n"
    return "\n".join(entries[key] for key in sorted(entries))
