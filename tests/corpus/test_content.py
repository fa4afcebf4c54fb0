"""What is said in a document, whatever it is called and however it is written."""

from types import SimpleNamespace

import pytest

from intertwine.corpus.content import document_contents
from intertwine.corpus.identity import document_ids
from intertwine.corpus.manifest import Speaker
from intertwine.corpus.transcripts import Turn

SAID = (
    ("Li", "interviewer", "安全吗？"),
    ("Wang", "respondent", "我用信用体系，it’s “safe”。"),
    ("Zhao", "respondent", "得分5分。"),
)


def document(said=SAID, path="a.txt", speakers=()):
    row = SimpleNamespace(path=path, date="", more={})
    return SimpleNamespace(
        opened=SimpleNamespace(document=row), language="zh", turns=[Turn(*turn) for turn in said], speakers=speakers
    )


def content(said=SAID):
    return document_contents([document(said)])["a.txt"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("用信用体系", "用信用體系"), ("，", ", "), ("5", "５"), ("“safe”", '"Safe"'), ("it’s", "it's\u200b"), ("。", "")],
)
def test_another_way_of_writing_is_the_same_content(old, new):
    written = [(speaker, role, text.replace(old, new)) for speaker, role, text in SAID]

    assert written != list(SAID)
    assert content(written) == content()


def test_renamed_speakers_are_the_same_content():
    names = {"Li": "问", "Wang": "受访者乙", "Zhao": "受访者甲"}

    assert content([(names[speaker], role, text) for speaker, role, text in SAID]) == content()


def test_what_the_interviewer_says_only_tells_documents_apart_in_which_respondents_say_the_same():
    first, *more = content([("Li", "interviewer", "危险吗？"), *SAID[1:]])

    assert first == content()[0]
    assert tuple(more) != content()[1:]


@pytest.mark.parametrize(
    "said",
    [
        [SAID[0], ("Wang", "respondent", "我用信用系统，it’s “safe”。"), SAID[2]],
        [SAID[0], SAID[2], SAID[1]],
        [*SAID[:2], ("Wang", "respondent", "得分5分。")],
        [*SAID[:2], ("Zhao", "author", "得分5分。")],
    ],
)
def test_other_words_in_other_order_or_in_another_mouth_are_other_content(said):
    assert content(said)[0] != content()[0]


def test_each_document_has_its_own_content():
    both = document_contents([document(SAID[:2], "b.txt"), document(SAID, "a.txt")])

    assert both["a.txt"] == content()
    assert both["b.txt"] == content(SAID[:2])


def test_a_document_that_is_there_twice_is_told_apart_by_its_respondents_other_documents():
    def ids(own, copy, other):
        paths = {own: ("Wang", SAID), copy: ("Wu", SAID), other: ("Wang", SAID[:2])}
        documents = [
            document(said, path, [Speaker(path, "答", "respondent", name, {})]) for path, (name, said) in paths.items()
        ]
        made = document_ids(dict.fromkeys(paths, "x"), document_contents(documents))
        return [made[path] for path in (own, copy, other)]

    before = ids("a.txt", "b.txt", "c.txt")

    assert len(set(before)) == 3
    assert ids("c.txt", "a.txt", "b.txt") == ids("b.txt", "a.txt", "c.txt") == before
