"""The tables stage: CSV, LaTeX with notes, and one workbook."""

import numpy as np
import openpyxl
import pandas as pd
import pytest

from intertwine import records
from intertwine.__main__ import main
from intertwine.codebook.records import FINDINGS
from intertwine.coding.records import ENTRIES, QUALIFIED, UNUSED
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.cooccurrence.records import COOCCURRENCE, INFLUENCE
from intertwine.measures.keyness.records import KEYNESS
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.measures.topics.records import TOPIC_CODES, TOPIC_EXEMPLARS, TOPICS
from intertwine.measures.validation.records import AGREEMENT, RELIABILITY, VALIDATION, VALIDATION_ERRORS
from intertwine.stages.tables import STAGE
from intertwine.vocabulary import READINGS

NAMES = ("corpus", "prevalence", "hypotheses", "units", "readings", "cooccurrence", "keyness",
         "code_switching", "topics", "unused", "robustness",
         "differences", "configurations", "triples", "order", "passages", "uptake", "opportunities",
         "echoes", "lexicon", "reused", "profiles", "planning",
         "validation", "errors", "agreement", "entries", "qualifiers", "influence",
         "reliability", "findings")  # fmt: skip
CODES = "code,label_en,label_zh\nsecurity,security,安全\nthreat,threat,威胁\nthreat.fraud,fraud,欺诈\n"
CONFIG = """\
codebook: codebook
hypotheses: [[threat, security]]
permutations: 99
bootstrap: 100
seed: 7
"""
COMPARED = {"n_units": 40, "n_documents": 6, "n_clusters": 6, "unit": "turn", "seed": 7, "note": ""}


FREQUENCIES = set(KEYNESS.columns) & KEYNESS.optional - set(COMPARED) - {
    "estimate", "low", "high", "p", "p_adjusted", "rate_a", "rate_b", "dispersion", "worth_a", "worth_b",
}  # fmt: skip


def documents():
    frame = pd.DataFrame({"document_id": ["a", "b"], "source": ["interview", "promotional"], "language": "zh"})
    text = dict.fromkeys(["title", "date", "path", "format", "encoding", "sha256"], "x")
    return frame.assign(**text, characters=[1200, 800], turns=[30, 9], cluster=["a", "b"])


def prevalence():
    rows = [("turn", "interview", language, code) for language in ("all", "zh") for code in ("security", "threat")]
    frame = pd.DataFrame(rows, columns=["unit", "source", "language", "code"]).assign(reading="all")
    return frame.assign(
        **{
            **COMPARED,
            "units_with_code": 9,
            "documents_with_code": 4,
            "hits": 12,
            "family": "descriptive",
            "estimate": 0.225,
            "low": 0.1,
            "high": np.nan,
        }
    )


def cooccurrence():
    rows = [
        (unit, "interview", language, "security", code)
        for unit in ("sentence", "turn")
        for language in ("all", "zh")
        for code in ("threat", "threat.fraud")
    ]
    frame = pd.DataFrame(rows, columns=["unit", "source", "language", "code_a", "code_b"])
    frame = pd.concat([frame.assign(reading=reading) for reading in READINGS], ignore_index=True)
    numbers = {
        "both": 7,
        "only_a": 2,
        "only_b": 3,
        "neither": 28,
        "documents_both": 5,
        "expected": 3.0,
        "jaccard": 0.5,
        "npmi": 0.2,
        "crude_odds_ratio": 2.5,
        **dict.fromkeys(("phi", "log_dice", "delta_p_b_given_a", "delta_p_a_given_b"), 0.3),
    }
    texts = {"family": "hypotheses (Bonferroni, 1 tests)", "method": "logit", "role": "primary"}
    shared = {name: value for name, value in COMPARED.items() if name not in ("unit", "seed")}
    frame = frame.assign(**shared, **numbers, **texts)
    tested = frame["code_b"] == "threat"
    values = {"estimate": 2.345678, "low": 1.1, "high": 4.9, "p": 0.0004, "p_adjusted": 0.0008}
    values |= {"together_low": 0.9, "together_high": 5.8, "mantel_haenszel": 2.6, "rbg_low": 1.2, "rbg_high": 4.5}
    values |= {"pooled": 2.2, "pooled_low": 1.0, "pooled_high": 4.4, "pooled_above": 0.97, "own": 0.8}
    return frame.assign(**{name: np.where(tested, value, np.nan) for name, value in values.items()})


def keyness():
    frame = pd.DataFrame({"language": "zh", "word": ["免押", "呗"], "estimate": [1.5, -2.0]})
    numbers = {
        "frequency_a": 9,
        "frequency_b": 3,
        "range_a": 5,
        "range_b": 3,
        "rate_a": 2.0,
        "rate_b": 0.5,
        "dispersion": 0.3,
        "worth_a": 4.0,
        "worth_b": 1.5,
        **dict.fromkeys(FREQUENCIES, 0.5),
        "p": 0.01,
        "p_adjusted": 0.02,
        "family": "key words",
    }
    return frame.assign(
        **{**COMPARED, **numbers, "unit": "document"},
        comparison="source: promotional / interview",
        low=frame["estimate"] - 1,
        high=frame["estimate"] + 1,
    )


