"""What the page holds: what was read, the declared pairs, codes; and whatever the study, the page comes out."""

import pytest

from intertwine.codebook.reading import Codebook
from intertwine.coding.records import HITS, NOTHING_FOUND, UNITS, UNUSED
from intertwine.config import Settings
from intertwine.corpus.records import DOCUMENTS, SPEAKERS, TURNS
from intertwine.language.records import SENTENCES
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.measures.validation.records import VALIDATION
from intertwine.records import Table
from intertwine.report.contents import (
    code_rows,
    declared_pairs,
    documents_read,
    never_found,
    page_contents,
    script_data,
    speakers_read,
    units_read,
)
from intertwine.report.page import page
from intertwine.results import Results
from intertwine.stages.report import STAGE
from intertwine.wording.notes import NOTES

MADE_FROM = {"intertwine": "1", "libraries": {}, "documents": {}}
INTERVIEW = {"document_id": "d1", "source": "interview", "language": "zh"}


@pytest.fixture
def whole_page(results_of, tmp_path):
    """Return the page of a study of these tables, which has no figures and no tables."""

    def made(frames, codebook, settings):
        results = results_of(frames)
        contents = page_contents(results, codebook, settings, figures=tmp_path, tables=tmp_path)
        return page(contents | {"provenance": MADE_FROM}, script_data(results, codebook, settings))

    return made


@pytest.fixture
def one_document(table):
    return {
        DOCUMENTS: table(DOCUMENTS, INTERVIEW | {"title": "一", "turns": 2, "characters": 9}),
        SPEAKERS: table(SPEAKERS, INTERVIEW | {"speaker": "林", "role": "respondent", "turns": 1}),
        TURNS: table(
            TURNS,
            {"document_id": "d1", "turn": 1, "speaker": "问", "role": "interviewer", "text": "怕吗？"},
            {"document_id": "d1", "turn": 2, "speaker": "林", "role": "respondent", "text": "怕被骗。"},
        ),
        SENTENCES: table(
            SENTENCES,
            {"document_id": "d1", "turn": 1, "sentence": 0, "start": 0, "end": 3},
            {"document_id": "d1", "turn": 2, "sentence": 0, "start": 0, "end": 4},
        ),
    }


@pytest.fixture
def one_hit(table):
    hit = {"document_id": "d1", "turn": 2, "start": 1, "end": 3, "entry_id": "zh-2", "code": "threat"}
    return table(HITS, hit | {"language": "zh", "role": "respondent", "source": "interview", "qualifier": "affirmed"})


def test_a_study_of_nothing_makes_a_page(whole_page):
    html = whole_page({}, Codebook(codes=(), entries=()), Settings())

    assert "No pairs are declared in the settings." in html
    assert "设置中没有声明编码对。" in html
    assert "There are no figures." in html


def test_one_document_in_which_nothing_was_found_makes_a_page(whole_page, one_document, codebook):
    html = whole_page(one_document, codebook, Settings(hypotheses=(("security", "threat"),)))

    assert '<dt><span class="en" lang="en">hits that count</span>' in html
    assert '"hits":{"turn":[]' in html


def test_the_first_lines_say_where_nothing_was_found_and_what_to_try(whole_page, one_document, codebook, table):
    shared = {"source": "all", "language": "all", "documents": 1, "words_zh": 5, "entries_zh": 2}
    rows = [
        shared | {"source": "promotional", "code": "all", "note": "other_words()"},
        shared | {"code": "threat", "note": "see_definition()"},
        shared | {"code": "security.data", "note": "see_definition()"},
    ]
    frames = one_document | {NOTHING_FOUND: table(NOTHING_FOUND, *rows)}

    first = whole_page(frames, codebook, Settings(hypotheses=(("security", "threat"),))).partition("<dl")[0]

    assert "来源“宣传文本”中未发现编码本中的任何词条。查找范围：2 个中文词条" in first
    assert "编码“威胁”从未出现。" in first
    assert "可以尝试：将该编码的词条与其定义及文本用词对照。" in first
    assert "The code threat was never found. Looked for: 2 Chinese entries" in first
    assert "data was never found" not in first
    assert first.index("宣传文本") < first.index("没有验证数据")


def test_one_document_with_a_hit_makes_a_page(whole_page, one_document, one_hit, codebook):
    html = whole_page(one_document | {HITS: one_hit}, codebook, Settings(hypotheses=(("security", "threat"),)))

    assert "怕被骗。" in html
    assert 'href="#code=threat&amp;source=interview">1</a>' in html


def test_the_page_shows_every_table_that_the_stage_declares(written, codebook, tmp_path):
    read = written({})
    results = Results(read)

    page_contents(results, codebook, Settings(), figures=tmp_path, tables=tmp_path)
    script_data(results, codebook, Settings())

    assert set(read.read) == {each.name for each in STAGE.reads if isinstance(each, Table)}


def text_of(document, table):
    """Return a document of one turn and one sentence."""
    return {
        DOCUMENTS: table(DOCUMENTS, INTERVIEW | {"document_id": document}),
        TURNS: table(TURNS, {"document_id": document, "text": "0123456789"}),
        SENTENCES: table(SENTENCES, {"document_id": document, "end": 10}),
    }


