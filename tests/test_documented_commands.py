"""Every command line that a document, a docstring or a comment shows is one that its program understands."""

import argparse
import ast
import contextlib
import importlib.util
import io
import re
import runpy
import shlex
from importlib import import_module
from pathlib import Path

import pytest
from snakemake.cli import get_argument_parser

from intertwine import command_line, stage
from intertwine.__main__ import commands, main
from intertwine.settings_file import load, override

HOME = Path(__file__).parents[1]
PAGES = ["README.md", "CONTRIBUTING.md", "docs/**/*.md", "data/*/README.md"]
CODE = ["src/**/*.py", "benchmarks/*.py", "Snakefile", "workflow/**/*.smk"]
SETTINGS = ["config.yaml", "examples/*.yaml", "profiles/*/config.yaml", "Makefile", ".pre-commit-config.yaml"]
OURS = r"(?:intertwine|snakemake|make|python)"
OTHERS = ("git clone", "cd", "mkdir", "cp", ".", "pip install", "pre-commit install")
"""What documents show besides, as a command line begins."""
SHELL = re.compile(rf"(?:{OURS}|git|mkdir|cp)( |$)")
PLACEHOLDERS = {"STAGE": "order", "NAME": "order", "COMMAND": "open-test"}
INSTALLED = ("pytest", "pip", "spacy", "venv")
"""Modules of others that a document runs by ``python -m``."""
SNAKEMAKE = get_argument_parser()
TARGETS = re.findall(r"^(\w+):", (HOME / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
WRITTEN = {each.name for name in stage.names() for each in stage.declared(name).writes}


def files(patterns):
    return sorted(path for pattern in patterns for path in HOME.glob(pattern))


def docstrings(text):
    """Return the docstrings of Python, or the first one of a workflow file, which Python cannot parse."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return text.split('"""')[1:2]
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    nodes = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return [ast.get_docstring(node, clean=not isinstance(node, ast.Module)) or "" for node in nodes]


def shown_lines(text):
    """Return the lines of indented or fenced blocks of shell, in which a line begins with a command."""
    fenced = re.findall(r"^```(?:sh|bash)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    paragraphs = re.split(r"\n\s*\n", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    indented = [part for part in paragraphs if all(line.startswith("    ") for line in part.splitlines())]
    blocks = [[line.strip() for line in block.splitlines() if line] for block in [*fenced, *indented]]
    return [line for block in blocks if any(map(SHELL.match, block)) for line in block]


def command(line):
    """Return the words of a line without what explains it: a comment, or what stands after two spaces.

    >>> command("snakemake cooccur --cores 2   # one stage")
    ['snakemake', 'cooccur', '--cores', '2']
    """
    return shlex.split(re.split(r"\s+#\s|\s{2,}", line.strip())[0])


def lines_shown():
    """Give each line of shell in documents, docstrings and comments, with the file that shows it."""
    for path in files(PAGES):
        yield from ((path, line) for line in shown_lines(path.read_text(encoding="utf-8")))
    for path in files(CODE):
        texts = docstrings(path.read_text(encoding="utf-8"))
        yield from ((path, line) for text in texts for line in shown_lines(text))
    for path in files(SETTINGS):
        found = re.findall(rf"^# +({OURS} .*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        yield from ((path, line) for line in found)


def commands_in_text():
    """Give each command that stands in running text, as code, with the file that shows it."""
    for path in files([*PAGES, *CODE, *SETTINGS]):
        text = re.sub(r"\n[ #]*", " ", path.read_text(encoding="utf-8"))
        yield from ((path, found) for found in re.findall(rf"`({OURS}(?: [^`{{}}]+)?)`", text))


LINES, IN_TEXT = sorted(set(lines_shown())), sorted(set(commands_in_text()))


def named(value):
    return str(value.relative_to(HOME)) if isinstance(value, Path) else value


class MisunderstoodError(Exception):
    """A command line that its program does not understand."""


def parsed(parser, words):
    """Return what a parser makes of words; `MisunderstoodError` where it refuses them."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            return parser(words)
    except SystemExit as done:
        if done.code:
            raise MisunderstoodError(said.getvalue().strip().splitlines()[-1]) from None
    return None


def understood_by_intertwine(words, monkeypatch):
    """Hand words to the command line itself, with nothing to run."""
    monkeypatch.setattr(command_line, "run", lambda name, chosen: None)
    for name in commands():
        monkeypatch.setattr(import_module(f"intertwine.commands.{name.replace('-', '_')}"), "run", lambda chosen: None)
    words = [PLACEHOLDERS.get(word, word) for word in words]
    if parsed(main, words):
        raise MisunderstoodError(f"unknown stage {words[0]}")


def understood_by_snakemake(words):
    chosen = parsed(SNAKEMAKE.parse_args, words)
    assert set(chosen.targets) <= {"all", *stage.names()} | {f"results/{name}" for name in WRITTEN}
    load(HOME / "config.yaml", override(chosen.config or []))


def understood_by_python(words):
    if words[0] == "-m":
        assert words[1] in INSTALLED or importlib.util.find_spec(words[1])
        return
    benchmark = runpy.run_path(str(HOME / words[0]), run_name="benchmark")
    parsed(benchmark["arguments"]().parse_args, words[1:])


def understood(words, monkeypatch):
    """Let the program that is named first parse the others; raise where it does not understand them."""
    program, rest = words[0], words[1:]
    if program == "intertwine":
        understood_by_intertwine(rest, monkeypatch)
    elif program == "snakemake":
        understood_by_snakemake(rest)
    elif program == "make":
        assert {word for word in rest if "=" not in word} <= set(TARGETS)
    elif program == "python":
        understood_by_python(rest)
    else:
        assert " ".join(words).startswith(OTHERS)
    kept = [word for word in rest if re.match(r"(?:src|tests|docs|benchmarks|data|examples|profiles)/", word)]
    assert [word for word in kept if not (HOME / word).exists() and "/results/" not in word] == []


@pytest.mark.parametrize(("path", "line"), LINES, ids=named)
def test_a_command_line_that_is_shown_is_understood(path, line, monkeypatch):
    understood(command(line), monkeypatch)


@pytest.mark.parametrize(("path", "found"), IN_TEXT, ids=named)
def test_a_command_in_running_text_is_understood(path, found, monkeypatch):
    """Where it is no more than a name, only the name must be there."""
    words = shlex.split(found.removesuffix(" ..."))
    if words[0] == "intertwine" and len(words) == 2:
        assert PLACEHOLDERS.get(words[1], words[1]) in [*stage.names(), *commands()]
    else:
        understood(words, monkeypatch)


@pytest.mark.parametrize(
    "line",
    [
        "intertwine cooccurr", "intertwine codebook check --levle note", "intertwine order --output x",
        "intertwine codebook check --level everything", "snakemake --confg seed=7", "snakemake --rerun-triggers no",
        "python benchmarks/calibration.py --run 1 --fast",
    ],
)  # fmt: skip
def test_a_mistyped_word_is_noticed(line, monkeypatch):
    with pytest.raises(MisunderstoodError):
        understood(command(line), monkeypatch)


@pytest.mark.parametrize(
    "line", ["snakemake cooccurr", "make tests", "python -m intertwine.presentation", "rm -r data"]
)
def test_a_target_that_is_not_there_is_noticed(line, monkeypatch):
    with pytest.raises((AssertionError, ModuleNotFoundError)):
        understood(command(line), monkeypatch)


def actions(name):
    """Return what a command may be told to do, as ``codebook check``; the command itself where it does one thing."""
    parser = argparse.ArgumentParser()
    import_module(f"intertwine.commands.{name.replace('-', '_')}").arguments(parser)
    kinds = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    return [f"{name} {action}" for kind in kinds for action in kind.choices] or [name]


@pytest.mark.parametrize("action", [action for name in commands() for action in actions(name)])
def test_every_command_is_documented(action):
    pages = files(PAGES)

    assert any(line.startswith(f"intertwine {action}") for path, line in [*LINES, *IN_TEXT] if path in pages)
