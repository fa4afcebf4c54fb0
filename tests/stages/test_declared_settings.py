"""A stage declares the settings that the code it reaches reads, and no others."""

import ast
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from intertwine.provenance.fingerprints import Code, stages
from intertwine.stage import ALL_SETTINGS, declared

CODE = Code()


@cache
def settings_read(module):
    """Return what each definition of a module reads as ``settings.NAME``, and in quotes what it reads if declared."""
    read = {}
    for statement in ast.parse(Path(find_spec(module).origin).read_text(encoding="utf-8")).body:
        names = [
            getattr(statement, "name", ""),
            *(getattr(each, "id", "") for each in getattr(statement, "targets", ())),
        ]
        found = {
            node.attr if isinstance(node, ast.Attribute) else repr(node.args[1].value)
            for node in ast.walk(statement)
            if isinstance(node, ast.Attribute | ast.Call)
            and re.match(r"settings\.\w+$|getattr\(settings, '\w+', ", ast.unparse(node))
        }
        read |= {name: read.get(name, set()) | found for name in names}
    return read


@pytest.mark.parametrize("name", [name for name in stages() if declared(name).settings != ALL_SETTINGS])
def test_settings_are_declared_if_and_only_if_they_are_read(name):
    places = [place.split(":") for place in CODE.reached_by(name).digests]
    read = {setting for module, definition in places for setting in settings_read(module).get(definition, ())}

    needed = {setting for setting in read if setting.isidentifier()}

    assert needed <= set(declared(name).places) <= {setting.strip("'") for setting in read}
