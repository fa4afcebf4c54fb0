"""The figure of prevalence."""

import pytest

from intertwine.figures.prevalence import prevalence_figure, shown_codes
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.measures.validation.records import VALIDATION

ROWS = [{"code": "threat.fraud", "language": language} for language in ("all", "zh", "en")]


def test_each_language_stands_by_itself_with_labels_of_codes_beside_their_paths(results, labels, settings, written):
    figure = prevalence_figure(results({PREVALENCE: ROWS}), labels, settings())

    assert figure.data[["language", "code", "label_en", "label_zh"]].to_numpy().tolist() == [
        ["zh", "threat.fraud", "fraud", "欺诈"],
        ["en", "threat.fraud", "fraud", "欺诈"],
    ]
    assert {"Chinese 中文", "English 英文", "fraud 欺诈"} <= set(written(figure))


@pytest.mark.parametrize(
    ("corrected", "caption"),
    [([], "not validated"), ([{"part": "test", "code": "threat.fraud", "language": "zh"}], "Open diamonds")],
)
def test_the_caption_says_whether_shares_are_corrected(results, labels, settings, corrected, caption):
    figure = prevalence_figure(results({PREVALENCE: ROWS, VALIDATION: corrected}), labels, settings())

    assert caption in figure.caption[0]
    assert figure.data["corrected"].notna().sum() == len(corrected)


@pytest.mark.parametrize(("clusters", "warned"), [(19, True), (20, False)])
def test_few_clusters_are_warned_of(results, labels, settings, clusters, warned):
    rows = [row | {"n_clusters": clusters} for row in ROWS]

    caption = prevalence_figure(results({PREVALENCE: rows}), labels, settings()).caption

    assert ("fewer than 20 clusters" in caption[0]) == warned
    assert ("群组少于 20 个" in caption[1]) == warned


def test_codes_too_many_for_a_page_leave_the_rarest_out_but_no_family(results, labels):
    rows = [{"code": f"threat.x{number:03d}", "estimate": number / 200} for number in range(100)]

    codes, left_out = shown_codes(results({PREVALENCE: rows}).prevalence, labels)

    assert {"security", "threat", "threat.x099"} <= set(codes)
    assert "threat.x000" not in codes
    assert left_out == 103 - len(codes)
