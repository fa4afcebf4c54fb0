"""Fingerprints: which stage must run again.

A fingerprint is a hash of all that a stage's result depends on and that the workflow does not see as files: the
definitions that the stage can reach, the values of its settings, the meaning of the codebook or manifest it reads, and
the versions of the libraries that those definitions use.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from intertwine.provenance.definitions import Module, UnfollowableError, definitions_in
from intertwine.provenance.memory import Memory
from intertwine.provenance.reach import Package, Reached

if TYPE_CHECKING:
    from pydantic import BaseModel

    from intertwine.config import Settings

PACKAGE = Path(__file__).parents[1]
RUNNER = ("intertwine.stage:execute", "intertwine.__main__:_SURROUNDINGS")
"""What every stage runs in."""
CLOSED = frozenset({"intertwine.log", "intertwine.stage:module", "intertwine.stage:names"})
"""What changes no result: what is told on standard error, and the ways from a stage's name to its module."""
PLACES = frozenset({"corpus", "codebook", "coded", "cores"})
"""Settings that say where something is, or how fast: what is there has its own part in the fingerprint."""
DISTRIBUTIONS = {"docx": "python-docx", "re2": "google-re2", "sklearn": "scikit-learn"}
"""Libraries whose distribution has another name than the module that is imported."""
FILES = ("figures.font", "uptake.reference")
"""Settings that name a file: what is in it counts."""
MEMORY = Path(".snakemake", "intertwine-memory")
_OWN_FILES = ("__file__", "importlib.resources.files")


class CodebookMeaning(TypedDict):
    """Hash of each part of a codebook's meaning, and its codes."""

    entries: str
    labels: str
    codes: list[str]


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the files mean that a study's stages read besides their tables.

    Attributes
    ----------
    codebook
        The codebook's meaning.
    manifest
        Hash of the meaning of documents.csv and speakers.csv.
    files
        Hash of each file that a setting names, by the setting.
    documents
        Hash of what is in the documents: one swapped for another counts, however old it is.
    """

    codebook: CodebookMeaning
    manifest: str
    files: Mapping[str, str] = field(default_factory=dict)
    documents: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a stage declares, as far as its fingerprint asks: None for all settings."""

    settings: list[str] | None
    codebook: list[Literal["entries", "labels"]]
    assets: list[str]


class Code:
    """The code of this package as the stages reach it.

    Parameters
    ----------
    study
        Folder of a study, in which is remembered what was worked out before, for speed alone; None to remember nothing.
    """

    def __init__(self, study: Path | None = None) -> None:
        self.memory = Memory(study and study / MEMORY, tuple(sorted(Path(__file__).parent.glob("*.py"))))
        self._modules: dict[str, Module | None] = {}
        self._package = Package(self._module, CLOSED)

    def digest(self, *roots: str) -> str:
        """Return a hash of what `roots` reach and of the versions of the libraries it uses."""
        reached = self._package.reach(roots)
        return _hash([reached.digests, sorted(reached.outside), libraries(reached.libraries)])

    def libraries(self, stages: Iterable[str]) -> dict[str, str]:
        """Return the versions of the libraries that some stages use."""
        return libraries(name for stage in stages for name in self.reached_by(stage).libraries)

    def fingerprint(self, stage: str, settings: Settings, meanings: Meanings) -> str:
        """Return the fingerprint of `stage`: 16 hexadecimal digits that change when its result may.

        Raises
        ------
        UnfollowableError
            As `reached_by`, or if the stage uses files of the package and declares no assets.
        """
        reached, declared = self.reached_by(stage), self._declared(stage)
        if not declared.assets and (used := reached.outside & set(_OWN_FILES)):
            raise UnfollowableError(f"stage {stage} uses {', '.join(sorted(used))} and declares no assets")
        names = set(type(settings).model_fields if declared.settings is None else declared.settings)
        values = counted(settings, reached.words)
        parts = {
            "code": [reached.digests, sorted(reached.outside)],
            "libraries": libraries(reached.libraries),
            "settings": {name: values[name] for name in sorted(names - PLACES) if name in values},
            "files": {key: meanings.files.get(key, "") for key in FILES if key.partition(".")[0] in names},
            "codebook": {part: meanings.codebook[part] for part in declared.codebook},
            "corpus": [meanings.manifest, meanings.documents] if "corpus" in names and declared.settings else "",
            "assets": [_files(PACKAGE / folder) for folder in declared.assets],
        }
        return _hash(parts)[:16]

    def reached_by(self, stage: str) -> Reached:
        """Return what `stage` reaches, and the runner.

        Raises
        ------
        UnfollowableError
            If that cannot be told from its syntax, or is of another stage.
        """
        home = f"intertwine.stages.{stage}"
        reached = self._package.reach((f"{home}:STAGE", f"{home}:run", *RUNNER))
        others = {place for place in reached.digests if place.startswith("intertwine.stages.")}
        wrong = sorted(place for place in others if not place.startswith(f"{home}:"))
        if wrong:
            raise UnfollowableError(f"stage {stage} uses another stage: {', '.join(wrong)}")
        return reached

    def _declared(self, stage: str) -> Declared:
        def from_module() -> list[Any]:
            from intertwine.stage import ALL_SETTINGS, declared

            told = declared(stage)
            settings = None if told.settings == ALL_SETTINGS else list(told.settings)
            return [settings, list(told.codebook), list(told.assets)]

        key = self.digest(f"intertwine.stages.{stage}:STAGE")
        return Declared(*self.memory.recall("declared", f"{stage} {key}", from_module))

    def _module(self, name: str) -> Module | None:
        if name not in self._modules:
            path = _path(name)
            self._modules[name] = self._taken_apart(path.read_bytes()) if path else None
        return self._modules[name]

    def _taken_apart(self, source: bytes) -> Module:
        key = hashlib.sha256(source).hexdigest()
        values = self.memory.recall("definitions", key, lambda: definitions_in(source.decode("utf-8")).as_json())
        return Module.from_json(values)


