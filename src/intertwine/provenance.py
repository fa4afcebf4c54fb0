"""Fingerprints: which stage must run again.

A fingerprint is a hash of all that a stage's result depends on and that the workflow does not see as files: the code of
the stage's own modules and of what they import (as syntax, without docstrings and comments), the settings it uses, the
meaning of the codebook or manifest it reads, and the versions of the libraries it leans on.
"""

from __future__ import annotations

import ast
import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from intertwine.config import folder
from intertwine.stage import ALL_SETTINGS, Stage, declared

if TYPE_CHECKING:
    from intertwine.codebook.reading import Codebook
    from intertwine.config import Settings

PACKAGE = Path(__file__).parent


def fingerprint(stage: str, settings: Settings, settings_path: Path) -> str:
    """Return the fingerprint of `stage`: 16 hexadecimal digits that change when its result may."""
    uses = declared(stage)
    chosen = tuple(type(settings).model_fields) if uses.settings == ALL_SETTINGS else uses.settings
    modules = closure(f"intertwine.stages.{stage}")
    parts = {
        "code": {name: _code_hash(path) for name, path in sorted(modules.items())},
        "settings": {name: settings.model_dump(mode="json")[name] for name in chosen if name not in _PLACES},
        "libraries": libraries(modules),
        "codebook": _codebook(settings, settings_path, uses),
        "manifest": _manifest(settings, settings_path) if "corpus" in uses.settings else "",
        "parts": [_files_hash(PACKAGE / part) for part in uses.assets],
    }
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_PLACES = ("corpus", "codebook", "coded", "cores")
"""Settings that say where something is, or how fast: what is there has its own part in the fingerprint."""


def _codebook(settings: Settings, settings_path: Path, uses: Stage) -> list[str]:
    return [_codebook_meaning(folder(settings_path, settings.codebook), part) for part in uses.codebook]


@cache
def _codebook_meaning(path: Path, part: Literal["entries", "labels"]) -> str:
    return _codebook_read(path).meaning(part)


@cache
def _codebook_read(path: Path) -> Codebook:
    from intertwine.codebook.reading import read_codebook

    return read_codebook(path)


def _manifest(settings: Settings, settings_path: Path) -> str:
    from intertwine.corpus.manifest import read_manifest

    return read_manifest(folder(settings_path, settings.corpus)).meaning()


def _files_hash(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def closure(module: str) -> dict[str, Path]:
    """Return name and file of `module` and of every module of this package that it imports, at any depth."""
    found: dict[str, Path] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        path = _module_path(name)
        if name in found or path is None:
            continue
        found[name] = path
        waiting += [imported for imported in _imports(path) if imported.split(".")[0] == "intertwine"]
    return found


def libraries(modules: dict[str, Path]) -> dict[str, str]:
    """Return the versions of the libraries that the modules import."""
    names = {imported.split(".")[0] for path in modules.values() for imported in _imports(path)}
    owners = _distributions()
    versions = {owner: _version(owner) for name in names for owner in owners.get(name, [])}
    return dict(sorted((owner, number) for owner, number in versions.items() if owner != "intertwine"))


@cache
def _distributions() -> dict[str, list[str]]:
    return {name: sorted(set(owners)) for name, owners in packages_distributions().items()}


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _module_path(name: str) -> Path | None:
    stem = PACKAGE.joinpath(*name.split(".")[1:])
    candidates = (stem.with_suffix(".py"), stem / "__init__.py")
    return next((path for path in candidates if path.is_file()), None)


@cache
def _syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _imports(path: Path) -> tuple[str, ...]:
    collector = _Imports()
    collector.visit(_syntax(path))
    return tuple(sorted(collector.names))


class _Imports(ast.NodeVisitor):
    """Names of all modules imported anywhere in a module, but for those that only type checkers see."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node = ast.If(test=node.test, body=[], orelse=node.orelse)
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        self.names.update(alias.name for alias in node.names)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module:
            self.names.add(node.module)
            self.names.update(f"{node.module}.{alias.name}" for alias in node.names)


@cache
def _code_hash(path: Path) -> str:
    bare = _WithoutDocstrings().visit(ast.parse(path.read_text(encoding="utf-8")))
    return hashlib.sha256(ast.dump(bare).encode()).hexdigest()


class _WithoutDocstrings(ast.NodeTransformer):
    def _bare(self, node: ast.AST) -> ast.AST:
        self.generic_visit(node)
        body = getattr(node, "body", [])
        if isinstance(body, list):
            node.body = [part for part in body if not _is_text(part)] or [ast.Pass()]  # type: ignore[attr-defined]
        return node

    visit_Module = visit_ClassDef = visit_FunctionDef = visit_AsyncFunctionDef = _bare  # noqa: N815 - names of ast


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
