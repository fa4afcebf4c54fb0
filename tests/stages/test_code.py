"""The stage `code`, from turns to hits, units and presence."""

import pandas as pd
import pytest

from intertwine import records
from intertwine.__main__ import main
from intertwine.coding.records import HITS, NOTHING_FOUND, PRESENCE, UNUSED
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import TOKENS

CODES = "code,label_en,label_zh\nsecurity,Security,安全\nprivacy,Privacy,隐私\n"
ENTRIES = (
    "code,language,pattern,kind\nsecurity,zh,安全,literal\nsecurity,zh,不安全,literal\nprivacy,en,private,literal\n"
)


@pytest.fixture
def corpus(tmp_path):
    """Write two turns of one interview, segmented, and a codebook; return the folder."""
    (tmp_path / "config.yaml").write_text("codebook: codebook\n", encoding="utf-8")
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "codes.csv").write_text(CODES, encoding="utf-8")
    (tmp_path / "codebook" / "entries.csv").write_text(ENTRIES, encoding="utf-8")
    texts = ["你觉得安全吗？", "不安全。以前安全。"]
    turns = pd.DataFrame({"document_id": "d1", "turn": [0, 1], "speaker": ["问", "林"], "text": texts})
    turns = turns.assign(role=["interviewer", "respondent"], language="zh")
    documents = pd.DataFrame({name: ["x"] for name, kind in DOCUMENTS.columns.items() if kind == records.TEXT})
    documents = documents.assign(document_id="d1", source="interview", language="zh", characters=16, turns=2)
    records.write(TURNS, turns, tmp_path / "results" / TURNS.name)
    records.write(DOCUMENTS, documents, tmp_path / "results" / DOCUMENTS.name)
    assert run(tmp_path, "segment") == 0
    return tmp_path


def run(folder, stage):
    return main([stage, "--config", str(folder / "config.yaml"), "--results", str(folder / "results")])


def code(folder):
    return run(folder, "code")


def test_hits_know_their_units_and_what_suppressed_them(corpus):
    assert code(corpus) == 0

    hits = records.read(HITS, corpus / "results" / HITS.name)
    assert hits["surface"].tolist() == ["安全", "不安全", "安全", "安全"]
    assert (hits["suppressed_by"] == "").tolist() == [True, True, False, True]
    assert hits["sentence_unit"].tolist() == [0, 1, 1, 2]
    presence = records.read(PRESENCE, corpus / "results" / PRESENCE.name)
    assert presence.loc[presence["unit_kind"] == "turn", "hits"].tolist() == [1, 2]


def test_trap_08_a_code_without_hits_warns_loudly(corpus, capsys):
    code(corpus)

    assert "WARNING: 1 codes without a single hit: privacy" in capsys.readouterr().err
    unused = records.read(UNUSED, corpus / "results" / UNUSED.name)
    assert unused["code"].tolist() == ["privacy", "privacy"]


def test_a_study_in_which_nothing_is_found_says_what_was_looked_for(corpus, capsys):
    english = "code,language,pattern,kind\nprivacy,en,private,literal\n"
    (corpus / "codebook" / "entries.csv").write_text(english, encoding="utf-8")

    assert code(corpus) == 0
    assert (
        "WARNING: nothing found in the whole study: looked for 0 zh and 1 en entries in 1 documents (4 zh words, "
        "simplified; 0 en words); what to try is in the report" in capsys.readouterr().err
    )
    nothing = records.read(NOTHING_FOUND, corpus / "results" / NOTHING_FOUND.name)
    assert nothing["note"].tolist() == ["no_chinese_entries(); little_text(words=4)"]


def test_trap_01_tokens_are_the_same_under_another_codebook(corpus):
    before = (corpus / "results" / TOKENS.name).read_bytes()
    (corpus / "codebook" / "entries.csv").write_text(ENTRIES + "security,zh,前安,literal\n", encoding="utf-8")
    run(corpus, "segment")

    assert (corpus / "results" / TOKENS.name).read_bytes() == before


def test_a_fault_in_the_codebook_is_one_error_and_nothing_is_written(corpus, capsys):
    (corpus / "codebook" / "entries.csv").write_text(ENTRIES + "safety,zh,平安,literal\n", encoding="utf-8")

    assert code(corpus) == 1
    assert "entries.csv, line 5" in capsys.readouterr().err
    assert not (corpus / "results" / HITS.name).exists()
