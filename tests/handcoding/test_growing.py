"""A larger sample after an earlier one: what stays, what is drawn anew, and what its chances are."""

from functools import partial

import numpy as np
import pandas as pd
import pytest

from intertwine.errors import UserError
from intertwine.handcoding.growing import READ_BEFORE, codes_given, grown_sample, with_codes
from intertwine.handcoding.sampling import stratified_sample
from intertwine.handcoding.store import HandCoding

CODES = ("security", "threat")


def corpus(seed):
    """400 turns, what people would say of them, and what a lexicon finds: four of five codes, a tenth of the rest."""
    generator = np.random.default_rng(seed)
    units = pd.DataFrame({"unit_id": range(400), "role": "respondent", "language": "zh"})
    units["source"] = np.where(np.arange(400) % 2, "interview", "promotional")
    truth = generator.random((400, 2)) < (0.3, 0.1)
    found = np.where(truth, generator.random((400, 2)) < 0.8, generator.random((400, 2)) < 0.1)
    rows, columns = np.nonzero(found)
    return units, truth, pd.DataFrame({"unit_id": rows, "code": [CODES[column] for column in columns]})


def grown(seed=1, size=100, first=60):
    units, truth, presence = corpus(seed)
    draw = partial(stratified_sample, presence=presence, codes=CODES, seed=seed)
    earlier = draw(units, size=first)
    return truth, earlier, grown_sample(earlier, units, size=size, draw=draw)


def test_what_was_development_stays_so_and_no_test_holds_a_unit_of_it():
    _, earlier, found = grown()
    before = set(earlier.loc[earlier["part"] == "development", "unit_id"])
    kept = found[found["stratum"] == READ_BEFORE]

    assert len(found) == 100
    assert found["unit_id"].is_unique
    assert set(kept["unit_id"]) == before
    assert set(kept["part"]) == {"development"}


def test_the_weights_add_up_to_the_corpus():
    _, _, found = grown()

    assert (1 / found["inclusion"]).sum() == pytest.approx(400)
    in_stratum = found.groupby(["source", "language", "stratum"])["unit_id"].transform("size")
    assert np.allclose(in_stratum / found["stratum_units"], found["inclusion"])


def test_shares_are_unbiased_also_where_the_lexicon_was_made_to_fit_what_was_read_before():
    differ = []
    for seed in range(50):
        units, truth, presence = corpus(seed)
        earlier = stratified_sample(units, presence, codes=CODES, size=120, seed=seed)
        read = earlier.loc[earlier["part"] == "development", "unit_id"].to_numpy()
        rows, columns = np.nonzero(truth[read])
        fitted = pd.DataFrame({"unit_id": read[rows], "code": [CODES[column] for column in columns]})
        presence = pd.concat([presence[~presence["unit_id"].isin(read)], fitted])
        draw = partial(stratified_sample, presence=presence, codes=CODES, seed=seed + 1000)
        found = grown_sample(earlier, units, size=160, draw=draw)
        differ.append((truth[found["unit_id"], 0] / found["inclusion"]).sum() / 400 - truth[:, 0].mean())

    assert abs(np.mean(differ)) < 3 * np.std(differ) / np.sqrt(50)


def test_a_size_that_leaves_nothing_to_draw_is_one_clear_error():
    with pytest.raises(UserError, match="units are kept"):
        grown(size=20)


def test_codes_stay_with_their_units_under_the_items_and_parts_of_now():
    place = {"document_id": "d", "start": 0, "end": 4}
    earlier = pd.DataFrame({"item": ["u1", "u2"], "part": ["development", "test"], "turn": [1, 2]}).assign(**place)
    codings = pd.DataFrame(
        {"coder": "a", "part": ["development", "test", "test"], "item": ["u1", "u2", "u2"],
         "code": ["threat", "security", "threat"], "value": [1, 0, 1]}
    )  # fmt: skip
    now = pd.DataFrame({"item": ["u1", "u2"], "part": "development", "turn": [2, 3]}).assign(**place)

    given = codes_given(HandCoding(earlier, codings, pd.DataFrame()), now)
    sheet = with_codes(now[["item"]].assign(risk="", security="", threat=""), given)

    assert given.sort_values("code").to_numpy().tolist() == [
        ["a", "development", "u1", "security", 0], ["a", "development", "u1", "threat", 1],
    ]  # fmt: skip
    assert sheet.to_numpy().tolist() == [["u1", "", "0", "1"], ["u2", "", "", ""]]
