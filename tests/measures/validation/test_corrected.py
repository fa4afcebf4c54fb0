"""Odds ratios as people code them: from the sample, whatever the lexicon says."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_ind_from_stats

from intertwine.config import Smallest
from intertwine.measures.design import Design
from intertwine.measures.validation.corrected import as_people_code, corrected_differences

DOCUMENTS, TURNS = 12, 30
PAIR = ("security", "threat")
DESIGN = Design(cluster="document", confidence=0.95, seed=0, **Smallest().model_dump())


def study(generator, *, odds_ratio=4.0, misses=0.0):
    """What people say of every turn (shape (turns, 2)), and the hand-over tables of what a lexicon finds of it."""
    size = DOCUMENTS * TURNS
    first = generator.random(size) < 0.35
    second = generator.random(size) < np.where(first, odds_ratio * 0.3 / (0.7 + odds_ratio * 0.3), 0.3)
    gold = np.column_stack([first, second])
    missed = gold.all(axis=1)[:, None] & (generator.random(gold.shape) < misses)
    said = gold & ~missed
    document = np.repeat([f"interview-{number:02d}" for number in range(DOCUMENTS)], TURNS)
    units = pd.DataFrame({
        "unit_id": np.arange(size), "unit_kind": "turn", "document_id": document, "source": "interview",
        "language": "zh", "role": "respondent", "position": np.tile(np.arange(TURNS), DOCUMENTS),
        "length": generator.integers(5, 60, size),
    })  # fmt: skip
    held = [pd.DataFrame({"unit_id": np.flatnonzero(said[:, side]), "code": code}) for side, code in enumerate(PAIR)]
    presence = pd.concat(held, ignore_index=True).assign(unit_kind="turn", hits=1)
    names = sorted(set(document))
    documents = pd.DataFrame({"document_id": names, "source": "interview", "language": "zh", "cluster": names})
    return gold, said, (units, presence, documents)


def judged(gold, said, drawn, part):
    """Hand codes of some turns, drawn by what the lexicon finds."""
    pattern = said @ [1, 2]
    parts = [
        pd.DataFrame({
            "unit_id": drawn, "part": part, "source": "interview", "language": "zh",
            "stratum": pattern[drawn].astype(str), "stratum_units": np.bincount(pattern, minlength=4)[pattern[drawn]],
            "code": code, "gold": gold[drawn, side].astype(int),
        })
        for side, code in enumerate(PAIR)
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def shown(gold, said, tables, drawn, part="test", hypotheses=(PAIR,)):
    return as_people_code(*tables, judged(gold, said, drawn, part), kind="turn", hypotheses=hypotheses, design=DESIGN)


def test_where_people_coded_everything_the_lexicon_is_not_asked():
    generator = np.random.default_rng(1)
    gold, said, tables = study(generator, misses=0.6)
    everything = np.arange(len(gold))

    found = shown(gold, said, tables, everything).iloc[0]
    blind = shown(gold, gold, tables, everything).iloc[0]

    assert (found["coded"], found["both"]) == (len(gold), gold.all(axis=1).sum())
    assert found["estimate"] == pytest.approx(blind["estimate"])
    assert found["low"] < 4.0 < found["high"]


def test_a_lexicon_that_misses_where_codes_meet_does_not_hide_that_they_do():
    generator = np.random.default_rng(2)
    gold, said, tables = study(generator, misses=0.7)
    drawn = np.sort(generator.permutation(len(gold))[:200])

    found = shown(gold, said, tables, drawn).iloc[0]

    assert found["low"] < 4.0 < found["high"]
    assert found["together_low"] <= found["low"] < found["estimate"] < found["high"] <= found["together_high"]


def test_a_lexicon_that_was_made_to_fit_the_sample_has_no_part_in_it():
    generator = np.random.default_rng(3)
    gold, said, tables = study(generator)
    drawn = np.sort(generator.permutation(len(gold))[:200])

    assert shown(gold, said, tables, drawn, part="development").iloc[0]["weight"] == 0
    assert shown(gold, said, tables, drawn).iloc[0]["weight"] > 0


def test_a_pair_with_a_code_that_nobody_coded_has_no_row_and_few_units_have_a_note():
    gold, said, tables = study(np.random.default_rng(4))

    assert shown(gold, said, tables, np.arange(50), hypotheses=(("security", "risk"),)).empty
    few = shown(gold, said, tables, np.arange(4)).iloc[0]
    assert np.isnan(few["estimate"])
    assert few["note"] == "too_few_coded(units=4)"


def sides(first, second, clusters=(9, 14), errors=(0.3, 0.5)):
    """Odds ratios as people code them in two sources."""
    rows = [
        {"source": source, "code_a": "security", "code_b": "threat", "unit": "turn", "estimate": odds, "error": error,
         "clusters_coded": number, "n_units": 100, "n_documents": number, "n_clusters": number}
        for source, odds, error, number in zip(("a", "b"), (first, second), errors, clusters, strict=True)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_a_difference_is_welchs_and_the_other_way_round_its_reciprocal():
    """Welch's test from means, standard deviations and sizes, as scipy has it."""
    found = corrected_differences(sides(4.0, 1.5), {"a / b": ("a", "b")}, confidence=0.95).iloc[0]
    turned = corrected_differences(sides(4.0, 1.5), {"b / a": ("b", "a")}, confidence=0.95).iloc[0]
    spread = (0.3 * np.sqrt(9), 0.5 * np.sqrt(14))
    welch = ttest_ind_from_stats(np.log(4.0), spread[0], 9, np.log(1.5), spread[1], 14, equal_var=False)

    assert found["estimate"] == pytest.approx(4 / 1.5)
    assert found["p"] == found["p_adjusted"] == pytest.approx(welch.pvalue)
    assert turned["p"] == pytest.approx(found["p"])
    assert (turned["low"], turned["high"]) == pytest.approx((1 / found["high"], 1 / found["low"]))


def test_a_side_without_an_odds_ratio_gives_no_difference():
    found = corrected_differences(sides(4.0, float("nan")), {"a / b": ("a", "b")}, confidence=0.95).iloc[0]

    assert np.isnan([found["estimate"], found["low"], found["p"], found["p_adjusted"]]).all()
    assert "side_not_tested" in found["note"]
    assert corrected_differences(sides(4.0, 2.0), {"a / c": ("a", "c")}, confidence=0.95).empty
