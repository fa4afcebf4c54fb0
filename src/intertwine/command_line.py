"""The command line of stages: their options, what ``--help`` says of them, and the line in the log."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from intertwine import log
from intertwine.stage import ALL_SETTINGS, declared, execute, module

if TYPE_CHECKING:
    from intertwine.config import Settings


def settings_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options by which a stage or a command is told the study's settings."""
    parser.add_argument(
        "--config", type=Path, default=Path("config.yaml"), help="settings of the study (default: config.yaml)"
    )
    parser.add_argument(
        "--set", nargs="*", default=[], metavar="KEY=VALUE", help="settings that take the place of those in the file"
    )


def results_argument(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the folder of results."""
    parser.add_argument("--results", type=Path, default=Path("results"), help="folder of results (default: results)")


def settings_chosen(chosen: argparse.Namespace) -> Settings:
    """Return the settings that a command line names."""
    from intertwine.settings_file import load, override

    return load(chosen.config, override(chosen.set))


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of every stage."""
    settings_arguments(parser)
    results_argument(parser)
    parser.add_argument("--processes", type=int, default=1, help="processes that may share the work (default: 1)")


def described(name: str) -> str:
    """Return what ``intertwine STAGE --help`` says of a stage: what it is for, reads, writes and uses."""
    found, stage = module(name), declared(name)
    parts: dict[str, list[str]] = {
        "reads": [each.name for each in stage.reads],
        "writes": [each.name for each in stage.writes],
        "settings": list(stage.settings) if stage.settings != ALL_SETTINGS else ["all"],
        "codebook": list(stage.codebook),
    }
    lines = [f"{head}: {', '.join(listed)}" for head, listed in parts.items() if listed]
    return "\n".join([(found.__doc__ or "").strip(), "", *lines])


def run(name: str, chosen: argparse.Namespace) -> None:
    """Run the stage `name` with the options of a command line, and say in one line what it did."""
    with log.summarised(name) as summary:
        settings = settings_chosen(chosen)
        counts = execute(
            name, settings, settings_path=chosen.config, results=chosen.results, processes=chosen.processes
        )
        summary.count(**counts)
