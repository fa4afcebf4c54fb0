"""Write a study whose truth is known.

Draws documents with propensities of their own, runs of topic, turns of unequal length, questions that name codes, an
order of threat and security, and errors of the lexicon, as the parameters say; writes them as real text in Chinese and
English with a codebook, settings and truth.json, ready for the whole workflow.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options, and say what may stand in the file of parameters."""
    from intertwine.simulation.parameters import Parameters

    parameters = [f"  {name}: {field.default}  {field.description}" for name, field in Parameters.model_fields.items()]
    parser.epilog = "\n".join(["parameters, with their defaults:", *parameters])
    parser.add_argument("folder", type=Path, help="folder to write; must not exist or be empty")
    parser.add_argument("--parameters", type=Path, help="YAML file with what is true")
    parser.add_argument("--seed", type=int, help="seed in place of the one in the parameters")


def run(chosen: argparse.Namespace) -> None:
    """Run the command."""
    from intertwine.errors import UserError
    from intertwine.simulation.parameters import read_parameters
    from intertwine.simulation.writing import write_study

    if chosen.folder.exists() and (not chosen.folder.is_dir() or any(chosen.folder.iterdir())):
        raise UserError("something is there already", where=str(chosen.folder), allowed="a new or an empty folder")
    parameters = read_parameters(chosen.parameters)
    if chosen.seed is not None:
        parameters = parameters.model_copy(update={"seed": chosen.seed})
    truth = write_study(parameters, chosen.folder)
    units = sum(len(units) for units in truth["documents"].values())
    print(f"simulate: {len(truth['documents'])} documents, {units:,} turns in {chosen.folder}", file=sys.stderr)
