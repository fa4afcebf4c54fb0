"""Draw units for coding by hand, and write the coders' sheets.

Run once by a person, not by the workflow. Reads sentences, turns, units and presence of a finished run. Writes into the
folder of the setting `coded`: sample.csv, with each unit's place, chance of being drawn and part, and sheets/ with one
sheet for each coder and part (.xlsx with drop-downs, .csv), blind to the lexicon and to the source. Filled sheets go to
returned/. A sample that is there is never drawn again. A larger one can follow it: with `--after` and the folder of the
earlier sample, moved away by hand, its development units stay development, and codes that were given are filled in.
With `--surrogate` every unit is written for another coder (a program, a language model), whose codes can stand in place
of the lexicon's where results are put right by the sample. With `--plan` nothing is drawn or written: it says how wide
the corrected odds ratios of samples of several sizes would be.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
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
    from intertwine.handcoding.planning import Quality
    from intertwine.handcoding.store import HandCoding


_SIZES = (120, 240, 480, 960)
"""Units of the samples that are planned where none are named."""

_FEWEST = 20
"""Units of the smallest sample, as in the settings."""

_NO_ANSWER = 100.0
"""A factor beyond this is no answer."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    settings_arguments(parser)
    results_argument(parser)
    parser.add_argument(
        "--after", type=Path, metavar="FOLDER", help="an earlier sample, which the new one is to enlarge"
    )
    parser.add_argument(
        "--surrogate", action="store_true", help="write every unit for another coder, instead of drawing a sample"
    )
    parser.add_argument(
        "--plan",
        type=int,
        nargs="*",
        metavar="UNITS",
        help=f"say how wide intervals would be by samples of so many units ({', '.join(map(str, _SIZES))})",
    )


def run(chosen: argparse.Namespace) -> None:
    """Run the command."""
    from intertwine.handcoding.growing import read_earlier
    from intertwine.handcoding.store import OPENINGS, SAMPLE, numbered_items
    from intertwine.settings_file import folder

    settings = settings_chosen(chosen)
    target = folder(chosen.config, settings.coded)
    if settings.validation.unit not in settings.units:
        raise UserError(
            f"units {settings.validation.unit!r} are not made",
            where="validation.unit",
            allowed=f"one of units: {', '.join(settings.units)}",
        )
    if chosen.plan is not None:
        _print_plan(chosen, settings)
        return
    if chosen.surrogate:
        _write_units(chosen, settings, target)
        return
    if (target / "sample.csv").exists():
        raise UserError(
            "a sample was drawn already",
            where=str(settings.coded),
            allowed="another folder (setting `coded`), or the old one moved away by hand",
        )
    with summarised("sample") as summary:
        codes = _codes(chosen, settings)
        sentences, turns = (records.read(table, chosen.results / table.name) for table in (SENTENCES, TURNS))
        earlier = read_earlier(chosen.after, sentences, turns) if chosen.after else None
        sample = numbered_items(
            _drawn(chosen.results, settings, earlier),
            sentences,
            turns,
            kind=settings.validation.unit,
            seed=settings.seed,
        )
        _write_sheets(sample, codes, settings, target / "sheets", earlier)
        records.write(SAMPLE, sample.drop(columns="text"), target / "sample.csv")
        if earlier is not None and len(earlier.openings):
            records.write(OPENINGS, earlier.openings, target / "opened.csv")
        summary.count(units=len(sample), strata=sample.groupby(["source", "language", "stratum"]).ngroups)


def _write_units(chosen: argparse.Namespace, settings: Settings, folder: Path) -> None:
    """Write every unit that is measured for another coder."""
    from intertwine.handcoding.store import target_codes
    from intertwine.handcoding.surrogate import write_units
    from intertwine.vocabulary import COUNTED_ROLES

    _codes(chosen, settings)
    units, sentences, turns = (records.read(table, chosen.results / table.name) for table in (UNITS, SENTENCES, TURNS))
    kind = settings.validation.unit
    counted = units[(units["unit_kind"] == kind) & units["role"].isin(COUNTED_ROLES)]
    with summarised("sample") as summary:
        summary.count(units=write_units(counted, sentences, turns, folder, kind=kind, codes=target_codes(settings)))


