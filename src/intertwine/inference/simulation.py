"""Presence with a known truth: documents with propensities of their own, runs of topic, units of unequal length."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter
from scipy.special import expit, logit, ndtr

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is true of a simulated corpus.

    Attributes
    ----------
    documents, units
        Number of documents; mean number of units in each (their numbers vary: negative binomial with shape 4, at
        least 8).
    rates
        Share of units of mean length that hold each code, in a document of mean propensity.
    odds_ratio
        Of the first two codes, given document and length.
    propensity, correlation
        Standard deviation of the documents' propensities (log odds), and their correlation between codes.
    streak
        Correlation of a code's latent value between neighbouring units: 0 none, towards 1 long runs of topic.
    words, spread
        Median length of a unit in words, and standard deviation of its logarithm.
    slope
        How log odds of each code grow with log length: 0 not at all, 1 as fast as the length.
    asked, answer
        Share of units before which a question names a code, each code by itself; the odds ratio of naming a code right
        after such a question.
    order
        In units with the first two codes, the chance that the second one comes first.
    """

    documents: int = 24
    units: int = 40
    rates: tuple[float, ...] = (0.25, 0.2, 0.15)
    odds_ratio: float = 1.0
    propensity: float = 0.0
    correlation: float = 0.0
    streak: float = 0.0
    words: float = 30.0
    spread: float = 0.7
    slope: float = 0.0
    asked: float = 0.0
    answer: float = 1.0
    order: float = 0.5


@dataclass(frozen=True, slots=True)
class Simulated:
    """One corpus.

    Attributes
    ----------
    presence, asked
        Whether a unit holds a code, and whether the question before it names it; shape (units, codes).
    second_first
        Whether the second code comes before the first one, where a unit holds both.
    length
        Words in each unit.
    bounds
        First unit of each document, and the number of units.
    """

    presence: NDArray[np.bool_]
    asked: NDArray[np.bool_]
    second_first: NDArray[np.bool_]
    length: Numbers
    bounds: NDArray[np.intp]


def simulated(scenario: Scenario, generator: np.random.Generator) -> Simulated:
    """Draw one corpus.

    Code c is present in a unit if a latent value, uniform over all units and correlated between neighbours, falls below
    its chance: logit = logit(rate_c) + propensity of the document + slope (ln length - mean) + ln(answer) where
    asked and, for the second code,
    ln(odds ratio) where the first one is present. So given document and length the odds ratio is exactly the planted
    one, whatever the runs.
    """
    sizes = np.maximum(8, generator.negative_binomial(4, 4 / (4 + scenario.units), scenario.documents))
    bounds = np.append(0, np.cumsum(sizes)).astype(np.intp)
    total, codes = int(bounds[-1]), len(scenario.rates)
    log_length = generator.normal(0.0, scenario.spread, total)
    length = np.maximum(1.0, np.rint(scenario.words * np.exp(log_length)))
    shared = generator.standard_normal((scenario.documents, 1))
    own = generator.standard_normal((scenario.documents, codes))
    weight = np.sqrt(scenario.correlation)
    propensity = scenario.propensity * (weight * shared + np.sqrt(1 - scenario.correlation) * own)
    levels = logit(np.array(scenario.rates)) + np.repeat(propensity, sizes, axis=0)
    levels = levels + scenario.slope * (np.log(length) - np.log(scenario.words))[:, None]
    asked = generator.random((total, codes)) < scenario.asked
    levels = levels + np.log(scenario.answer) * asked
    latent = ndtr(_streaks(generator.standard_normal((total, codes)), scenario.streak, bounds))
    presence = latent < expit(levels)
    if codes > 1 and scenario.odds_ratio != 1.0:
        presence[:, 1] = latent[:, 1] < expit(levels[:, 1] + np.log(scenario.odds_ratio) * presence[:, 0])
    second_first = presence[:, :2].all(axis=1) & (generator.random(total) < scenario.order)
    return Simulated(presence, asked, second_first, length, bounds)


def _streaks(noise: Numbers, streak: float, bounds: NDArray[np.intp]) -> Numbers:
    """Return values that are standard normal one by one and correlated between neighbours of a document."""
    if not streak:
        return noise
    found = noise.copy()
    fresh = np.sqrt(1 - streak**2)
    for start, end in pairwise(bounds.tolist()):
        begun = streak * found[start]
        found[start + 1 : end], _ = lfilter([fresh], [1, -streak], noise[start + 1 : end], axis=0, zi=begun[None])
    return found
