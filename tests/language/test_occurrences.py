"""Occurrences of many terms at once are those that a search term by term finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from intertwine.language.occurrences import terms_used, without_terms

TEXTS = st.lists(st.text(alphabet="安全ab 1,", max_size=20), max_size=5)
TERMS = st.lists(st.text(alphabet="安全ab 1", min_size=1, max_size=3), max_size=5, unique=True)


def stands(term: str, text: str) -> list[tuple[int, int]]:
    """Return where a term stands, by an expression of its own: no letter or digit may go on at its ends."""
    before = r"(?<![a-z0-9_])" if re.match("[a-z0-9_]", term) else ""
    after = r"(?![a-z0-9_])" if re.search("[a-z0-9_]$", term) else ""
    found = re.finditer(rf"{before}(?=({re.escape(term)}){after})", text)
    return [match.span(1) for match in found]


def test_english_terms_are_whole_words():
    assert terms_used(["免押免押 peace of mind", "piece"], ["免押", "peace of mind", "pie"]).tolist() == [2, 0]
    assert terms_used([], ["免押"]).tolist() == []
    assert terms_used(["免押"], []).tolist() == [0]


def test_names_that_overlap_are_both_taken_out():
    assert without_terms(["甲芝麻信用分乙"], ["芝麻信用", "信用分"], sign="|") == ["甲|乙"]
    assert without_terms(["alipay, the alipays", ""], ["alipay"], sign="|") == ["|, the alipays", ""]


@given(TEXTS, TERMS)
def test_terms_are_counted_as_a_search_term_by_term_counts_them(texts, terms):
    expected = [sum(bool(stands(term, text)) for term in terms) for text in texts]
    assert terms_used(texts, terms).tolist() == expected


@given(TEXTS, TERMS)
def test_exactly_what_terms_cover_is_taken_out(texts, terms):
    for text, left in zip(texts, without_terms(texts, terms, sign="|"), strict=True):
        covered = {at for term in terms for begin, end in stands(term, text) for at in range(begin, end)}
        marked = "".join("|" if at in covered else character for at, character in enumerate(text))
        assert left == re.sub(r"\|+", "|", marked)
