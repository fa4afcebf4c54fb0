"""Draw units for coding by hand, and write the coders' sheets.

Run once by a person, not by the workflow. Reads sentences, turns, units and presence of a finished run. Writes into the
folder of the setting `coded`: sample.csv, with each unit's place, chance of being drawn and part, and sheets/ with one
sheet for each coder and part (.xlsx with drop-downs, .csv), blind to the lexicon and to the source. Filled sheets go to
returned/. A sample that is there is never drawn again.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import PRESENCE, UNITS
from intertwine.command_line import results_argument, settings_arguments, settings_chosen
from intertwine.corpus.records import TURNS
from intertwine.errors import UserError
from intertwine.language.records import SENTENCES
from intertwine.log import summarised

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.codebook.reading import Code
    from intertwine.config import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    settings_arguments(parser)
    results_argument(parser)


def run(chosen: argparse.Namespace) -> None:
    """Run the command."""
    from intertwine.handcoding.store import SAMPLE
    from intertwine.settings_file import folder

    settings = settings_chosen(chosen)
    target = folder(chosen.config, settings.coded)
    if (target / "sample.csv").exists():
        raise UserError(
            "a sample was drawn already",
            where=str(settings.coded),
            allowed="another folder (setting `coded`), or the old one moved away by hand",
        )
    if settings.validation.unit not in settings.units:
        raise UserError(
            f"units {settings.validation.unit!r} are not made",
            where="validation.unit",
            allowed=f"one of units: {', '.join(settings.units)}",
        )
    with summarised("sample") as summary:
        codes = _codes(chosen, settings)
        sample = _sample(chosen.results, settings)
        _write_sheets(sample, codes, settings, target / "sheets")
        records.write(SAMPLE, sample.drop(columns="text"), target / "sample.csv")
        summary.count(units=len(sample), strata=sample.groupby(["source", "language", "stratum"]).ngroups)


def _codes(chosen: argparse.Namespace, settings: Settings) -> dict[str, Code]:
    """Return the codes of the codebook by path; stop where a target code is not among them."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.handcoding.store import target_codes
    from intertwine.settings_file import folder

    if not target_codes(settings):
        raise UserError("no target codes", where="validation.codes", allowed="codes of the codebook, or hypotheses")
    codes = read_codebook(folder(chosen.config, settings.codebook)).labels
    unknown = [code for code in target_codes(settings) if code not in codes]
    if unknown:
        raise UserError(f"unknown code {unknown[0]!r}", where="validation.codes", allowed=", ".join(codes))
    return codes


def _sample(results: Path, settings: Settings) -> pd.DataFrame:
    from intertwine.handcoding.sampling import stratified_sample
    from intertwine.handcoding.store import numbered_items, target_codes

    units, presence, sentences, turns = (
        records.read(table, results / table.name) for table in (UNITS, PRESENCE, SENTENCES, TURNS)
    )
    kind, seed = settings.validation.unit, settings.seed
    units, presence = (frame[frame["unit_kind"] == kind] for frame in (units, presence))
    sample = stratified_sample(units, presence, codes=target_codes(settings), size=settings.validation.size, seed=seed)
    return numbered_items(sample, sentences, turns, kind=kind, seed=seed)


def _write_sheets(sample: pd.DataFrame, codes: Mapping[str, Code], settings: Settings, folder: Path) -> None:
    from intertwine.handcoding.sampling import PARTS
    from intertwine.handcoding.sheets import coding_sheet, write_sheet
    from intertwine.handcoding.store import target_codes

    for part, coder in product(PARTS, settings.validation.coders):
        sheet = coding_sheet(sample, part=part, coder=coder, codes=target_codes(settings), seed=settings.seed)
        for suffix in ("csv", "xlsx"):
            write_sheet(sheet, codes, folder / f"{coder}-{part}.{suffix}")
