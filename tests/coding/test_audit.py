"""Which entry did it, lines of a concordance, and what would count without an entry."""

import pandas as pd
import pytest

from intertwine.codebook.reading import Code, Codebook, Entry
from intertwine.coding.audit import entry_table, hits_without_entry, qualifier_table, sampled_lines, suppressed_table
from intertwine.coding.concordance import concordance_lines
from intertwine.coding.matching import Matcher
from intertwine.coding.presence import described_hits
from intertwine.coding.records import CONCORDANCE, ENTRIES, QUALIFIED, SUPPRESSED
from intertwine.records import check


def entry(pattern, code):
    return Entry(f"zh-{pattern}", code, "zh", pattern, "literal", ("安全带",) if pattern == "安全" else (), "", "core")


BOOK = Codebook(
    (Code("security", "Security", "安全"), Code("threat", "Threat", "威胁"), Code("threat.hidden", "Hidden", "隐患")),
    (
        entry("安全", "security"),
        entry("安全隐患", "threat.hidden"),
        entry("隐患", "threat.hidden"),
        entry("骗", "threat"),
    ),
)
TURNS = pd.DataFrame(
    [("d1", 1, "问", "interviewer", "安全吗😀"), ("d1", 2, "林", "respondent", "有安全隐患，系安全带，安全"),
     ("d2", 1, "", "author", "安全，安全"), ("d2", 2, "", "author", "不怕骗")],
    columns=["document_id", "turn", "speaker", "role", "text"],
)  # fmt: skip
DOCUMENTS = pd.DataFrame(
    {"document_id": ["d1", "d2"], "source": ["interview", "promotional"], "language": ["zh", "mixed"],
     "title": ["一", "二"], "date": "", "city": ["北京", ""]}
)  # fmt: skip


@pytest.fixture(scope="module")
def hits():
    matcher = Matcher(BOOK.entries)
    matches = matcher.hits(TURNS["text"].tolist())
    return described_hits(matches, matcher.entries, TURNS, DOCUMENTS).assign(prompting="", cuts=0)


def test_hits_of_an_entry_by_source_and_language_without_the_interviewers(hits):
    table = check(ENTRIES, entry_table(hits, DOCUMENTS, BOOK))
    safe = table[table["pattern"] == "安全"].set_index("source")

    assert safe["hits"].to_dict() == {"all": 3, "interview": 1, "promotional": 2}
    assert safe.loc["all", ["documents", "speakers", "suppressed"]].tolist() == [2, 2, 2]
    assert safe.loc["all", "share_of_code"] == 1


def test_an_entry_that_was_never_found_has_its_row(hits):
    table = entry_table(hits, DOCUMENTS, BOOK)

    assert table.loc[table["pattern"] == "隐患", ["source", "hits", "suppressed"]].to_numpy().tolist()[0][1:] != []
    assert set(table.loc[table["source"] == "all", "pattern"]) == {"安全", "安全隐患", "隐患", "骗"}


def test_suppressed_hits_say_by_what(hits):
    table = check(SUPPRESSED, suppressed_table(hits))

    assert dict(zip(table["entry_id"] + " " + table["suppressed_by"], table["hits"], strict=True)) == {
        "zh-安全 excluded by 安全带": 1, "zh-安全 taken by zh-安全隐患": 1, "zh-隐患 taken by zh-安全隐患": 1,
    }  # fmt: skip


def test_qualifiers_add_up_and_a_parent_holds_its_children(hits):
    table = check(QUALIFIED, qualifier_table(hits, DOCUMENTS))

    assert (table["affirmed"] == table["hits"]).all()
    rows = table[table["document_language"] == "all"].set_index(["code", "source"])["hits"]
    assert rows["threat", "interview"] == rows["threat.hidden", "interview"] == 1


def test_without_an_entry_what_it_took_the_place_of_comes_back(hits):
    counting = hits[hits["suppressed_by"] == ""]
    left = hits_without_entry(hits, "zh-安全隐患")

    assert len(left) == len(counting) - 1 + 2
    assert sorted(left.loc[left["turn"] == 2, "surface"]) == ["安全", "安全", "隐患", "骗"]


def test_without_an_entry_that_was_never_found_nothing_changes(hits):
    assert len(hits_without_entry(hits, "zh-nothing")) == int((hits["suppressed_by"] == "").sum())


def test_a_line_of_the_concordance_shows_the_words_around_and_the_documents_own_columns(hits):
    found = check(CONCORDANCE, concordance_lines(hits, TURNS, DOCUMENTS, BOOK))
    first = found[found["turn"] == 2].iloc[0]

    assert (first["left"], first["hit"], first["right"]) == ("有", "安全隐患", "，系安全带，安全")
    assert (first["speaker"], first["city"], first["label_zh"]) == ("林", "北京", "隐患")
    assert len(found) == int((hits["suppressed_by"] == "").sum())


def test_samples_come_from_different_documents_first(hits):
    found = sampled_lines(concordance_lines(hits, TURNS, DOCUMENTS, BOOK), 2)
    safe = found[found["entry_id"] == "zh-安全"]

    assert set(safe["document_id"]) == {"d1", "d2"}
    assert safe["rank"].tolist() == [1, 2]
