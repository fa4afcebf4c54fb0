"""The definitions that some code can reach: static reachability over the abstract syntax of a package.

From some roots the names that a definition uses are followed through the package. Where a name might mean several
things, all of them are reached; a module that is handed on as a value is reached whole. What cannot be followed is an
error, never a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from intertwine.provenance.definitions import EFFECTS, Definition, Module, UnfollowableError

UNFOLLOWABLE = (
    "__import__",
    "__init_subclass__",
    "__subclasses__",
    "eval",
    "exec",
    "globals",
    "importlib.import_module",
    "sys.modules",
    "typing.get_type_hints",
)
"""Ways to a definition that its name does not tell."""
_WHOLE = "*"


@dataclass(frozen=True, slots=True)
class Reached:
    """What some roots can reach.

    Attributes
    ----------
    digests
        Hash of each definition, by ``module:name``.
    outside
        Names outside the package, such as ``numpy.mean``.
    words
        Names of attributes, and texts that may name something.
    """

    digests: dict[str, str]
    outside: frozenset[str]
    words: frozenset[str]

    @property
    def libraries(self) -> frozenset[str]:
        """Names of the top-level modules outside the package."""
        return frozenset(name.partition(".")[0] for name in self.outside if not name.startswith("__"))


@dataclass(slots=True)
class Package:
    """The modules of a package, and the ways from definition to definition.

    Attributes
    ----------
    module_of
        Returns the definitions of the module of a name, or None if there is no such module in the package.
    closed
        Modules, and definitions as ``module:name``, that are not entered: they change no result.
    """

    module_of: Callable[[str], Module | None]
    closed: frozenset[str] = frozenset()
    _ways: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)

    def reach(self, roots: Iterable[str]) -> Reached:
        """Return what can be reached from `roots`, each a ``module:name``.

        Raises
        ------
        UnfollowableError
            If a root is not there, or something is reached whose definitions cannot be told from its syntax.
        """
        waiting, seen, outside = list(roots), set[str](), set[str]()
        for root in waiting:
            if not self._defined(root):
                raise UnfollowableError(f"no definition {root}")
        while waiting:
            place = waiting.pop()
            if place in seen or place in self.closed or place.partition(":")[0] in self.closed:
                continue
            seen.add(place)
            inside, beyond = self._ways_from(place)
            waiting += inside
            outside.update(beyond)
        held = {place: part for place in sorted(seen) if (part := self._defined(place))}
        words = frozenset(word for part in held.values() for word in part.words)
        return Reached({place: part.digest for place, part in held.items()}, frozenset(outside), words)

    def _defined(self, place: str) -> Definition | None:
        module, _, name = place.partition(":")
        held = self.module_of(module)
        return held.definitions.get(name) if held else None

    def _ways_from(self, place: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the places to which `place` leads, and the names outside the package that it uses."""
        if place not in self._ways:
            module, _, name = place.partition(":")
            uses = self._uses(module, name)
            wrong = [use for use in uses if f"{use}.".startswith(tuple(f"{way}." for way in UNFOLLOWABLE))]
            if wrong:
                raise UnfollowableError(f"{place} uses {', '.join(wrong)}: what it reaches cannot be told")
            inside = {f"{module}:{EFFECTS}"} if name != EFFECTS else set(self._loaded(module))
            outside = set[str]()
            for use in uses:
                if use.startswith("."):
                    inside.add(f"{module}{use.replace('.', ':', 1)}")
                else:
                    places = list(self._places(use.removeprefix("import "), loads_only=use.startswith("import ")))
                    inside.update(places)
                    outside.update([] if places else [use.removeprefix("import ")])
            self._ways[place] = tuple(sorted(inside)), tuple(sorted(outside))
        return self._ways[place]

    def _uses(self, module: str, name: str) -> tuple[str, ...]:
        held = self.module_of(module)
        if held is None:
            return ()
        if name == _WHOLE:
            return (*(f".{each}" for each in held.definitions), *held.loads)
        part = held.definitions.get(name)
        return (*(part.uses if part else ()), *held.imports.get(name, ()))

    def _loaded(self, module: str) -> Iterator[str]:
        """Give the effects of what is loaded with a module: the packages it is in, and what it imports."""
        held = self.module_of(module)
        parents = [module.rsplit(".", steps)[0] for steps in range(1, module.count(".") + 1)]
        for target in (*parents, *(held.loads if held else ())):
            yield from self._places(target, loads_only=True)

    def _places(self, target: str, *, loads_only: bool) -> Iterator[str]:
        """Give the places that an absolute dotted name may mean; none if it is outside the package."""
        parts = target.split(".")
        for length in range(len(parts), 0, -1):
            module = ".".join(parts[:length])
            held = self.module_of(module)
            if held is None:
                continue
            yield f"{module}:{EFFECTS}"
            if loads_only:
                return
            if length == len(parts):
                yield f"{module}:{_WHOLE}"
            elif {parts[length], "__getattr__"} & {*held.definitions, *held.imports}:
                yield from (f"{module}:{name}" for name in (parts[length], "__getattr__"))
