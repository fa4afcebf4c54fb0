"""Every check of real results finds nothing in a sound study, and finds what is seeded."""

import copy

import numpy as np
import pandas as pd
import pytest

from intertwine import stage
from intertwine.checks import (
    ON_FRAMES,
    CheckResult,
    effects_are_on_the_scale,
    figures_are_whole,
    findings,
    intervals_have_a_width,
    intervals_hold_estimates,
    numbers_are_finite,
    p_values_are_probabilities,
    tables_are_whole,
)
from intertwine.notes import note
from intertwine.records import NUMBER, Table
from intertwine.stages import check
from intertwine.vocabulary import QUALIFIERS

TESTED = ("cooccurrence", "keyness", "differences", "configurations", "order", "echoes")
ESTIMATED = (*TESTED, "prevalence", "topic_codes", "specifications", "uptake", "opportunities")

ONE_HIT = {**dict.fromkeys(QUALIFIERS, 0), "affirmed": 1, "hits": 1, "volunteered": 1}
CELL = {"unit": "turn", "source": "interview", "language": "all"}
NUMBERS = {"estimate": 2.0, "low": 1.0, "high": 3.0, "p": 0.01, "p_adjusted": 0.02, "note": ""}
PAIR = CELL | NUMBERS | {"code_a": "risk", "code_b": "security", "jaccard": 0.5, "npmi": 0.1}
FAMILY = {"together_low": 1.0, "together_high": 3.5, "role": "primary"}
CHINESE = (
    {"language": "zh"},
    {"language": "zh", "source": "promotional", "estimate": 1.0, "low": 0.5, "p": 0.6, "p_adjusted": 0.6},
)
CONTRAST = {"contrast": "source: interview / promotional", "language": "zh", "measure": "odds ratio"}
TOO_SMALL = note("no_interval", clusters=2, needed=3)
TABLE = {"both": 1, "only_a": 0, "only_b": 1, "neither": 0, "n_units": 2}

SMALL = {"code_b": "security.data", "both": 0, "only_a": 1, "only_b": 1, "neither": 0, "n_units": 2, "note": TOO_SMALL}
SMALL |= dict.fromkeys(("low", "high", "p", "p_adjusted", "together_low", "together_high"))


def sound():
    """Return the frames of a study of two turns of a respondent and one of an interviewer, in which all is right."""
    places = {"document_id": "d1", "turn": [0, 1]}
    unit = {"unit_kind": "turn", "source": "interview", "length": 1}
    shares = [
        CELL | NUMBERS | {"reading": reading, "code": code, "units_with_code": number}
        for reading in ("all", "affirmed")
        for code, number in (("risk", 1), ("security", 2), ("security.data", 1))
    ]
    hits = {
        "document_id": "d1", "turn": [0, 0, 1], "start": [0, 3, 0], "end": [2, 5, 2],
        "surface": ["安全", "风险", "数据"], "code": ["security", "risk", "security.data"], "suppressed_by": "",
        "qualifier": "affirmed", "cue": "",
    }  # fmt: skip
    held = ONE_HIT | {"unit_kind": "turn"}
    present = [("t0", "security"), ("t0", "risk"), ("t1", "security"), ("t1", "security.data")]
    return {
        "turns": pd.DataFrame(places | {"text": ["安全，风险", "数据"]}),
        "tokens": pd.DataFrame({
            "document_id": "d1", "turn": [0, 0, 0, 1], "start": [0, 2, 3, 0], "end": [2, 3, 5, 2],
            "form": ["安全", "，", "风险", "数据"], "language": ["zh", "", "zh", "zh"],
        }),
        "hits": pd.DataFrame(hits),
        "units": pd.DataFrame([
            unit | {"unit_id": "t0", "role": "respondent", "length": 2}, unit | {"unit_id": "t1", "role": "author"},
        ]),
        "presence": pd.DataFrame([held | {"unit_id": at, "code": code} for at, code in present]),
        **{name: pd.DataFrame([PAIR]) for name in ESTIMATED},
        "prevalence": pd.DataFrame([row | each for each in ({}, *CHINESE) for row in shares]),
        "cooccurrence": pd.DataFrame([
            PAIR | FAMILY | SMALL | {"reading": "all"},
            PAIR | FAMILY | TABLE | {"reading": "all"},
            PAIR | FAMILY | TABLE | {"reading": "affirmed", "role": "sensitivity"},
            *(PAIR | FAMILY | TABLE | {"reading": "all", "role": "explored"} | each for each in CHINESE),
        ]),
        "differences": pd.DataFrame([PAIR | CONTRAST]),
        "specifications": pd.DataFrame([PAIR | TABLE | {"declared": 1}]),
        "uptake": pd.DataFrame([
            PAIR | {"code": "risk", "way": way, "uses": uses, "n_units": 5}
            for way, uses in (("unprompted", 3), ("volunteered", 3), ("prompted", 2))
        ]),
    }  # fmt: skip


