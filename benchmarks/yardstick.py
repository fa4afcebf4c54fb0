"""The straightforward script: what a good research assistant would write for the same questions.

    python benchmarks/yardstick.py STUDY_FOLDER CODEBOOK_FOLDER

pandas, jieba, spaCy, one regular expression per code, gensim; co-occurrence tested by shuffling within documents, with
twenty shuffles. Prints the processor seconds of each part.
"""

from __future__ import annotations

import argparse
import re
import time
from itertools import combinations
from pathlib import Path

import gensim
import jieba
import numpy as np
import pandas as pd
import spacy

SHUFFLES = 20
started = time.process_time()


def told(part: str) -> None:
    """Print the processor time of a part."""
    global started  # noqa: PLW0603 - a script
    now = time.process_time()
    print(f"{part:<12} {now - started:8.1f} s")
    started = now


def read(folder: Path) -> pd.DataFrame:
    """Return the turns of all documents."""
    documents = pd.read_csv(folder / "documents.csv")
    speakers = pd.read_csv(folder / "speakers.csv")
    parts = []
    for row in documents.itertuples():
        turns = pd.read_csv(folder / row.path)
        turns["document"], turns["source"], turns["language"] = row.path, row.source, row.language
        parts.append(turns)
    turns = pd.concat(parts, ignore_index=True)
    roles = speakers.set_index(["document", "speaker"])["role"]
    turns["role"] = [roles[pair] for pair in zip(turns["document"], turns["speaker"], strict=True)]
    return turns[turns["role"] != "interviewer"].reset_index(drop=True)


def tokenise(turns: pd.DataFrame) -> None:
    """Add the tokens of each turn, and its number of sentences."""
    english = spacy.blank("en")
    english.add_pipe("sentencizer")
    tokens, sentences = [], []
    for text, language in zip(turns["text"], turns["language"], strict=True):
        if language == "en":
            doc = english(text)
            tokens.append([word.text.lower() for word in doc if not word.is_space])
            sentences.append(len(list(doc.sents)))
        else:
            tokens.append([word for word in jieba.cut(text) if word.strip()])
            sentences.append(len([part for part in re.split("[。！？!?.]", text) if part.strip()]))
    turns["tokens"], turns["sentences"] = tokens, sentences


def code(turns: pd.DataFrame, codebook: Path) -> list[str]:
    """Add one column of presence for each code."""
    entries = pd.read_csv(codebook / "entries.csv", keep_default_na=False)
    for name, rows in entries.groupby("code"):
        parts = []
        for row in rows.itertuples():
            if row.kind == "regex":
                parts.append(f"(?:{row.pattern})")
                continue
            pattern = re.escape(row.pattern).replace(r"\*", "[a-z]*" if row.language == "en" else ".{0,4}")
            parts.append(rf"\b{pattern}\b" if row.language == "en" else pattern)
        expression = re.compile("|".join(sorted(parts, key=len, reverse=True)), re.IGNORECASE)
        turns[name] = [bool(expression.search(text)) for text in turns["text"]]
    return sorted(entries["code"].unique())


def cooccur(turns: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Count each pair by source and language, with a p-value from shuffles within documents."""
    generator = np.random.default_rng(1)
    rows = []
    for (source, language), part in turns.groupby(["source", "language"]):
        documents = [group.index.to_numpy() for _, group in part.reset_index(drop=True).groupby("document")]
        presence = {name: part[name].to_numpy() for name in codes}
        for one, other in combinations(codes, 2):
            observed = int((presence[one] & presence[other]).sum())
            drawn = []
            for _ in range(SHUFFLES):
                shuffled = presence[other].copy()
                for place in documents:
                    shuffled[place] = generator.permutation(shuffled[place])
                drawn.append(int((presence[one] & shuffled).sum()))
            p = (1 + sum(value >= observed for value in drawn)) / (SHUFFLES + 1)
            rows.append((source, language, one, other, observed, p))
    return pd.DataFrame(rows)


def keyness(turns: pd.DataFrame) -> pd.DataFrame:
    """Return the log ratio of words between sources within each language."""
    counts = turns.explode("tokens").groupby(["language", "source", "tokens"]).size().unstack("source", fill_value=0)  # noqa: PD010 - counted above
    rates = (counts + 0.5) / counts.groupby(level=0).transform("sum")
    return np.log2(rates.iloc[:, 0] / rates.iloc[:, 1])


def topics(turns: pd.DataFrame) -> None:
    """Fit a topic model for each language."""
    for _, part in turns.groupby("language"):
        texts = [[word for word in tokens if len(word) > 1] for tokens in part["tokens"]]
        words = gensim.corpora.Dictionary(texts)
        words.filter_extremes(no_below=3, no_above=0.6)
        bags = [words.doc2bow(text) for text in texts]
        gensim.models.LdaModel(bags, id2word=words, num_topics=8, passes=10, random_state=1)


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=Path, help="folder with corpus/documents.csv, as large_corpus.py writes it")
    parser.add_argument("codebook", type=Path, help="folder of codes.csv and entries.csv")
    return parser


def main() -> None:
    """Run all parts."""
    chosen = arguments().parse_args()
    turns = read(chosen.study / "corpus")
    told("read")
    tokenise(turns)
    told("tokenise")
    codes = code(turns, chosen.codebook)
    told("code")
    cooccur(turns, codes)
    told("cooccur")
    keyness(turns)
    told("keyness")
    topics(turns)
    told("topics")


if __name__ == "__main__":
    main()
