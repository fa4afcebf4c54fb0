"""Results in words: no sentence claims more than the table."""

import numpy as np
import pandas as pd
import pytest

from intertwine.config import Settings
from intertwine.report.results import limitations, results

NAMES = {"security": ("Security", "安全"), "threat": ("Threat", "威胁")}
SETTINGS = Settings(hypotheses=(("security", "threat"),), orders=(("threat", "security"),))


def frames(*, p=0.001, above=1.0, note="", clusters=24, turned="", validation=None):
    sizes = {"n_units": 900, "n_documents": 24, "n_clusters": clusters}
    missing = np.nan if p is None else 1.0
    pair = {"source": "interview", "language": "all", "code_a": "security", "code_b": "threat", "unit": "turn"}
    found = pair | sizes | {
        "both": 33, "only_a": 9, "only_b": 9, "neither": 9, "estimate": 5.0 * missing, "low": 3.0 * missing,
        "high": 9.0 * missing, "adjusted": 3.3 * missing, "adjusted_low": 1.7 * missing, "adjusted_high": 6.2 * missing,
        "crude_odds_ratio": 5.3, "p": np.nan if p is None else p, "p_adjusted": np.nan if p is None else p,
        "note": note,
    }  # fmt: skip
    curve = [pair | {"estimate": 2.0 if place < 10 * above else 0.5, "low": 0.4, "high": 4.0} for place in range(10)]
    left = {"source": "interview", "code_a": "security", "code_b": "threat", "what": "document", "left_out": "d1",
            "estimate_without": 4.2, "note": turned}  # fmt: skip
    order = {"measure": "adjacent spans", "reading": "all", "source": "interview", "language": "all",
             "code_a": "threat",
             "code_b": "security", "estimate": 0.7, "low": 0.6, "high": 0.8, "p": p or 1.0, "p_adjusted": p or 1.0,
             "note": ""} | sizes  # fmt: skip
    use = {"source": "interview", "language": "all", "code": "security", "way": "unprompted", "estimate": 0.65,
           "low": 0.5, "high": 0.8} | sizes  # fmt: skip
    empty = pd.DataFrame(columns=["contrast", "measure", "source", "language", "p", "p_adjusted", "n_documents"])
    return {
        "cooccurrence": pd.DataFrame([found]), "specifications": pd.DataFrame(curve), "left_out": pd.DataFrame([left]),
        "differences": empty, "order": pd.DataFrame([order]), "uptake": pd.DataFrame([use]),
        "validation": pd.DataFrame() if validation is None else validation,
    }  # fmt: skip


def english(told):
    return " ".join(pair[0] for pair in told)


def test_an_association_is_told_with_effect_interval_p_and_n():
    told = results(frames(), NAMES, SETTINGS)

    assert "security and threat met in one turn more often than chance has it" in english(told)
    assert "3.30 [1.70, 6.20] in turns of the same length" in english(told)
    assert "adjusted p = .001; n = 900 turns in 24 documents and 24 clusters; 33 hold both" in english(told)
    assert "threat comes before security more often than after it" in english(told)
    assert "安全与威胁在同一话轮中比随机更常共现" in told[0][1]


@pytest.mark.parametrize("p", [0.06, 0.5])
def test_what_is_not_below_the_level_could_not_be_shown(p):
    told = english(results(frames(p=p), NAMES, SETTINGS))

    assert "more often than chance has it" not in told
    assert "could not be shown" in told
    assert "no order of threat and security could be shown" in told
    assert "significant" not in told


def test_what_was_not_tested_says_so_and_why():
    told = english(results(frames(p=None, note="too_few_documents_with_both(documents=2, needed=5)"), NAMES, SETTINGS))

    assert "was not tested (too few: 2 documents with both codes" in told


def test_the_run_holds_against_itself_what_it_found():
    told = english(
        limitations(frames(above=0.6, clusters=12, turned="without it the direction changes"), NAMES, SETTINGS)
    )

    assert "Few clusters: interviews 12" in told
    assert "Fragile" in told
    assert "One document turns the direction" in told
    assert "not held against hand coding" in told
    assert "speak of no population" in told


def test_a_weak_lexicon_is_named_with_its_scores():
    scores = pd.DataFrame([{"part": "test", "source": "all", "language": "all", "code": "threat", "precision": 0.5,
                            "recall": 0.9}])  # fmt: skip

    told = english(limitations(frames(validation=scores), NAMES, SETTINGS))

    assert "Low validity: threat (precision 50%, recall 90%)" in told
    assert "Fragile" not in told
