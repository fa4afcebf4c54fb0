from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from intertwine.corpus import identity
from intertwine.corpus.identity import clusters, document_ids


def _ids(sources, contents=None):
    """Ids of documents in each of which something else is said, or what `contents` has."""
    return document_ids(
        sources, {path: (contents or {}).get(path, (sha256(path.encode()).hexdigest(),)) for path in sources}
    )


def test_an_id_is_a_slug_of_the_source_and_never_the_files_name():
    ids = _ids({"interviews/林悦.txt": "Interview", "b.txt": "访谈"})

    assert ids["interviews/林悦.txt"].startswith("interview-")
    assert ids["b.txt"].startswith("document-")
    assert all(made.isascii() and "txt" not in made for made in ids.values())


def test_an_id_does_not_depend_on_other_documents_or_their_order():
    alone = _ids({"a.txt": "x"})["a.txt"]

    assert _ids({"b.txt": "x", "a.txt": "x"})["a.txt"] == alone


def test_a_renamed_file_keeps_its_id():
    said = {"a.txt": ("6a", "A"), "b.txt": ("51", "B")}
    renamed = {"z.txt": said["a.txt"], "y.txt": said["b.txt"]}

    before, after = (_ids(dict.fromkeys(texts, "x"), texts) for texts in (said, renamed))

    assert (before["a.txt"], before["b.txt"]) == (after["z.txt"], after["y.txt"])


def test_documents_in_which_the_same_is_said_are_numbered_by_what_else_they_hold():
    ids = _ids(dict.fromkeys("ab", "x"), {"a": ("6a", "later"), "b": ("6a", "earlier")})

    assert ids["a"] == f"{ids['b']}-002"


def test_ids_that_begin_alike_are_longer(monkeypatch):
    monkeypatch.setattr(identity, "_SHORTEST", 0)
    ids = _ids({"a.txt": "x", "b.txt": "x"})

    assert len(set(ids.values())) == 2
    assert {len(made) for made in ids.values()} == {len("x-") + 2}


def test_documents_that_share_a_respondent_are_one_cluster_named_by_its_first_id():
    assert clusters({"c": ["P1"], "b": ["P1", "P2"], "a": ["P2"], "d": ["P3"], "e": []}) == {
        "a": "a", "b": "a", "c": "a", "d": "d", "e": "e",
    }  # fmt: skip


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.lists(st.sampled_from("PQRST"), max_size=2)))
def test_a_cluster_is_named_by_its_smallest_document(respondents):
    found = clusters(respondents)

    assert all(found[cluster] == cluster <= document for document, cluster in found.items())
    assert all(
        found[one] == found[other]
        for one in found
        for other in found
        if set(respondents[one]) & set(respondents[other])
    )
