"""Co-occurrence of codes in units of documents, on small frames."""

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.cooccurrence.cooccurrence import cooccurrence as cooccurrence_of_all
from intertwine.measures.cooccurrence.pairs import pairs_of
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.measures.design import Design
from intertwine.notes import kinds, note
from intertwine.results import swapped
from intertwine.vocabulary import QUALIFIERS

HYPOTHESES = (("threat", "security"),)


def cooccurrence(units, presence, documents, *, design, kinds=("turn",), hypotheses=HYPOTHESES, reading="all"):
    return cooccurrence_of_all(
        units, presence, documents, kinds=kinds, primary=kinds[0], reading=reading, hypotheses=hypotheses, design=design
    )


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
    found = row(cooccurrence(*corpus(TOGETHER), design=design()))

    assert (found["both"], found["only_a"], found["only_b"], found["neither"]) == (9, 3, 3, 15)
    assert found["n_units"] == 30
    assert found["documents_both"] == 3


def planted(odds_ratio, documents=12):
    """Return texts in which the odds of threat are so many times higher in units with security."""
    generator, words = np.random.default_rng(3), {}
    for number in range(documents):
        security = generator.random(30) < 0.3
        threat = generator.random(30) < np.where(security, odds_ratio / (4 + odds_ratio), 0.2)
        words[f"d{number:02d}"] = [
            f"{'security' * int(a)} {'threat' * int(b)}" for a, b in zip(security, threat, strict=True)
        ]
    return words


def test_expected_are_the_units_that_chance_alone_would_have_hold_both():
    found = row(cooccurrence(*corpus(planted(1.0)), design=design()), "all")

    assert found["expected"] == pytest.approx(found["both"], rel=0.2)
    assert found["expected"] == pytest.approx(360 * 0.3 * 0.2, rel=0.2)


def test_effect_comes_with_interval_and_p_of_one_test():
    found = row(cooccurrence(*corpus(planted(5.0)), design=design()), "all")

    assert 1 < found["low"] < 5 < found["high"]
    assert found["p"] < 0.05
    assert found["p_adjusted"] == found["p"]
    assert (found["together_low"], found["together_high"]) == pytest.approx((found["low"], found["high"]))
    assert (found["family"], found["role"]) == ("hypotheses (Bonferroni, 1 tests)", "primary")
    assert kinds(found["note"]) == {"few_clusters"}


def test_mantel_haenszel_stands_beside_as_what_it_is():
    found = row(cooccurrence(*corpus(TOGETHER), design=design()), "all")

    assert found["mantel_haenszel"] == pytest.approx((16 + 15 + 12) / 3)
    assert found["rbg_low"] < found["mantel_haenszel"] < found["rbg_high"]


def test_trap_05_interviewer_turns_are_never_respondents_units():
    respondent, said, documents = corpus(TOGETHER)
    asked, heard, _ = corpus({"d1": ["security", "threat"] * 20}, role="interviewer")
    units = pd.concat([respondent, asked.assign(unit_id=asked["unit_id"] + 100)])
    presence = pd.concat([said, heard.assign(unit_id=heard["unit_id"] + 100)])

    with_interviewer = cooccurrence(units, presence, documents, design=design())

    pd.testing.assert_frame_equal(
        with_interviewer,
        cooccurrence(respondent, said, documents, design=design()),
    )


def test_few_documents_with_both_are_told_by_the_exact_likelihood():
    found = row(cooccurrence(*corpus(planted(20.0)), design=design(documents=13)), "all")

    assert found["method"] == "exact conditional"
    assert kinds(found["note"]) == {"few_clusters", "thin"}
    assert 1 < found["low"] < found["estimate"] < found["high"]


@pytest.mark.parametrize("documents", [1, 2])
def test_under_three_documents_there_is_an_estimate_and_no_interval(documents):
    words = dict(list(TOGETHER.items())[:documents])
    found = row(cooccurrence(*corpus(words), design=design()), "all")

    assert found["note"] == note("no_interval", clusters=documents, needed=3)
    assert found["estimate"] > 1
    assert found[["low", "high", "p", "p_adjusted"]].isna().all()
    assert found["family"] == "not tested"
    assert found["expected"] > 0


def test_the_document_as_unit_is_descriptive_only():
    frames = corpus(TOGETHER, kind="document")
    found = row(cooccurrence(*frames, kinds=["document"], design=design()), "all")

    assert found["both"] == 9
    assert found["jaccard"] == pytest.approx(9 / 15)


def test_trap_03_a_parent_is_never_paired_with_its_own_child():
    first, second = pairs_of(["security", "security.data", "security2", "threat"])

    assert list(zip(first.tolist(), second.tolist(), strict=True)) == [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]


def test_a_hypothesis_about_a_code_that_never_occurs_is_answered():
    never = {name: ["security", "", "security", "", ""] for name in ("d1", "d2", "d3")}

    found = row(cooccurrence(*corpus(never), design=design()))

    assert (found["code_a"], found["code_b"], found["both"]) == ("security", "threat", 0)
    assert kinds(found["note"]) == {"code_never_occurs"}


def test_documents_rich_in_both_codes_are_no_association_inside_documents():
    generator = np.random.default_rng(7)
    words = {}
    for number in range(20):
        share = 0.6 if number % 2 else 0.05
        codes = generator.random((40, 2)) < share
        words[f"d{number:02d}"] = [" ".join(np.array(["security", "threat"])[unit]) for unit in codes]

    found = row(cooccurrence(*corpus(words), design=design()))

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

    found = cooccurrence(units, presence, documents, design=design())

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

    alone, beside = (cooccurrence(*frames, design=design()) for frames in (chinese, both))

    assert row(alone, "zh")["p"] == row(beside, "zh")["p"]
    assert row(beside, "all")["p"] > row(beside, "zh")["p"]


