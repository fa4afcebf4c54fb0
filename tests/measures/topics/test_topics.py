"""Topic models on a small corpus of two themes."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from intertwine import records
from intertwine.measures.design import Design
from intertwine.measures.topics.codes import codes_in_topics
from intertwine.measures.topics.exemplars import exemplars
from intertwine.measures.topics.models import ENGINES, coherence, fitted
from intertwine.measures.topics.records import TOPIC_CODES, TOPICS
from intertwine.measures.topics.texts import model_texts
from intertwine.measures.topics.topics import ModelSize, TopicCorpus, described, topic_tables

SAFE, PLAY = ["安全 诈骗 密码 验证码", "骗子 安全 转账 密码"], ["游戏 勋章 排名 任务", "排名 游戏 积分 勋章"]

DESIGN = Design(cluster="document", documents=1, expected=0, clusters=3, resamples=50, confidence=0.9, seed=1)


def corpus():
    """Eight documents, the first half about fraud, the others about a game; two turns each, one token a word."""
    turns, tokens = [], []
    for number in range(8):
        for turn, words in enumerate((SAFE if number < 4 else PLAY)[:2], start=1):
            turns.append((f"d{number}", turn, f"s{number}", "respondent", words))
            tokens += [(f"d{number}", turn, 0, word, "zh") for word in [*words.split(), "的", "我"]]
    turn = pd.DataFrame(turns, columns=["document_id", "turn", "speaker", "role", "text"])
    token = pd.DataFrame(tokens, columns=["document_id", "turn", "sentence", "norm", "language"])
    return token.astype({"document_id": "category", "norm": "category", "language": "category"}), turn


def texts(**options):
    return model_texts(*corpus(), **({"language": "zh", "length": 6, "documents": 2} | options))


def test_trap_07_words_of_one_and_two_characters_stay_in():
    tokens, turns = corpus()
    tokens["norm"] = tokens["norm"].astype(str).replace({"骗子": "骗"}).astype("category")

    words = model_texts(tokens, turns, language="zh", length=6, documents=2).words.tolist()

    assert {"骗", "安全", "游戏", "验证码"} <= set(words)


def test_function_words_are_no_words_of_a_topic():
    assert not {"的", "我"} & set(texts().words)


def test_turns_of_a_speaker_are_joined_to_the_length_asked_for():
    assert texts(length=6).counts.shape[0] == 16
    assert texts(length=20).counts.shape[0] == 8


@pytest.mark.parametrize("engine", ENGINES)
def test_two_themes_become_two_topics(engine):
    found = texts(length=20)
    model = fitted(found.counts, engine=engine, topics=2, seed=1)

    topics = described(found, model, words=3)

    shown = [set(words.split("、")) for words in topics["words"]]
    assert any(words <= {"安全", "诈骗", "密码", "验证码", "骗子", "转账"} for words in shown)
    assert any(words <= {"游戏", "勋章", "排名", "任务", "积分"} for words in shown)
    assert topics["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize("engine", ENGINES)
def test_trap_16_the_same_seed_gives_the_same_bits(engine):
    counts = texts().counts
    one, other = (fitted(counts, engine=engine, topics=2, seed=5) for _ in range(2))

    assert (one.of_word == other.of_word).all()
    assert (one.of_text == other.of_text).all()


def test_coherence_is_the_npmi_of_gensim():
    held = csr_array(np.array([[1, 1], [1, 0], [1, 0], [0, 1], [0, 0]]))

    assert coherence(held, np.array([[0, 1]]))[0] == pytest.approx(-0.113282753, abs=1e-8)


def test_trap_16_coherence_is_not_c_v():
    never = csr_array(np.array([[1, 0], [0, 1]]))

    assert coherence(never, np.array([[0, 1]]))[0] == -1


def test_a_code_is_placed_in_the_topic_that_holds_it():
    found = texts(length=20)
    model = fitted(found.counts, engine="nmf", topics=2, seed=1)
    hits = pd.DataFrame({"document_id": [f"d{number}" for number in range(4)], "turn": 1, "code": "threat.fraud"})
    hits = hits.assign(suppressed_by="", role="respondent")
    clusters = pd.Series({f"d{number}": f"d{number}" for number in range(8)})

    table = codes_in_topics(
        found,
        model,
        hits,
        clusters,
        design=DESIGN,
        generator=np.random.default_rng(1),
    )

    fraud = int(np.argmax([row[found.words.tolist().index("安全")] for row in model.of_word]))
    shares = table.set_index("topic")["share"]
    assert shares[fraud] > 0.9
    assert shares[1 - fraud] < 0.1


def test_exemplars_come_from_different_documents():
    tokens, turns = corpus()
    many = pd.concat([tokens] * 2, ignore_index=True).sort_values(["document_id", "turn"], ignore_index=True)
    many = many.astype({"document_id": "category", "norm": "category", "language": "category"})
    sentences = turns[["document_id", "turn"]].assign(sentence=0, start=0, end=9, language="zh")
    sentences["document_id"] = sentences["document_id"].astype("category")
    found = model_texts(many, turns, language="zh", length=20, documents=2)
    model = fitted(found.counts, engine="nmf", topics=2, seed=1)

    said = exemplars(found, model, many, sentences, turns, number=3)

    assert said.groupby("topic")["document_id"].nunique().tolist() == [3, 3]


def whole_corpus():
    tokens, turns = corpus()
    sentences = turns[["document_id", "turn"]].assign(sentence=0, start=0, end=9, language="zh")
    hits = pd.DataFrame({"document_id": ["d0", "d1"], "turn": 1, "code": "threat.fraud"})
    ids = turns["document_id"].unique()
    return TopicCorpus(
        documents=pd.DataFrame({"document_id": ids, "cluster": ["d0" if name < "d2" else name for name in ids]}),
        turns=turns, sentences=sentences.astype({"document_id": "category"}), tokens=tokens,
        hits=hits.assign(suppressed_by="", role="respondent"),
        spoken=pd.DataFrame({"document_id": ids, "language": "zh"}),
    )  # fmt: skip


SIZE = ModelSize(topics={"zh": 2}, length=20, documents=2, words=3, exemplars=2)


def test_tables_are_as_declared_for_both_engines():
    found = topic_tables(whole_corpus(), language="zh", size=SIZE, design=DESIGN)

    assert [len(records.check(table, frame)) for table, frame in found.items()] == [4, 12, 4, 0]
    assert set(found[TOPICS]["engine"]) == set(ENGINES)


def test_a_language_with_too_few_words_has_no_topics():
    found = topic_tables(whole_corpus(), language="zh", size=replace(SIZE, words=40), design=DESIGN)

    assert [len(frame) for frame in found.values()] == [0, 0, 0, 0]


def test_documents_of_one_speaker_move_together_in_intervals():
    by_document, by_speaker = (
        topic_tables(whole_corpus(), language="zh", size=SIZE, design=replace(DESIGN, cluster=cluster))[TOPIC_CODES]
        for cluster in ("document", "speaker")
    )

    assert not by_document["low"].equals(by_speaker["low"])
    assert by_document["estimate"].tolist() == pytest.approx(by_speaker["estimate"].tolist(), nan_ok=True)