def wrong_in(frames):
    """Return the names of the checks that find something wrong, and how much."""
    found = zip(ON_FRAMES, findings(frames), strict=True)
    return {check.__name__: finding.wrong for check, finding in found if finding.wrong}


SEEDED = {
    "tokens_are_the_text": ("tokens", {"form": "危险"}),
    "hits_are_the_text": ("hits", {"surface": "危险"}),
    "counted_hits_do_not_overlap": ("hits", {"turn": 0, "start": 1}),
    "hits_add_up_to_presence": ("hits", {"code": "risk.fraud"}),
    "qualifiers_add_up_to_hits": ("presence", {"negated": 1}),
    "affirmed_is_part_of_all": ("prevalence", {"units_with_code": 3}),
    "units_hold_all_words": ("units", {"length": 7}),
    "prevalence_counts_presence": ("units", {"role": "interviewer"}),
    "tables_of_pairs_add_up": ("cooccurrence", {"neither": 1}),
    "p_values_are_probabilities": ("keyness", {"p": 0.0}),
    "intervals_hold_estimates": ("topic_codes", {"low": 2.5}),
    "intervals_have_a_width": ("keyness", {"low": 2.0, "high": 2.0}),
    "numbers_are_finite": ("echoes", {"estimate": np.inf}),
    "effects_are_on_the_scale": ("differences", {"estimate": 2e4}),
    "tests_and_intervals_agree": ("cooccurrence", {"low": 1.5, "p": 0.04}),
    "differences_have_both_sides": ("differences", {"estimate": 2.5}),
    "the_declared_choices_are_the_table_of_pairs": ("specifications", {"estimate": 2.5}),
    "ways_add_up_to_uses": ("uptake", {"uses": 4}),
}
"""Of each check: a table, and what is wrong in its last row."""


def test_a_sound_study_has_nothing_wrong_and_every_check_looks_at_something():
    assert wrong_in(sound()) == {}
    assert all(finding.looked_at for finding in findings(sound()))


def test_every_check_is_seeded():
    assert set(SEEDED) == {check.__name__ for check in ON_FRAMES}


@pytest.mark.parametrize("check", SEEDED)
def test_each_check_finds_what_is_seeded(check):
    name, changes = SEEDED[check]
    frames = copy.deepcopy(sound())
    for column, value in changes.items():
        frames[name].loc[frames[name].index[-1], column] = value

    assert wrong_in(frames)[check] >= 1


@pytest.mark.parametrize("changes", [{"low": 2.5}, {"high": 1.5}])
def test_intervals_that_miss_their_estimate_are_found_in_every_table(changes):
    frames = sound() | {name: pd.DataFrame([PAIR | changes]) for name in ESTIMATED}
    looked_at, wrong = intervals_hold_estimates(frames)

    assert looked_at == wrong == len(ESTIMATED)