def test_order_of_rows_changes_nothing():
    units, presence, documents = corpus(TOGETHER)
    shuffled = [frame.sample(frac=1, random_state=1) for frame in (units, presence, documents)]

    pd.testing.assert_frame_equal(
        cooccurrence(*shuffled, design=design()),
        cooccurrence(units, presence, documents, design=design()),
    )


def two_sources(first=TOGETHER, second=TOGETHER):
    units, presence, documents = corpus(first)
    other = corpus({f"p{name}": rows for name, rows in second.items()})
    return (
        pd.concat([units, other[0].assign(unit_id=other[0]["unit_id"] + 1000, source="promotional")]),
        pd.concat([presence, other[1].assign(unit_id=other[1]["unit_id"] + 1000)]),
        pd.concat([documents, other[2]]),
    )


def test_hypotheses_are_one_family_over_all_sources_and_explored_pairs_one_of_each():
    third = {name: [f"{unit} games" if place % 3 else unit for place, unit in enumerate(units)]
             for name, units in planted(1.0).items()}  # fmt: skip

    found = cooccurrence(*two_sources(third, third), design=design())

    roles = found[found["reading"] == "all"].groupby(["role", "language"])["family"].agg(set).to_dict()
    assert roles["primary", "all"] == {"hypotheses (Bonferroni, 2 tests)"}
    assert roles["sensitivity", "zh"] == {"not tested"}
    assert roles["explored", "all"] == {"matrix (Benjamini-Hochberg, 2 tests)"}
    primary = found[found["role"] == "primary"]
    assert primary["p_adjusted"].tolist() == pytest.approx((2 * primary["p"]).tolist())
    assert (primary["together_low"] < primary["low"]).all()


def test_another_unit_or_reading_is_sensitivity_and_is_in_no_family():
    turns, sentences = corpus(TOGETHER), corpus(TOGETHER, kind="sentence")
    frames = [pd.concat(each) for each in zip(turns[:2], sentences[:2], strict=True)]

    found = cooccurrence(*frames, turns[2], kinds=("turn", "sentence"), design=design())

    assert set(found[found["role"] == "primary"]["reading"]) == {"all"}
    rest = found[found["role"] != "primary"]
    assert set(rest["role"]) == {"sensitivity"}
    assert rest["p_adjusted"].isna().all()


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95])
def test_p_and_interval_are_of_one_test_in_every_row(confidence):
    generator = np.random.default_rng(11)
    codes = np.array(["security", "threat", "games", "privacy"])
    words = {
        f"d{number}": [" ".join(codes[row]) for row in generator.random((25, 4)) < generator.uniform(0.05, 0.4, 4)]
        for number in range(9)
    }

    found = cooccurrence(*corpus(words), design=design(confidence=confidence))

    tested = found[found["p"].notna()]
    assert len(tested) > 6
    outside = (tested["low"] > 1) | (tested["high"] < 1)
    assert (outside == (tested["p"] < 1 - confidence)).all()


def test_every_pair_whose_codes_vary_in_one_document_is_estimated_with_its_family():
    found = cooccurrence(*corpus(TOGETHER | {"d4": ["games security", "", "threat", "games", ""]}), design=design())

    pooled = found[(found["language"] == "all") & (found["reading"] == "all")].set_index(["code_a", "code_b"])
    assert pooled[["pooled", "pooled_low", "pooled_high", "pooled_above", "own"]].notna().all(axis=None)
    assert pooled["own"].between(0, 1).all()
    assert pooled.loc[("security", "threat"), "own"] > pooled.loc[("games", "threat"), "own"]


def test_the_table_is_as_declared():
    found = cooccurrence(*corpus(TOGETHER), design=design())

    assert len(records.check(COOCCURRENCE, found)) == len(found)


def test_hits_that_do_not_affirm_are_left_out_of_the_affirming_reading_and_of_no_other():
    units, said, documents = corpus(TOGETHER)
    denied = corpus(TOGETHER, qualifier="negated")[1]
    presence = said.where(said["code"] == "security", denied)

    found = cooccurrence(units, presence, documents, design=design())

    assert row(found)["both"] == 9
    affirmed = found[(found["reading"] == "affirmed") & (found["language"] == "zh")]
    assert affirmed["both"].tolist() == [0]
    assert affirmed["only_a"].tolist() == [12]


def test_a_double_negation_affirms():
    units, presence, documents = corpus(TOGETHER, qualifier="double_negated")

    found = cooccurrence(units, presence, documents, design=design())

    together = found.groupby("reading")["both"].sum()

    assert together["all"] == together["affirmed"]


def test_a_pair_read_the_other_way_round_is_the_pair_of_the_other_code_first():
    """Every column that is not drawn at random: what has a direction changes places, all else stays."""
    apart = {"d1": ["x", "x", "x y", "", "", "y", "x"], "d2": ["x y", "x", "", "", "x", "", "x y"]}
    turned = {name: [unit.translate(str.maketrans("xy", "yx")) for unit in units] for name, units in apart.items()}
    limits = design(documents=1, expected=0.1, clusters=2)

    forth, back = (cooccurrence(*corpus(words), hypotheses=[("x", "y")], design=limits) for words in (apart, turned))
    other = swapped(back)[list(COOCCURRENCE.columns)].assign(code_a="x", code_b="y")

    assert not forth["delta_p_b_given_a"].equals(forth["delta_p_a_given_b"])
    pd.testing.assert_frame_equal(forth, other, rtol=1e-6)
