"""The definitions of a module, from its abstract syntax: each with a hash, and the names that it uses.

Definitions are functions, classes, and what is assigned at the top level. Docstrings, comments and texts that stand
alone say nothing about a result and are not hashed; names in annotations are not among those used.

An assignment at the top level is taken to bind its names and do nothing else. Every other statement there (a call, a
loop, a condition, an assignment to a part of something, a definition decorated by code of the same package) is an
effect, which counts as soon as the module is loaded.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

EFFECTS = "(effects)"
"""The name under which the effects of a module are held."""
_HOOKS = frozenset({"__init_subclass__", "__subclasses__"})
_TELLING = frozenset({"eval", "exec", "globals", "__import__", "__file__"}) | _HOOKS
"""Names of no definition that are noted where they are used: what they lead to must be looked at."""


class UnfollowableError(Exception):
    """Code whose definitions cannot be told from its syntax."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What stands behind one name of a module.

    Attributes
    ----------
    digest
        Hash of its syntax.
    uses
        Names that it uses: ``.name`` of its own module, ``package.module.name`` of others, ``import module`` for a
        module that it only loads.
    words
        Names of attributes and texts in it that may name something: by them settings are read.
    """

    digest: str
    uses: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """The definitions of one module by their names, what its imported names mean, and its effects."""

    definitions: dict[str, Definition]
    imports: dict[str, tuple[str, ...]]
    loads: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the module as plain values."""
        parts = {name: [part.digest, part.uses, part.words] for name, part in self.definitions.items()}
        return {"definitions": parts, "imports": self.imports, "loads": self.loads}

    @staticmethod
    def from_json(values: dict[str, Any]) -> Module:
        """Return the module that `as_json` made plain values of."""
        parts = {
            name: Definition(digest, tuple(uses), tuple(words))
            for name, (digest, uses, words) in values["definitions"].items()
        }
        imports = {name: tuple(targets) for name, targets in values["imports"].items()}
        return Module(parts, imports, tuple(values["loads"]))


def definitions_in(source: str) -> Module:
    r"""Take the source of a module apart into its definitions.

    Raises
    ------
    UnfollowableError
        If it imports by ``*`` or relative to its own place.

    Examples
    --------
    >>> module = definitions_in("from math import pi as p\nLIMIT = 2 * p\ndef area(r): return r * LIMIT")
    >>> module.definitions["LIMIT"].uses, module.definitions["area"].uses
    (('math.pi',), ('.LIMIT',))
    """
    statements = list(_run_on_import(_without_texts(ast.parse(source)).body))
    imports: dict[str, tuple[str, ...]] = {}
    for name, target in (pair for statement in statements for pair in _imported(statement)):
        imports[name] = (*imports.get(name, ()), target)
    own: dict[str, list[ast.stmt]] = {}
    for statement in statements:
        if not isinstance(statement, ast.Import | ast.ImportFrom):
            names = _bound(statement)
            for name in [*names, *([EFFECTS] if not names or _has_effect(statement, imports) else [])]:
                own.setdefault(name, []).append(statement)
    known = frozenset(own)
    parts = {name: _definition(held, known, imports) for name, held in own.items()}
    return Module(parts, imports, tuple(sorted({target for targets in imports.values() for target in targets})))


