"""The stage `code`, from turns to hits, units and presence."""

import pandas as pd
import pytest

from intertwine import records
from intertwine.__main__ import main
from intertwine.coding.records import HITS, PRESENCE, UNUSED
from intertwine.corpus.records import DOCUMENTS, TURNS

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
    records.write(TURNS, turns, tmp_path / "turns.parquet")
    records.write(DOCUMENTS, documents, tmp_path / "documents.parquet")
    segment = ["segment", "--config", "config.yaml", "--turns", "turns.parquet", "--sentences", "sentences.parquet"]
    assert run(tmp_path, [*segment, "--tokens", "tokens.parquet", "--engines", "engines.csv"]) == 0
    return tmp_path


def run(folder, words):
    return main([str(folder / word) if "." in word else word for word in words])


def code(folder):
    words = ["code", "--config", "config.yaml"]
    for name in ("documents", "turns", "sentences", "tokens", "hits", "units", "presence"):
        words += [f"--{name}", f"{name}.parquet"]
    return run(folder, [*words, "--unused", "unused.csv"])


def test_hits_know_their_units_and_what_suppressed_them(corpus):
    assert code(corpus) == 0

    hits = records.read(HITS, corpus / "hits.parquet")
    assert hits["surface"].tolist() == ["安全", "不安全", "安全", "安全"]
    assert (hits["suppressed_by"] == "").tolist() == [True, True, False, True]
    assert hits["sentence_unit"].tolist() == [0, 1, 1, 2]
    presence = records.read(PRESENCE, corpus / "presence.parquet")
    assert presence.loc[presence["unit_kind"] == "turn", "hits"].tolist() == [1, 2]


def test_trap_08_a_code_without_hits_warns_loudly(corpus, capsys):
    code(corpus)

    assert "WARNING: 1 codes without a single hit: privacy" in capsys.readouterr().err
    unused = records.read(UNUSED, corpus / "unused.csv")
    assert unused["code"].tolist() == ["privacy", "privacy"]


def test_trap_01_tokens_are_the_same_under_another_codebook(corpus):
    before = (corpus / "tokens.parquet").read_bytes()
    (corpus / "codebook" / "entries.csv").write_text(ENTRIES + "security,zh,前安,literal\n", encoding="utf-8")
    segment = ["segment", "--config", "config.yaml", "--turns", "turns.parquet", "--sentences", "sentences.parquet"]
    run(corpus, [*segment, "--tokens", "tokens.parquet", "--engines", "engines.csv"])

    assert (corpus / "tokens.parquet").read_bytes() == before


def test_a_fault_in_the_codebook_is_one_error_and_nothing_is_written(corpus, capsys):
    (corpus / "codebook" / "entries.csv").write_text(ENTRIES + "safety,zh,平安,literal\n", encoding="utf-8")

    assert code(corpus) == 1
    assert "entries.csv, line 5" in capsys.readouterr().err
    assert not (corpus / "hits.parquet").exists()
