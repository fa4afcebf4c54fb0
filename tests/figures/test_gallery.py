"""All figures: one module, one name, one title each; and what they say where there is nothing to show."""

import pytest

from intertwine.figures.gallery import GALLERY, figures, texts_of
from intertwine.measures.topics.records import TOPICS
from intertwine.wording.titles import FIGURES

DECLARED = {"hypotheses": [["security", "threat"]], "orders": [["threat", "security"]]}
EMPTY = {
    "prevalence": "nothing to show",
    "cooccurrence": "nothing to show",
    "pairs": "nothing to show",
    "hypotheses": "nothing to show",
    "specifications": "nothing to show",
    "order": "nothing to show",
    "uptake": "no interview with questions",
    "first_uses": "no interview with questions",
    "network": "nothing to show",
    "keyness": "no comparison gave a word",
    "topics": "no topics were found",
}
UNDECLARED = {
    "pairs": "no hypotheses are declared",
    "hypotheses": "no hypotheses are declared",
    "specifications": "no hypotheses are declared",
    "order": "no ordered pairs are declared",
}


def test_a_figure_is_called_as_its_module_and_has_a_title(results, labels, settings):
    names = [figure.name for figure in figures(results(), labels, settings())]

    assert names == [make.__module__.rpartition(".")[2] for make in GALLERY]
    assert set(names) == set(FIGURES)


@pytest.mark.parametrize(("declared", "said"), [(DECLARED, EMPTY), ({}, EMPTY | UNDECLARED)])
def test_a_figure_of_an_empty_table_says_so_in_picture_and_caption(results, labels, settings, written, declared, said):
    for figure in figures(results(), labels, settings(**declared)):
        english, chinese = figure.caption
        picture = "".join(written(figure))

        assert figure.data.empty
        assert said[figure.name] in picture, figure.name
        assert len(english) < 160, figure.name
        assert said[figure.name].split()[-1] in english
        assert 0 < len(chinese) < 60


def test_the_font_holds_what_figures_write_and_labels_in_the_language_chosen(results, labels, settings):
    shown = figures(results({TOPICS: [{"engine": "nmf", "words": "骨折"}]}), labels, settings())

    signs = set("".join(texts_of(shown, labels)))

    assert set("骨折安全 security−·×→…∞†●○") <= signs
