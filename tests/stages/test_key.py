"""Counting per language, on a small study: a Chinese word in English interviews changes no row of Chinese."""

import pytest

from intertwine import records
from intertwine.__main__ import main
from intertwine.measures.keyness.records import CODE_SWITCHING, KEYNESS
from intertwine.measures.topics.records import TOPIC_CODES, TOPIC_EXEMPLARS, TOPIC_WORDS, TOPICS
from intertwine.measures.uptake.records import LEXICON, REUSE

COUNTED_PER_LANGUAGE = (KEYNESS, TOPICS, TOPIC_WORDS, TOPIC_CODES, TOPIC_EXEMPLARS, LEXICON)


def without_english(corpus):
    for name in ("documents.csv", "speakers.csv"):
        lines = (corpus / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(("en ", "p-en "))]
        (corpus / name).write_text("".join(kept), encoding="utf-8")


def with_a_chinese_word(corpus):
    for path in corpus.glob("en *.txt"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("scan and go", "scan and go 方便", 1), encoding="utf-8"
        )


@pytest.fixture(scope="module")
def measured(small_study_writer, tmp_path_factory):
    """Return each table of the small study in Chinese alone, with English, and with a Chinese word in the English."""
    tables = {}
    for name, edit in (("chinese", without_english), ("both", None), ("switched", with_a_chinese_word)):
        folder = tmp_path_factory.mktemp(name)
        settings = small_study_writer(folder / "study")
        if edit:
            edit(settings.parent / "corpus")
        for stage in ("ingest", "segment", "code", "lexicon", "key", "topics", "uptake"):
            main([stage, "--config", str(settings), "--results", str(folder / "results")])
        of_study = (*COUNTED_PER_LANGUAGE, CODE_SWITCHING, REUSE)
        tables[name] = {table: records.read(table, folder / "results" / table.name) for table in of_study}
    return tables


@pytest.mark.parametrize("table", COUNTED_PER_LANGUAGE, ids=lambda table: table.stem)
def test_chinese_rows_are_the_same_whatever_english_interviews_drop_in(measured, table):
    alone, both, switched = (
        measured[name][table].query("language == 'zh'").reset_index(drop=True)
        for name in ("chinese", "both", "switched")
    )

    assert len(alone)
    assert alone.equals(both)
    assert alone.equals(switched)


def test_what_is_dropped_in_is_told(measured):
    assert measured["both"][CODE_SWITCHING].empty
    found = measured["switched"][CODE_SWITCHING]

    assert found[["document_language", "source", "word"]].to_numpy().tolist() == [["en", "interview", "方便"]]
    assert found.loc[0, "frequency"] == found.loc[0, "range"] == found.loc[0, "speakers"] == 3


def test_a_speaker_has_runs_in_languages_that_the_document_speaks(measured):
    reuse = measured["switched"][REUSE]

    assert (reuse.groupby("document_id")["language"].nunique() == 1).all()
