"""Words and sentences against gold segmentation.

    python benchmarks/segmentation_gold.py FOLDER

FOLDER holds zh_gsdsimp-ud-dev.conllu and en_ewt-ud-test-first1000.conllu (Universal Dependencies, CC BY-SA 4.0). A word
counts as found if both its ends are right. English is run over documents as they were written, so that sentences have
to be found as well.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from intertwine.language.segmentation import segment_texts

Spans = set[tuple[int, int, int]]


@dataclass
class Gold:
    """A text and where its words and sentences are."""

    text: str
    words: list[tuple[int, int]]
    sentences: list[tuple[int, int]]


def sentences_of(path: Path) -> Iterator[tuple[dict[str, str], list[tuple[str, bool]]]]:
    """Yield the comments and the words (form, whether a space follows) of each sentence.

    A word that the gold takes apart (don't: do n't) counts as its parts where these spell it.
    """
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        pairs = [line[1:].partition("=") for line in lines if line.startswith("#")]
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        single = {row[0]: row for row in rows if row[0].isdigit()}
        words: list[tuple[str, bool]] = []
        covered = 0
        for row in rows:
            space = "SpaceAfter=No" not in row[9]
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                parts = [single[str(number)][1] for number in range(first, last + 1)]
                parts = parts if "".join(parts) == row[1] else [row[1]]
                words += [(part, False) for part in parts[:-1]] + [(parts[-1], space)]
                covered = last
            elif row[0].isdigit() and int(row[0]) > covered:
                words.append((row[1], space))
        yield {key.strip(): value.strip() for key, _, value in pairs}, words


def gold_texts(path: Path, *, whole_paragraphs: bool) -> list[Gold]:
    """Return gold texts: a sentence each, or the paragraphs they stood in."""
    texts: list[Gold] = []
    for comments, words in sentences_of(path):
        if not whole_paragraphs or not texts or "newpar id" in comments or "newdoc id" in comments:
            texts.append(Gold("", [], []))
        gold = texts[-1]
        begin = len(gold.text)
        for form, space in words:
            gold.words.append((len(gold.text), len(gold.text) + len(form)))
            gold.text += form + (" " if space else "")
        gold.sentences.append((begin, gold.words[-1][1]))
    return texts


def score(found: Spans, gold: Spans) -> str:
    """Return precision, recall and F1 as text."""
    right = len(found & gold)
    precision, recall = right / len(found), right / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    return f"P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  (n = {len(gold):,})"


def report(name: str, golds: list[Gold], **options: str) -> None:
    """Print the scores of one engine."""
    found = segment_texts([gold.text for gold in golds], **options)
    for kind, frame in (("words", found.tokens), ("sentences", found.sentences)):
        spans = set(zip(frame["turn"].tolist(), frame["start"].tolist(), frame["end"].tolist(), strict=True))
        wanted = {(place, *span) for place, gold in enumerate(golds) for span in getattr(gold, kind)}
        print(f"{name:<24} {kind:<10} {score(spans, wanted)}")


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of the two .conllu files")
    return parser


def main() -> None:
    """Score both languages."""
    folder = arguments().parse_args().folder
    chinese = gold_texts(folder / "zh_gsdsimp-ud-dev.conllu", whole_paragraphs=False)
    for engine in ("jieba", "rjieba"):
        report(f"Chinese, {engine}", chinese, engine=engine)
    english = gold_texts(folder / "en_ewt-ud-test-first1000.conllu", whole_paragraphs=True)
    report("English, spaCy blank", english)
    report("English, one sentence", gold_texts(folder / "en_ewt-ud-test-first1000.conllu", whole_paragraphs=False))


if __name__ == "__main__":
    main()
