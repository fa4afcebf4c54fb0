"""Topic models of one language: what the corpus talks about, and which codes live in which topic. Exploratory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from intertwine import records
from intertwine.inference.bootstrap import bca, cluster_weights
from intertwine.language.stopwords import STOPWORDS
from intertwine.measures.topics.models import TopicModel, coherence
from intertwine.vocabulary import COUNTED_ROLES

Numbers = NDArray[np.float64]

SHORTEST = 8
"""Words below which a sentence is no exemplar."""

COMMONEST = 0.6
"""Share of model documents above which a word tells no topics apart."""


@dataclass(frozen=True, slots=True)
class ModelTexts:
    """The texts that a model sees: neighbouring turns of one speaker, joined.

    Attributes
    ----------
    counts
        Uses of words, shape (texts, words).
    words
        The vocabulary, sorted.
    document
        Of each text.
    turns
        document_id and turn of every turn that was joined, and the number of its text.
    """

    counts: csr_array
    words: NDArray[np.object_]
    document: NDArray[np.object_]
    turns: pd.DataFrame


def model_texts(tokens: pd.DataFrame, turns: pd.DataFrame, *, language: str, length: int, documents: int) -> ModelTexts:
    """Join turns to texts of about `length` tokens and count their words.

    Turns of respondents and authors are joined to the next of the same speaker in the document until `length` tokens
    are reached. Words of one and two characters stay in; function words, numbers, words in fewer than `documents`
    documents and words in more than 60 % of the texts do not.
    """
    spoken = turns[turns["role"].isin(COUNTED_ROLES)].reset_index(drop=True)
    chosen = tokens[(tokens["language"] == language).to_numpy()]
    place = records.rows_of_turns(chosen, spoken)
    place, chosen = place[place >= 0], chosen[place >= 0]
    text = _texts(spoken, np.bincount(place, minlength=len(spoken)), length)
    document = pd.factorize(spoken["document_id"])[0].astype(np.int64)
    norm = chosen["norm"].cat
    vocabulary = _vocabulary(
        np.asarray(norm.codes, dtype=np.int64),
        norm.categories.to_numpy(dtype=object),
        text[place],
        document[place],
        language,
        documents,
    )
    code = np.full(len(norm.categories), -1)
    code[vocabulary] = np.arange(len(vocabulary))
    column = code[norm.codes.to_numpy()]
    counted = column >= 0
    table = csr_array(
        (np.ones(counted.sum()), (text[place][counted], column[counted])), shape=(text.max() + 1, len(vocabulary))
    )
    table.sum_duplicates()
    first = pd.Series(np.arange(len(spoken))).groupby(text).min().to_numpy()
    return ModelTexts(
        table,
        norm.categories.to_numpy(dtype=object)[vocabulary],
        spoken["document_id"].to_numpy(dtype=object)[first],
        spoken[["document_id", "turn"]].assign(text=text),
    )


def _texts(spoken: pd.DataFrame, sizes: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Return the number of the text that each turn belongs to."""
    voice = spoken.groupby(["document_id", "speaker"], sort=False).ngroup().to_numpy()
    order = np.argsort(voice, kind="stable")
    total = np.cumsum(sizes[order])
    opens = np.append(True, voice[order][1:] != voice[order][:-1])
    first = np.flatnonzero(opens)
    group = np.cumsum(opens) - 1
    before = (total - sizes[order])[first][group]
    number = (total - sizes[order] - before) // length
    combined = np.empty(len(order), dtype=np.int64)
    combined[order] = group * (int(number.max(initial=0)) + 1) + number
    return pd.factorize(combined)[0].astype(np.int64)


def _vocabulary(
    code: NDArray[np.int64],
    words: NDArray[np.object_],
    text: NDArray[np.int64],
    document: NDArray[np.int64],
    language: str,
    documents: int,
) -> NDArray[np.intp]:
    """Return the places of the words that a model may use."""
    in_documents = _spread(code, document, len(words))
    in_texts = _spread(code, text, len(words))
    common = in_texts > COMMONEST * len(np.unique(text))
    allowed = np.array([word not in STOPWORDS[language] and (language == "zh" or len(word) > 1) for word in words])
    return np.flatnonzero((in_documents >= documents) & ~common & allowed)


