"""What a run is made from: settings, versions, fingerprints and hashes of the texts; no date, no machine, no place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import pandas as pd

from intertwine import __version__
from intertwine.provenance.fingerprints import Code, meanings_of
from intertwine.report import REPORT
from intertwine.stage import declared, names

if TYPE_CHECKING:
    from intertwine.config import Settings


def provenance(
    settings: Settings, settings_path: Path, documents: pd.DataFrame, engines: pd.DataFrame
) -> dict[str, Any]:
    """Return what the results are made from, as plain values.

    `cores` is left out: it changes no result. Of a path that is absolute, only the last part is told. Stages that read
    the report are left out: nothing in it is made from them.
    """
    code = Code(settings_path.parent)
    meanings = meanings_of(settings, settings_path, code)
    before = [stage for stage in names() if REPORT not in declared(stage).reads]
    return {
        "intertwine": __version__,
        "settings": settings_in_force(settings),
        "seed": settings.seed,
        "libraries": code.libraries(before),
        "fingerprints": {stage: code.fingerprint(stage, settings, meanings) for stage in before},
        "engines": engines.sort_values("language").to_dict("records"),
        "documents": dict(zip(documents["document_id"], documents["sha256"], strict=True)),
    }


def settings_in_force(settings: Settings) -> dict[str, Any]:
    """Return the settings in force without anything that belongs to one machine."""
    values = settings.model_dump(mode="json", exclude={"cores"})
    values |= {name: _without_root(values[name]) for name in ("corpus", "codebook")}
    return values | {"figures": values["figures"] | {"font": _without_root(values["figures"]["font"])}}


def _without_root(path: str) -> str:
    """Return a path as it was given, or its last part where it is meant from the root of a machine."""
    pure = PurePath(path)
    return pure.name if pure.is_absolute() or path.startswith("~") else path


def settings_as_rows(values: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    """Return nested settings as dotted keys and text.

    >>> settings_as_rows({"seed": 1, "window": {"zh": 100}, "units": ["turn"]})
    [('seed', '1'), ('window.zh', '100'), ('units', 'turn')]
    """
    found: list[tuple[str, str]] = []
    for key, value in values.items():
        found += (
            settings_as_rows(value, f"{above}{key}.")
            if isinstance(value, Mapping)
            else [(f"{above}{key}", _value_as_text(value))]
        )
    return found


def _value_as_text(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_value_as_text(part)}" for key, part in value.items())
    if isinstance(value, (list, tuple)):
        joint = "; " if any(isinstance(part, (list, tuple, Mapping)) for part in value) else ", "
        return joint.join(
            " × ".join(part) if isinstance(part, (list, tuple)) else _value_as_text(part) for part in value
        )
    return str(value)