def topics():
    return pd.DataFrame(
        [
            {
                "language": "zh",
                "engine": "nmf",
                "topic": 0,
                "words": "信用、骗子",
                "share": 0.4,
                "seed": 7,
                "coherence": np.nan,
                "n_units": 9,
                "n_documents": 2,
                "unit": "joined turns",
                "note": "",
            }
        ]
    )


def topic_codes():
    return pd.DataFrame(
        [
            {
                "language": "zh",
                "engine": "nmf",
                "topic": 0,
                "code": code,
                "share": 0.4,
                "estimate": 1.0,
                "share_elsewhere": 0.2,
                "low": low,
                "high": 2.0,
                "n_units": 9,
                "n_documents": 2,
                "seed": 7,
                "note": "",
            }
            for code, low in (("threat", 0.2), ("security", -0.1))
        ]
    )


def exemplars():
    return pd.DataFrame(
        [
            {
                "language": "zh",
                "engine": "nmf",
                "topic": 0,
                "rank": rank,
                "weight": 0.5,
                "document_id": "a",
                "turn": 1,
                "sentence": rank,
                "text": text,
            }
            for rank, text in ((1, "=我说=骗子多"), (2, "还行"))
        ]
    )


def unused():
    rows = [("code", "threat.fraud", "", "", "", 0), ("entry", "threat", "zh", "zh-1", "=坑", 2)]
    return pd.DataFrame(rows, columns=["kind", "code", "language", "entry_id", "pattern", "suppressed"])


def of(table, *rows, **shared):
    """Rows of a table, filled up with plain values."""
    plain = {records.COUNT: 7, records.NUMBER: 0.25, records.TEXT: ""}
    filled = {name: plain[kind] for name, kind in table.columns.items()}
    return pd.DataFrame([filled | shared | row for row in rows], columns=list(table.columns))


def validation():
    places = [{"source": "all", "language": "all"}, {"source": "interview", "language": "zh"}]
    return of(VALIDATION, *places, part="development", code="threat", unit="turn", precision=0.8, seed=7)


def errors():
    row = {"part": "development", "code": "threat", "item": "u1", "error": "false negative", "text": "=坑"}
    return of(VALIDATION_ERRORS, row, source="interview", language="zh", document_id="d1")


def agreement():
    return of(AGREEMENT, {}, part="development", code="threat", source="all", language="all", unit="turn")


def entries():
    about = {"entry_id": "zh-1", "code": "threat", "language": "zh", "pattern": "=坑", "kind": "literal"}
    places = [{"source": "all", "document_language": "all"}, {"source": "interview", "document_language": "zh"}]
    return of(ENTRIES, *places, **about)


def qualified():
    return of(QUALIFIED, {"code": "threat", "source": "interview", "document_language": "all"})


def influence():
    row = {"source": "interview", "code_a": "security", "code_b": "threat", "code": "threat", "entry_id": "zh-1"}
    return of(INFLUENCE, row, pattern="=坑", change=0.5)


def reliability():
    return of(RELIABILITY, {"source": "interview", "language": "zh", "code": "threat"})


def findings():
    rows = [{"level": "warning", "finding": "heavy", "what": "=1+1"}, {"level": "note", "finding": "dead"}]
    return of(FINDINGS, *rows, where="entries.csv, line 2")


INPUTS = {
    DOCUMENTS: documents,
    UNUSED: unused,
    PREVALENCE: prevalence,
    COOCCURRENCE: cooccurrence,
    KEYNESS: keyness,
    TOPICS: topics,
    TOPIC_CODES: topic_codes,
    TOPIC_EXEMPLARS: exemplars,
    VALIDATION: validation,
    VALIDATION_ERRORS: errors,
    AGREEMENT: agreement,
    ENTRIES: entries,
    QUALIFIED: qualified,
    INFLUENCE: influence,
    RELIABILITY: reliability,
    FINDINGS: findings,
}


def write(folder, *, config=CONFIG, empty=()):
    (folder / "codebook").mkdir(exist_ok=True)
    (folder / "codebook" / "codes.csv").write_text(CODES, encoding="utf-8")
    (folder / "codebook" / "entries.csv").write_text("code,language,pattern,kind\n", encoding="utf-8")
    (folder / "config.yaml").write_text(config, encoding="utf-8")
    results = folder / "results"
    for table in STAGE.reads:
        frame = INPUTS[table]() if table in INPUTS else others(table)
        records.write(table, frame.iloc[:0] if table in empty else frame, results / table.name)
    words = ["tables", "--config", str(folder / "config.yaml"), "--results", str(results)]
    return main(words), results / "tables"


