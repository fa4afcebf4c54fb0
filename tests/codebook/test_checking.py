"""One seeded fault each: what the check says, and where."""

import pandas as pd
import pytest

from intertwine.codebook.cells import CodebookCells as Sheets
from intertwine.codebook.cells import read_cells, sheet_of
from intertwine.codebook.checking import check_cells, findings_of_hits
from intertwine.codebook.reading import read_codebook
from intertwine.errors import UserError

CODES = [
    {"code": "security", "label_en": "Security", "label_zh": "安全"},
    {"code": "threat", "label_en": "Threat", "label_zh": "威胁"},
]
CUES = [{"language": "zh", "cue": "没有", "effect": "negated"}]


def entry(code, language, pattern, kind="literal", **more):
    return {"code": code, "language": language, "pattern": pattern, "kind": kind, "concept": pattern} | more


SOUND = [
    entry("security", "zh", "安全", concept="safe"),
    entry("security", "en", "safe", concept="safe"),
    entry("threat", "zh", "诈骗", concept="fraud"),
    entry("threat", "en", "fraud", concept="fraud"),
]


def book(entries=SOUND, codes=CODES, cues=CUES):
    return Sheets(sheet_of("codes", codes), sheet_of("entries", entries), sheet_of("qualifiers", cues))


def findings(written):
    return [(one.level, one.finding, one.where) for one in check_cells(written)[1]]


def test_a_sound_codebook_has_no_findings():
    assert findings(book()) == []


@pytest.mark.parametrize(
    ("more", "finding"),
    [
        (entry("threat", "zh", "安全", concept="safe"), ("error", "fault", "entries.csv, line 6")),
        (entry("security", "zh", "網絡", concept="safe"), None),
        (entry("threat", "zh", "安全隐患", concept="fraud"), ("note", "inside another", "entries.csv, line 2")),
        (entry("security", "zh", "保障", concept="shield"), ("warning", "no counterpart", "entries.csv, line 6")),
        (entry("threat", "zh", "放心", concept="safe"), ("warning", "concept in two codes", "entries.csv, line 2")),
        (
            entry("security", "en", "is*", "wildcard", concept="safe"),
            ("warning", "matches much", "entries.csv, line 6"),
        ),
        (entry("security", "zh", "安\u200b心", concept="safe"), ("warning", "invisible", "entries.csv, line 6")),
        (entry("security", "en", "saf(e", "regex", concept="safe"), ("error", "fault", "entries.csv, line 6")),
        (entry("security", "en", "x?", "regex", concept="safe"), ("error", "fault", "entries.csv, line 6")),
        (entry("security", "en", "=A1+B1", concept="safe"), ("error", "fault", "entries.csv, line 6")),
        (entry("security", "zh", "#NAME?", concept="safe"), ("error", "fault", "entries.csv, line 6")),
        (entry("security", "zh", "安心", concept=""), ("note", "no concept", "entries.csv, line 6")),
    ],
)
def test_one_seeded_fault_in_the_entries(more, finding):
    assert findings(book([*SOUND, more])) == ([finding] if finding else [])


def test_traditional_and_simplified_doubles_are_named_as_such():
    doubled = book([*SOUND, entry("threat", "zh", "詐騙", concept="fraud")])

    fault = check_cells(doubled)[1][0]

    assert "詐騙" in fault.what
    assert "'诈骗' in other characters" in fault.what


def test_a_code_without_entries_and_one_in_one_language():
    codes = [*CODES, {"code": "game", "label_en": "Game", "label_zh": "游戏"}]
    entries = [one for one in SOUND if one["pattern"] != "fraud"]

    assert findings(book(entries, codes)) == [
        ("warning", "empty code", "codes.csv, line 4"),
        ("warning", "no counterpart", "entries.csv, line 4"),
        ("warning", "one language", "codes.csv, line 3"),
    ]


def test_a_codebook_without_cues_is_told():
    assert findings(book(cues=[])) == [("warning", "no qualifiers", "qualifiers.csv")]


@pytest.mark.parametrize(
    ("cue", "what"),
    [
        ({"language": "zh", "cue": "不", "effect": "denied"}, "unknown effect 'denied'"),
        ({"language": "zh", "cue": "不", "effect": "negated", "scope": "sideways"}, "unknown scope 'sideways'"),
        ({"language": "zh", "cue": "不", "effect": "negated", "scope": "forward many"}, "unknown reach 'many'"),
        ({"language": "zh", "cue": "没有", "effect": "negated"}, "the cue '没有' is there twice"),
        ({"language": "zh", "cue": " ", "effect": "negated"}, "a cue without a word or sign"),
    ],
)
def test_a_fault_among_the_cues(cue, what):
    [finding] = check_cells(book(cues=[*CUES, cue]))[1]

    assert (finding.level, finding.where, finding.what) == ("error", "qualifiers.csv, line 3", what)


def hits(rows):
    frame = pd.DataFrame(rows, columns=["entry_id", "code", "turn", "suppressed_by"])
    return frame.assign(document_id="d1")


def test_dead_heavy_suppressed_and_everywhere_are_found_with_a_corpus():
    written, _ = check_cells(book())
    safe, _, zh_safe, zh_fraud = (one.entry_id for one in written.entries)
    rows = [(zh_safe, "security", turn, "") for turn in range(9)] + [(safe, "security", 9, "")]
    rows += [(zh_fraud, "threat", 1, "taken by x")]

    found = {(one.level, one.finding, one.pattern) for one in findings_of_hits(written, hits(rows), turns=12)}

    assert found == {
        ("warning", "heavy", "安全"), ("warning", "matches much", "安全"),
        ("note", "never counts", "诈骗"), ("note", "dead", "fraud"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("code，language，pattern，kind\n", "full-width commas"),
        ("security,zh,安全,literal\n", "the header row is lost"),
        ("code,language,pattern,kind,colour\n", "unknown columns: colour"),
        ("code,language,pattern,kind\nsecurity,en,safe, and sound,literal\n", "5 cells where the header has 4"),
    ],
)
def test_a_mistake_of_the_spreadsheet_is_told_so_that_it_can_be_mended(tmp_path, text, what):
    (tmp_path / "codes.csv").write_text("code,label_en,label_zh\nsecurity,Security,安全\n", encoding="utf-8")
    (tmp_path / "entries.csv").write_text(text, encoding="utf-8")

    with pytest.raises(UserError, match=what) as told:
        read_cells(tmp_path)

    assert "entries.csv, line" in told.value.where
    assert told.value.allowed


def test_the_shipped_codebook_has_no_errors():
    from pathlib import Path

    folder = Path(__file__).parents[2] / "data" / "codebook"

    assert not [one for one in check_cells(read_cells(folder))[1] if one.level == "error"]
    assert len(read_codebook(folder).cues) > 500
