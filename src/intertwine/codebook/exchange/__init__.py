"""Codebooks in the formats of other programs: what is read and written, and what each format cannot hold.

Each format has ``read(path)``, which gives the codebook as it is written and sentences about what was lost, and may
have ``write(cells, path)``, which gives such sentences. Its module is loaded when it is first used.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from intertwine.codebook.cells import CodebookCells
from intertwine.errors import UserError


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format for codebooks.

    Attributes
    ----------
    name
        As its module is called.
    suffix
        How names of its files end.
    what
        What it is and holds, in one sentence.
    writes
        Whether writing is offered.
    also
        Further suffixes.
    """

    name: str
    suffix: str
    what: str
    writes: bool = True
    also: tuple[str, ...] = ()

    def read(self, path: Path) -> tuple[CodebookCells, list[str]]:
        """Read a file; return the codebook and what could not be held."""
        found: tuple[CodebookCells, list[str]] = import_module(f"{__name__}.{self.name}").read(path)
        return found

    def write(self, cells: CodebookCells, path: Path) -> list[str]:
        """Write a file; return what could not be held."""
        losses: list[str] = import_module(f"{__name__}.{self.name}").write(cells, path)
        return losses


_KNOWN = (
    ExchangeFormat("workbook", ".xlsx", "a workbook with the sheets codes, entries and qualifiers: holds everything"),
    ExchangeFormat(
        "quanteda",
        ".yml",
        "a dictionary of quanteda in YAML: holds words with *, by code and language",
        also=(".yaml",),
    ),
    ExchangeFormat("liwc", ".dic", "a dictionary of LIWC: holds words with * at their end, by code"),
    ExchangeFormat(
        "qdc", ".qdc", "a codebook of ATLAS.ti, MAXQDA, NVivo or QualCoder (REFI-QDA): holds codes, no words"
    ),
    ExchangeFormat(
        "khcoder",
        ".txt",
        "coding rules of KH Coder, as far as they are words with or; writing is not offered",
        writes=False,
    ),
)

FORMATS: dict[str, ExchangeFormat] = {form.name: form for form in _KNOWN}
"""The formats by name."""


def exchange_format(path: Path) -> ExchangeFormat:
    """Return the format of a file by how its name ends.

    Raises
    ------
    UserError
        If no format has such names.

    >>> exchange_format(Path("words.YAML")).name
    'quanteda'
    """
    suffix = path.suffix.lower()
    for form in FORMATS.values():
        if suffix in (form.suffix, *form.also):
            return form
    allowed = ", ".join(f"{end} ({form.name})" for form in FORMATS.values() for end in (form.suffix, *form.also))
    raise UserError(f"no known format of a codebook: {path.name!r}", where=str(path), allowed=allowed)


def import_codebook(path: Path) -> tuple[CodebookCells, list[str]]:
    """Read a codebook of any format, so that nothing in it is at fault.

    Returns
    -------
    tuple
        A codebook that `read_codebook` takes once it is written as a folder, and what could not be held.

    Raises
    ------
    UserError
        If the file cannot be read, or what is in it has a fault, with the line.
    """
    from intertwine.codebook.exchange.draft import label_codes
    from intertwine.codebook.reading import parse_codebook

    cells, losses = exchange_format(path).read(path)
    labelled, more = label_codes(cells)
    parse_codebook(labelled)
    return labelled, losses + more


def export_codebook(cells: CodebookCells, path: Path) -> list[str]:
    """Write a codebook in the format that the name of `path` tells; return what could not be held.

    Raises
    ------
    UserError
        If the format is unknown or only read, or the codebook has a fault that it cannot hold.
    """
    form = exchange_format(path)
    if not form.writes:
        allowed = ", ".join(f"{other.suffix} ({other.name})" for other in FORMATS.values() if other.writes)
        raise UserError(f"writing {form.name} is not offered", where=path.name, allowed=allowed)
    return form.write(cells, path)
