"""What a stage is, and the one runner of them all.

A stage is a module in `stages/`: its docstring says what it is for, `STAGE` declares what it reads and writes and which
settings and parts of the codebook it uses, and `run(read, settings)` returns what it makes. The runner hands over what
was declared and nothing else, checks what comes back, and writes it whole; `command_line` calls it.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, cast

from intertwine import records
from intertwine.errors import UserError
from intertwine.records import Folder, Table, TextFile

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.config import Settings

_FOLDER = Path(__file__).parent / "stages"

_RESULTS = ("corpus", "coding", "concordance", "measures", "tables", "figures", "paper", "report", "check.csv")
"""The rooms of the results, in the order in which they are filled."""

ALL_SETTINGS = ("*",)
"""Every setting, for a stage that shows them; a new one with its default re-runs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a stage reads, writes and uses, declared once, beside its code.

    Attributes
    ----------
    reads, writes
        Tables, folders and text files under the results. A stage that writes a folder writes nothing else.
    settings
        Top-level keys of the settings; none for ``()``. `corpus` and `coded` name folders of the study: what is in them
        counts, not where they are.
    codebook
        Parts of the codebook's meaning: ``entries`` (what matches) and ``labels`` (what is shown).
    assets
        Folders of this package whose files, other than modules, the stage puts into its result.
    """

    writes: tuple[Table | Folder | TextFile, ...]
    reads: tuple[Table | Folder | TextFile, ...] = ()
    settings: tuple[str, ...] = ()
    codebook: tuple[Literal["entries", "labels"], ...] = ()
    assets: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """The settings that it is handed: those declared, and where the codebook is if it uses that."""
        return tuple(sorted({*self.settings, *(["codebook"] if self.codebook else [])}))


class UndeclaredError(AttributeError):
    """A stage and what its `STAGE` declares do not agree: a mistake of the program, never of the user.

    >>> print(UndeclaredError("key", "reads coding/hits.parquet, which is not declared"))
    stage key reads coding/hits.parquet, which is not declared (STAGE in intertwine/stages/key.py)
    """

    def __init__(self, stage: str, what: str) -> None:
        super().__init__(f"stage {stage} {what} (STAGE in intertwine/stages/{stage}.py)")


class _DeclaredSettings:
    """The settings that a stage declares, and no others, so that no dependence goes unseen."""

    def __init__(self, stage: str, values: Mapping[str, Any]) -> None:
        self._stage, self._values = stage, values

    def __getattr__(self, name: str) -> Any:
        if name in self._values:
            return self._values[name]
        raise UndeclaredError(self._stage, f"uses the setting {name}, which is not declared")


def declared_settings(name: str, stage: Stage, settings: Settings) -> Settings:
    """Return the settings that the stage `name` declares; to read another one is an error."""
    if stage.settings == ALL_SETTINGS:
        return settings
    values = {key: getattr(settings, key) for key in stage.places}
    return cast("Settings", _DeclaredSettings(name, values))


class Reader:
    """What a stage reads with: ``read(TABLE)`` gives a table that it declares.

    Parameters
    ----------
    name, stage
        The stage.
    results
        Folder of the results.
    settings_path
        The settings file; what settings name is meant from its folder.
    processes
        Processes that may share the work; never changes a result.
    """

    def __init__(self, name: str, stage: Stage, *, results: Path, settings_path: Path, processes: int = 1) -> None:
        self._name, self._stage, self._results = name, stage, results
        self.settings_path, self.processes = settings_path, processes
        self._frames: dict[tuple[str, tuple[str, ...] | None], pd.DataFrame] = {}

    def __call__(self, table: Table, columns: tuple[str, ...] | None = None) -> pd.DataFrame:
        """Return a table, or only some of its columns; it is read once."""
        self._declared(table)
        if (table.name, columns) not in self._frames:
            self._frames[table.name, columns] = records.read(table, self._existing(table.name), columns)
        return self._frames[table.name, columns]

    def folder(self, folder: Folder) -> Path:
        """Return a folder that another stage wrote."""
        self._declared(folder)
        return self._existing(folder.name)

    def path(self, named: str) -> Path:
        """Return the file or folder that a setting names, which is meant from the settings file's own folder."""
        from intertwine.settings_file import folder

        return folder(self.settings_path, named)

    def _declared(self, what: Table | Folder) -> None:
        if what not in self._stage.reads:
            raise UndeclaredError(self._name, f"reads {what.name}, which is not declared")

    def _existing(self, name: str) -> Path:
        path = self._results / name
        if not path.exists():
            raise UserError("no such result yet", where=str(path), allowed=f"the stage that writes it: {_maker(name)}")
        return path


