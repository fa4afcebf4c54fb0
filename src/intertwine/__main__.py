"""`intertwine STAGE ...`: imports the chosen stage only."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

STAGES = {
    "ingest": "files to documents and turns",
    "segment": "turns to sentences and tokens",
    "code": "turns and codebook to hits, units and presence",
    "audit": "the codebook looked at: findings, entries, what rests on single entries",
    "concord": "every hit with what stands before and after it",
    "prevalence": "how often each code occurs, by source and language",
    "cooccur": "which codes meet, beyond chance",
    "specify": "every hypothesis under every defensible choice, and with one text left out",
    "contrast": "differences between sources, languages and groups; three codes at once",
    "order": "which code comes first, and which leads to which",
    "lexicon": "the company's terms, from its own texts alone",
    "uptake": "whose words they are: prompted, echoed, volunteered, reused",
    "plan": "how many documents a study needs",
    "agree": "how far people who coded by hand agree",
    "validate": "the codebook against what people coded",
    "key": "words that mark one group of documents against another",
    "topics": "topic models per language, and the codes in each topic",
    "tables": "tables for a paper",
    "figures": "figures with their data and captions",
    "report": "one page to read it all, with a concordance",
    "check": "invariants of the real results",
}

COMMANDS = {
    "codebook": "check, compare, export and import the codebook",
    "sample": "draw units for coding by hand, and write the coders' sheets",
    "open-test": "open the test part of the sample, on record",
    "simulate": "write a study whose truth is known",
    "project": "exchange codings with ATLAS.ti, MAXQDA, NVivo, QualCoder (REFI-QDA)",
}

_THREADED = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB")
_SURROUNDINGS = {"PYTHONHASHSEED": "0"} | {f"{library}_NUM_THREADS": "1" for library in _THREADED}


def main(words: list[str] | None = None) -> int:
    """Run the stage named first in `words`; return the exit code."""
    words = sys.argv[1:] if words is None else words
    if not words or words[0] in ("-h", "--help"):
        print(_help())
        return 0
    if words[0] == "--version":
        from intertwine import __version__

        print(f"intertwine {__version__}")
        return 0
    if words[0] not in (STAGES | COMMANDS):
        print(f"unknown stage {words[0]!r}\n  allowed: {', '.join(STAGES | COMMANDS)}", file=sys.stderr)
        return 2
    return _run(words[0], words[1:])


def _run(stage: str, words: list[str]) -> int:
    from intertwine.errors import UserError

    room = "stages" if stage in STAGES else "commands"
    module = import_module(f"intertwine.{room}.{stage.replace('-', '_')}")
    parser = argparse.ArgumentParser(
        prog=f"intertwine {stage}", description=module.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    module.arguments(parser)
    chosen = parser.parse_args(words)
    try:
        module.run(chosen)
    except UserError as error:
        print(f"intertwine {stage}: {error}", file=sys.stderr)
        return 1
    return 0


def console() -> int:
    """Run `main` in a settled process: one thread in numerical libraries, one order of hashing, so the same bytes."""
    if any(os.environ.get(name) != value for name, value in _SURROUNDINGS.items()):
        command = [sys.executable, "-m", "intertwine", *sys.argv[1:]]
        os.execve(sys.executable, command, os.environ | _SURROUNDINGS)  # noqa: S606 - the same command, settled
    return main()


def _help() -> str:
    width = max(map(len, STAGES | COMMANDS))
    stages, commands = (
        "\n".join(f"  {name:<{width}}  {what}" for name, what in told.items()) for told in (STAGES, COMMANDS)
    )
    return (
        f"usage: intertwine STAGE [options]\n\nStages, in running order (intertwine STAGE --help):\n{stages}\n\n"
        f"Run by hand:\n{commands}"
    )


if __name__ == "__main__":
    sys.exit(console())
