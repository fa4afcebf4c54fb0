"""The key: which value is replaced by what. It tells who is who, and lies outside the study."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from intertwine import records
from intertwine.anonymising.finding import Found
from intertwine.anonymising.listed import pattern_of
from intertwine.anonymising.places import Place
from intertwine.anonymising.plain import key_form, plain
from intertwine.csv_cells import unguarded_cell
from intertwine.errors import UserError
from intertwine.input_tables import read_input_table

_COLUMNS = ("value", "kind", "times", "documents", "replacement", "apply")
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A value as it is written most often, what it is replaced by, and whether it is."""

    value: str
    kind: str
    times: int
    documents: int
    replacement: str
    apply: bool = True


class Key:
    """Values by what their spellings share."""

    def __init__(self, rows: Iterable[KeyRow]) -> None:
        self.rows = sorted(rows, key=lambda row: (-len(row.value), row.value))
        self._by_form = {key_form(row.value): row for row in self.rows}

    def row(self, value: str) -> KeyRow | None:
        """Return the row of a value, however it is spelt; None where the key does not know it."""
        return self._by_form.get(key_form(value))

    @property
    def names(self) -> list[str]:
        """The names that the key holds, whether they are replaced or not."""
        return [row.value for row in self.rows if row.kind == "name"]

    @property
    def replacements(self) -> frozenset[str]:
        """What stands in place of values."""
        return frozenset(row.replacement for row in self.rows if row.apply)


def holds(replacement: str, values: Iterable[str]) -> bool:
    """Return whether one of the values stands in a replacement, as a word of it.

    >>> holds("NAME_01", ["name"]), holds("NAME_01", ["a"]), holds("林小雨先生", ["林小雨"])
    (True, False, True)
    """
    return any(re.search(pattern_of(value), plain(replacement)) for value in values)


def proposed_key(
    found: Iterable[tuple[Place, Found]], names: Mapping[str, str], pseudonyms: Mapping[str, str], earlier: Key
) -> Key:
    """Return the key of what was found; rows of an earlier key stay as they were edited.

    Parameters
    ----------
    found
        With its place.
    names
        Of each listed name or part of one, the whole name: both have one replacement.
    pseudonyms
        Of names, where speakers.csv gives one: that is the replacement.
    earlier
        May be empty.
    """
    spelt: dict[str, Counter[str]] = {}
    kinds: dict[str, str] = {}
    where: dict[str, set[str]] = {}
    for place, each in found:
        value = place.text[each.start : each.end]
        form = key_form(value)
        spelt.setdefault(form, Counter())[value] += 1
        kinds.setdefault(form, each.kind)
        where.setdefault(form, set()).add(place.document)
    whole = {key_form(part): name for part, name in names.items()}
    given = {key_form(name): pseudonym for name, pseudonym in pseudonyms.items() if not holds(pseudonym, [name])}
    given |= {key_form(row.value): row.replacement for row in earlier.rows}
    numbers = Counter(mark.rpartition("_")[0] for mark in {row.replacement for row in earlier.rows})
    owners = {form: key_form(whole.get(form, form)) for form in spelt}
    owned: dict[str, list[str]] = {}
    for form, owner in owners.items():
        owned.setdefault(owner, []).extend(spelt[form])
    rows = []
    for form in sorted(spelt, key=lambda form: (kinds[form], key_form(whole.get(form, "")) != form, form)):
        owner = owners[form]
        if owner not in given:
            kind = kinds[form].upper()
            numbers[kind] += 1
            marks = (f"{word}_{numbers[kind]:02d}" for word in (kind, "PERSON", "X"))
            given[owner] = next(mark for mark in marks if not holds(mark, owned[owner]))
        value = min(spelt[form].items(), key=lambda item: (-item[1], item[0]))[0]
        row = KeyRow(value, kinds[form], spelt[form].total(), len(where[form]), given.get(form, given[owner]))
        known = earlier.row(value)
        rows.append(row if known is None else replace(known, times=row.times, documents=row.documents))
    here = {key_form(row.value) for row in rows}
    return Key([*rows, *(row for row in earlier.rows if key_form(row.value) not in here)])


def write_key(key: Key, path: Path) -> None:
    """Write a key as CSV, the longest value first."""
    cells = [
        (row.value, row.kind, row.times, row.documents, row.replacement, YES if row.apply else NO) for row in key.rows
    ]
    records.write_plain(pd.DataFrame(cells, columns=list(_COLUMNS)), path)
    path.chmod(0o600)


def read_key(path: Path) -> Key:
    """Read a key as a person edited it.

    Raises
    ------
    UserError
        If a value is there twice, its replacement is empty or holds it, or `apply` is neither yes nor no.
    """
    table = read_input_table(path, required=("value", "kind", "replacement", "apply"))
    rows: dict[str, KeyRow] = {}
    for line in table.rows:
        value, new = unguarded_cell(line["value"]), unguarded_cell(line["replacement"])
        form, apply = key_form(value), line["apply"].lower()
        wrong = (
            "no letter or digit" if not form
            else "a value is there twice" if form in rows
            else "no replacement" if not new
            else "the replacement holds the value" if holds(new, [value])
            else f"apply is {line['apply']!r}" if apply not in (YES, NO)
            else ""
        )  # fmt: skip
        if wrong and not (wrong.startswith("the replacement") and apply == NO):
            allowed = "each value once, a replacement that does not hold it, and yes or no"
            raise UserError(wrong, where=table.place(line), allowed=allowed)
        numbers = [int(line[name]) if line[name].isdigit() else 0 for name in ("times", "documents")]
        rows[form] = KeyRow(value, line["kind"], numbers[0], numbers[1], new, apply == YES)
    return Key(rows.values())