def others(table):
    """Return one row of a measure: every text the same, every number one half, but for what must name something."""
    kinds = {records.TEXT: "x", records.COUNT: 9, records.NUMBER: 0.5}
    row = {column: kinds[kind] for column, kind in table.columns.items()}
    known = {"source": "interview", "language": "all", "code": "security", "code_a": "security", "code_b": "threat",
             "code_c": "threat.fraud", "unit": "turn", "reading": "all", "measure": "first span in the turn",
             "model": "conditional logit", "note": "", "way": "unprompted", "what": "document", "seed": 7,
             "family": "order (Holm, 9 tests)"}  # fmt: skip
    return pd.DataFrame([row | {column: value for column, value in known.items() if column in row}])


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    code, folder = write(tmp_path_factory.mktemp("tables"))
    assert code == 0
    return folder


def sheet(folder, name):
    rows = list(openpyxl.load_workbook(folder / "tables.xlsx")[name].iter_rows(values_only=True))
    return pd.DataFrame(rows[1:], columns=rows[0])


def test_every_table_has_csv_latex_note_and_sheet(written):
    suffixes = ("csv", "tex", "note.txt")
    wanted = {f"{name}.{suffix}" for name in NAMES for suffix in suffixes} | {"tables.xlsx", "SHA256SUMS"}

    assert {path.name for path in written.iterdir()} == wanted
    assert openpyxl.load_workbook(written / "tables.xlsx").sheetnames == [*NAMES, "notes"]


def test_the_headline_gives_effect_with_interval_then_p_then_n(written):
    text = (written / "hypotheses.tex").read_text(encoding="utf-8")

    assert "threat 威胁 × security 安全 & interviews 访谈 & all 全部 & 2.35 {[}1.10, 4.90{]} & {[}0.90, 5.80{]}" in text
    assert "{]} & \\textless{} .001 & 7 / 40 & 5 / 6" in text


def test_csv_holds_whole_values_under_labelled_heads(written):
    frame = pd.read_csv(written / "hypotheses.csv", encoding="utf-8-sig")

    assert frame["odds ratio 优势比"].tolist() == [2.34568]
    assert frame["label A 标签甲"].tolist() == ["threat 威胁"]


def test_hypotheses_stand_under_every_unit(written):
    assert sheet(written, "units")["unit 单位"].tolist() == ["sentences 句子", "turns 话轮"]


def test_the_matrix_holds_the_primary_unit_tested_and_too_small(written):
    frame = sheet(written, "cooccurrence")

    assert len(frame) == 4
    assert frame["odds ratio 优势比"].isna().sum() == 2
    assert "2 of 4 pairs could be tested" in (written / "cooccurrence.note.txt").read_text(encoding="utf-8")


def test_trap_13_an_exemplar_that_begins_with_an_equals_sign_stays_text(written):
    book = openpyxl.load_workbook(written / "tables.xlsx")

    cells = [cell for row in book["topics"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    cells += [cell for row in book["unused"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [cell.value for cell in cells] == ["=我说=骗子多", "=坑"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_topics_name_the_codes_whose_interval_lies_above_nothing(written):
    assert sheet(written, "topics")["codes more often there 较多见的编码"].tolist() == ["threat 威胁"]


def test_notes_state_unit_n_measure_and_test(written):
    note = (written / "hypotheses.note.txt").read_text(encoding="utf-8")

    assert all(part in note for part in ("Unit: turns", "n: interviews", "conditional logit", "Bonferroni, 1 test"))
    assert "单位：受访者与作者的话轮" in note


def test_the_same_results_give_the_same_bytes(written, tmp_path):
    _, again = write(tmp_path)

    for path in written.iterdir():
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name


def test_empty_results_give_empty_tables(tmp_path):
    config = CONFIG.replace("hypotheses: [[threat, security]]\n", "labels: en\n")
    code, folder = write(tmp_path, config=config, empty=(KEYNESS, TOPICS, TOPIC_CODES, TOPIC_EXEMPLARS, UNUSED))

    assert code == 0
    assert "No hypotheses are declared" in (folder / "hypotheses.note.txt").read_text(encoding="utf-8")
    assert (folder / "keyness.csv").read_text(encoding="utf-8-sig").startswith("comparison,language,word")


def test_the_instrument_has_its_tables_with_what_a_reviewer_asks(written):
    shown = (written / "validation.tex").read_text(encoding="utf-8")

    assert "80.0\\%" in shown
    assert "probability sample" in (written / "validation.note.txt").read_text(encoding="utf-8")
    assert "dead: 1" in (written / "findings.note.txt").read_text(encoding="utf-8")
    assert len(sheet(written, "findings")) == 1


def test_without_hand_coding_the_tables_say_that_nothing_is_known(tmp_path):
    code, folder = write(tmp_path, empty=(VALIDATION, VALIDATION_ERRORS, AGREEMENT))

    assert code == 0
    assert "nothing is known of precision" in (folder / "validation.note.txt").read_text(encoding="utf-8")
