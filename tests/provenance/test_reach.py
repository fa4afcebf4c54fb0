"""What some roots reach in a package, on packages of a few lines."""

import pytest

from intertwine.provenance.definitions import UnfollowableError, definitions_in
from intertwine.provenance.reach import Package


def package(closed=(), **sources):
    modules = {f"p.{name}".removesuffix(".__init__"): definitions_in(text) for name, text in sources.items()}
    return Package({"p": definitions_in(""), **modules}.get, frozenset(closed))


def reached(*roots, closed=(), **sources):
    return set(package(closed, **sources).reach([f"p.{root}" for root in roots]).digests)


def test_only_what_is_used_is_reached():
    a = "from p.b import g, h\nN = 1\nM = 2\ndef f(): return g(N)\ndef other(): return h(M)"
    b = "LIMIT = 3\ndef g(x): return x + LIMIT\ndef h(x): return x"

    assert reached("a:f", a=a, b=b) == {"p.a:f", "p.a:N", "p.b:g", "p.b:LIMIT"}


@pytest.mark.parametrize(
    "way",
    [
        "from p.b import g\ndef f(): return g()",
        "from p.b import g as k\nALIAS = k\ndef f(): return ALIAS()",
        "from p import b\ndef f(): return b.g()",
        "import p.b\ndef f(): return p.b.g()",
        "import p.b as q\ndef f(): return q.g()",
        "def f():\n    from p.b import g\n    return g()",
        "def f():\n    from p import b as told\n    return told.g()",
        "from p import b\nWAYS = {'g': b.g}\ndef f(): return WAYS['g']()",
        "from p.c import g\ndef f(): return g()",
        "from p import b\ndef f(name): return getattr(b, name)()",
        "from p import b\nfrom functools import partial\ndef f(): return partial(map, b)",
        "from p.b import Class\ndef f(): return Class().method()",
        "from p.b import g\ndef f(x=g): return x()",
        "from p.b import g\nclass A:\n    made = g\ndef f(): return A",
    ],
)
def test_every_way_to_a_name_is_followed(way):
    b = "def g(): return 1\nclass Class:\n    def method(self): return g()"

    assert "p.b:g" in reached("a:f", a=way, b=b, c="from p.b import g")


def test_a_name_that_is_both_a_module_and_a_function_is_both():
    found = reached("a:f", a="from p.q import g\ndef f(): return g()", q="def g(): ...", **{"q.g": "def g(): ..."})

    assert {"p.q:g", "p.q.g:g"} <= found


def test_a_module_that_is_handed_on_is_reached_whole():
    found = reached("a:f", a="from p import b\ndef f(): return use(b)", b="from p.c import h\nX = 1", c="def h(): ...")

    assert {"p.b:X", "p.c:h"} <= found


def test_a_module_that_answers_for_any_name_is_asked():
    assert "p.b:__getattr__" in reached("a:f", a="from p.b import any\ndef f(): any()", b="def __getattr__(x): ...")


def test_effects_count_where_their_module_is_loaded():
    a = "from p.b import N\nfrom p.c import M\ndef f(): return N"
    b = "N = {}\nimport p.d"
    c = "from p.b import N\nM = 1\nN['c'] = made()\ndef made(): ..."

    found = reached("a:f", a=a, b=b, c=c, d="from p.b import N\nN.update(x=1)", e="from p.b import N\nN.clear()")

    assert found == {"p.a:f", "p.b:N", "p.c:(effects)", "p.c:made", "p.d:(effects)"}


def test_effects_of_the_folders_a_module_is_in_count():
    sources = {"q.__init__": "import os\nos.environ['X'] = '1'", "q.b": "def g(): ..."}

    assert "p.q:(effects)" in reached("a:f", a="def f():\n    from p.q.b import g", **sources)


def test_names_that_only_annotate_are_not_reached():
    assert reached("a:f", a="from p.b import B\ndef f(x: B) -> B: return x", b="class B: ...") == {"p.a:f"}


def test_closed_doors_are_not_entered():
    sources = {"a": "from p.b import g, h\ndef f(): return g(), h()", "b": "def g(): ...\ndef h(): ...\nprint()"}

    assert reached("a:f", closed={"p.b"}, **sources) == {"p.a:f"}
    assert reached("a:f", closed={"p.b:g"}, **sources) == {"p.a:f", "p.b:h", "p.b:(effects)"}


def test_libraries_are_those_that_reached_definitions_use():
    a = "import numpy as np, pandas as pd\ndef f():\n    import scipy.stats\n    return np.mean\ndef g(): return pd"

    assert package(a=a).reach(["p.a:f"]).libraries == {"numpy", "scipy"}


@pytest.mark.parametrize(
    "body",
    [
        "eval('g()')",
        "globals()['g']()",
        "import_module('p.b')",
        "importlib.import_module(name)",
        "A.__subclasses__()",
        "sys.modules.get('p.b')",
    ],
)
def test_what_cannot_be_followed_is_an_error(body):
    head = "import importlib, sys\nfrom importlib import import_module\nclass A: ...\n"

    with pytest.raises(UnfollowableError, match=r"p\.a:f uses"):
        reached("a:f", a=f"{head}def f(): return {body}")
    assert reached("a:g", a=f"{head}def f(): return {body}\ndef g(): ...") == {"p.a:g"}


def test_a_root_that_is_not_there_is_an_error():
    with pytest.raises(UnfollowableError, match=r"no definition p\.a:g"):
        reached("a:g", a="def f(): ...")
