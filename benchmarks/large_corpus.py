"""A large bilingual corpus, made by drawing turns and paragraphs of a study again.

    python benchmarks/large_corpus.py --results results --codebook data/codebook --folder FOLDER

Takes a study that was run and writes a new one of a million tokens (or of `--tokens`). Documents keep the sizes,
languages, sources and speakers of real ones; their turns are drawn with replacement from all documents of the same
language, source and role.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from intertwine import records
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.segmentation import segment_texts


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, required=True, help="results folder of a study that was run")
    parser.add_argument("--codebook", type=Path, required=True, help="codebook of the study")
    parser.add_argument("--folder", type=Path, required=True, help="folder of the new study")
    parser.add_argument("--tokens", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    return parser


def drawn(turns: pd.DataFrame, generator: np.random.Generator, copies: int) -> pd.DataFrame:
    """Return `copies` of the corpus, each turn's text drawn from its kind."""
    parts = []
    for copy in range(copies):
        part = turns.assign(document_id=turns["document_id"] + f"-{copy:04d}")
        for rows in turns.groupby(["source", "document_language", "role"]).groups.values():
            part.loc[rows, "text"] = generator.choice(turns.loc[rows, "text"].to_numpy(), size=len(rows))
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def main() -> None:
    """Write the study."""
    chosen = arguments().parse_args()
    documents = records.read(DOCUMENTS, chosen.results / "corpus" / "documents.parquet")
    turns = records.read(TURNS, chosen.results / "corpus" / "turns.parquet")
    known = documents.set_index("document_id")
    turns["source"] = turns["document_id"].map(known["source"])
    turns["document_language"] = turns["document_id"].map(known["language"])
    turns["text"] = turns["text"].str.replace(r"\s+", " ", regex=True)
    one = len(segment_texts(turns["text"].tolist()).tokens)
    large = drawn(turns, np.random.default_rng(chosen.seed), -(-chosen.tokens // one))
    corpus = chosen.folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    listed, speakers = [], []
    for document, rows in large.groupby("document_id", sort=True):
        name = f"{document}.csv"
        rows[["speaker", "text"]].to_csv(corpus / name, index=False)
        first = rows.iloc[0]
        listed.append((name, first["source"], first["document_language"]))
        speakers += [(name, *pair) for pair in rows[["speaker", "role"]].drop_duplicates().itertuples(index=False)]
    pd.DataFrame(listed, columns=["path", "source", "language"]).to_csv(corpus / "documents.csv", index=False)
    pd.DataFrame(speakers, columns=["document", "speaker", "role"]).to_csv(corpus / "speakers.csv", index=False)
    settings = Path("config.yaml").read_text(encoding="utf-8")
    settings = settings.replace("corpus: data/corpus", "corpus: corpus").replace(
        "cluster: speaker", "cluster: document"
    )
    settings = settings.replace("codebook: data/codebook", f"codebook: {chosen.codebook.resolve()}")
    (chosen.folder / "config.yaml").write_text(settings, encoding="utf-8")
    print(f"{len(listed)} documents, {len(large):,} turns, about {one * (len(large) // len(turns)):,} tokens")


if __name__ == "__main__":
    main()