@pytest.fixture
def shown(results_of, codebook, tmp_path):
    """Return what the template and the script are told of a study of these tables."""

    def told(frames, settings):
        results = results_of(frames)
        contents = page_contents(results, codebook, settings, figures=tmp_path, tables=tmp_path)
        return contents, script_data(results, codebook, settings)

    return told


def test_hits_are_counted_by_what_became_of_them(shown, table):
    hit = {"document_id": "d1", "role": "respondent"}
    hits = table(
        HITS,
        *(hit | {"start": start} for start in range(3)),
        *(hit | {"start": start, "role": "interviewer"} for start in range(3, 5)),
        hit | {"start": 9, "role": "interviewer", "suppressed_by": "zh-9"},
    )

    contents, _ = shown({HITS: hits, **text_of("d1", table)}, Settings())

    assert (contents["hits"], contents["interviewer_hits"], contents["suppressed"]) == (5, 2, 1)
    assert contents["entries"] == 2


def test_everything_is_told_of_the_primary_unit(shown, table):
    row = {"source": "interview", "language": "all", "reading": "all", "code_a": "security", "code_b": "threat"}
    pairs = table(COOCCURRENCE, *(row | {"unit": unit, "both": n} for unit, n in (("turn", 1), ("sentence", 2))))
    settings = Settings(primary_unit="sentence", hypotheses=(("security", "threat"),))

    contents, data = shown({COOCCURRENCE: pairs}, settings)

    assert [row["both"] for row in contents["hypotheses"]] == [2]
    assert data["pairs"]["both"] == [2]
    assert data["unit"] == "sentence"
    assert contents["unit"] == ("sentence", "句子")


def test_hand_coding_takes_the_warning_away(shown, table):
    validated = table(VALIDATION, {"part": "development", "source": "all", "language": "all", "code": "threat"})

    assert [shown(frames, Settings())[0]["validated"] for frames in ({}, {VALIDATION: validated})] == [False, True]


def test_documents_are_counted_by_source_and_language(table):
    documents = table(
        DOCUMENTS,
        INTERVIEW | {"turns": 2, "characters": 10},
        INTERVIEW | {"document_id": "d2", "turns": 3, "characters": 20},
        INTERVIEW | {"document_id": "d3", "language": "en", "turns": 4, "characters": 30},
    )

    assert documents_read(documents) == [
        {"source": "interview", "language": "en", "documents": 1, "turns": 4, "characters": 30},
        {"source": "interview", "language": "zh", "documents": 2, "turns": 5, "characters": 30},
    ]


def test_a_speaker_heard_twice_is_one_speaker(table):
    row = {"speaker": "林", "role": "respondent"}
    speakers = table(SPEAKERS, row | {"document_id": "a", "turns": 2}, row | {"document_id": "b", "turns": 3})

    assert speakers_read(speakers) == [{"role": "respondent", "speakers": 1, "turns": 5}]


def test_units_of_interviewers_are_not_counted(table):
    row = {"unit_kind": "turn", "source": "interview"}
    units = table(UNITS, row | {"role": "respondent"}, row | {"role": "interviewer", "unit_id": 1})

    assert units_read(units) == [{"unit_kind": "turn", "source": "interview", "units": 1}]


def test_codes_and_entries_never_found_are_told(table):
    entry = {"kind": "entry", "code": "threat", "language": "zh"}
    unused = table(
        UNUSED,
        {"kind": "code", "code": "threat"},
        entry | {"pattern": "被骗"},
        entry | {"pattern": "诈骗", "suppressed": 3},
    )

    assert never_found(unused) == {
        "codes": ["threat"],
        "entries": 2,
        "suppressed": 1,
        "patterns": {"threat": ["被骗", "诈骗"]},
    }


def test_a_code_has_its_entries_and_hits_in_tree_order(codebook, one_hit, table):
    unused = table(UNUSED, {"kind": "entry", "code": "security.data"})

    rows = code_rows(codebook, one_hit, unused, ["interview"])

    assert [(row["code"].path, row["depth"], row["entries"], row["dead"]) for row in rows] == [
        ("security", 0, 0, 0),
        ("security.data", 1, 1, 1),
        ("threat", 0, 1, 0),
    ]
    assert [row["counts"][0][:2] for row in rows] == [(0, 0), (0, 0), (1, 1)]


def test_a_declared_pair_stands_as_it_was_declared_with_its_note_in_both_languages(results_of, table):
    row = {"unit": "turn", "source": "interview", "language": "all", "code_a": "security", "code_b": "threat"}
    numbers = {"reading": "all", "both": 3, "estimate": 2.0, "low": 1.5, "high": 3.0, "p": 0.01, "p_adjusted": 0.02}
    note = "few_clusters(clusters=9); thin()"
    frame = table(COOCCURRENCE, row | numbers | {"note": note})

    [shown] = declared_pairs(results_of({COOCCURRENCE: frame}).cooccurrence, [("threat", "security")])

    thin = NOTES["thin"]
    assert (shown["code_a"], shown["code_b"]) == ("threat", "security")
    assert shown["note"] == (f"few clusters: 9; {thin[0]}", f"群组较少：9；{thin[1]}")
    assert shown["effect"] == "2.00 [1.50, 3.00]"
    assert (shown["p"], shown["link"]) == (".020", "#code=threat&with=security&source=interview")
