"""The settings of a study as people write them: a YAML file, and words on a command line that take its place.

Read once at the border. YAML is read by the rules of YAML 1.2: ``no`` is a word and a repeated key is an error.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from intertwine.config import Comparison, Settings
from intertwine.errors import UserError

_BOOLEAN = "tag:yaml.org,2002:bool"
_TRUE_OR_FALSE = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")


class _Loader(yaml.SafeLoader):
    """YAML 1.2 booleans, and no key twice."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - of yaml
        first: [rule for rule in rules if rule[0] != _BOOLEAN]
        + ([(_BOOLEAN, _TRUE_OR_FALSE)] if first in "tTfF" else [])
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as in yaml
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                line = key_node.start_mark.line + 1
                raise UserError(f"key {key_node.value!r} is there twice", where=f"line {line}", allowed="each key once")
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


def parse(text: str, where: str) -> dict[str, Any]:
    """Return the settings in YAML `text` as plain values; `where` names the file in errors."""
    try:
        values = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except UserError as error:
        raise UserError(error.what, where=f"{where}, {error.where}", allowed=error.allowed) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "unreadable"
        raise UserError(f"not valid YAML: {problem}", where=f"{where}{line}", allowed="lines of `key: value`") from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise UserError("settings are not lines of `key: value`", where=where, allowed="see config.yaml")
    return values


def settings_from(values: dict[str, Any], where: str) -> Settings:
    """Return the settings that plain `values` state; one clear error per wrong value, with the key's path."""
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise _explained(error, where) from None


def _explained(error: ValidationError, where: str) -> UserError:
    found = error.errors()
    first = found[0]
    path = ".".join(str(part) for part in first["loc"]) or "(settings)"
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    if first["type"] == "extra_forbidden":
        return UserError(f"unknown key {path}{more}", where=where, allowed=", ".join(_siblings(first["loc"])))
    if first["type"] == "missing":
        return UserError(f"missing key {path}{more}", where=where, allowed=first["msg"])
    message = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return UserError(message, where=where, allowed="see config.yaml")
    return UserError(f"wrong value for {path}: {str(first.get('input'))[:40]}{more}", where=where, allowed=message)


def _siblings(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in location[:-1]:
        field = model.model_fields.get(str(part))
        default = field.default if field else None
        model = type(default) if isinstance(default, BaseModel) else Comparison
    return sorted(model.model_fields)


def load(path: Path, overrides: dict[str, Any] | None = None) -> Settings:
    """Return the settings in the file `path`, with top-level `overrides` from the command line.

    Raises
    ------
    UserError
        If the file is not there, is not YAML, or a key or value is not allowed; the message names the key's path.
    """
    if not path.is_file():
        raise UserError("no such settings file", where=str(path), allowed="a YAML file like config.yaml")
    text = path.read_text(encoding="utf-8-sig")
    return settings_from({**parse(text, path.name), **(overrides or {})}, path.name)


def override(words: list[str]) -> dict[str, Any]:
    """Return settings given as ``KEY=VALUE`` words on a command line; values are read as YAML.

    >>> override(["seed=7", "corpus=elsewhere"])
    {'seed': 7, 'corpus': 'elsewhere'}
    """
    values: dict[str, Any] = {}
    for word in words:
        key, found, value = word.partition("=")
        if not found:
            raise UserError(f"{word!r} is not KEY=VALUE", where="command line", allowed="such as seed=7")
        values[key] = yaml.load(value, Loader=_Loader)  # noqa: S506 - a SafeLoader
    return values


def folder(settings_path: Path, named: str) -> Path:
    """Return the folder or file `named` in the settings, which is meant from the settings file's own folder."""
    return Path(os.path.normpath(settings_path.parent / Path(named).expanduser()))
