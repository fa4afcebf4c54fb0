"""Two scripts for the same questions: what a good research assistant would write, and what a competent programmer.

    python benchmarks/yardstick.py STUDY_FOLDER CODEBOOK_FOLDER                 the straightforward script
    python benchmarks/yardstick.py STUDY_FOLDER CODEBOOK_FOLDER --competent     the competent one

Straightforward: pandas, jieba, spaCy, one regular expression per code, gensim; co-occurrence tested pair by pair, by
twenty shuffles within documents. Competent: one Aho-Corasick automaton of all entries and expressions for the few that
are no words; 999 shuffles of whole rows of presence within documents, all pairs at once by one product of matrices; the
rest alike. Chinese is simplified by OpenCC in both. Prints the processor seconds of each part.
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
import opencc
import pandas as pd
import spacy
from ahocorasick_rs import AhoCorasick

SHUFFLES = 20
COMPETENT_SHUFFLES = 999
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
    simplified = opencc.OpenCC("t2s")
    turns["text"] = [simplified.convert(text) for text in turns["text"]]
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


def expression(rows: pd.DataFrame) -> re.Pattern[str]:
    """Return one expression for all entries in `rows`."""
    parts = []
    for row in rows.itertuples():
        if row.kind == "regex":
            parts.append(f"(?:{row.pattern})")
            continue
        pattern = re.escape(row.pattern).replace(r"\*", "[a-z]*" if row.language == "en" else ".{0,4}")
        parts.append(rf"\b{pattern}\b" if row.language == "en" else pattern)
    return re.compile("|".join(sorted(parts, key=len, reverse=True)), re.IGNORECASE)


def code(turns: pd.DataFrame, codebook: Path) -> list[str]:
    """Add one column of presence for each code."""
    entries = pd.read_csv(codebook / "entries.csv", keep_default_na=False)
    for name, rows in entries.groupby("code"):
        one = expression(rows)
        turns[name] = [bool(one.search(text)) for text in turns["text"]]
    return sorted(entries["code"].unique())


def code_competently(turns: pd.DataFrame, codebook: Path) -> list[str]:
    """Add one column of presence for each code, from one pass of an automaton over each text."""
    entries = pd.read_csv(codebook / "entries.csv", keep_default_na=False)
    names = sorted(entries["code"].unique())
    words = (entries["kind"] != "regex") & ~entries["pattern"].str.rstrip("*").str.contains("*", regex=False)
    listed = entries[words]
    code_of = listed["code"].map(names.index).tolist()
    begins = listed["language"] == "en"
    ends = begins & ~listed["pattern"].str.endswith("*")
    whole = list(zip(begins, ends, strict=True))
    automaton = AhoCorasick(listed["pattern"].str.rstrip("*").str.lower().tolist())
    presence = np.zeros((len(turns), len(names)), dtype=bool)
    for row, text in enumerate(turns["text"].str.lower()):
        for which, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            before, after = text[start - 1 : start], text[end : end + 1]
            inside = (whole[which][0] and _is_latin(before)) or (whole[which][1] and _is_latin(after))
            presence[row, code_of[which]] |= not inside
    for name, rows in entries[~words].groupby("code"):
        one = expression(rows)
        presence[:, names.index(name)] |= [bool(one.search(text)) for text in turns["text"]]
    turns[names] = presence
    return names


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


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


def cooccur_competently(turns: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Count each pair by source and language, with a p-value from shuffles of whole rows within documents."""
    generator = np.random.default_rng(1)
    first, second = np.triu_indices(len(codes), 1)
    found = []
    for (source, language), part in turns.groupby(["source", "language"]):
        presence = part.sort_values("document", kind="stable")[codes].to_numpy(dtype=np.float32)
        document = np.sort(pd.factorize(part["document"], sort=True)[0])
        observed = (presence.T @ presence)[first, second]
        reached = np.ones(len(first))
        for _ in range(COMPETENT_SHUFFLES):
            shuffled = presence[np.lexsort((generator.random(len(document)), document))]
            reached += (presence.T @ shuffled)[first, second] >= observed
        p = reached / (COMPETENT_SHUFFLES + 1)
        names = np.array(codes)
        pairs = {"code_a": names[first], "code_b": names[second], "both": observed, "p": p}
        found.append(pd.DataFrame({"source": source, "language": language, **pairs}))
    return pd.concat(found, ignore_index=True)


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
    parser.add_argument("--competent", action="store_true", help="the competent script, not the straightforward one")
    return parser


def main() -> None:
    """Run all parts."""
    chosen = arguments().parse_args()
    turns = read(chosen.study / "corpus")
    told("read")
    tokenise(turns)
    told("tokenise")
    codes = (code_competently if chosen.competent else code)(turns, chosen.codebook)
    told("code")
    (cooccur_competently if chosen.competent else cooccur)(turns, codes)
    told("cooccur")
    keyness(turns)
    told("keyness")
    topics(turns)
    told("topics")


if __name__ == "__main__":
    main()
