"""How many units to code by hand: the width of the corrected odds ratios that samples of several sizes would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from intertwine.handcoding.sampling import stratified_sample
from intertwine.measures.cooccurrence.pairs import CodePair
from intertwine.measures.design import Design
from intertwine.measures.matrix import generator_for
from intertwine.measures.validation.corrected import as_people_code
from intertwine.vocabulary import COUNTED_ROLES

ROUNDS = 10
"""Samples drawn of each size."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a code's entries are taken to be, and from where this is known."""

    precision: float
    recall: float


_UNLIKE = 1.0
"""Standard deviation, over documents, of the logits of both kinds of errors."""

USUAL = Quality(precision=0.8, recall=0.6)
"""Of a code that nobody checked: about what the shipped codebook has where it was held against people."""


def planned_widths(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kind: str,
    codes: Sequence[str],
    hypotheses: Sequence[CodePair],
    sizes: Sequence[int],
    quality: Mapping[str, Quality],
    design: Design,
) -> pd.DataFrame:
    """Return how wide the interval of each hypothesis as people code it would be, by the size of the sample.

    Hand codes are made up from the lexicon's, unit by unit: of those it marks, `precision` are right; of the others so
    many are marked as make its `recall`, more in some documents than in others. Then the sample is drawn as
    `stratified_sample` draws it, and the odds ratio corrected as `as_people_code` does, with half of the sample blind.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables; `presence` in the reading that is shown.
    kind
        What is to be judged.
    codes
        Target codes.
    hypotheses
        Pairs; those with another code have no row.
    sizes
        Of samples; one larger than the corpus is the corpus.
    quality
        Of each code; one that is not there is `USUAL`.
    design
        Cluster, confidence, seed.

    Returns
    -------
    DataFrame
        `size`, `source`, `code_a`, `code_b`; `factor`, the median over `ROUNDS` samples of the square root of high /
        low: the estimate times and over it is the interval; `answered`, the share of samples with an interval; `coded`,
        units of the source in the sample, and `both`, those with both codes (medians).
    """
    here = units[units["unit_kind"] == kind]
    held = presence[(presence["unit_kind"] == kind) & presence["code"].isin(codes)]
    counted = here[here["role"].isin(COUNTED_ROLES)].sort_values("unit_id")
    document = pd.factorize(counted["document_id"])[0]
    said = {code: counted["unit_id"].isin(held.loc[held["code"] == code, "unit_id"]).to_numpy() for code in codes}
    rounds = []
    for size in sizes:
        for number in range(ROUNDS):
            generator = generator_for(design.seed, "sample plan", str(size), str(number))
            gold = {
                code: _made_up(marked, document, quality.get(code, USUAL), generator) for code, marked in said.items()
            }
            people = pd.DataFrame(gold, index=pd.Index(counted["unit_id"]))
            sample = stratified_sample(
                here, held, codes=codes, size=size, seed=int(generator.integers(1 << 31)), pairs=hypotheses
            )
            judged = sample.join(people, on="unit_id").melt(list(sample.columns), var_name="code", value_name="gold")
            found = as_people_code(units, presence, documents, judged, kind=kind, hypotheses=hypotheses, design=design)
            rounds.append(found.assign(size=size))
    every = pd.concat(rounds, ignore_index=True)
    every = every.assign(factor=np.sqrt(every["high"] / every["low"]), answered=every["low"].notna())
    return every.groupby(["code_a", "code_b", "source", "size"], as_index=False).agg(
        coded=("coded", "median"), both=("both", "median"), factor=("factor", "median"), answered=("answered", "mean")
    )


def _made_up(
    said: NDArray[np.bool_], document: NDArray[np.intp], quality: Quality, generator: np.random.Generator
) -> NDArray[np.int64]:
    """Return hand codes against which codes of the lexicon would have so much precision and recall."""
    missed = said.sum() * quality.precision * (1 / max(quality.recall, 1e-9) - 1)
    others = max(len(said) - int(said.sum()), 1)
    chance = np.clip(np.where(said, quality.precision, missed / others), 1e-3, 1 - 1e-3)
    of_document = generator.normal(0.0, _UNLIKE, (2, int(document.max(initial=-1)) + 1))
    unlike = of_document[said.astype(np.intp), document]
    return (generator.random(len(said)) < expit(logit(chance) + unlike)).astype(np.int64)
