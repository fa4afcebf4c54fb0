"""`intertwine STAGE ...` and `intertwine COMMAND ...`: imports the one that was chosen."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType

_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
_DISK_ALLOWS = "room on the disk, about ten times the size of the texts; what was finished is kept, so run again"
_THREADED = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB")
_SURROUNDINGS = {"PYTHONHASHSEED": "0"} | {f"{library}_NUM_THREADS": "1" for library in _THREADED}


def commands() -> list[str]:
    """Return what a person runs by hand, by name: a module of `commands/` each."""
    folder = Path(__file__).parent / "commands"
    return sorted(path.stem.replace("_", "-") for path in folder.glob("[!_]*.py"))


def main(words: list[str] | None = None) -> int:
    """Run the stage or command named first in `words`; return the exit code."""
    from intertwine import __version__
    from intertwine.stage import is_stage, names

    words = sys.argv[1:] if words is None else words
    if not words or words[0] in ("-h", "--help"):
        print(_help())
        return 0
    if words[0] == "--version":
        print(f"intertwine {__version__}")
        return 0
    if not is_stage(words[0]) and words[0] not in commands():
        print(f"unknown stage {words[0]!r}\n  allowed: {', '.join([*names(), *commands()])}", file=sys.stderr)
        return 2
    return _run(words[0], words[1:])


def _run(name: str, words: list[str]) -> int:
    from intertwine import command_line
    from intertwine.errors import UserError
    from intertwine.stage import is_stage

    if is_stage(name):
        description, arguments = command_line.described(name), command_line.arguments
        run: Callable[[argparse.Namespace], None] = partial(command_line.run, name)
    else:
        command = _command(name)
        description, arguments, run = command.__doc__ or "", command.arguments, command.run
    parser = argparse.ArgumentParser(
        prog=f"intertwine {name}", description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments(parser)
    chosen = parser.parse_args(words)
    try:
        run(chosen)
    except UserError as error:
        print(f"intertwine {name}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"intertwine {name}: stopped; what was finished is kept", file=sys.stderr)
        return 130
    except OSError as error:
        if error.errno not in _OF_THE_DISK:
            raise
        told = UserError(str(error.strerror).lower(), where=str(error.filename or Path.cwd()), allowed=_DISK_ALLOWS)
        print(f"intertwine {name}: {told}", file=sys.stderr)
        return 1
    return 0


def _command(name: str) -> ModuleType:
    return import_module(f"intertwine.commands.{name.replace('-', '_')}")


def console() -> int:
    """Run `main` in a settled process: one thread in numerical libraries, one order of hashing, so the same bytes."""
    if any(os.environ.get(name) != value for name, value in _SURROUNDINGS.items()):
        command = [sys.executable, "-m", "intertwine", *sys.argv[1:]]
        os.execve(sys.executable, command, os.environ | _SURROUNDINGS)  # noqa: S606 - the same command, settled
    return main()


def _help() -> str:
    from intertwine.stage import module, names

    documented = {
        "Stages, in running order (intertwine STAGE --help)": {name: module(name) for name in names()},
        "Run by hand": {name: _command(name) for name in commands()},
    }
    width = max(len(name) for modules in documented.values() for name in modules)
    parts = ["usage: intertwine STAGE [options]"]
    for head, modules in documented.items():
        lines = [f"  {name:<{width}}  {(module.__doc__ or '').splitlines()[0]}" for name, module in modules.items()]
        parts.append("\n".join([f"{head}:", *lines]))
    return "\n\n".join(parts)


if __name__ == "__main__":
    sys.exit(console())
