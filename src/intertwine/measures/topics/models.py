"""The engines: NMF of scikit-learn and LDA of gensim, on one table of counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Numbers = NDArray[np.float64]

ENGINES = ("lda", "nmf")
_PASSES = 10


@dataclass(frozen=True, slots=True)
class TopicModel:
    """Topics, largest first.

    Attributes
    ----------
    of_text
        Share of each topic in each text, shape (texts, topics); rows sum to 1, or to 0 in a text without words.
    of_word
        Weight of each word in each topic, shape (topics, words); rows sum to 1.
    """

    of_text: Numbers
    of_word: Numbers

    def top_words(self, number: int) -> NDArray[np.intp]:
        """Return the columns of each topic's heaviest words, shape (topics, number)."""
        return np.argsort(-self.of_word, axis=1, kind="stable")[:, :number]


def fitted(counts: csr_array, *, engine: str, topics: int, seed: int) -> TopicModel:
    """Fit a model to counts of shape (texts, words).

    NMF factors tf-idf from a deterministic start (NNDSVD); LDA is fitted by variational Bayes in ten passes, on one
    processor, from `seed`: parallel fits are not repeatable.
    """
    of_text, of_word = (_nmf if engine == "nmf" else _lda)(counts, topics, seed)
    of_text, of_word = _shares(of_text), _shares(of_word)
    order = np.argsort(-of_text.sum(axis=0), kind="stable")
    return TopicModel(of_text[:, order], of_word[order])


def _nmf(counts: csr_array, topics: int, seed: int) -> tuple[Numbers, Numbers]:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfTransformer

    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    model = NMF(topics, init="nndsvd", random_state=seed, max_iter=2000)
    of_text = model.fit_transform(weights)
    return of_text, model.components_


def _lda(counts: csr_array, topics: int, seed: int) -> tuple[Numbers, Numbers]:
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    corpus = list(Sparse2Corpus(counts.T.tocsc(), documents_columns=True))
    names = {place: str(place) for place in range(counts.shape[1])}
    model = LdaModel(corpus, num_topics=topics, id2word=names, passes=_PASSES, random_state=seed, eval_every=0)
    of_text, _ = model.inference(corpus)
    return np.asarray(of_text, dtype=np.float64), np.asarray(model.get_topics(), dtype=np.float64)


def _shares(table: Numbers) -> Numbers:
    total = table.sum(axis=1, keepdims=True)
    return np.divide(table, total, out=np.zeros_like(table, dtype=np.float64), where=total > 0)


def coherence(counts: csr_array, top: NDArray[np.intp]) -> Numbers:
    """Return C_NPMI of each topic: the mean NPMI of all pairs of its top words, within texts.

    NPMI = ln(p12 / (p1 p2)) / -ln(p12), with p the share of texts that hold a word or both; a pair that never meets
    counts -1. From -1 to 1; on the texts the model was fitted to, so it flatters.

    Parameters
    ----------
    counts
        Shape (texts, words).
    top
        Columns of the top words, shape (topics, words).

    References
    ----------
    Bouma 2009; Röder, Both & Hinneburg 2015, WSDM. (C_V of the same paper is disowned by its authors.)
    """
    held = (counts > 0).astype(np.float64)
    return np.array([_mean_npmi(held[:, row].toarray()) for row in top])


def _mean_npmi(held: Numbers) -> float:
    share = held.mean(axis=0)
    both = held.T @ held / len(held)
    first, second = np.triu_indices(len(share), 1)
    p12, p1, p2 = both[first, second], share[first], share[second]
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(p12 / (p1 * p2)) / -np.log(p12)
    return float(np.where(p12 == 0, -1.0, np.where(p12 == 1, 1.0, npmi)).mean())