def codebook_meaning(path: Path, code: Code) -> CodebookMeaning:
    """Return what the codebook at `path` means; it is read again where its files changed, or the code that reads it.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    from intertwine.codebook.cells import codebook_files

    def from_files() -> CodebookMeaning:
        from intertwine.codebook.reading import read_codebook

        book = read_codebook(path)
        return {"entries": book.meaning("entries"), "labels": book.meaning("labels"), "codes": list(book.labels)}

    room = "intertwine.codebook.reading"
    files = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in codebook_files(path) if file.is_file()
    }
    key = _hash([files, code.digest(f"{room}:read_codebook", f"{room}:Codebook")])
    meaning: CodebookMeaning = code.memory.recall("codebook", key, from_files)
    return meaning


def meanings_of(settings: Settings, settings_path: Path, code: Code) -> Meanings:
    """Return what codebook, manifest and other files mean that the settings name.

    Raises
    ------
    UserError
        If one of them cannot be read.
    """
    from intertwine.corpus.manifest import read_manifest
    from intertwine.settings_file import folder

    named = {key: folder(settings_path, value) for key in FILES if (value := attrgetter(key)(settings))}
    manifest = read_manifest(folder(settings_path, settings.corpus))
    return Meanings(
        codebook_meaning(folder(settings_path, settings.codebook), code),
        manifest.meaning(),
        {key: _content(path) for key, path in named.items() if path.is_file()},
        _hash([_content(path) for path in manifest.files if path.is_file()]),
    )


def _content(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stages() -> list[str]:
    """Return the names of all stages, sorted."""
    return sorted(path.stem for path in (PACKAGE / "stages").glob("[!_]*.py"))


def counted(section: BaseModel, words: frozenset[str]) -> dict[str, Any]:
    """Return the values of a section of the settings that count for code in which `words` stand.

    A key counts where the code names it, or where it does not have its default: so a key that is new counts for those
    alone that use it, or set it. What a model works out from its keys counts by its value, where the code names it.
    """
    kind = type(section)
    fields = {name: field.default for name, field in kind.model_fields.items()}
    given = {name: getattr(section, name) for name in fields}
    held = {name: value for name, value in given.items() if name in words or value != fields[name]}
    properties = [name for name, made in vars(kind).items() if isinstance(made, property) and name in words]
    return {name: _counted(value, words) for name, value in held.items()} | {
        name: getattr(section, name) for name in properties
    }


def _counted(value: Any, words: frozenset[str]) -> Any:
    if hasattr(type(value), "model_fields"):
        return counted(value, words)
    return [_counted(part, words) for part in value] if isinstance(value, tuple) else value


def libraries(modules: Iterable[str]) -> dict[str, str]:
    """Return name and version of the distributions that hold top-level `modules` outside the standard library."""
    found = {_distribution(name) for name in modules if name not in sys.stdlib_module_names}
    return dict(sorted(found))


@cache
def _distribution(module: str) -> tuple[str, str]:
    """Return name and version; no version where it is not installed, as what may be missing is."""
    try:
        told = metadata(DISTRIBUTIONS.get(module, module))
    except PackageNotFoundError:
        return module, ""
    return told["Name"], told["Version"]


def _path(module: str) -> Path | None:
    first, *parts = module.split(".")
    if first != PACKAGE.name:
        return None
    stem = PACKAGE.joinpath(*parts)
    return next((path for path in (stem.with_suffix(".py"), stem / "__init__.py") if path.is_file()), None)


def _files(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
