"""Words that mark one group of documents, on small frames."""

import numpy as np
import pandas as pd
import pytest

from intertwine import records
from intertwine.measures.keyness.keyness import Rules, keyness
from intertwine.measures.keyness.records import KEYNESS

RULES = Rules(
    documents=3,
    dispersion=1.0,
    cluster="document",
    clusters=4,
    permutations=199,
    resamples=200,
    confidence=0.95,
    seed=1,
)
COMPARISON = ("source: p / i", "source", "promotional", "interview")


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
    found = keyness(*corpus(marked()), comparisons=[COMPARISON], rules=RULES)

    safe, then = row(found, "安全"), row(found, "然后")
    assert safe["estimate"] > 3
    assert then["estimate"] < -2.9
    assert safe["low"] <= safe["estimate"] <= safe["high"]
    assert safe["p"] == pytest.approx(2 / 924, abs=0.02)
    assert (safe["range_a"], safe["range_b"]) == (6, 0)
    assert safe["rank_biserial"] == pytest.approx(1)
    assert then["rank_biserial"] == pytest.approx(-1)


def test_log_ratio_of_rates_is_that_of_the_textbook():
    texts = {(f"p{number}", "promotional"): "安全 " * 7 + "的 " * 993 for number in range(4)}
    texts |= {(f"i{number}", "interview"): "安全 " * 2 + "的 " * 998 for number in range(4)}

    found = row(keyness(*corpus(texts), comparisons=[COMPARISON], rules=RULES), "安全")

    assert (found["rate_a"], found["rate_b"]) == (pytest.approx(7), pytest.approx(2))
    assert found["estimate"] == pytest.approx(np.log2(7.5 / 2.5))  # 1.585 = log2(7/2) - smoothing of half a use


def test_length_of_documents_gives_no_weight():
    texts = marked() | {("p9", "promotional"): "的 " * 5000}

    assert row(keyness(*corpus(texts), comparisons=[COMPARISON], rules=RULES), "安全")["estimate"] > 3


def test_interviewers_words_do_not_count():
    tokens, turns, documents = corpus(marked())
    asked = turns.assign(role=np.where(documents["source"] == "interview", "interviewer", "author"))

    assert len(keyness(tokens, asked, documents, comparisons=[COMPARISON], rules=RULES)) == 0


def test_documents_of_one_speaker_are_one_cluster():
    tokens, turns, documents = corpus(marked())
    same = documents.assign(
        cluster=np.where(documents["document_id"].isin(["i0", "i1", "i2"]), "i0", documents["cluster"])
    )
    rules = Rules(**{name: getattr(RULES, name) for name in RULES.__slots__} | {"cluster": "speaker"})

    found = keyness(tokens, turns, same, comparisons=[COMPARISON], rules=rules)

    assert found["n_clusters"].unique().tolist() == [10]
    assert found["n_documents"].unique().tolist() == [12]


def test_too_few_clusters_print_nothing():
    found = keyness(*corpus(marked(2)), comparisons=[COMPARISON], rules=RULES)

    assert found["note"].str.startswith("too few clusters").all()
    assert found[["estimate", "p"]].isna().all(axis=None)


def test_error_rate_for_words_that_clump_is_nominal():
    generator = np.random.default_rng(3)
    texts = {}
    for number in range(20):
        uses = generator.negative_binomial(0.7, 0.7 / (0.7 + 12), size=30)
        words = " ".join(f"词{word} " * use for word, use in enumerate(uses))
        texts[f"d{number:02d}", ("promotional", "interview")[number % 2]] = words + " 的" * 400

    found = keyness(*corpus(texts), comparisons=[COMPARISON], rules=RULES)

    assert (found["p"] <= 0.05).mean() <= 0.2


def test_the_table_is_as_declared():
    found = keyness(*corpus(marked()), comparisons=[COMPARISON], rules=RULES)

    assert len(records.check(KEYNESS, found)) == len(found)