def _spread(code: NDArray[np.int64], group: NDArray[np.int64], words: int) -> NDArray[np.int64]:
    """Return in how many groups each word occurs."""
    pairs = np.unique(code.astype(np.int64) * (int(group.max(initial=0)) + 1) + group)
    return np.bincount(pairs // (int(group.max(initial=0)) + 1), minlength=words)


def described(
    texts: ModelTexts, model: TopicModel, *, words: int, language: str, engine: str, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables of topics and of their words."""
    top = np.argsort(-model.of_word, axis=1, kind="stable")[:, :words]
    mark = "、" if language == "zh" else ", "
    held = model.of_text.sum(axis=1) > 0
    topics = pd.DataFrame(
        {
            "topic": np.arange(len(top)),
            "words": [mark.join(texts.words[row]) for row in top],
            "share": model.of_text[held].mean(axis=0),
            "coherence": coherence(texts.counts, top),
        }
    ).assign(
        language=language, engine=engine, n_units=texts.counts.shape[0], n_documents=len(set(texts.document)),
        unit="joined turns", seed=seed, note="exploratory",
    )  # fmt: skip
    rows = pd.DataFrame(
        {
            "topic": np.repeat(np.arange(len(top)), words),
            "rank": np.tile(np.arange(1, words + 1), len(top)),
            "word": texts.words[top].ravel(),
            "weight": np.take_along_axis(model.of_word, top, axis=1).ravel(),
        }
    ).assign(language=language, engine=engine)
    return topics, rows


def codes_in_topics(
    texts: ModelTexts,
    model: TopicModel,
    hits: pd.DataFrame,
    clusters: pd.Series,
    *,
    clusters_needed: int,
    resamples: int,
    confidence: float,
    generator: np.random.Generator,
) -> pd.DataFrame:
    """Return for each topic and top-level code how much more of the code there is in the topic than elsewhere.

    `share` is the weight of the topic in texts that hold the code, over its weight in all texts; `share_elsewhere` the
    same for all other topics together; `estimate` their log2 ratio, its interval from a bootstrap over clusters.
    """
    codes, present = _codes_present(texts, hits)
    names, member = np.unique(clusters.loc[list(texts.document)].to_numpy(dtype=object), return_inverse=True)
    inside = _sums(model.of_text[:, :, None] * present[:, None, :], member, len(names))
    weight = _sums(model.of_text, member, len(names))
    everywhere = weight.sum(axis=1, keepdims=True)
    elsewhere = inside.sum(axis=1, keepdims=True) - inside
    rates = _ratio_of(inside, weight[:, :, None], elsewhere, (everywhere - weight)[:, :, None])
    share, other = rates(np.ones((1, len(names))))
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = np.where((share > 0) & (other > 0), np.log2(share / other), np.nan)[0]
    low, high = np.full_like(estimate, np.nan), np.full_like(estimate, np.nan)
    if len(names) >= clusters_needed:
        low, high = _intervals(rates, estimate, len(names), resamples, confidence, generator)
    topic, code = np.indices(estimate.shape)
    return pd.DataFrame(
        {
            "topic": topic.ravel(), "code": np.array(codes, dtype=object)[code.ravel()],
            "share": share[0].ravel(), "share_elsewhere": other[0].ravel(), "estimate": estimate.ravel(),
            "low": low.ravel(), "high": high.ravel(),
        }
    ).assign(n_units=len(present), n_documents=len(set(texts.document)))  # fmt: skip


def _codes_present(texts: ModelTexts, hits: pd.DataFrame) -> tuple[list[str], Numbers]:
    """Return the top-level codes, and which texts hold them."""
    counted = hits[(hits["suppressed_by"] == "") & hits["role"].isin(COUNTED_ROLES)]
    placed = counted.merge(texts.turns, on=["document_id", "turn"])
    code, names = pd.factorize(placed["code"].str.partition(".")[0], sort=True)
    present = np.zeros((texts.counts.shape[0], len(names)))
    present[placed["text"].to_numpy(), code] = 1
    return list(names), present


def _sums(values: Numbers, member: NDArray[np.intp], groups: int) -> Numbers:
    found = np.zeros((groups, *values.shape[1:]))
    np.add.at(found, member, values)
    return found


def _ratio_of(
    inside: Numbers, weight: Numbers, elsewhere: Numbers, other: Numbers
) -> Callable[[Numbers], tuple[Numbers, Numbers]]:
    """Return the two shares as a function of how often each cluster is drawn."""

    def rates(drawn: Numbers) -> tuple[Numbers, Numbers]:
        totals = [np.tensordot(drawn, part, axes=1) for part in (inside, weight, elsewhere, other)]
        with np.errstate(divide="ignore", invalid="ignore"):
            return totals[0] / totals[1], totals[2] / totals[3]

    return rates


def _intervals(
    rates: Callable[[Numbers], tuple[Numbers, Numbers]],
    estimate: Numbers,
    clusters: int,
    resamples: int,
    confidence: float,
    generator: np.random.Generator,
) -> tuple[Numbers, Numbers]:
    def log_ratios(drawn: Numbers) -> Numbers:
        share, other = rates(drawn)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.log2(share / other)
        return np.where(np.isfinite(found), found, np.nan).reshape(len(drawn), -1)

    drawn = log_ratios(cluster_weights(clusters, resamples, generator))
    left_out = log_ratios(1.0 - np.eye(clusters))
    with np.errstate(invalid="ignore"):
        low, high = bca(drawn, estimate.ravel(), left_out, confidence=confidence)
    known = np.isfinite(estimate.ravel())
    found = [np.where(known, side, np.nan).reshape(estimate.shape) for side in (low, high)]
    return found[0], found[1]


def exemplars(
    texts: ModelTexts,
    model: TopicModel,
    tokens: pd.DataFrame,
    sentences: pd.DataFrame,
    turns: pd.DataFrame,
    *,
    language: str,
    number: int,
) -> pd.DataFrame:
    """Return the sentences whose words weigh most in each topic, no two of the same document.

    The weight of a sentence is the mean over its words of the word's weight in the topic relative to its mean weight in
    all topics; sentences of fewer than eight words, or in another language, are left out.
    """
    column = pd.Series(np.arange(len(texts.words)), index=texts.words)
    norm = tokens["norm"].cat
    code = column.reindex(norm.categories).fillna(-1).to_numpy(dtype=np.int64)[norm.codes]
    keys = pd.MultiIndex.from_frame(sentences[["document_id", "turn", "sentence"]].astype({"document_id": "str"}))
    own = keys.get_indexer(
        pd.MultiIndex.from_arrays([tokens["document_id"].astype("str"), tokens["turn"], tokens["sentence"]])
    )
    words = (tokens["language"] != "").to_numpy()
    length = np.bincount(own[words], minlength=len(sentences))
    spoken = pd.MultiIndex.from_frame(texts.turns[["document_id", "turn"]])
    allowed = (length >= SHORTEST) & keys.droplevel(2).isin(spoken) & (sentences["language"] == language).to_numpy()
    relative = model.of_word / np.maximum(model.of_word.mean(axis=0), 1e-12)
    kept = code >= 0
    table = csr_array((np.ones(kept.sum()), (own[kept], code[kept])), shape=(len(sentences), len(texts.words)))
    score = np.where(allowed[:, None], table @ (relative * model.of_word).T / np.maximum(length, 1)[:, None], 0.0)
    text = pd.Series(
        turns["text"].to_numpy(dtype=object),
        dtype=object,
        index=pd.MultiIndex.from_frame(turns[["document_id", "turn"]]),
    )
    rows = []
    for topic in range(score.shape[1]):
        for rank, place in enumerate(
            _best(score[:, topic], sentences["document_id"].astype("str").tolist(), number), 1
        ):
            sentence = sentences.iloc[place]
            whole = text[sentence["document_id"], sentence["turn"]]
            said = whole[sentence["start"] : sentence["end"]]
            rows.append((topic, rank, score[place, topic], *keys[place], said))
    return pd.DataFrame(rows, columns=["topic", "rank", "weight", "document_id", "turn", "sentence", "text"])


def _best(score: Numbers, documents: list[str], number: int) -> list[int]:
    """Return the places of the highest scores, each from another document."""
    found: dict[str, int] = {}
    for place in np.argsort(-score, kind="stable"):
        if len(found) == number or not score[place]:
            break
        found.setdefault(documents[place], int(place))
    return list(found.values())
