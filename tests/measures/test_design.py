"""One design for every measure, made from the settings field by field."""

from dataclasses import fields

import pytest

from intertwine.config import Settings
from intertwine.measures.design import DESIGN_SETTINGS, Design, design_of
from intertwine.stage import Stage, declared_settings

STATED = {
    "cluster": ({"cluster": "document"}, "document"),
    "confidence": ({"confidence": 0.9}, 0.9),
    "seed": ({"seed": 7}, 7),
    "documents": ({"smallest": {"documents": 11}}, 11),
    "expected": ({"smallest": {"expected": 12}}, 12.0),
    "clusters": ({"smallest": {"clusters": 13}}, 13),
    "permutations": ({"permutations": 1234}, 1234),
    "resamples": ({"bootstrap": 2345}, 2345),
}
"""Of each field: settings that state it, and what it then is."""


@pytest.mark.parametrize("field", [field.name for field in fields(Design)])
def test_each_field_is_what_the_settings_state_and_moves_no_other(field):
    stated, value = STATED[field]
    usual, design = design_of(Settings()), design_of(Settings.model_validate(stated))

    changed = {each.name for each in fields(Design) if getattr(usual, each.name) != getattr(design, each.name)}
    assert changed == {field}
    assert getattr(design, field) == value


def test_a_stage_that_declares_no_draws_has_none():
    declared = declared_settings("plan", Stage(writes=(), settings=DESIGN_SETTINGS), Settings())

    assert (design_of(declared).permutations, design_of(declared).resamples) == (0, 0)
