"""Co-occurrence of codes in units of documents, on small frames."""

from functools import partial

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.cooccurrence.cooccurrence import cooccurrence as cooccurrence_of_all
from intertwine.measures.cooccurrence.families import adjusted_as_declared
from intertwine.measures.cooccurrence.pairs import pairs_of
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.measures.design import Design
from intertwine.notes import kinds, note
from intertwine.results import swapped
from intertwine.vocabulary import QUALIFIERS

HYPOTHESES = (("threat", "security"),)
cooccurrence = partial(cooccurrence_of_all, hypotheses=HYPOTHESES)


def design(**changes):
    settings = {
        "cluster": "document", "permutations": 199, "confidence": 0.95,
        "documents": 2, "expected": 1.0, "clusters": 3, "seed": 1,
    }  # fmt: skip
    return Design(**(settings | changes))


def corpus(words, *, role="respondent", kind="turn", language="zh", qualifier="affirmed"):
    """Frames of a corpus given as {document: [codes of unit 0, codes of unit 1, ...]}."""
    rows = [(document, place, codes) for document, units in words.items() for place, codes in enumerate(units)]
    places = {"document_id": [row[0] for row in rows], "position": [row[1] for row in rows]}
    units = pd.DataFrame({"unit_id": range(len(rows))} | places).assign(
        unit_kind=kind, speaker="林", role=role, source="interview", language=language, length=9
    )
    found = [(unit, code) for unit, row in enumerate(rows) for code in row[2].split()]
    presence = pd.DataFrame(found, columns=["unit_id", "code"]).assign(unit_kind=kind, hits=1, first_start=0)
    presence = presence.assign(**dict.fromkeys(QUALIFIERS, 0), volunteered=1).assign(**{qualifier: 1})
    documents = pd.DataFrame({"document_id": list(words), "language": language, "cluster": list(words)})
    return units, presence, documents


def row(found, language="zh", **wanted):
    chosen = found[(found["language"] == language) & (found["reading"] == "all")]
    for name, value in wanted.items():
        chosen = chosen[chosen[name] == value]
    assert len(chosen) == 1
    return chosen.iloc[0]


TOGETHER = {
    "d1": ["security threat", "security threat", "security threat", "threat", "security threat", "", "", "security",
           "", ""],
    "d2": ["security threat", "security threat", "security threat", "", "", "", "threat", "", "", "security"],
    "d3": ["", "security threat", "security threat", "security", "", "", "threat", "", "", ""],
}  # fmt: skip


def test_counts_add_up_to_the_units():
    found = row(cooccurrence(*corpus(TOGETHER), kinds=["turn"], design=design()))

    assert (found["both"], found["only_a"], found["only_b"], found["neither"]) == (9, 3, 3, 15)
    assert found["n_units"] == 30
    assert found["documents_both"] == 3
    assert found["expected"] == pytest.approx((5 * 5 + 4 * 4 + 3 * 3) / 10)


def test_effect_comes_with_interval_and_p_adjusted_over_the_family():
    found = row(cooccurrence(*corpus(TOGETHER), kinds=["turn"], design=design()))

    assert found["estimate"] == pytest.approx((16 + 15 + 12) / 3)
    assert found["low"] < found["estimate"] < found["high"]
    assert found["p"] <= 0.05
    assert found["p_adjusted"] >= found["p"]
    assert found["family"] == "hypotheses (Holm, 1 tests)"


def test_trap_05_interviewer_turns_are_never_respondents_units():
    respondent, said, documents = corpus(TOGETHER)
    asked, heard, _ = corpus({"d1": ["security", "threat"] * 20}, role="interviewer")
    units = pd.concat([respondent, asked.assign(unit_id=asked["unit_id"] + 100)])
    presence = pd.concat([said, heard.assign(unit_id=heard["unit_id"] + 100)])

    with_interviewer = cooccurrence(units, presence, documents, kinds=["turn"], design=design())

    pd.testing.assert_frame_equal(
        with_interviewer,
        cooccurrence(respondent, said, documents, kinds=["turn"], design=design()),
    )


def test_cells_too_small_say_so_and_print_nothing():
    found = row(cooccurrence(*corpus(TOGETHER), kinds=["turn"], design=design(documents=5)))

    assert found["note"] == note("too_few_documents_with_both", documents=3, needed=5)
    assert found[["estimate", "low", "high", "p", "p_adjusted", "jaccard", "npmi", "expected"]].isna().all()
    assert found["family"] == "not tested"
    assert found["both"] == 9


def test_no_interval_from_too_few_clusters():
    found = row(cooccurrence(*corpus(TOGETHER), kinds=["turn"], design=design(clusters=8)))

    assert found["note"] == note("no_interval", clusters=3, needed=8)
    assert found[["low", "high"]].isna().all()
    assert found["p"] <= 0.05


def test_the_document_as_unit_is_descriptive_only():
    found = row(cooccurrence(*corpus(TOGETHER, kind="document"), kinds=["document"], design=design()))

    assert kinds(found["note"]) == {"descriptive_unit"}
    assert found[["estimate", "p"]].isna().all()
    assert found["jaccard"] == pytest.approx(9 / 15)


def test_trap_03_a_parent_is_never_paired_with_its_own_child():
    first, second = pairs_of(["security", "security.data", "security2", "threat"])

    assert list(zip(first.tolist(), second.tolist(), strict=True)) == [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]


def test_a_hypothesis_about_a_code_that_never_occurs_is_answered():
    never = {name: ["security", "", "security", "", ""] for name in ("d1", "d2", "d3")}

    found = row(cooccurrence(*corpus(never), kinds=["turn"], design=design()))

    assert (found["code_a"], found["code_b"], found["both"]) == ("security", "threat", 0)
    assert kinds(found["note"]) == {"too_few_documents_with_both"}


