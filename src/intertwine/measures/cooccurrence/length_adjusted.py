"""The same odds ratios with the length of units in the model: conditional logit, and a marginal model beside it."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from intertwine.inference.conditional import conditional_logit
from intertwine.inference.within import stratum_of
from intertwine.measures.cooccurrence.cooccurrence import Design
from intertwine.measures.matrix import PresenceMatrix, clusters_note, language_groups, presence_matrix, sources_of
from intertwine.notes import note

CONDITIONAL, MARGINAL = "conditional logit", "GEE"


def length_adjusted(
    units: pd.DataFrame, presence: pd.DataFrame, documents: pd.DataFrame, *, kind: str, design: Design
) -> pd.DataFrame:
    """Return the odds ratio of each hypothesis with log length in the model, twice, by source and language.

    ``conditional logit``: logit P(B) = alpha_document + ln(OR) A + beta ln(length), the document conditioned out;
    documents in which B does not vary tell nothing and are counted in `note`. ``GEE``: logit P(B) = alpha + ln(OR) A +
    gamma (share of units with A in the document) + beta ln(length), units of a cluster exchangeably correlated, with
    bias-reduced standard errors (independent, where the correlation does not settle); the document's share
    keeps what differs between documents out of the odds ratio.

    Returns
    -------
    DataFrame
        `source`, `language`, `code_a`, `code_b`, `model`, `estimate`, `low`, `high`, `n_units`, `n_documents`,
        `n_clusters`, `unit`, `note`.

    References
    ----------
    Mancl & DeRouen 2001, Biometrics 57:126-134; Neuhaus & Kalbfleisch 1998, Biometrics 54:638-645, on the share.
    """
    rows = []
    for source in sources_of(units):
        matrix = presence_matrix(units, presence, documents, kind=kind, source=source, cluster=design.cluster)
        for language, chosen in language_groups(matrix.languages).items():
            part = matrix.part(chosen)
            for code_a, code_b in sorted(design.declared):
                for model, found in _both_models(part, code_a, code_b, design).items():
                    rows.append({
                        "source": source, "language": language, "code_a": code_a, "code_b": code_b, "model": model,
                        **found, "n_units": len(part.presence), "n_documents": len(part.documents),
                        "n_clusters": len(set(part.clusters)), "unit": kind,
                    })  # fmt: skip
    columns = ["source", "language", "code_a", "code_b", "model", "estimate", "low", "high", "n_units", "n_documents",
               "n_clusters", "unit", "note"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _both_models(matrix: PresenceMatrix, code_a: str, code_b: str, design: Design) -> dict[str, dict[str, object]]:
    a, b = matrix.column(code_a), matrix.column(code_b)
    held = [np.add.reduceat(code, matrix.bounds[:-1]) > 0 for code in (a, b)]
    shared, clusters = int((held[0] & held[1]).sum()), len(set(matrix.clusters))
    if shared < design.documents:
        few = note("too_few_documents_with_both", documents=shared, needed=design.documents)
        empty: dict[str, object] = {"estimate": np.nan, "low": np.nan, "high": np.nan, "note": few}
        return {CONDITIONAL: empty, MARGINAL: empty}
    length = np.log(matrix.length)
    model = conditional_logit(
        b, np.column_stack([a, length]).astype(np.float64), matrix.bounds,
        cluster=matrix.clusters, confidence=design.confidence,
    )  # fmt: skip
    dropped = note("uninformative_documents", documents=model.dropped, code=code_b) if model.dropped else ""
    middle = (float(np.exp(side[0])) for side in (model.coefficients, model.low, model.high))
    both: dict[str, dict[str, object]] = {
        CONDITIONAL: dict(zip(("estimate", "low", "high"), middle, strict=True)) | {"note": dropped},
        MARGINAL: _marginal(a, b, length, matrix, design.confidence),
    }
    if clusters >= design.clusters:
        return both
    unsure = {"low": np.nan, "high": np.nan, "note": clusters_note(clusters, needed=design.clusters)}
    return {name: found | unsure for name, found in both.items()}


def _marginal(
    a: NDArray[np.bool_], b: NDArray[np.bool_], length: NDArray[np.float64], matrix: PresenceMatrix, confidence: float
) -> dict[str, object]:
    import statsmodels.api as sm

    stratum = stratum_of(matrix.bounds)
    share = (np.add.reduceat(a, matrix.bounds[:-1], dtype=np.float64) / np.diff(matrix.bounds))[stratum]
    design = np.column_stack([np.ones(len(a)), a, share, length - length.mean()]).astype(np.float64)
    _, cluster = np.unique(matrix.clusters, return_inverse=True)
    said = ""
    for structure in (sm.cov_struct.Exchangeable(), sm.cov_struct.Independence()):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = sm.GEE(
                b.astype(np.float64), design, groups=cluster[stratum], family=sm.families.Binomial(),
                cov_struct=structure,
            )  # fmt: skip
            found = model.fit(cov_type="bias_reduced")
        middle, error = float(found.params[1]), float(found.bse[1])
        if found.converged and np.isfinite(middle) and np.isfinite(error) and error < _WIDEST:
            break
        said = note("independent_correlation")
    else:
        return {"estimate": np.nan, "low": np.nan, "high": np.nan, "note": note("no_maximum")}
    half = float(stdtrit(cluster.max(), 0.5 + confidence / 2)) * error
    return {
        "estimate": float(np.exp(middle)),
        "low": float(np.exp(middle - half)),
        "high": float(np.exp(middle + half)),
        "note": said,
    }


_WIDEST = 10.0
"""A standard error of a log odds ratio beyond which there is none."""
