"""Measure how often intervals corrected by hand coding hold the truth, whatever the surrogate says.

Interviews are said word by word (`inference.talk`), the model of nothing here, with an odds ratio planted at equal
length and position. A surrogate codes them with errors: alike, different between two sources, different beside the
other code, at random, or reversed. Units are drawn by what it finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.handcoding.sampling import allocated
from intertwine.inference.correction import Estimate, Everything, Sampled, corrected_odds_ratio, corrected_share
from intertwine.inference.talk import Interviews, talked
from markdown_rates import markdown, rate

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Errors:
    """How a surrogate errs on each of two codes: precision, and recall where the other code is not, and where it is."""

    precision: float
    recall: float
    beside: float


RUNS = 400
ALIKE = Errors(0.8, 0.6, 0.6)
SURROGATES: dict[str, tuple[Errors, Errors] | str] = {
    "good, errors alike": (Errors(0.95, 0.9, 0.9),) * 2,
    "middling, errors alike": (ALIKE,) * 2,
    "poor, errors alike": (Errors(0.6, 0.3, 0.3),) * 2,
    "misses more beside the other code": (Errors(0.85, 1.0, 0.63),) * 2,
    "finds more beside the other code": (Errors(0.6, 0.3, 0.9),) * 2,
    "differs between sources": (Errors(0.95, 0.9, 0.9), Errors(0.6, 0.3, 0.5)),
    "codes at random": "random",
    "codes reversed": "reversed",
}
SIZES = ((24, 240), (46, 480))
"""Documents, and units coded by hand."""
ODDS_RATIOS = (1.0, 3.0)
RATES = {"common": (0.3, 0.25), "rare": (0.12, 0.1)}


def coded(gold: Marks, second: Marks, surrogate: tuple[Errors, Errors] | str, generator: np.random.Generator) -> Marks:
    """Return what the surrogate says of each unit, shape (units, 2); `second` are the units of the second source."""
    if surrogate == "random":
        return generator.random(gold.shape) < gold.mean(axis=0)
    if surrogate == "reversed":
        return np.column_stack([~gold[:, 0], gold[:, 1]])
    said = np.zeros_like(gold)
    for rows, errors in zip((~second, second), surrogate, strict=True):
        for code in (0, 1):
            held, other = gold[rows, code], gold[rows, 1 - code]
            found = held & (generator.random(len(held)) < np.where(other, errors.beside, errors.recall))
            wrong = found.sum() * (1 - errors.precision) / errors.precision / max((~held).sum(), 1)
            said[rows, code] = found | (~held & (generator.random(len(held)) < wrong))
    return said


def drawn(said: Marks, size: int, generator: np.random.Generator) -> Sampled:
    """Draw a sample by what the surrogate finds of the pair."""
    pattern = said @ np.array([2, 1])
    names, group, number = np.unique(pattern, return_inverse=True, return_counts=True)
    wish = np.sqrt(number)
    sizes = allocated(size * wish / wish.sum(), number, min(size, len(said)))
    rows = [generator.permutation(np.flatnonzero(group == one))[: sizes[one]] for one in range(len(names))]
    chosen = np.sort(np.concatenate(rows))
    blind = np.ones(len(chosen), dtype=np.bool_)
    return Sampled(chosen, group[chosen], number[group[chosen]].astype(np.float64), blind)


def one_study(
    what: Interviews, surrogate: tuple[Errors, Errors] | str, size: int, generator: np.random.Generator
) -> dict[str, Estimate]:
    """Return the corrected estimates of one study, and those by hand codes alone."""
    talk = talked(what, generator)
    gold, sizes = talk.presence, np.diff(talk.bounds)
    document = np.repeat(np.arange(len(sizes)), sizes)
    said = coded(gold, document % 2 == 1, surrogate, generator)
    sample = drawn(said, size, generator)
    units = Everything(document, document, np.column_stack([np.log(talk.length), talk.position]))
    alone = Sampled(sample.rows, sample.group, sample.group_units, np.zeros(len(sample.rows), dtype=np.bool_))
    found = {"share": corrected_share(gold[sample.rows, 0], said[:, 0], sample, units)}
    found["odds ratio"] = corrected_odds_ratio(gold[sample.rows], said, sample, units)
    found["alone"] = corrected_odds_ratio(gold[sample.rows], said, alone, units)
    return found


def true_share(what: Interviews) -> float:
    """Return the share of units that hold the first code, over many documents."""
    many = Interviews(**{name: getattr(what, name) for name in what.__dataclass_fields__} | {"documents": (20000,)})
    return float(talked(many, np.random.default_rng(5)).presence[:, 0].mean())


def _case(number: int, runs: int) -> Iterator[dict[str, object]]:
    (documents, size), rate, odds_ratio, name = _CASES[number]
    what = Interviews(documents=(documents,), rates=RATES[rate], odds_ratio=odds_ratio)
    generator = np.random.default_rng([17, number])
    studies = [one_study(what, SURROGATES[name], size, generator) for _ in range(runs)]
    case = {"documents": documents, "size": size, "rate": rate, "odds_ratio": odds_ratio, "surrogate": name}
    for quantity, truth in (("odds ratio", odds_ratio), ("share", true_share(what))):
        yield case | {"quantity": quantity, "truth": truth, "runs": runs} | _measured(studies, quantity, truth)


def _measured(studies: list[dict[str, Estimate]], quantity: str, truth: float) -> dict[str, float]:
    scale = np.log if quantity == "odds ratio" else np.asarray
    known = [study for study in studies if np.isfinite(study[quantity].low)]
    found = [study[quantity] for study in known]
    low, high, middle, naive, weight = (
        np.array([getattr(each, name) for each in found]) for name in ("low", "high", "estimate", "surrogate", "weight")
    )
    away = scale(middle) - scale(truth)
    ratio = (
        [
            np.log(each.high / each.low) / np.log(study["alone"].high / study["alone"].low)
            for each, study in zip(found, known, strict=True)
        ]
        if quantity == "odds ratio"
        else [np.nan]
    )
    # The naive interval has the width that hand codes of all units would have at best: it is drawn over documents.
    return {
        "covered": ((low <= truth) & (truth <= high)).mean(),
        "bias": away.mean() / away.std(),
        "naive_bias": (scale(naive) - scale(truth)).mean() / scale(naive).std(),
        "naive_covered": (np.abs(scale(naive) - scale(truth)) < 1.96 * scale(naive).std()).mean(),
        "naive": np.median(naive),
        "estimate": np.median(middle),
        "half_width": np.median(scale(high) - scale(low)) / 2,
        "against_alone": np.median(ratio),
        "widest_against_alone": np.max(ratio),
        "weight": weight.mean(),
        "without_interval": 1 - len(found) / len(studies),
    }


_CASES = list(product(SIZES, RATES, ODDS_RATIOS, SURROGATES))


def calibrated(runs: int, processes: int = 1) -> pd.DataFrame:
    """Return the cover, bias and width of each case, and what the surrogate alone would have said."""
    with ProcessPoolExecutor(processes) as pool:
        rows = pool.map(partial(_listed, runs=runs), range(len(_CASES)))
        return pd.DataFrame([row for case in rows for row in case])


def _listed(number: int, runs: int) -> list[dict[str, object]]:
    return list(_case(number, runs))


def table(found: pd.DataFrame) -> str:
    """Return a Markdown table: over documents, rates and odds ratios, the range of what each surrogate gives."""
    heads = ("quantity", "surrogate", "cover (lowest to highest)", "bias in standard errors", "naive cover", "weight")
    lines = []
    for (quantity, name), rows in found.groupby(["quantity", "surrogate"], sort=False):
        ranges = (
            f"{rate(rows[what].min())} to {rate(rows[what].max())}" for what in ("covered", "bias", "naive_covered")
        )
        lines.append([quantity, name, *ranges, rate(rows["weight"].mean())])
    return markdown(heads, lines)
