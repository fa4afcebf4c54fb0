"""Open the test part of the sample, and put it on record.

Entries may be chosen on the development part only. From now on the workflow validates on the test part too; every
opening stays in opened.csv with date, name, reason and the codebook in force, and the report says how often it was
opened and whether the codebook was changed since.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from intertwine import records
from intertwine.command_line import settings_arguments, settings_chosen


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    settings_arguments(parser)
    parser.add_argument("--by", required=True, help="who opens it")
    parser.add_argument("--reason", required=True, help="why now")


def run(chosen: argparse.Namespace) -> None:
    """Run the command."""
    import pandas as pd

    from intertwine.codebook.reading import read_codebook
    from intertwine.errors import UserError
    from intertwine.handcoding.sampling import lock_hash
    from intertwine.handcoding.store import OPENINGS, SAMPLE
    from intertwine.settings_file import folder

    settings = settings_chosen(chosen)
    coded = folder(chosen.config, settings.coded)
    if not (coded / "sample.csv").is_file():
        raise UserError("no sample was drawn", where=settings.coded, allowed="first `intertwine sample`")
    path = coded / "opened.csv"
    row = {
        "opened": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "by": chosen.by,
        "reason": chosen.reason,
        "lock": lock_hash(records.read(SAMPLE, coded / "sample.csv")),
        "codebook": read_codebook(folder(chosen.config, settings.codebook)).meaning("entries"),
    }
    before = records.read(OPENINGS, path) if path.is_file() else pd.DataFrame(columns=list(OPENINGS.columns))
    records.write(OPENINGS, pd.concat([before, pd.DataFrame([row])], ignore_index=True), path)
    print(f"opened: {path} now has {len(before) + 1} openings")
