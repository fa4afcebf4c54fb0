"""Codes of all units by another coder (a program, a language model, a second lexicon), in place of the lexicon's.

Whatever it says, what is told as people code it stays unbiased: it only takes away noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine import records
from intertwine.errors import UserError
from intertwine.handcoding.sampling import unit_places
from intertwine.handcoding.sheets import VALUES
from intertwine.input_tables import InputTable, collapse_spaces, read_input_table

FOLDER, GIVEN, CODES, ABOUT = "surrogate", "units.csv", "codes.csv", "about.csv"
INSTRUCTIONS = "instructions"
"""How the file begins that holds what the coder was told; its text is not read, only hashed."""


@dataclass(frozen=True, slots=True, eq=False)
class Surrogate:
    """Another coder's codes.

    Attributes
    ----------
    name
        With version and the beginning of the hash of its instructions, as results show it.
    presence
        `unit_id`, `unit_kind`, `code`, as the hand-over table has them.
    """

    name: str
    presence: pd.DataFrame


def unit_names(places: pd.DataFrame) -> NDArray[np.object_]:
    """Return the name of each unit for another coder: document, turn and place of its first character."""
    columns = (places[name].tolist() for name in ("document_id", "turn", "start"))
    return np.array(
        [f"{document}/{turn}/{start}" for document, turn, start in zip(*columns, strict=True)], dtype=object
    )


def write_units(
    units: pd.DataFrame,
    sentences: pd.DataFrame,
    turns: pd.DataFrame,
    folder: Path,
    *,
    kind: str,
    codes: Sequence[str],
) -> int:
    """Write every counted unit of `kind`, with an empty cell for each code, for a coder to fill in; return how many.

    Raises
    ------
    UserError
        If another coder's codes are there already.
    """
    home = folder / FOLDER
    if (home / CODES).exists():
        raise UserError(
            "another coder's codes are there", where=str(home / CODES), allowed="the file moved away by hand"
        )
    places = unit_places(kind, sentences, turns).loc[units["unit_id"].sort_values().to_numpy()]
    sheet = pd.DataFrame({"unit": unit_names(places), "text": places["text"].map(collapse_spaces).to_numpy()})
    records.write_plain(sheet.assign(**dict.fromkeys(codes, "")), home / GIVEN)
    if not (home / ABOUT).exists():
        records.write_plain(pd.DataFrame({"name": [""], "version": [""]}), home / ABOUT)
    return len(sheet)


def read_surrogate(
    folder: Path, units: pd.DataFrame, sentences: pd.DataFrame, turns: pd.DataFrame, *, kind: str, codes: Sequence[str]
) -> Surrogate | None:
    """Return another coder's codes of all counted units, or None where there are none.

    Parameters
    ----------
    folder
        Of the hand coding; the surrogate lies in a folder of its own in it.
    units
        The counted ones of `kind`.
    sentences, turns
        The hand-over tables.
    codes
        Those that people coded.

    Raises
    ------
    UserError
        If a unit has no row or two, a cell is neither 0 nor 1, or name and version are not told.
    """
    home = folder / FOLDER
    if not (home / CODES).is_file():
        return None
    table = read_input_table(home / CODES, required=("unit", *codes))
    places = unit_places(kind, sentences, turns).loc[units["unit_id"].to_numpy()]
    known = dict(zip(unit_names(places), units["unit_id"].tolist(), strict=True))
    held = _held(table, known, codes)
    missing = [name for name in known if name not in held]
    if missing:
        raise UserError(
            f"{len(missing)} of {len(known)} units have no row, the first {missing[0]}",
            where=table.name,
            allowed=f"one row for each unit of {FOLDER}/{GIVEN}, as `intertwine sample --surrogate` writes it",
        )
    marked = [(unit, code) for name, unit in known.items() for code, one in zip(codes, held[name], strict=True) if one]
    presence = pd.DataFrame(marked, columns=["unit_id", "code"]).assign(unit_kind=kind, hits=1)
    return Surrogate(_name(home), presence.astype({"unit_id": "int64", "code": "str"}))


def _held(table: InputTable, known: dict[str, int], codes: Sequence[str]) -> dict[str, list[bool]]:
    """Return for each unit whether it holds each code."""
    held: dict[str, list[bool]] = {}
    for row in table.rows:
        name, cells = row["unit"], [row[code] for code in codes]
        if name not in known or name in held:
            what = "is there twice" if name in held else "is not in the corpus"
            raise UserError(f"unit {name!r} {what}", where=table.place(row), allowed=f"the units of {FOLDER}/{GIVEN}")
        wrong = [code for code, cell in zip(codes, cells, strict=True) if cell not in VALUES]
        if wrong:
            raise UserError(f"{wrong[0]} is not coded", where=table.place(row), allowed=" or ".join(VALUES))
        held[name] = [cell == "1" for cell in cells]
    return held


def _name(home: Path) -> str:
    """Return name and version, and by which instructions."""
    told = read_input_table(home / ABOUT, required=("name", "version")) if (home / ABOUT).is_file() else None
    if told is None or not told.rows or not (told.rows[0]["name"] and told.rows[0]["version"]):
        raise UserError("who coded is not told", where=f"{FOLDER}/{ABOUT}", allowed="a row with name and version")
    name = f"{told.rows[0]['name']} {told.rows[0]['version']}"
    texts = sorted(home.glob(f"{INSTRUCTIONS}.*"))
    if not texts:
        return name
    return f"{name} ({INSTRUCTIONS} {sha256(b''.join(path.read_bytes() for path in texts)).hexdigest()[:12]})"
