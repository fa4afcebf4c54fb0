"""From a row of a table to the hits behind it."""

import pytest

from intertwine.report.links import CellLinks, cell_links, pair_link
from intertwine.wording.labels import labels_of

CELLS = CellLinks(
    frozenset({"a", "b", "code"}),
    frozenset({"security", "threat"}),
    {"interviews": ("source", "interview"), "sentences": ("unit", "sentence"), "中文": ("language", "zh")},
    {"zh-1": "zh:坑"},
)


@pytest.mark.parametrize(
    ("row", "address"),
    [
        (
            {"source": "interviews", "a": "security", "b": "threat", "unit": "sentences"},
            "#source=interview&unit=sentence&code=security&with=threat",
        ),
        ({"entry": "zh-1", "code": "security"}, "#entry=zh%3A%E5%9D%91"),
        ({"language": "中文", "word": "免押, 押金"}, "#language=zh&q=%E5%85%8D%E6%8A%BC"),
        ({"code": "security", "label": "threat"}, "#code=security"),
        ({"source": "interviews", "n": "3"}, ""),
    ],
    ids=["pair", "entry", "words", "a label spelt like a code", "neither code nor entry nor word"],
)
def test_a_row_leads_to_the_hits_that_it_names(row, address):
    assert CELLS.link(list(row), list(row.values())) == address


def test_a_pair_of_all_languages_leads_to_every_language():
    assert pair_link("security", "threat", "interview", "all") == "#code=security&with=threat&source=interview"
    assert pair_link("security", "threat", "interview", "zh").endswith("&language=zh")


@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_cells_are_understood_in_every_language_of_labels(codebook, language):
    labels = labels_of(codebook.codes, language)
    cells = cell_links(codebook, labels, sources=["interview"], languages=["zh"], units=["turn"])
    heads = [labels.head("source"), labels.head("code")]

    assert cells.link(heads, [labels.say("interview"), "threat"]) == "#source=interview&code=threat"
    assert cells.link(heads, [labels.say("affirmed"), "threat"]) == "#qualifier=affirming&code=threat"
    assert cells.link(heads, [labels.say("unprompted"), "threat"]) == "#prompting=unprompted&code=threat"
    assert cells.link(["entry"], ["zh-2"]) == "#entry=zh%3A%E8%A2%AB%E9%AA%97"
