"""How fast text is coded: entries, contexts and all qualifiers, against a bare Aho-Corasick pass over the same text.

    python benchmarks/coding_speed.py results/corpus/turns.parquet
    python benchmarks/coding_speed.py results/corpus/turns.parquet --size 5    a quick look

Takes the turns of a run, repeats them to 50 MB (or to `--size`) of Chinese and of English, and codes them with
2,000 entries of the shipped codebook (those of the language first) and its cues. Reported for each language: MB per CPU
second of the whole (matching form, matching, resolution, contexts, qualifiers, back to the original text), of the same
without cues, and of one bare pass of the automaton over the same bytes with the same literal patterns; then time on
half the text, on ten times the entries, and peak memory. Each figure is the best of three, in a process of its own.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
from ahocorasick_rs import BytesAhoCorasick

from intertwine.codebook.reading import Entry, read_codebook
from intertwine.coding.matching import Matcher

HOME = Path(__file__).parents[1]
ENTRIES = 2_000


def texts_of(turns: Path, language: str, size: float) -> list[str]:
    """Return turns of one script, repeated to `size` MB of UTF-8."""
    every = pd.read_parquet(turns)["text"]
    han = every.str.contains(r"[\u4e00-\u9fff]")
    chosen = every[han if language == "zh" else ~han].tolist()
    random.Random(1).shuffle(chosen)
    lengths = [len(text.encode()) for text in chosen]
    found, total = [], 0.0
    while total < size * 1e6:
        for text, length in zip(chosen, lengths, strict=True):
            found.append(text)
            total += length
            if total >= size * 1e6:
                break
    return found


def entries_of(language: str, number: int, texts: list[str]) -> list[Entry]:
    """Return entries of the shipped codebook, and beyond these words made of the text's own characters."""
    book = read_codebook(HOME / "data" / "codebook")
    found = sorted(book.entries, key=lambda entry: (entry.language != language, entry.entry_id))[:number]
    draw = random.Random(2)
    signs = sorted({sign for text in texts[:2000] for sign in text.lower() if sign.isalpha()})
    while len(found) < number:
        word = "".join(draw.choices(signs, k=4 if language == "zh" else 9))
        found.append(replace(found[0], entry_id=f"x{len(found)}", pattern=word, kind="literal", exclude=()))
    return found


def measured(what: str, language: str, turns: Path, size: float, number: int) -> dict[str, float]:
    """Return CPU seconds (best of three), MB and peak memory of one task."""
    texts = texts_of(turns, language, size)
    entries = entries_of(language, number, texts)
    cues = read_codebook(HOME / "data" / "codebook").cues if what == "all" else ()
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    if what == "bare":
        automaton = BytesAhoCorasick(sorted({entry.pattern.split("*")[0].encode() for entry in entries} - {b""}))
        data = "\n".join(texts).encode()
        tasks = lambda: len(automaton.find_matches_as_indexes(data, overlapping=True))  # noqa: E731
    else:
        matcher = Matcher(entries, cues)
        tasks = lambda: len(matcher.hits(texts))  # noqa: E731
    best, hits = float("inf"), 0
    for _ in range(3):
        begun = time.process_time()
        hits = tasks()
        best = min(best, time.process_time() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": best, "megabytes": megabytes, "hits": hits, "peak": peak}


def apart(what: str, language: str, turns: Path, size: float, number: int) -> dict[str, float]:
    """Measure in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, what, language, turns, size, number).result()


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("turns", type=Path, help="turns of a run")
    parser.add_argument("--size", type=float, default=50.0, help="MB of text in each language (default: 50)")
    return parser


def main() -> None:
    """Print the table."""
    chosen = arguments().parse_args()
    turns, size = chosen.turns, chosen.size
    for language in ("zh", "en"):
        rows = {
            "all qualifiers": apart("all", language, turns, size, ENTRIES),
            "without cues": apart("no cues", language, turns, size, ENTRIES),
            "bare automaton": apart("bare", language, turns, size, ENTRIES),
            "half the text": apart("all", language, turns, size / 2, ENTRIES),
            "ten times the entries": apart("all", language, turns, size, 10 * ENTRIES),
        }
        for name, row in rows.items():
            speed = row["megabytes"] / row["seconds"]
            print(
                f"{language} {name:22} {row['megabytes']:6.1f} MB {row['seconds']:7.2f} CPU s {speed:7.1f} MB/s "
                f"{int(row['hits']):9,} matches {row['peak']:6.0f} MB peak"
            )


if __name__ == "__main__":
    main()
