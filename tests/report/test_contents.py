"""What the page tells besides the concordance: pairs, tables with ways to the hits, figures, escaping, provenance."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.config import Settings
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.report.contents import MOST_ROWS, Names, figures, never_found, speakers_read, tables
from intertwine.report.matrix import pairs
from intertwine.report.methods import NOT_TESTED, methods, validated
from intertwine.report.page import as_json, policy
from intertwine.report.provenance import settings_told
from intertwine.wording.notes import NOTES

NAMES = Names(
    frozenset({"a", "b", "code"}),
    frozenset({"security", "threat"}),
    {"interviews": ("source", "interview"), "sentences": ("unit", "sentence")},
    {"zh-1": "zh:坑"},
)


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]))
    )
)
def test_json_in_the_page_is_whole_and_can_end_nothing(data):
    text = as_json(data)

    assert json.loads(text) == data
    assert not set(text) & set("<>&\u2028\u2029")


def test_the_policy_changes_with_the_script():
    assert policy("a", "b") != policy("a", "c")


def test_a_row_leads_to_the_hits_of_its_pair_source_and_unit(tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("source,a,b,unit,n\ninterviews,security,threat,sentences,33\n", encoding="utf-8-sig")

    [sheet] = tables(tmp_path, NAMES)
    assert sheet.links == ("#source=interview&unit=sentence&code=security&with=threat",)


def test_a_row_of_an_entry_leads_to_its_hits_and_one_of_words_to_sentences_with_the_first(tmp_path):
    (tmp_path / "entries.csv").write_text("entry,code,n\nzh-1,security,3\n", encoding="utf-8-sig")
    (tmp_path / "keyness.csv").write_text('language,word,n\n中文,"免押, 押金",3\n', encoding="utf-8-sig")

    links = {sheet.name: sheet.links for sheet in tables(tmp_path, NAMES)}

    assert links["entries"] == ("#entry=zh%3A%E5%9D%91",)
    assert links["keyness"] == ("#q=%E5%85%8D%E6%8A%BC",)


def test_a_figure_shows_its_data_with_the_way_to_the_hits(tmp_path):
    (tmp_path / "network.caption.en.txt").write_text("caption", encoding="utf-8")
    (tmp_path / "network.csv").write_text("a,b,n\nsecurity,threat,3\n", encoding="utf-8-sig")

    [figure] = figures(tmp_path, NAMES)

    assert figure.data.links == ("#code=security&with=threat",)


def test_a_label_that_is_spelt_like_a_code_is_not_taken_for_one(tmp_path):
    (tmp_path / "own.csv").write_text("code,label\nsecurity,threat\n", encoding="utf-8-sig")

    [sheet] = tables(tmp_path, NAMES)
    assert sheet.links == ("#code=security",)


def test_entries_never_found_lead_to_no_hits(tmp_path):
    (tmp_path / "unused.csv").write_text("kind,code\nentry,security\n", encoding="utf-8-sig")

    [sheet] = tables(tmp_path, NAMES)
    assert not sheet.linked


def test_a_long_table_says_how_long_it_is(tmp_path):
    (tmp_path / "own.csv").write_text("n\n" + "1\n" * (MOST_ROWS + 1), encoding="utf-8-sig")

    [sheet] = tables(tmp_path, NAMES)
    assert (len(sheet.rows), sheet.of) == (MOST_ROWS, MOST_ROWS + 1)


def test_numbers_of_a_table_are_short_and_counts_are_whole(tmp_path):
    (tmp_path / "own.csv").write_text("a,b,c\n0.123456,20190415,=1+1\n", encoding="utf-8-sig")

    [sheet] = tables(tmp_path, NAMES)
    assert sheet.rows == (("0.1235", "20190415", "=1+1"),)


def test_a_figure_is_shown_by_the_smaller_of_its_files(tmp_path):
    (tmp_path / "network.caption.en.txt").write_text("Network", encoding="utf-8")
    (tmp_path / "network.svg").write_bytes(b"<svg/>")
    (tmp_path / "network.png").write_bytes(b"longer than the other")

    [figure] = figures(tmp_path, NAMES)
    assert figure.image == "data:image/svg+xml;base64,PHN2Zy8+"
    assert figure.caption == ("Network", "")


def test_a_figure_without_a_picture_for_the_page_is_still_named(tmp_path):
    (tmp_path / "mine.caption.en.txt").write_text("Mine", encoding="utf-8")
    (tmp_path / "mine.pdf").write_bytes(b"%PDF")

    assert [(figure.title[0], figure.image) for figure in figures(tmp_path, NAMES)] == [("Mine", "")]


def test_a_speaker_heard_twice_is_one_speaker():
    speakers = pd.DataFrame({"document_id": ["a", "b"], "speaker": ["林", "林"], "role": "respondent", "turns": [2, 3]})

    assert speakers_read(speakers) == [{"role": "respondent", "speakers": 1, "turns": 5}]


def test_codes_and_entries_never_found_are_told():
    unused = pd.DataFrame(
        {
            "kind": ["code", "entry", "entry"],
            "code": ["threat", "threat", "threat"],
            "language": ["", "zh", "zh"],
            "pattern": ["", "被骗", "诈骗"],
            "suppressed": [0, 0, 3],
        }
    )

    assert never_found(unused) == {
        "codes": ["threat"],
        "entries": 2,
        "suppressed": 1,
        "patterns": {"threat": ["被骗", "诈骗"]},
    }


LONGER = NOTES["longer_units"]


def test_the_matrix_holds_what_met_or_was_estimated():
    row = dict.fromkeys(COOCCURRENCE.columns, 0) | {"source": "interview", "language": "all"}
    row |= {"note": "few_clusters(clusters=9); longer_units()"}
    row |= {"unit": "turn", "code_a": "a", "expected": 1.23456, "estimate": float("inf"), "low": float("nan")}
    frame = pd.DataFrame(
        [
            row | {"code_b": "b", "both": 3},
            row | {"code_b": "c", "estimate": float("nan")},
            row | {"code_b": "d", "both": 2, "unit": "sentence"},
        ]
    )

    found = pairs(frame, unit="turn")
    assert found["both"] == [3]
    assert (found["estimate"], found["low"], found["expected"]) == (["∞"], [None], [1.235])
    assert found["notes"] == [("few clusters: 9; " + LONGER[0], "群组较少：9；" + LONGER[1])]


def test_methods_tell_the_values_in_force():
    settings = Settings(permutations=777, bootstrap=555, seed=42, primary_unit="sentence")
    engines = pd.DataFrame({"language": ["zh"], "engine": ["jieba"], "version": ["0.42.1"]})
    families = pd.DataFrame({"p_adjusted": [0.5], "family": ["hypotheses (Holm, 6 tests)"]})

    nothing = pd.DataFrame(columns=["part"])
    said = " ".join(part for section in methods(settings, engines, families, nothing) for part in section.text)
    for value in ("777", "555", "42", "one sentence", "同一句子", "jieba 0.42.1", "Holm, 6 tests", NOT_TESTED[0]):
        assert value in said


def test_settings_are_told_without_the_machine():
    told = settings_told(Settings(corpus="/home/someone/corpus", codebook="data/codebook", cores=7))

    assert (told["corpus"], told["codebook"]) == ("corpus", "data/codebook")
    assert "cores" not in told


@pytest.mark.parametrize(
    ("part", "note", "said"),
    [
        ("development", "development part: entries may have been chosen on it", "test part is still locked"),
        ("test", "few clusters: 9; test part, opened 1 time", "These are of the test part, opened 1 time."),
        ("test", "test part, opened 2 times; the codebook was changed after the first opening",
         "These are of the test part, opened 2 times; the codebook was changed after the first opening."),
    ],
)  # fmt: skip
def test_the_first_page_says_which_part_was_judged(part, note, said):
    numbers = ("precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high", "naive",
               "estimate", "low", "high")  # fmt: skip
    row = {"part": part, "code": "threat", "source": "all", "language": "all", "n_units": 120, "note": note}

    told = [english for english, _ in validated(pd.DataFrame([row | dict.fromkeys(numbers, 0.5)]))]

    assert told[0].startswith("threat: precision 50% [50%, 50%], recall 50%")
    assert said in told[-1]
