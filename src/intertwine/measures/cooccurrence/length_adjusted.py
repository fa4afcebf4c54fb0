"""The same odds ratios with the length of units in the model: conditional logit, and a marginal model beside it."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from intertwine.inference.conditional import conditional_logit
from intertwine.inference.within import stratum_of
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.cooccurrence.records import ADJUSTED
from intertwine.measures.design import Design
from intertwine.measures.matrix import PresenceMatrix, clusters_note, language_groups, presence_matrix, sources_of
from intertwine.measures.scale import LARGEST, shown_from_logarithms
from intertwine.notes import joined, note
from intertwine.records import frame

CONDITIONAL, MARGINAL = "conditional logit", "GEE"

_WIDEST = 10.0
"""A standard error of a log odds ratio beyond which there is none."""
_FARTHEST = float(np.log(LARGEST))
"""A log odds ratio beyond this is separation, not an effect."""

_NOTHING: dict[str, object] = dict.fromkeys(("estimate", "low", "high"), np.nan)


def length_adjusted(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kind: str,
    hypotheses: Sequence[CodePair],
    design: Design,
) -> pd.DataFrame:
    """Return length-adjusted odds ratios of the hypotheses: by conditional logit, and by a marginal model (GEE).

    ``conditional logit``: logit P(B) = alpha_document + ln(OR) A + beta ln(length), the document conditioned out;
    documents in which B does not vary tell nothing and are counted in `note`. ``GEE``: logit P(B) = alpha + ln(OR) A +
    gamma (share of units with A in the document) + beta ln(length), units of a cluster exchangeably correlated, with
    bias-reduced standard errors (independent, where the correlation does not settle); the document's share
    keeps what differs between documents out of the odds ratio. Not to be used to compare two kinds of unit.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables.
    kind
        The unit.
    hypotheses
        Pairs of codes.
    design
        Cluster, confidence, and what is too small.

    Returns
    -------
    DataFrame
        As `ADJUSTED`: a row for each source, language (and all together), hypothesis and model.

    References
    ----------
    Mancl & DeRouen 2001, Biometrics 57:126-134; Neuhaus & Kalbfleisch 1998, Biometrics 54:638-645, on the share.
    """
    rows: list[dict[str, object]] = []
    for source in sources_of(units):
        matrix = presence_matrix(units, presence, documents, kind=kind, source=source, cluster=design.cluster)
        for language, chosen in language_groups(matrix.languages).items():
            part = matrix.part(chosen)
            about = {"source": source, "language": language, "unit": kind, **part.sizes()}
            for code_a, code_b in declared_pairs(hypotheses):
                models = _both_models(part, code_a, code_b, design)
                pair = about | {"code_a": code_a, "code_b": code_b}
                rows.extend(pair | {"model": model} | odds for model, odds in models.items())
    return frame(ADJUSTED, rows)


def _both_models(matrix: PresenceMatrix, code_a: str, code_b: str, design: Design) -> dict[str, dict[str, object]]:
    shared, clusters = matrix.documents_with(code_a, code_b), len(set(matrix.clusters))
    if shared < design.documents:
        few = note("too_few_documents_with_both", documents=shared, needed=design.documents)
        return dict.fromkeys((CONDITIONAL, MARGINAL), _NOTHING | {"note": few})
    both = {
        CONDITIONAL: _conditional(matrix, code_a, code_b, design.confidence),
        MARGINAL: _marginal(matrix, code_a, code_b, design.confidence),
    }
    if clusters >= design.clusters:
        return both
    unsure = {"low": np.nan, "high": np.nan, "note": clusters_note(clusters, needed=design.clusters)}
    return {model: odds | unsure for model, odds in both.items()}


def _conditional(matrix: PresenceMatrix, code_a: str, code_b: str, confidence: float) -> dict[str, object]:
    covariates = np.column_stack([matrix.column(code_a), np.log(matrix.length)]).astype(np.float64)
    model = conditional_logit(
        matrix.column(code_b), covariates, matrix.bounds, cluster=matrix.clusters, confidence=confidence
    )
    dropped = note("uninformative_documents", documents=model.dropped, code=code_b) if model.dropped else ""
    if np.isnan(model.coefficients[0]):
        return _NOTHING | {"note": joined(note("no_maximum"), dropped)}
    return _shown(model.coefficients[0], model.low[0], model.high[0], dropped)


def _shown(middle: float, low: float, high: float, said: str) -> dict[str, object]:
    """Return an odds ratio from its logarithm, if it has settled, with what is to be said of it."""
    shown = shown_from_logarithms(middle, low, high)
    ends = {name: float(getattr(shown, name)[0]) for name in ("estimate", "low", "high")}
    return ends | {"note": joined(shown.note[0], said)}


def _marginal(matrix: PresenceMatrix, code_a: str, code_b: str, confidence: float) -> dict[str, object]:
    import statsmodels.api as sm

    a, b = matrix.column(code_a), matrix.column(code_b)
    stratum, length = stratum_of(matrix.bounds), np.log(matrix.length)
    share = (np.add.reduceat(a, matrix.bounds[:-1], dtype=np.float64) / np.diff(matrix.bounds))[stratum]
    covariates = np.column_stack([np.ones(len(a)), a, share, length - length.mean()]).astype(np.float64)
    _, cluster = np.unique(matrix.clusters, return_inverse=True)
    for structure, said in (
        (sm.cov_struct.Exchangeable(), ""),
        (sm.cov_struct.Independence(), note("independent_correlation")),
    ):
        middle, error = _coefficient(b, covariates, cluster[stratum], structure)
        if abs(middle) < _FARTHEST and error < _WIDEST:  # neither where it is not a number
            half = float(stdtrit(cluster.max(), 0.5 + confidence / 2)) * error
            return _shown(middle, middle - half, middle + half, said)
    return _NOTHING | {"note": note("no_maximum")}


def _coefficient(
    outcome: NDArray[np.bool_], covariates: NDArray[np.float64], cluster: NDArray[np.intp], structure: object
) -> tuple[float, float]:
    """Return the second coefficient of a GEE with its standard error; not a number where it did not settle."""
    import statsmodels.api as sm

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = sm.GEE(
            outcome.astype(np.float64), covariates, groups=cluster, family=sm.families.Binomial(), cov_struct=structure
        ).fit(cov_type="bias_reduced")
    return (float(model.params[1]), float(model.bse[1])) if model.converged else (float("nan"), float("nan"))
