"""How good the lexicon is, as the first page says it."""

import pytest

from intertwine.measures.validation.records import VALIDATION
from intertwine.report.validity import WARNING, validity

NAMES = {"threat": ("threat", "威胁")}
SCORES = dict.fromkeys(
    ("precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high", "naive", "estimate"), 0.5
)
ROW = SCORES | {"code": "threat", "source": "all", "language": "all", "n_units": 1200}


def test_without_a_sample_the_first_page_warns(table):
    assert validity(table(VALIDATION), NAMES) == [WARNING]


def test_a_code_is_told_with_its_scores_in_both_languages(table):
    [(english, chinese), _] = validity(table(VALIDATION, ROW | {"part": "development"}), NAMES)

    assert english == (
        "threat: precision 50% [50%, 50%], recall 50% [50%, 50%]; the lexicon marks 50.0% of all units, corrected by "
        "hand 50% [n/a] (1,200 units judged)."
    )
    assert chinese == (
        "威胁：精确率 50% [50%, 50%]，召回率 50% [50%, 50%]；词表标出全部单位的 50.0%，人工校正为 50% [n/a]"
        "（人工判断 1,200 个单位）。"
    )


@pytest.mark.parametrize(
    ("part", "note", "english", "chinese"),
    [
        ("development", "development_part()", "test part is still locked.", "测试部分尚未开启。"),
        (
            "test",
            "few_clusters(clusters=9); test_part_opened_once()",
            "These are of the test part, opened 1 time.",
            "以上结果属于测试部分，已开启 1 次。",
        ),
        (
            "test",
            "test_part_opened(times=2); codebook_changed()",
            "These are of the test part, opened 2 times; the codebook was changed after the first opening.",
            "以上结果属于测试部分，已开启 2 次；首次开启之后编码本有修改。",
        ),
    ],
)
def test_the_first_page_says_in_both_languages_which_part_was_judged(table, part, note, english, chinese):
    told = validity(table(VALIDATION, ROW | {"part": part, "note": note}), NAMES)

    assert told[-1][0].endswith(english)
    assert told[-1][1].endswith(chinese)


def test_only_the_whole_of_the_part_judged_last_is_told(table):
    rows = [
        ROW | {"part": "test", "note": "test_part_opened_once()"},
        ROW | {"part": "test", "source": "interview", "note": "test_part_opened_once()"},
        ROW | {"part": "test", "language": "zh", "note": "test_part_opened_once()"},
        ROW | {"part": "development", "n_units": 7},
    ]

    told = validity(table(VALIDATION, *rows), NAMES)

    assert len(told) == 2
    assert "1,200 units judged" in told[0][0]
