from hypothesis import given
from hypothesis import strategies as st

from intertwine.corpus import identity
from intertwine.corpus.identity import clusters, document_ids


def test_an_id_is_a_slug_of_the_source_and_never_the_files_name():
    ids = document_ids({"interviews/林悦.txt": "Interview", "b.txt": "访谈"})

    assert ids["interviews/林悦.txt"].startswith("interview-")
    assert ids["b.txt"].startswith("document-")
    assert all(made.isascii() and "txt" not in made for made in ids.values())


def test_an_id_does_not_depend_on_other_documents_or_their_order():
    alone = document_ids({"a.txt": "x"})["a.txt"]

    assert document_ids({"b.txt": "x", "a.txt": "x"})["a.txt"] == alone


def test_ids_that_begin_alike_are_longer(monkeypatch):
    monkeypatch.setattr(identity, "_SHORTEST", 0)
    ids = document_ids({"a.txt": "x", "b.txt": "x"})

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
