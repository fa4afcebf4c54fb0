"""Fingerprints change with what a stage depends on, and with nothing else."""

import shutil

import pytest

from intertwine import provenance


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Return a copy of the package to edit."""
    copy = tmp_path / "intertwine"
    shutil.copytree(provenance.PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(provenance, "PACKAGE", copy)
    return copy


def code(stage):
    provenance._code_hash.cache_clear()
    provenance._imports.cache_clear()
    provenance._syntax.cache_clear()
    return {
        name: provenance._code_hash(path) for name, path in provenance.closure(f"intertwine.stages.{stage}").items()
    }


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_comment_or_a_docstring_changes_nothing(package):
    before = code("cooccur")
    path = package / "measures" / "cooccurrence" / "association.py"
    edit(path, '"""How closely', '"""In how many ways')
    edit(path, "def jaccard", "# said otherwise\ndef jaccard")

    assert code("cooccur") == before


def test_code_changes_its_own_stage_only(package):
    before = {stage: code(stage) for stage in ("cooccur", "code")}
    edit(package / "measures" / "cooccurrence" / "association.py", "0.5 *", "0.25 *")

    assert code("cooccur") != before["cooccur"]
    assert code("code") == before["code"]


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
def test_a_stage_leans_only_on_its_own_libraries(stage, heavy):
    assert not heavy & set(provenance.libraries(provenance.closure(f"intertwine.stages.{stage}")))


def test_segment_leans_on_the_segmenters():
    assert {"jieba", "spacy", "OpenCC"} <= set(provenance.libraries(provenance.closure("intertwine.stages.segment")))