def _run_on_import(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Give the statements that run when a module is imported: not those for type checkers, nor those of a script."""
    for statement in statements:
        if _never(statement):
            yield from _run_on_import(statement.orelse)
        elif not isinstance(statement, ast.Pass):
            yield statement


def _never(node: ast.stmt) -> TypeGuard[ast.If]:
    """Return whether a statement is a condition that never holds where a module is imported to run."""
    held = node.test if isinstance(node, ast.If) and isinstance(node.test, _SHORT) else None
    return held is not None and ast.unparse(held) in _NEVER


_SHORT = (ast.Name, ast.Attribute, ast.Compare)
_NEVER = ("TYPE_CHECKING", "typing.TYPE_CHECKING", "__name__ == '__main__'")


def _without_texts(tree: ast.Module) -> ast.Module:
    """Take docstrings and other texts that stand alone out of `tree`."""
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            statements = getattr(node, name, None)
            if isinstance(statements, list) and any(map(_is_text, statements)):
                setattr(node, name, [part for part in statements if not _is_text(part)] or [ast.Pass()])
    return tree


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Give each name that the imports in `node` bind, outside of functions and classes, and what it means."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
            yield f"import {alias.name}", alias.name
    elif isinstance(node, ast.ImportFrom):
        if node.level or any(alias.name == "*" for alias in node.names):
            raise UnfollowableError(f"an import that cannot be followed: {ast.unparse(node)}")
        for alias in node.names:
            if node.module != "__future__":
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"
    elif not isinstance(node, _SCOPES):
        for child in ast.iter_child_nodes(node):
            yield from _imported(child)


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def _bound(statement: ast.stmt) -> list[str]:
    """Return the names that a definition or a plain assignment binds; none if the statement is something else."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or not _plain(statement):
        return []
    targets: list[ast.expr] = [node.target for node in ast.walk(statement) if isinstance(node, ast.NamedExpr)]
    targets += statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return sorted({node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)})


def _plain(statement: ast.Assign | ast.AnnAssign) -> bool:
    """Return whether an assignment is to names only, not to parts of what is already there."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    parts = (node for target in targets for node in ast.walk(target))
    return all(isinstance(node, ast.Name | ast.Tuple | ast.List | ast.Starred | ast.expr_context) for node in parts)


def _has_effect(statement: ast.stmt, imports: dict[str, tuple[str, ...]]) -> bool:
    """Return whether a definition is decorated by code of its own package, which may note it down somewhere."""
    for decorator in getattr(statement, "decorator_list", ()):
        base = decorator.func if isinstance(decorator, ast.Call) else decorator
        first = ast.unparse(base).partition(".")[0]
        if not hasattr(builtins, first) and not _elsewhere(imports.get(first, ())):
            return True
    return False


def _elsewhere(targets: tuple[str, ...]) -> bool:
    return bool(targets) and all(target.partition(".")[0] != _PACKAGE for target in targets)


_PACKAGE = __name__.partition(".")[0]


def _definition(statements: list[ast.stmt], known: frozenset[str], imports: dict[str, tuple[str, ...]]) -> Definition:
    names = _Names()
    for statement in statements:
        names.visit(statement)
    local: dict[str, set[str]] = {}
    for name, target in names.imported:
        local.setdefault(name, set()).add(target)
    uses = {f"import {target}" for name, target in names.imported}
    for chain in names.chains:
        first, _, rest = chain.partition(".")
        uses |= {f"{target}.{rest}".rstrip(".") for target in (*imports.get(first, ()), *local.get(first, ()))}
        if first in known:
            uses.add(f".{first}")
        elif first not in imports and first in _TELLING:
            uses.add(first)
    shape = "\n".join(ast.dump(statement) for statement in statements)
    return Definition(hashlib.sha256(shape.encode()).hexdigest()[:20], tuple(sorted(uses)), tuple(sorted(names.words)))


class _Names(ast.NodeVisitor):
    """The names that some syntax loads, as dotted chains, and the words in it; annotations are left out."""

    def __init__(self) -> None:
        self.chains: set[str] = set()
        self.words: set[str] = set()
        self.imported: list[tuple[str, str]] = []

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.chains.add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.words.add(node.attr)
        self.chains |= {node.attr} & _HOOKS
        parts: list[str] = []
        below: ast.expr = node
        while isinstance(below, ast.Attribute):
            parts.insert(0, below.attr)
            below = below.value
        if isinstance(below, ast.Name):
            self.words.update(parts)
            self.chains.add(".".join([below.id, *parts]))
        else:
            self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and node.value.isidentifier():
            self.words.add(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.chains |= {node.target.id} if isinstance(node.target, ast.Name) else set()
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        for part in node.orelse if _never(node) else [node.test, *node.body, *node.orelse]:
            self.visit(part)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        self.imported += [(name, target) for name, target in _imported(node)]

    visit_ImportFrom = visit_Import  # noqa: N815 - a name of ast

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.chains |= {node.name} & _HOOKS
        for part in (*node.decorator_list, node.args, *node.body):
            self.visit(part)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - a name of ast

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit(node.target)
        if node.value:
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        """Leave out an argument's annotation."""
