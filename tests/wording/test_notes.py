"""Every note that a measure writes has words in both languages, with its numbers in them."""

import ast
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest

import intertwine
from intertwine.notes import joined, note
from intertwine.wording.notes import NOTES, in_english, worded

SOURCES = sorted(Path(intertwine.__file__).parent.rglob("*.py"))


def notes_written():
    """Kind and names of the numbers of every call of `note` in the program."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "note":
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno} hides its kind"
                yield node.args[0].value, frozenset(str(word.arg) for word in node.keywords)


def in_braces(text):
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def test_every_kind_that_is_written_has_words_with_just_its_numbers_and_no_other_has():
    written = set(notes_written())

    assert dict(written) == {kind: in_braces(words[0]) for kind, words in NOTES.items()}
    assert len(written) == len(NOTES), "one kind is written with different numbers"


@pytest.mark.parametrize("kind", sorted(NOTES))
def test_both_languages_say_the_same_numbers(kind):
    english, chinese = NOTES[kind]

    assert in_braces(english) == in_braces(chinese)
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
    assert not any("\u4e00" <= character <= "\u9fff" for character in english)


def test_several_notes_are_said_one_after_the_other_in_each_language():
    cell = joined(note("few_clusters", clusters=12), note("thin"))

    assert worded(cell) == (
        f"few clusters: 12; {NOTES['thin'][0]}",
        f"群组较少：12；{NOTES['thin'][1]}",
    )


def test_a_list_of_numbers_is_said_as_one():
    assert worded(note("too_few_clusters_in_group", clusters=(2, 9))) == (
        "too few clusters in a group: 2, 9",
        "某一组的群组过少：2、9",
    )


@pytest.mark.parametrize("cell", ["no_such_kind()", "few_clusters()"])
def test_a_note_without_words_or_without_its_number_is_an_error(cell):
    with pytest.raises(KeyError):
        worded(cell)


def test_a_sentence_in_the_place_of_a_note_is_an_error():
    with pytest.raises(ValueError, match="not a note"):
        worded("few clusters: 12")


def test_no_note_says_nothing():
    assert worded("") == ("", "")


def test_a_table_for_people_has_its_notes_in_words_and_one_without_notes_is_as_it_was():
    frame = pd.DataFrame({"n": [1], "note": ["few_clusters(clusters=3)"]})

    assert in_english(frame)["note"].tolist() == ["few clusters: 3"]
    assert in_english(frame[["n"]]).columns.tolist() == ["n"]