def _print_plan(chosen: argparse.Namespace, settings: Settings) -> None:
    """Print what samples of several sizes would tell of each hypothesis."""
    from intertwine.corpus.records import DOCUMENTS
    from intertwine.handcoding.planning import ROUNDS, USUAL, planned_widths
    from intertwine.handcoding.store import target_codes
    from intertwine.measures.design import design_of
    from intertwine.measures.matrix import in_reading

    _codes(chosen, settings)
    if any(size < _FEWEST for size in chosen.plan):
        raise UserError("too few units to plan with", where="--plan", allowed=f"{_FEWEST} units or more")
    units, presence, documents = (
        records.read(table, chosen.results / table.name) for table in (UNITS, PRESENCE, DOCUMENTS)
    )
    quality = _quality_seen(chosen.results)
    found = planned_widths(
        units,
        in_reading(presence, settings.reading),
        documents,
        kind=settings.validation.unit,
        codes=target_codes(settings),
        hypotheses=settings.hypotheses,
        sizes=sorted(set(chosen.plan or _SIZES)),
        quality=quality,
        design=design_of(settings),
    )
    if found.empty:
        raise UserError("no hypothesis of target codes", where="validation.codes", allowed="both codes of a hypothesis")
    print(f"Odds ratios as people code them, by units coded by hand; medians of {ROUNDS} samples drawn and made up.")
    print(
        "x/: the estimate times and over it is the interval; -: half of the samples or more give none worth the name."
    )
    for code in target_codes(settings):
        known = quality.get(code, USUAL)
        seen = "of this study's sample" if code in quality else "usual"
        print(f"{code}: precision {known.precision:.2f}, recall {known.recall:.2f} ({seen})")
    told = (found["answered"] > 0.5) & (found["factor"] < _NO_ANSWER)
    width = [f"x/ {factor:.1f}" if known else "-" for factor, known in zip(found["factor"], told, strict=True)]
    found = found.assign(hypothesis=found["code_a"] + " x " + found["code_b"], width=width)
    wide = found.pivot_table(index=["hypothesis", "source"], columns="size", values="width", aggfunc="first")
    print(wide.to_string())


def _quality_seen(results: Path) -> dict[str, Quality]:
    """Return precision and recall of each code by this study's own sample, of the test part where it is open."""
    from intertwine.handcoding.planning import Quality
    from intertwine.handcoding.sampling import PARTS
    from intertwine.measures.validation.records import VALIDATION
    from intertwine.vocabulary import ALL

    if not (results / VALIDATION.name).exists():
        return {}
    table = records.read(VALIDATION, results / VALIDATION.name).dropna(subset=["precision", "recall"])
    everywhere = table[(table["source"] == ALL) & (table["language"] == ALL) & (table["recall"] > 0)]
    seen: dict[str, Quality] = {}
    for part in PARTS:
        of_part = everywhere[everywhere["part"] == part]
        columns = (of_part[name].tolist() for name in ("code", "precision", "recall"))
        seen |= {code: Quality(precision, recall) for code, precision, recall in zip(*columns, strict=True)}
    return seen


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


def _drawn(results: Path, settings: Settings, earlier: HandCoding | None) -> pd.DataFrame:
    from intertwine.handcoding.growing import grown_sample
    from intertwine.handcoding.sampling import stratified_sample
    from intertwine.handcoding.store import target_codes

    kind, codes, size = settings.validation.unit, target_codes(settings), settings.validation.size
    units, presence = (records.read(table, results / table.name) for table in (UNITS, PRESENCE))
    units, presence = (frame[frame["unit_kind"] == kind] for frame in (units, presence))
    draw = partial(stratified_sample, presence=presence, codes=codes, seed=settings.seed, pairs=settings.hypotheses)
    return draw(units, size=size) if earlier is None else grown_sample(earlier.sample, units, size=size, draw=draw)


def _write_sheets(
    sample: pd.DataFrame, codes: Mapping[str, Code], settings: Settings, folder: Path, earlier: HandCoding | None
) -> None:
    from intertwine.handcoding.growing import codes_given, with_codes
    from intertwine.handcoding.sampling import PARTS
    from intertwine.handcoding.sheets import ADJUDICATED, coding_sheet, write_sheet
    from intertwine.handcoding.store import target_codes

    given = None if earlier is None else codes_given(earlier, sample)
    settled = [] if given is None or ADJUDICATED not in set(given["coder"]) else [ADJUDICATED]
    for part, coder in product(PARTS, [*settings.validation.coders, *settled]):
        sheet = coding_sheet(sample, part=part, coder=coder, codes=target_codes(settings), seed=settings.seed)
        sheet = sheet if given is None else with_codes(sheet, given[given["coder"] == coder])
        for suffix in ("csv", "xlsx"):
            write_sheet(sheet, codes, folder / f"{coder}-{part}.{suffix}")
