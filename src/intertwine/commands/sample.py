"""Draw units for coding by hand, and write the coders' sheets.

Run once by a person, not by the workflow. Reads sentences, turns, units and presence of a finished run. Writes into the
folder of the setting `coded`: sample.csv, with each unit's place, chance of being drawn and part, and sheets/ with one
sheet for each coder and part (.xlsx with drop-downs, .csv), blind to the lexicon and to the source. Filled sheets go to
returned/. A sample that is there is never drawn again.
"""

from __future__ import annotations

import argparse

from intertwine import records
from intertwine.coding.records import PRESENCE, UNITS
from intertwine.corpus.records import TURNS
from intertwine.language.records import SENTENCES
from intertwine.log import summarised
from intertwine.stage import results_argument, settings_arguments, settings_chosen


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the stage's options."""
    settings_arguments(parser)
    results_argument(parser)


def run(chosen: argparse.Namespace) -> None:
    """Run the stage."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.config import folder
    from intertwine.errors import UserError
    from intertwine.handcoding.sampling import PARTS, stratified_sample
    from intertwine.handcoding.sheets import coding_sheet, write_sheet
    from intertwine.handcoding.store import SAMPLE, numbered_items, target_codes

    settings = settings_chosen(chosen)
    target = folder(chosen.config, settings.coded)
    if (target / "sample.csv").exists():
        raise UserError(
            "a sample was drawn already",
            where=str(settings.coded),
            allowed="another folder (setting `coded`), or the old one moved away by hand",
        )
    codes = target_codes(settings)
    if not codes:
        raise UserError("no target codes", where="validation.codes", allowed="codes of the codebook, or hypotheses")
    kind = settings.validation.unit
    with summarised("sample") as summary:
        book = read_codebook(folder(chosen.config, settings.codebook))
        unknown = [code for code in codes if code not in book.labels]
        if unknown:
            raise UserError(f"unknown code {unknown[0]!r}", where="validation.codes", allowed=", ".join(book.labels))
        results = chosen.results
        units, presence = (
            frame[frame["unit_kind"] == kind]
            for frame in (
                records.read(UNITS, results / UNITS.name),
                records.read(PRESENCE, results / PRESENCE.name),
            )
        )
        sentences = records.read(SENTENCES, results / SENTENCES.name)
        turns = records.read(TURNS, results / TURNS.name)
        sample = stratified_sample(units, presence, codes=codes, size=settings.validation.size, seed=settings.seed)
        sample = numbered_items(sample, sentences, turns, kind=kind, seed=settings.seed)
        for part in PARTS:
            for coder in settings.validation.coders:
                sheet = coding_sheet(sample, part=part, coder=coder, codes=codes, seed=settings.seed)
                for suffix in ("csv", "xlsx"):
                    write_sheet(sheet, book.labels, target / "sheets" / f"{coder}-{part}.{suffix}")
        records.write(SAMPLE, sample.drop(columns="text"), target / "sample.csv")
        summary.count(units=len(sample), strata=sample.groupby(["source", "language", "stratum"]).ngroups)
