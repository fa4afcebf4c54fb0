"""A study as the workflow sees it: its folder, its settings, its input files, and what each stage is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from intertwine import preflight
from intertwine.config import Settings
from intertwine.errors import UserError
from intertwine.provenance.fingerprints import Code, CodebookMeaning, codebook_meaning, meanings_of, stages
from intertwine.settings_file import folder, load

if TYPE_CHECKING:
    from intertwine.corpus.manifest import Manifest


@dataclass(frozen=True)
class Study:
    """One settings file and what was said on the command line instead of it.

    Attributes
    ----------
    settings_path
        The settings file; results go beside it.
    overrides
        Top-level settings given on the command line; folders in them are meant from `called_from`.
    called_from
        The folder the command was given in.
    """

    settings_path: Path
    overrides: Mapping[str, Any]
    called_from: Path

    @property
    def folder(self) -> str:
        """The folder in which the stages run and results are written."""
        return str(self.settings_path.parent)

    @cached_property
    def settings(self) -> Settings:
        """The settings in force."""
        return load(self.settings_path, self._overrides)

    @cached_property
    def _overrides(self) -> dict[str, Any]:
        placed = {
            key: str(folder(self.called_from / "_", str(self.overrides[key]))) for key in _FOLDERS & set(self.overrides)
        }
        return {**self.overrides, **placed}

    @property
    def options(self) -> str:
        """The options by which a stage is told these settings."""
        words = [quote(f"{key}={value}") for key, value in sorted(self._overrides.items())]
        return " ".join(["--config", quote(self.settings_path.name), *(["--set", *words] if words else [])])

    @cached_property
    def documents(self) -> list[str]:
        """The files of the corpus that the manifest lists."""
        return self._named(self._manifest.files)

    @cached_property
    def manifest(self) -> list[str]:
        """The files that list documents and speakers."""
        return self._named(self._manifest.tables)

    @cached_property
    def _manifest(self) -> Manifest:
        from intertwine.corpus.manifest import read_manifest

        return read_manifest(folder(self.settings_path, self.settings.corpus))

    def check(self) -> None:
        """Raise an error if the settings name codes, columns or groups that the study does not have.

        Raises
        ------
        UserError
            Naming the key of the settings and what there is.
        """
        preflight.check(self.settings, self.settings_path, codes=self._codebook["codes"], manifest=self._manifest)

    @cached_property
    def _code(self) -> Code:
        return Code(self.settings_path.parent)

    @cached_property
    def _codebook(self) -> CodebookMeaning:
        return codebook_meaning(folder(self.settings_path, self.settings.codebook), self._code)

    @cached_property
    def codebook(self) -> list[str]:
        """The files of the codebook."""
        from intertwine.codebook.cells import codebook_files

        return self._named(codebook_files(folder(self.settings_path, self.settings.codebook)))

    @cached_property
    def coded(self) -> list[str]:
        """The files of the hand-coded sample, as far as there are any."""
        home = folder(self.settings_path, self.settings.coded)
        given_back = [*sorted((home / "returned").glob("*")), *sorted((home / "surrogate").glob("*"))]
        files = [home / "sample.csv", home / "opened.csv", *given_back]
        return self._named(path for path in files if path.is_file() and not path.name.startswith((".", "~$")))

    def _named(self, paths: Iterable[Path]) -> list[str]:
        """Return paths as seen from the study's folder: one that was moved or copied names the same files."""
        home = self.settings_path.parent
        return [str(path.relative_to(home) if path.is_relative_to(home) else path) for path in paths]

    def made_from(self, stage: str) -> str:
        """Return the fingerprint of what `stage` is made from, besides its input files.

        Raises
        ------
        UserError
            If there is no such stage.
        """
        if stage not in self._fingerprints:
            raise UserError(f"no stage {stage!r}", where="the rules", allowed=", ".join(self._fingerprints))
        return self._fingerprints[stage]

    @cached_property
    def _fingerprints(self) -> dict[str, str]:
        meanings = meanings_of(self.settings, self.settings_path, self._code)
        made = {stage: self._code.fingerprint(stage, self.settings, meanings) for stage in stages()}
        self._code.memory.keep()
        return made


_FOLDERS = {"corpus", "codebook", "coded"}


def chosen_study(home: Path, configfiles: list[Path], overrides: Mapping[str, Any]) -> Study:
    """Return the study that a command line chose: the one settings file it names, or `home`'s own.

    Raises
    ------
    UserError
        If more than one settings file is named.
    """
    if len(configfiles) > 1:
        raise UserError("more than one settings file", where="--configfile", allowed="one file, complete in itself")
    path = Path(configfiles[0]) if configfiles else home / "config.yaml"
    return Study(path.resolve(), dict(overrides), Path.cwd())
