"""Notes are kinds with numbers: written and read back the same."""

import pytest

from intertwine.notes import Note, joined, kinds, note, parsed


def test_a_note_is_read_back_as_it_was_written():
    cell = joined(note("too_few_expected", expected="3.0", needed=5.0), "", note("longer_units"))

    assert parsed(cell) == (Note("too_few_expected", (("expected", "3.0"), ("needed", "5"))), Note("longer_units"))
    assert kinds(cell) == {"too_few_expected", "longer_units"}


def test_marks_of_the_notation_are_taken_out_of_names():
    cell = note("uninformative_documents", documents=2, code="a;b (c)=d")

    assert dict(parsed(cell)[0].numbers) == {"documents": "2", "code": "a b  c  d"}


def test_no_note_is_no_kind():
    assert parsed("") == ()
    assert joined("", "") == ""


@pytest.mark.parametrize("cell", ["few clusters: 12", "few_clusters(clusters=12); and more", "few_clusters"])
def test_a_sentence_is_not_a_note(cell):
    with pytest.raises(ValueError, match="not a note"):
        parsed(cell)
