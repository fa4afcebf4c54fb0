"""Fingerprints change with what a stage depends on, and with nothing else."""

import shutil
from importlib.metadata import packages_distributions

import pytest

from intertwine.config import Settings
from intertwine.provenance import definitions
from intertwine.provenance import fingerprints as provenance
from intertwine.provenance.definitions import UnfollowableError
from intertwine.provenance.fingerprints import Code, Meanings, counted, stages
from intertwine.settings_file import settings_from

MEANINGS = Meanings({"entries": "e", "labels": "l", "codes": []}, "m")
ASSOCIATION = "measures/cooccurrence/association.py"
STAGES = stages()
SHOWING = {"figures", "paper", "report", "tables"}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """Return a copy of the package to edit, and a file in which it is remembered unedited."""
    copy = tmp_path_factory.mktemp("package") / "intertwine"
    shutil.copytree(provenance.PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    code = Code(copy.parent)
    for stage in stages():
        code.fingerprint(stage, Settings(), MEANINGS)
    code.memory.keep()
    return copy


@pytest.fixture
def fingerprints(package, monkeypatch):
    """Return a function that gives the fingerprints of all stages; edits of the package are taken back after it."""
    monkeypatch.setattr(provenance, "PACKAGE", package)
    kept = {path: path.read_bytes() for path in package.rglob("*.py")}

    def made(settings=None, meanings=MEANINGS):
        code = Code(package.parent)
        return {stage: code.fingerprint(stage, settings or Settings(), meanings) for stage in STAGES}

    yield made
    for path in set(package.rglob("*.py")) - set(kept):
        path.unlink()
    for path, data in kept.items():
        if path.read_bytes() != data:
            path.write_bytes(data)


@pytest.fixture(scope="module")
def code():
    """Return the code of the package as it is."""
    return Code()


def edit(package, name, old, new):
    path = package / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def differing(before, after):
    return {stage for stage in before if before[stage] != after[stage]}


@pytest.mark.parametrize(
    ("name", "old", "new", "stages"),
    [
        (ASSOCIATION, "def jaccard", "# said otherwise\ndef jaccard", set()),
        (ASSOCIATION, '"""How closely', '"""In how many ways', set()),
        (ASSOCIATION, "def jaccard", "def never_used(): return 1\n\n\ndef jaccard", set()),
        (ASSOCIATION, "def jaccard", 'NEW = 1\n"""Said of it."""\n\n\ndef jaccard', set()),
        (ASSOCIATION, "0.5 *", "0.25 *", {"cooccur"}),
        (
            "measures/uptake/records.py",
            "UPTAKE =",
            'NEW = Table("measures/new.csv", key=(), columns={})\nUPTAKE =',
            set(),
        ),
        ("config.py", "seed: int", 'new: int = Field(default=1, description="New")\n    seed: int', set()),
        ("config.py", "words: int", 'new: int = Field(default=1, description="New")\n    words: int', set()),
        ("config.py", "The one seed of everything random", "The seed", set()),
        ("log.py", "delay=2", "delay=3", set()),
        ("language/records.py", "TOKENS =", "TOKENS_OLD = 0\nTOKENS =", set()),
        ("records.py", 'NUMBERS_IN_CSV = "%.6g"', 'NUMBERS_IN_CSV = "%.7g"', set(STAGES)),
        ("__main__.py", '"PYTHONHASHSEED": "0"', '"PYTHONHASHSEED": "1"', set(STAGES)),
    ],
)
def test_an_edit_of_code_changes_the_stages_that_reach_it(fingerprints, package, name, old, new, stages):
    before = fingerprints()
    edit(package, name, old, new)

    assert differing(before, fingerprints()) == stages


def test_a_new_stage_changes_no_other(fingerprints, package):
    before = fingerprints()
    shutil.copy(package / "stages" / "plan.py", package / "stages" / "another.py")

    assert "another" in stages()
    assert differing(before, fingerprints()) == set()


def test_a_setting_changes_the_stages_that_declare_it(fingerprints):
    changed = settings_from({"topics": {"words": 9}}, "test")

    assert differing(fingerprints(), fingerprints(changed)) == {"topics", "paper", "report"}


@pytest.mark.parametrize("place", ["corpus", "codebook", "coded", "cores"])
def test_where_things_are_changes_nothing(fingerprints, place):
    changed = settings_from({place: 7 if place == "cores" else "elsewhere"}, "test")

    assert differing(fingerprints(), fingerprints(changed)) == set()


def test_meanings_change_the_stages_that_read_them(fingerprints):
    before = fingerprints()

    assert differing(before, fingerprints(meanings=Meanings(MEANINGS.codebook, "other"))) == {"ingest"}
    assert differing(before, fingerprints(meanings=Meanings(MEANINGS.codebook | {"labels": "other"}, "m"))) == {
        "concord", *SHOWING,
    }  # fmt: skip


def test_an_asset_changes_the_report(fingerprints, package):
    before = fingerprints()
    asset = package / "report" / "assets" / "new.css"
    asset.write_text("body {}")
    try:
        assert differing(before, fingerprints()) == {"report"}
    finally:
        asset.unlink()


def test_versions_of_libraries_change_the_stages_that_use_them(fingerprints, monkeypatch):
    before = fingerprints()
    known = provenance._distribution
    monkeypatch.setattr(provenance, "_distribution", lambda name: (name, "99") if name == "gensim" else known(name))

    assert differing(before, fingerprints()) == {"topics"}


@pytest.mark.parametrize(
    ("stage", "heavy"),
    [
        ("ingest", {"spacy", "scikit-learn", "gensim", "matplotlib", "statsmodels"}),
        ("code", {"gensim", "scikit-learn", "matplotlib", "statsmodels", "jieba", "spacy"}),
        ("cooccur", {"spacy", "jieba", "gensim", "scikit-learn", "matplotlib"}),
        ("tables", {"spacy", "jieba", "gensim", "scikit-learn", "matplotlib"}),
        ("report", {"spacy", "gensim", "scikit-learn"}),
    ],
)
def test_a_stage_leans_only_on_its_own_libraries(code, stage, heavy):
    assert not heavy & set(code.libraries([stage]))


def test_segment_leans_on_the_segmenters(code):
    assert {"jieba", "spacy", "OpenCC"} <= set(code.libraries(["segment"]))


def test_every_library_is_known_by_its_distribution(code):
    owners = packages_distributions()
    used = {name for stage in stages() for name in code.reached_by(stage).libraries}
    outside = {name for name in used if name in owners}

    assert outside >= {"numpy", "pandas", "sklearn", "re2"}
    assert {name: provenance._distribution(name)[0] for name in outside} == {name: owners[name][0] for name in outside}


def test_a_stage_that_uses_another_is_an_error(fingerprints, package):
    edit(
        package,
        "stages/plan.py",
        "    return",
        "    from intertwine.stages.key import run as other\n\n    other()\n    return",
    )

    with pytest.raises(UnfollowableError, match=r"stage plan uses another stage: intertwine\.stages\.key"):
        fingerprints()


def test_a_stage_that_reads_files_of_the_package_declares_them(fingerprints, package):
    edit(package, "stages/plan.py", "    return", "    print(__file__)\n    return")

    with pytest.raises(UnfollowableError, match="stage plan uses __file__ and declares no assets"):
        fingerprints()


def test_a_key_counts_where_it_is_named_or_set():
    given = settings_from({"keyness": {"words": 9}, "comparisons": [{"column": "source", "a": "x", "b": "y"}]}, "test")

    assert counted(given, frozenset()) == {
        "keyness": {"words": 9}, "comparisons": [{"column": "source", "a": "x", "b": "y"}],
    }  # fmt: skip
    assert counted(given, frozenset({"documents", "name", "smallest"})) == {
        "keyness": {"words": 9, "documents": 5},
        "comparisons": [{"column": "source", "a": "x", "b": "y", "name": "source: x / y"}],
        "smallest": {"documents": 3},
    }


def test_what_was_parsed_once_is_not_parsed_again_until_it_is_edited(fingerprints, package, monkeypatch):
    first = fingerprints()
    parsed = []
    parse = definitions.ast.parse
    monkeypatch.setattr(definitions.ast, "parse", lambda source: parsed.append(source) or parse(source))

    assert fingerprints() == first
    assert parsed == []
    (package / "errors.py").write_text((package / "errors.py").read_text(encoding="utf-8") + "\nMORE = 1\n", "utf-8")
    fingerprints()
    assert len(parsed) == 1