def names() -> list[str]:
    """Return the names of all stages in running order: what a stage reads is written by those before it.

    Of those that could run next, the one whose room of the results comes first in `_RESULTS`.
    """
    stages = {path.stem: declared(path.stem) for path in sorted(_FOLDER.glob("[!_]*.py"))}
    makers = {product.name: name for name, stage in stages.items() for product in stage.writes}
    needs = {name: {makers[each.name] for each in stage.reads if each.name in makers} for name, stage in stages.items()}
    rank = {name: (_room_rank(stage.writes[0].name), name) for name, stage in stages.items()}
    ordered: list[str] = []
    while ready := [name for name in needs if name not in ordered and needs[name] <= set(ordered)]:
        ordered.append(min(ready, key=lambda name: rank[name]))
    if waiting := sorted(set(needs) - set(ordered)):
        raise ValueError(f"stages that wait for each other: {', '.join(waiting)}")
    return ordered


def _room_rank(name: str) -> int:
    room = name.partition("/")[0]
    return _RESULTS.index(room) if room in _RESULTS else len(_RESULTS)


def is_stage(name: str) -> bool:
    """Return whether there is a stage of this name."""
    return name.isidentifier() and not name.startswith("_") and (_FOLDER / f"{name}.py").is_file()


def module(name: str) -> ModuleType:
    """Return the module of a stage.

    Raises
    ------
    UndeclaredError
        If it has no `STAGE`.
    """
    found = import_module(f"intertwine.stages.{name}")
    if not isinstance(getattr(found, "STAGE", None), Stage):
        raise UndeclaredError(name, "declares nothing")
    return found


def declared(name: str) -> Stage:
    """Return what the stage `name` declares."""
    stage: Stage = module(name).STAGE
    return stage


def _maker(name: str) -> str:
    return next((stage for stage in names() if name in {each.name for each in declared(stage).writes}), "none")


def execute(name: str, settings: Settings, *, settings_path: Path, results: Path, processes: int = 1) -> dict[str, int]:
    """Run the stage `name` on the tables in `results`; write what it makes whole, or nothing.

    Returns
    -------
    dict
        Rows of each table that was written, files of each folder, by their names.

    Raises
    ------
    UndeclaredError
        If it reads or writes what it does not declare.
    """
    stage = declared(name)
    allowed = declared_settings(name, stage, settings)
    read = Reader(name, stage, results=results, settings_path=settings_path, processes=processes)
    made = module(name).run
    if isinstance(stage.writes[0], Folder):
        return _folder_written(made, read, allowed, results, stage.writes[0])
    return _written(name, stage, made(read, allowed), results)


def _written(name: str, stage: Stage, made: Mapping[Table | TextFile, Any], results: Path) -> dict[str, int]:
    different = {each.name for each in stage.writes} ^ {each.name for each in made}
    if different:
        raise UndeclaredError(name, f"declares, or makes, but not both: {', '.join(sorted(different))}")
    whole = {each: records.check(each, frame) for each, frame in made.items() if isinstance(each, Table)}
    for table, frame in whole.items():
        records.store(table, frame, results / table.name)
    for each, text in made.items():
        if isinstance(each, TextFile):
            records.write_text(text, results / each.name)
    return {table.stem: len(frame) for table, frame in whole.items()}


def _folder_written(
    run_in: Callable[[Reader, Settings, Path], None], read: Reader, settings: Settings, results: Path, folder: Folder
) -> dict[str, int]:
    """Let a stage write into a temporary folder beside `folder`, then put it in the place of what was there."""
    target = results / folder.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as temporary:
        new, old = Path(temporary) / "new", Path(temporary) / "old"
        new.mkdir()
        run_in(read, settings, new)
        sums = _sums(new)
        records.write_text("".join(sums), new / Path(folder.sums).name)
        if target.exists():
            target.replace(old)
        new.replace(target)
        shutil.rmtree(old, ignore_errors=True)
    return {"files": len(sums)}


def _sums(folder: Path) -> list[str]:
    """Return a line for every file of a folder, with its hash, as `sha256sum` writes and checks them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return [f"{sha256}  {path.relative_to(folder).as_posix()}\n" for sha256, path in zip(hashes, files, strict=True)]
