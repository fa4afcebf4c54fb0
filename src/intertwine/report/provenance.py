"""What a run is made from: settings, versions, fingerprints and hashes of the texts; no date, no machine, no place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import pandas as pd

from intertwine import __version__
from intertwine.provenance import Code, meanings_of, stages

if TYPE_CHECKING:
    from intertwine.config import Settings

LATER = ("check",)
"""Stages that run after the report: nothing in it is made from them."""


def provenance(
    settings: Settings, settings_path: Path, documents: pd.DataFrame, engines: pd.DataFrame
) -> dict[str, Any]:
    """Return what the results are made from, as plain values.

    `cores` is left out: it changes no result. Of a path that is absolute, only the last part is told.
    """
    code = Code(settings_path.parent)
    meanings = meanings_of(settings, settings_path, code)
    before = [stage for stage in stages() if stage not in LATER]
    return {
        "intertwine": __version__,
        "settings": settings_told(settings),
        "seed": settings.seed,
        "libraries": code.libraries(before),
        "fingerprints": {stage: code.fingerprint(stage, settings, meanings) for stage in before},
        "engines": engines.sort_values("language").to_dict("records"),
        "documents": dict(zip(documents["document_id"], documents["sha256"], strict=True)),
    }


def settings_told(settings: Settings) -> dict[str, Any]:
    """Return the settings in force without anything that belongs to one machine."""
    values = settings.model_dump(mode="json", exclude={"cores"})
    values |= {name: _place(values[name]) for name in ("corpus", "codebook")}
    return values | {"figures": values["figures"] | {"font": _place(values["figures"]["font"])}}


def _place(path: str) -> str:
    """Return a path as it was given, or its last part where it is meant from the root of a machine."""
    pure = PurePath(path)
    return pure.name if pure.is_absolute() or path.startswith("~") else path


def flat(values: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    """Return nested settings as dotted keys and text.

    >>> flat({"seed": 1, "window": {"zh": 100}, "units": ["turn"]})
    [('seed', '1'), ('window.zh', '100'), ('units', 'turn')]
    """
    found: list[tuple[str, str]] = []
    for key, value in values.items():
        found += flat(value, f"{above}{key}.") if isinstance(value, Mapping) else [(f"{above}{key}", _told(value))]
    return found


def _told(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_told(part)}" for key, part in value.items())
    if isinstance(value, (list, tuple)):
        joint = "; " if any(isinstance(part, (list, tuple, Mapping)) for part in value) else ", "
        return joint.join(" × ".join(part) if isinstance(part, (list, tuple)) else _told(part) for part in value)
    return str(value)
