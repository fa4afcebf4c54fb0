"""How well qualifiers are recognised: precision and recall of each on sentences of our own.

    python benchmarks/qualifiers.py                  the half for reporting
    python benchmarks/qualifiers.py --part tuning    the half for tuning, with each sentence that came out wrong

The sentences (tests/coding/qualified_sentences.csv) were labelled before the cues were tuned, and split in two halves;
cues were changed on the tuning half only. Each sentence is matched with its target word as the only entry and the cues
of the shipped codebook.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from intertwine.codebook.reading import Entry, read_codebook
from intertwine.coding.matching import Matcher
from intertwine.measures.validation.validation import wilson
from intertwine.vocabulary import QUALIFIERS

HOME = Path(__file__).parents[1]


def judged(part: str) -> pd.DataFrame:
    """Return the sentences of one half with the qualifier that their target gets."""
    sentences = pd.read_csv(HOME / "tests" / "coding" / "qualified_sentences.csv", encoding="utf-8")
    sentences = sentences[sentences["part"] == part]
    cues = read_codebook(HOME / "data" / "codebook").cues
    given = []
    for row in sentences.itertuples():
        language = "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in row.target) else "en"
        entry = Entry("x", "x", language, row.target.lower(), "literal", (), "x", "core")
        found = Matcher([matched(entry)], cues).hits([row.sentence])
        given.append(found["qualifier"].iloc[0] if len(found) else "(not found)")
    return sentences.assign(given=given)


def matched(entry: Entry) -> Entry:
    """Return the entry with its pattern in matching form."""
    from dataclasses import replace

    from intertwine.language.normal import matching_form

    return replace(entry, pattern=matching_form(entry.pattern))


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("reporting", "tuning"), default="reporting", help="which half is judged")
    return parser


def main() -> None:
    """Print the table."""
    part = arguments().parse_args().part
    found = judged(part)
    if part == "tuning":
        print(found[found["qualifier"] != found["given"]].to_string())
    for language, group in [*found.groupby("language"), ("both", found)]:
        right = int((group["qualifier"] == group["given"]).sum())
        low, high = wilson(right, len(group))
        print(f"\n{language}: {right} of {len(group)} right ({right / len(group):.2f} [{low:.2f}, {high:.2f}])")
        print("| qualifier | n | precision | recall |\n|---|---|---|---|")
        for name in QUALIFIERS:
            gold, said = group["qualifier"] == name, group["given"] == name
            both = int((gold & said).sum())
            shares = [f"{both}/{int(side.sum())}" for side in (said, gold)]
            print(f"| {name} | {int(gold.sum())} | {shares[0]} | {shares[1]} |")


if __name__ == "__main__":
    main()