def test_documents_rich_in_both_codes_are_no_association_inside_documents():
    generator = np.random.default_rng(7)
    words = {}
    for number in range(20):
        share = 0.6 if number % 2 else 0.05
        codes = generator.random((40, 2)) < share
        words[f"d{number:02d}"] = [" ".join(np.array(["security", "threat"])[unit]) for unit in codes]

    found = row(cooccurrence(*corpus(words), kinds=["turn"], design=design()))

    assert found["crude_odds_ratio"] > 3
    assert found["low"] < 1 < found["high"]
    assert found["p"] > 0.05


def test_all_languages_together_are_stratified_by_document():
    chinese, english = (
        corpus(TOGETHER),
        corpus({name.upper(): units for name, units in TOGETHER.items()}, language="en"),
    )
    units = pd.concat([chinese[0], english[0].assign(unit_id=english[0]["unit_id"] + 30)])
    presence = pd.concat([chinese[1], english[1].assign(unit_id=english[1]["unit_id"] + 30)])
    documents = pd.concat([chinese[2], english[2]])

    found = cooccurrence(units, presence, documents, kinds=["turn"], design=design())

    assert sorted(set(found["language"])) == ["all", "en", "zh"]
    assert row(found, "all")["both"] == row(found, "en")["both"] + row(found, "zh")["both"]


def test_each_language_is_tested_by_itself():
    chinese = corpus(TOGETHER)
    never = {name.upper(): ["security", "threat", "", "security", "threat", ""] for name in TOGETHER}
    english = corpus(never, language="en")
    both = [
        pd.concat([chinese[0], english[0].assign(unit_id=english[0]["unit_id"] + 30)]),
        pd.concat([chinese[1], english[1].assign(unit_id=english[1]["unit_id"] + 30)]),
        pd.concat([chinese[2], english[2]]),
    ]

    alone, beside = (cooccurrence(*frames, kinds=["turn"], design=design()) for frames in (chinese, both))

    assert row(alone, "zh")["p"] == row(beside, "zh")["p"]
    assert row(beside, "all")["p"] > row(beside, "zh")["p"]


def test_order_of_rows_changes_nothing():
    units, presence, documents = corpus(TOGETHER)
    shuffled = [frame.sample(frac=1, random_state=1) for frame in (units, presence, documents)]

    pd.testing.assert_frame_equal(
        cooccurrence(*shuffled, kinds=["turn"], design=design()),
        cooccurrence(units, presence, documents, kinds=["turn"], design=design()),
    )


def test_the_matrix_is_adjusted_by_itself_and_hypotheses_over_all_sources():
    found = pd.DataFrame(
        {
            "unit": "turn", "language": "all", "reading": "all", "source": ["a", "b", "a", "a"],
            "code_a": ["r", "r", "r", "s"], "code_b": ["s", "s", "t", "t"], "p": [0.01, 0.04, 0.02, 0.03],
        }
    )  # fmt: skip

    after = adjusted_as_declared(found, declared=[("r", "s")])

    assert after["p_adjusted"].tolist() == pytest.approx([0.02, 0.04, 0.03, 0.03])
    assert after["family"].tolist()[:3] == ["hypotheses (Holm, 2 tests)"] * 2 + ["matrix (Benjamini-Hochberg, 2 tests)"]


def test_the_table_is_as_declared():
    found = cooccurrence(*corpus(TOGETHER), kinds=["turn"], design=design())

    assert len(records.check(COOCCURRENCE, found)) == len(found)


def test_hits_that_do_not_affirm_are_left_out_of_the_affirming_reading_and_of_no_other():
    units, said, documents = corpus(TOGETHER)
    denied = corpus(TOGETHER, qualifier="negated")[1]
    presence = said.where(said["code"] == "security", denied)

    found = cooccurrence(units, presence, documents, kinds=["turn"], design=design())

    assert row(found)["both"] == 9
    affirmed = found[(found["reading"] == "affirmed") & (found["language"] == "zh")]
    assert affirmed["both"].tolist() == [0]
    assert affirmed["only_a"].tolist() == [12]


def test_a_double_negation_affirms():
    units, presence, documents = corpus(TOGETHER, qualifier="double_negated")

    found = cooccurrence(units, presence, documents, kinds=["turn"], design=design())

    together = found.groupby("reading")["both"].sum()

    assert together["all"] == together["affirmed"]


def test_a_pair_read_the_other_way_round_is_the_pair_of_the_other_code_first():
    """Every column that is not drawn at random: what has a direction changes places, all else stays."""
    apart = {"d1": ["x", "x", "x y", "", "", "y", "x"], "d2": ["x y", "x", "", "", "x", "", "x y"]}
    turned = {name: [unit.translate(str.maketrans("xy", "yx")) for unit in units] for name, units in apart.items()}
    limits = design(documents=1, expected=0.1, clusters=2)

    forth, back = (
        cooccurrence_of_all(*corpus(words), kinds=["turn"], hypotheses=[("x", "y")], design=limits)
        for words in (apart, turned)
    )
    other = swapped(back)[list(COOCCURRENCE.columns)].assign(code_a="x", code_b="y")

    assert not forth["delta_p_b_given_a"].equals(forth["delta_p_a_given_b"])
    drawn = ["p", "p_adjusted", "p_maxima"]
    pd.testing.assert_frame_equal(forth.drop(columns=drawn), other.drop(columns=drawn))
