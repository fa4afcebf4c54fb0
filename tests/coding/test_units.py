"""Units cut from turns, and the codes present in them."""

import numpy as np
import pandas as pd
import pytest

from intertwine.codebook.reading import Code, Codebook, Entry
from intertwine.coding.matching import Matcher
from intertwine.coding.presence import described_hits, presence, units_of_hits, unused_codes_and_entries
from intertwine.coding.units import SegmentedCorpus, units_of
from intertwine.language.segmentation import segment_texts
from intertwine.records import rows_of_turns

TURNS = [
    ("d1", 0, "访谈者", "interviewer", "你觉得安全吗？"),
    ("d1", 1, "林悦", "respondent", "安全。不过有风险，我怕被骗！"),
    ("d1", 2, "访谈者", "interviewer", "嗯。"),
    ("d1", 3, "林悦", "respondent", "信用很方便，也安全。"),
    ("d2", 0, "author", "author", "Safe and fast. No risk at all."),
]


def corpus():
    turns = pd.DataFrame(TURNS, columns=["document_id", "turn", "speaker", "role", "text"])
    documents = pd.DataFrame(
        {"document_id": ["d1", "d2"], "source": ["interview", "promotional"], "language": ["zh", "en"]}
    )
    found = segment_texts(turns["text"].tolist())
    keyed = [
        frame.assign(
            document_id=turns["document_id"].to_numpy()[frame["turn"]], turn=turns["turn"].to_numpy()[frame["turn"]]
        )
        for frame in (found.sentences, found.tokens)
    ]
    return SegmentedCorpus(documents, turns, *(frame.assign(row=rows_of_turns(frame, turns)) for frame in keyed))


def units(kind, **options):
    return units_of(kind, corpus(), **({"window_zh": 10, "window_en": 5} | options))


def test_turns_are_units_of_their_speaker():
    frame = units("turn").frame

    assert frame["role"].tolist() == ["interviewer", "respondent", "interviewer", "respondent", "author"]
    assert frame["position"].tolist() == [0, 0, 1, 1, 0]
    assert frame["source"].tolist() == ["interview"] * 4 + ["promotional"]


def test_length_counts_words_and_no_marks():
    assert units("turn").frame["length"].tolist()[-1] == 7


def test_sentences_are_numbered_in_order():
    frame = units("sentence").frame

    assert frame["unit_id"].tolist() == list(range(len(frame)))
    assert frame["document_id"].tolist().count("d2") == 2


def test_a_document_is_one_unit_for_each_role():
    frame = units("document").frame

    assert sorted(frame["role"]) == ["author", "interviewer", "respondent"]
    assert frame.set_index("role").loc["respondent", "speaker"] == "林悦"


def test_windows_run_over_a_speakers_turns_and_have_equal_length():
    text = corpus()
    han = text.tokens["form"].astype(str).str.len().where(text.tokens["language"].astype(str) == "zh", 0)
    windows = units("window", window_zh=7)
    filled = pd.Series(han.to_numpy()).groupby(windows.of_token).sum()
    mine = windows.frame[windows.frame["role"] == "respondent"]

    assert len(mine) == 3
    assert filled[mine["unit_id"]].between(4, 9).all()
    assert windows.frame.groupby(["document_id", "role"])["speaker"].nunique().eq(1).all()


@pytest.mark.parametrize("kind", ["sentence", "turn", "window", "document"])
def test_every_kind_of_unit_holds_every_word_once(kind):
    text = corpus()
    found = units(kind)

    assert found.frame["length"].sum() == (text.tokens["language"].astype(str) != "").sum()
    assert (np.bincount(found.of_token) > 0).all()


def entry(pattern, code, language="zh"):
    return Entry(f"{language}-{pattern}", code, language, pattern, "literal", (), "", "core")


BOOK = Codebook(
    tuple(Code(path, path, path) for path in ("risk", "security", "security.personal", "threat", "threat.fraud")),
    (
        entry("安全", "security.personal"), entry("safe", "security.personal", "en"), entry("风险", "risk"),
        entry("被骗", "threat.fraud"), entry("risk", "risk", "en"), entry("诈骗", "threat.fraud"),
    ),
)  # fmt: skip


def coded(*kinds):
    text = corpus()
    matcher = Matcher(BOOK.entries)
    matches = matcher.hits(text.turns["text"].tolist())
    hits = described_hits(matches, matcher.entries, text.turns, text.documents).assign(prompting="")
    for kind in kinds:
        hits[f"{kind}_unit"] = units_of_hits(matches, text.tokens, units(kind))
    return hits, presence(hits, text.turns, kinds), text


def test_a_hit_belongs_to_the_unit_in_which_it_begins():
    hits, _, _ = coded("turn", "sentence")

    assert hits["turn_unit"].tolist() == [0, 1, 1, 1, 3, 4, 4]
    assert hits["sentence_unit"].tolist() == [0, 1, 2, 2, 4, 5, 6]


def test_a_parent_is_present_where_a_child_is():
    _, found, _ = coded("turn")

    assert found.loc[found["code"] == "security", "unit_id"].tolist() == [0, 1, 3, 4]
    assert found.loc[found["code"] == "threat", "unit_id"].tolist() == [1]


def test_first_start_counts_from_the_beginning_of_the_document():
    _, found, _ = coded("turn")
    first = found[(found["code"] == "security.personal") & (found["unit_id"] == 1)]

    assert first["first_start"].tolist() == [len(TURNS[0][4])]


def test_codes_and_entries_without_hits_are_listed():
    hits, _, _ = coded("turn")

    found = unused_codes_and_entries(hits, Codebook((*BOOK.codes, Code("privacy", "Privacy", "隐私")), BOOK.entries))

    assert found[["kind", "code", "pattern"]].to_numpy().tolist() == [
        ["code", "privacy", ""],
        ["entry", "threat.fraud", "诈骗"],
    ]


def test_trap_06_what_comes_first_is_kept():
    _, found, _ = coded("turn")
    first = found[found["unit_id"] == 1].set_index("code")["first_start"]

    assert first["security"] < first["risk"] < first["threat"]
