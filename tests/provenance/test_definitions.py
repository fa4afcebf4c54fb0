"""A module is taken apart into what its names stand for."""

import pytest

from intertwine.provenance.definitions import EFFECTS, Module, UnfollowableError, definitions_in


def uses(source, name="f"):
    return set(definitions_in(source).definitions[name].uses)


def digest(source, name="f"):
    return definitions_in(source).definitions[name].digest


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def f():\n    return 1", "def f():\n    '''Say it.'''\n    return 1  # one"),
        ("def f():\n    pass", "def f():\n    'Do nothing.'"),
        ("class f:\n    x = 1", "class f:\n    '''A thing.'''\n    x = 1\n    '''Its number.'''"),
        ("f = 1", "f = 1\n'''A number.'''"),
    ],
)
def test_comments_docstrings_and_texts_after_constants_are_not_hashed(before, after):
    assert digest(before) == digest(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def f(): return 1", "def f(): return 2"),
        ("def f(a=1): return a", "def f(a=2): return a"),
        ("def f(): return 'a'", "def f(): return 'b'"),
        ("f = 1", "f = 1\nf = 2"),
        ("a, f = 1, 2", "a, f = 1, 3"),
        ("class f:\n    x = 1", "class f:\n    x = 2"),
    ],
)
def test_what_a_result_may_depend_on_is_hashed(before, after):
    assert digest(before) != digest(after)


@pytest.mark.parametrize(
    "body",
    [
        "def f(): return a + b",
        "def f(x=a): return b",
        "@a\ndef f(): return b",
        "def f(): return [a for x in b]",
        "f = lambda x=a: b",
        "class f(a):\n    y = b",
        "class f:\n    def g(self): return a.z, b.y.z",
        "def f(x):\n    match x:\n        case a.Z: return b",
        "def f():\n    def g(): return a\n    return g, b",
        "def f():\n    try: return a\n    except b: return 1",
        "f = g = (a, b)",
        "f: int = a(b)",
        "def f():\n    global a\n    a += b",
    ],
)
def test_names_are_used_wherever_they_are_loaded(body):
    assert uses(f"a = b = 1\n{body}") >= {".a", ".b"}


def test_names_in_annotations_are_not_used():
    assert uses("class A: ...\ndef f(x: A, *y: A) -> A:\n    z: A = x\n    return z") == set()


def test_imported_names_are_used_by_what_they_mean():
    source = """
import os
import numpy as np
import lib.part
from lib import thing as renamed
def f():
    from lib.other import late
    return os.sep, np.mean, lib.part.x, renamed.y, late.z
"""

    assert uses(source) == {
        "os.sep", "numpy.mean", "lib.part.x", "lib.thing.y", "lib.other.late.z", "import lib.other.late",
    }  # fmt: skip


def test_an_import_that_one_of_two_branches_makes_counts_in_both():
    source = "try:\n    from fast import g\nexcept ImportError:\n    from slow import g\ndef f(): return g()"

    assert uses(source) == {"fast.g", "slow.g"}
    assert uses(source, EFFECTS) >= {"import fast.g", "import slow.g"}


def test_imports_for_type_checkers_and_scripts_do_not_count():
    types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from lib import A\n"
    module = definitions_in(types + "if __name__ == '__main__':\n    f()\ndef f(): return A")

    assert module.definitions["f"].uses == ()
    assert EFFECTS not in module.definitions
    assert module.loads == ("typing.TYPE_CHECKING",)


@pytest.mark.parametrize(
    "statement",
    [
        "a.update(b)",
        "a[0] = 1",
        "a.x = 1",
        "a, b[0] = 1, 2",
        "a += b",
        "del a",
        "for x in a: b.append(x)",
        "if a: b = 2",
        "with a: b = 2",
        "@a\ndef g(): ...",
        "@a.register(1)\nclass G: ...",
    ],
)
def test_statements_that_do_more_than_bind_names_are_effects(statement):
    module = definitions_in(f"a = b = 1\n{statement}")

    assert EFFECTS in module.definitions


def test_decorators_of_libraries_have_no_effect():
    module = definitions_in("from functools import cache\nfrom intertwine import noted\n@cache\ndef f(): ...")
    other = definitions_in("from functools import cache\nfrom intertwine import noted\n@noted\ndef f(): ...")

    assert EFFECTS not in module.definitions
    assert EFFECTS in other.definitions


def test_words_are_attributes_and_texts_that_may_name_something():
    words = definitions_in("def f(x): return x.seed, getattr(x, 'title'), x().width, 'no name'").definitions["f"].words

    assert words == ("seed", "title", "width")


@pytest.mark.parametrize("statement", ["from lib import *", "from . import lib", "def f():\n    from .lib import x"])
def test_imports_that_cannot_be_followed_are_an_error(statement):
    with pytest.raises(UnfollowableError, match="cannot be followed"):
        definitions_in(statement)


def test_a_module_comes_back_from_plain_values():
    module = definitions_in("import os\nX = os.sep\ndef f(): return X.y\nX.z = 1")

    assert Module.from_json(module.as_json()) == module