@pytest.mark.parametrize("changes", [{"p": 0.0}, {"p_adjusted": 0.001}, {"p_adjusted": 1.5}, {"estimate": None}])
def test_p_values_that_are_none_are_found_in_every_table(changes):
    frames = {name: pd.DataFrame([PAIR | changes]) for name in TESTED}
    looked_at, wrong = p_values_are_probabilities(frames)

    assert looked_at == wrong == len(TESTED)


@pytest.mark.parametrize(
    "columns",
    [("estimate", "low", "high"), ("ac1", "ac1_low", "ac1_high"), ("estimate_without", "low_without", "high_without")],
)
def test_intervals_are_known_by_the_names_of_their_columns(columns):
    frames = {
        f"table{place}": pd.DataFrame([dict(zip(columns, values, strict=True))])
        for place, values in enumerate([(1.0, 0.5, 2.0), (1.0, 1.0, 1.0), (1.0, 1.5, 2.0), (None, 1.0, 1.0)])
    }

    assert intervals_have_a_width(frames) == (3, 1)
    assert intervals_hold_estimates(frames) == (3, 1)


@pytest.mark.parametrize("value", [np.inf, -np.inf])
def test_an_infinity_is_found_in_any_column_of_any_table(value):
    assert numbers_are_finite({"own": pd.DataFrame({"own": [value, 1.0], "name": "inf"})}) == (2, 1)


@pytest.mark.parametrize(
    ("table", "effect", "said", "wrong"),
    [
        ("left_out", "estimate_without", "", 1),
        ("cooccurrence", "estimate", "", 1),
        ("cooccurrence", "estimate", "unsettled()", 0),
        ("prevalence", "estimate", "", 0),
    ],
)
def test_a_ratio_of_almost_nothing_must_be_noted_and_a_share_need_not(table, effect, said, wrong):
    frames = {table: pd.DataFrame({effect: [1e-5, 1.0, None], "note": said})}

    assert effects_are_on_the_scale(frames) == (2, wrong)


def test_every_table_of_measures_that_holds_a_number_is_checked():
    written = [each for name in stage.names() for each in stage.declared(name).writes if isinstance(each, Table)]
    of_measures = [each for each in written if each.name.startswith("measures/")]
    numbered = {each.name for each in of_measures if NUMBER in each.columns.values()}

    assert numbered == {table.name for table in check.MEASURED}


def test_an_affirmed_hit_with_a_cue_is_wrong():
    frames = sound()
    frames["hits"] = frames["hits"].assign(cue="没有")

    assert wrong_in(frames)["qualifiers_add_up_to_hits"] == 3


@pytest.mark.parametrize("column", ["only_a", "only_b"])
def test_a_pair_whose_codes_occur_more_often_than_in_the_table_of_prevalence_is_wrong(column):
    frames = sound()
    frames["cooccurrence"] = frames["cooccurrence"].assign(**{column: 3, "n_units": 5 - (column == "only_b")})

    assert wrong_in(frames)["tables_of_pairs_add_up"] == 5


def test_figures_without_a_caption(tmp_path):
    for suffix in ("png", "csv", "caption.en.txt"):
        (tmp_path / f"matrix.{suffix}").write_text("x")

    found = figures_are_whole(tmp_path, ("png",))

    assert found == CheckResult(found.check, looked_at=4, wrong=1)


@pytest.mark.parametrize("missing", ["prevalence.tex", "tables.xlsx"])
def test_tables_without_latex_or_workbook(tmp_path, missing):
    for name in ("prevalence.csv", "prevalence.tex", "tables.xlsx"):
        if name != missing:
            (tmp_path / name).write_text("x")

    assert tables_are_whole(tmp_path).wrong == 1


def test_a_folder_without_figures_is_wrong(tmp_path):
    assert figures_are_whole(tmp_path, ("png",)).wrong == 1
