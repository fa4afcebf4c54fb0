"""Words that mark one group of documents, on small frames."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.design import Design
from intertwine.measures.keyness.keyness import Groups, keyness
from intertwine.measures.keyness.records import KEYNESS
from intertwine.measures.keyness.word_counts import word_counts
from intertwine.notes import kinds

DESIGN = Design(cluster="document", documents=5, expected=5, clusters=4, confidence=0.95, seed=1)
GROUPS = Groups(name="source: p / i", column="source", a="promotional", b="interview")


def spoken_in(documents):
    """All documents speak Chinese."""
    return documents[["document_id"]].assign(language="zh")


def key_words(tokens, turns, documents, *, fewest=3, **changed):
    """Keyness of the two sources, with a design of its own where a test asks for one."""
    return keyness(
        tokens, turns, documents, spoken=spoken_in(documents), comparisons=[GROUPS],
        fewest_documents=fewest, highest_dispersion=1.0,
        design=replace(DESIGN, **changed),
    )  # fmt: skip


def corpus(texts, *, role=None):
    """Frames of a corpus given as {(document, source): words}; one turn a document."""
    rows = [(document, word) for (document, _), words in texts.items() for word in words.split()]
    tokens = pd.DataFrame(rows, columns=["document_id", "norm"]).assign(turn=1, language="zh").astype("category")
    tokens = tokens.assign(turn=1, sentence=1, token=range(len(tokens)))
    documents = pd.DataFrame(
        [(name, source, name) for name, source in texts], columns=["document_id", "source", "cluster"]
    )
    turns = documents[["document_id"]].assign(turn=1, role=role or "author")
    return tokens, turns, documents


def marked(size=6):
    """安全 is said in promotional texts, 然后 in interviews, 的 in both."""
    texts = {(f"p{number}", "promotional"): "安全 安全 的 的 " * (number + 1) for number in range(size)}
    return texts | {(f"i{number}", "interview"): "然后 的 的 的 " * (number + 1) for number in range(size)}


def row(found, word):
    return found[found["word"] == word].iloc[0]


def test_the_word_of_one_group_has_a_high_log_ratio_and_a_small_p():
    found = key_words(*corpus(marked()))

    safe, then = row(found, "安全"), row(found, "然后")
    assert safe["estimate"] > 3
    assert then["estimate"] < -2.9
    assert kinds(safe["note"]) == {"few_clusters", "absent_from_group"}
    assert safe["p"] < 0.001
    assert (safe["range_a"], safe["range_b"]) == (6, 0)
    assert safe["low"] > 0
    assert np.isnan(safe["high"])
    assert np.isnan(then["low"])
    assert (safe["worth_a"], safe["worth_b"]) == (pytest.approx(42), 0)


def test_log_ratio_of_rates_is_that_of_the_textbook():
    texts = {(f"p{number}", "promotional"): "安全 " * 7 + "的 " * 993 for number in range(4)}
    texts |= {(f"i{number}", "interview"): "安全 " * 2 + "的 " * 998 for number in range(4)}

    found = row(key_words(*corpus(texts)), "安全")

    assert (found["rate_a"], found["rate_b"]) == (pytest.approx(7), pytest.approx(2))
    assert found["estimate"] == pytest.approx(np.log2(28.5 / 8.5))  # half a use added to each group


def test_rates_are_uses_over_the_words_of_all_documents_of_a_group():
    texts = marked() | {("p9", "promotional"): "的 " * 84}

    assert row(key_words(*corpus(texts)), "安全")["rate_a"] == pytest.approx(1000 * 42 / (84 + 84))


def test_interviewers_words_do_not_count():
    tokens, turns, documents = corpus(marked())
    asked = turns.assign(role=np.where(documents["source"] == "interview", "interviewer", "author"))

    assert len(key_words(tokens, asked, documents)) == 0


def test_documents_of_one_speaker_are_one_cluster():
    tokens, turns, documents = corpus(marked())
    same = documents.assign(
        cluster=np.where(documents["document_id"].isin(["i0", "i1", "i2"]), "i0", documents["cluster"])
    )
    found = key_words(tokens, turns, same, cluster="speaker")

    assert found["n_clusters"].unique().tolist() == [10]
    assert found["n_documents"].unique().tolist() == [12]


def test_too_few_clusters_print_nothing():
    found = key_words(*corpus(marked(2)))

    assert set(found["note"]) == {"too_few_clusters_in_groups(a=2, b=2)"}
    assert found[["estimate", "p"]].isna().all(axis=None)


def test_error_rate_for_words_that_clump_is_nominal():
    generator = np.random.default_rng(3)
    texts = {}
    for number in range(20):
        uses = generator.negative_binomial(0.7, 0.7 / (0.7 + 12), size=30)
        words = " ".join(f"词{word} " * use for word, use in enumerate(uses))
        texts[f"d{number:02d}", ("promotional", "interview")[number % 2]] = words + " 的" * 400

    found = key_words(*corpus(texts))

    assert (found["p"] <= 0.05).mean() <= 0.2


def test_the_table_is_as_declared():
    found = key_words(*corpus(marked()))

    assert len(records.check(KEYNESS, found)) == len(found)


def test_the_conservative_log_ratio_is_held_back_by_the_number_of_words_compared():
    few = marked(12)
    many = {document: words + " ".join(f"词{word}" for word in range(40)) for document, words in few.items()}

    alone, among_many = (row(key_words(*corpus(texts)), "安全")["lrc"] for texts in (few, many))

    assert 0 < among_many < alone


def test_a_word_in_too_few_documents_or_too_clumped_is_not_key():
    texts = marked() | {("p9", "promotional"): "勋章 " * 50 + "的 " * 50}

    assert "勋章" not in set(key_words(*corpus(texts))["word"])
    assert "勋章" in set(key_words(*corpus(texts), fewest=1)["word"])


def test_a_term_cut_once_as_one_word_and_once_as_two_stands_once_with_all_its_uses():
    texts = {
        (f"d{number}", "interview"): "新课纲 很 好 新 课纲 " if number % 2 else "新 课纲 很 好 " for number in range(6)
    }
    tokens, turns, documents = corpus(texts)

    counts = word_counts(tokens, turns, language="zh", documents=documents["document_id"].tolist(), least=3)

    assert counts.words.tolist().count("新课纲") == 1
    assert counts.counts.toarray()[:, counts.words.tolist().index("新课纲")].tolist() == [1, 2, 1, 2, 1, 2]
    assert counts.sizes.tolist() == [4, 5, 4, 5, 4, 5]


def test_a_term_cut_in_two_places_stands_once():
    texts = {(f"d{number}", "interview"): "更大 纲领 很 好 更 大纲领 " for number in range(4)}
    tokens, turns, documents = corpus(texts)

    counts = word_counts(tokens, turns, language="zh", documents=documents["document_id"].tolist(), least=3)

    assert counts.words.tolist().count("更大纲领") == 1
    assert counts.counts.toarray()[:, counts.words.tolist().index("更大纲领")].tolist() == [2, 2, 2, 2]


def test_a_very_short_document_changes_little():
    found = key_words(*corpus(marked() | {("p9", "promotional"): "然后", ("i9", "interview"): "的"}))

    alone = row(key_words(*corpus(marked())), "安全")
    assert row(found, "安全")["n_documents"] == 14
    assert row(found, "安全")["estimate"] == pytest.approx(alone["estimate"], abs=0.1)
    assert row(found, "安全")["p"] < 0.001


def test_a_word_counts_in_documents_that_speak_its_language():
    tokens, turns, documents = corpus(marked() | {("p9", "promotional"): "安全 的 的 的"})
    spoken = spoken_in(documents)

    found = keyness(
        tokens, turns, documents, spoken=spoken[spoken["document_id"] != "p9"], comparisons=[GROUPS],
        fewest_documents=3, highest_dispersion=1.0, design=DESIGN,
    )  # fmt: skip

    pd.testing.assert_frame_equal(found, key_words(*corpus(marked())))


def test_no_document_speaks_the_language():
    tokens, turns, documents = corpus(marked())

    found = keyness(
        tokens, turns, documents, spoken=spoken_in(documents).head(0), comparisons=[GROUPS], fewest_documents=3,
        highest_dispersion=1.0, design=DESIGN,
    )  # fmt: skip

    assert len(records.check(KEYNESS, found)) == 0
