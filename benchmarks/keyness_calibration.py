"""How often the test of key words is wrong, how often its interval holds the truth, and what a rank test does instead.

The texts are drawn word by word, by no model of the test: words go by Zipf's law, each document has a propensity of its
own for each word (gamma, most words unevenly), and a word that was said comes again at once (bursts). Documents have
300 to 3,000 words, the same for both groups or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import mannwhitneyu

from intertwine.inference.multiplicity import benjamini_hochberg
from intertwine.inference.rates import rate_ratios, rates_of
from intertwine.measures.keyness.dispersion import normalised_deviation
from markdown_rates import markdown, rate

Numbers = NDArray[np.float64]

RUNS = 200
LEVEL = 0.05
WORDS = 2000
FUNCTION_WORDS = 100
FEWEST_DOCUMENTS, HIGHEST_DISPERSION = 5, 0.9
WELL_SEEN = 10
"""Uses that the smaller group is expected to have, from which on a word has something to say."""
DOCUMENTS = ((8, 6), (24, 16), (40, 40))

ZIPF = 1 / (np.arange(WORDS) + 2.7) ** 1.05
SHARE = ZIPF / ZIPF.sum()
"""Of each word in all texts."""
_KINDS = np.random.default_rng(5)
EVENNESS = np.exp(_KINDS.normal(0, 0.8, WORDS)) * np.where(np.arange(WORDS) < FUNCTION_WORDS, 10, 1)
"""Shape of the gamma propensity of each word: about 1 for most, 10 for function words."""
BURST = np.where(np.arange(WORDS) < FUNCTION_WORDS, 1, 1 + _KINDS.exponential(0.8, WORDS))
"""Mean number of times that a word comes at once."""
PLANTED = np.arange(20, WORDS, 10)
"""Words that the first group uses more, where anything is planted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A kind of study.

    Attributes
    ----------
    name
        What the table calls it.
    documents
        Of each group.
    lengths
        Least and most words of a document, for each group; their logs are even between.
    ratio
        How much more the first group uses the planted words.
    evenness
        How much more even words are in the second group.
    per_speaker
        Documents that a speaker has; documents of one speaker share their propensities and are one cluster.
    """

    name: str
    documents: tuple[int, int]
    lengths: tuple[tuple[int, int], tuple[int, int]]
    ratio: float = 1.0
    evenness: float = 1.0
    per_speaker: int = 1


@dataclass(frozen=True, slots=True)
class Study:
    """What was drawn: uses in clusters, shape (clusters, words), words of each, which are in the first group."""

    uses: Numbers
    sizes: Numbers
    in_a: NDArray[np.bool_]


SAME = ((300, 3000), (300, 3000))
SCENARIOS = (
    Scenario(name="300-3,000 words in both", documents=(0, 0), lengths=SAME),
    Scenario(name="1,000-3,000 v 300-1,000", documents=(0, 0), lengths=((1000, 3000), (300, 1000))),
    Scenario(name="3,000 v 300", documents=(0, 0), lengths=((3000, 3000), (300, 300))),
    Scenario(name="300 v 3,000", documents=(0, 0), lengths=((300, 300), (3000, 3000))),
    Scenario(name="300-3,000, second group five times as even", documents=(0, 0), lengths=SAME, evenness=5.0),
    Scenario(name="300-3,000, two documents a speaker", documents=(0, 0), lengths=SAME, per_speaker=2),
    Scenario(name="300-3,000, planted ratio 4", documents=(0, 0), lengths=SAME, ratio=4.0),
)


def frequencies(ratio: float) -> Numbers:
    """Return how often each word begins a burst, the planted ones `ratio` times as often."""
    begins = SHARE / BURST
    begins[PLANTED] *= ratio
    return begins


def simulate_keyness(scenario: Scenario, generator: np.random.Generator) -> Study:
    """Draw a study word by word."""
    clusters, in_a = [], []
    for group, (documents, lengths) in enumerate(zip(scenario.documents, scenario.lengths, strict=True)):
        begins = frequencies(scenario.ratio if group == 0 else 1.0)
        shape = EVENNESS * (scenario.evenness if group else 1.0)
        for first in range(0, documents, scenario.per_speaker):
            said = min(scenario.per_speaker, documents - first)
            words = np.exp(generator.uniform(*np.log(lengths), said)).round().astype(np.int64)
            upto = np.cumsum(begins * generator.gamma(shape) / shape)
            clusters.append(sum(_document(upto / upto[-1], int(length), generator) for length in words))
            in_a.append(group == 0)
    uses = np.array(clusters, dtype=np.float64)
    return Study(uses, uses.sum(axis=1), np.array(in_a))


def _document(upto: Numbers, length: int, generator: np.random.Generator) -> NDArray[np.int64]:
    """Return the uses of each word in a document: words drawn, each as often as its burst lasts, up to the length."""
    word = np.searchsorted(upto, generator.random(length))
    return np.bincount(np.repeat(word, generator.geometric(1 / BURST[word]))[:length], minlength=WORDS)


@cache
def true_log_ratios(ratio: float) -> Numbers:
    """Return the logs of the ratios of rates that a study is drawn with, each document having its own propensities."""
    generator = np.random.default_rng(1)
    propensities = generator.gamma(EVENNESS, size=(4000, WORDS)) / EVENNESS * BURST
    rates = []
    for planted in (ratio, 1.0):
        said = propensities * frequencies(planted)
        rates.append((said / said.sum(axis=1)[:, None]).mean(axis=0))
    return np.log(rates[0] / rates[1])


def judged(study: Study, ratio: float) -> dict[str, float]:
    """Return how the test fares with the words of one study that may be key: sums over words, and whether any is."""
    spread = normalised_deviation(study.uses, study.sizes)
    kept = ((study.uses > 0).sum(axis=0) >= FEWEST_DOCUMENTS) & (spread <= HIGHEST_DISPERSION)
    uses, truth = study.uses[:, kept], true_log_ratios(ratio)[kept]
    found = rate_ratios(*rates_of(csr_array(uses), study.sizes, study.in_a), confidence=1 - LEVEL)
    rates = uses / study.sizes[:, None]
    rank = mannwhitneyu(rates[study.in_a], rates[~study.in_a], axis=0, method="asymptotic").pvalue
    looked_at = np.isin(np.flatnonzero(kept), PLANTED) if ratio != 1 else np.ones(kept.sum(), dtype=np.bool_)
    seen = SHARE[kept] * min(study.sizes[study.in_a].sum(), study.sizes[~study.in_a].sum()) >= WELL_SEEN
    held = (found.low <= truth) & (truth <= found.high)
    leaves_out = (found.low > 0) | (found.high < 0)
    sums = {
        "words": looked_at, "rejected": found.p < LEVEL, "held": held, "apart": leaves_out != (found.p < LEVEL),
        "seen": seen, "seen_rejected": seen & (found.p < LEVEL), "seen_held": seen & held, "rank": rank < LEVEL,
    }  # fmt: skip
    key = {"any": found.p, "rank_any": rank}
    return {name: float((looked_at & each).sum()) for name, each in sums.items()} | {
        name: float((benjamini_hochberg(p) < LEVEL).any()) for name, p in key.items()
    }


def scenarios() -> Iterator[Scenario]:
    """Give every kind of study with every number of documents."""
    for scenario in SCENARIOS:
        yield from (replace(scenario, documents=documents) for documents in DOCUMENTS)


def _row(number: int, runs: int) -> dict[str, object]:
    scenario = list(scenarios())[number]
    seeds = (np.random.default_rng([2026, number, run]) for run in range(runs))
    found = pd.DataFrame([judged(simulate_keyness(scenario, seed), scenario.ratio) for seed in seeds])
    total = found.sum()
    return {
        "lengths of documents": scenario.name, "documents": "{} v {}".format(*scenario.documents),
        "words": total["words"] / runs, "rejected": total["rejected"] / total["words"],
        "covered": total["held"] / total["words"], "rejected of well seen": total["seen_rejected"] / total["seen"],
        "well seen covered": total["seen_held"] / total["seen"], "apart": total["apart"] / total["words"],
        "any key word": found["any"].mean(), "rank test rejected": total["rank"] / total["words"],
        "rank test any key word": found["rank_any"].mean(),
    }  # fmt: skip


def calibrated(runs: int, processes: int = 1) -> pd.DataFrame:
    """Return one row for each kind of study: shares of words, and of studies with any key word."""
    numbers = range(len(list(scenarios())))
    with ProcessPoolExecutor(processes) as pool:
        return pd.DataFrame(pool.map(_row, numbers, [runs] * len(numbers)))


def table(found: pd.DataFrame) -> str:
    """Return the rows as a Markdown table."""
    rows = (
        [name, documents, f"{words:.0f}", *(rate(share, 3) for share in shares)]
        for name, documents, words, *shares in found.itertuples(index=False)
    )
    return markdown(found.columns, rows)
