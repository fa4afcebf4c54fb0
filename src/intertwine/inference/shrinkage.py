"""Partial pooling of effects that each have a likelihood of their own and share a normal distribution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Numbers = NDArray[np.float64]

_NODES = 20
_ROUNDS = 3
_WIDEST = 4.0
_NARROWEST = 1e-3
_LEAST = 1e-5
_NEVER = 1e-300


@dataclass(frozen=True, slots=True)
class Shrunk:
    """What is known of each effect, given all of its family.

    Attributes
    ----------
    median, low, high
        Posterior median and interval.
    positive
        Posterior probability that the effect is above 0.
    own
        Share of what is known of an effect that its own likelihood tells, from 0 to 1.
    """

    median: Numbers
    low: Numbers
    high: Numbers
    positive: Numbers
    own: Numbers


def shrunk(
    edges: Numbers,
    log_likelihood: Numbers,
    information: Numbers,
    *,
    scale: float = 1.0,
    confidence: float = 0.95,
) -> Shrunk:
    """Return posteriors of the effects of one family, by quadrature over its mean and its spread (full Bayes).

        theta_j ~ N(mu, tau^2),  mu ~ N(0, scale^2),  tau ~ |N(0, scale^2)|.

    What is an effect's own is the posterior mean of tau^2 / (tau^2 + 1 / I_j), I_j its information. The mean of the
    family is no result: it is told by effects that are not independent, so its own interval is too short.

    Parameters
    ----------
    edges
        Edges of bins of theta, rising, shape (bins + 1,).
    log_likelihood
        Of each effect in the middle of each bin, shape (effects, bins), up to a constant for each effect.
    information
        Of each likelihood, shape (effects,): one over its variance where it is normal.
    scale
        Of the prior distributions, in units of theta.
    confidence
        Coverage of the intervals.

    References
    ----------
    Rubin 1981, J. Educational Statistics 6:377-401; Gelman et al. 2013, Bayesian Data Analysis, 3rd ed., ch. 5.
    """
    likelihood = np.exp(log_likelihood - log_likelihood.max(axis=1, keepdims=True))
    means = scale * np.linspace(-_WIDEST, _WIDEST, _NODES)
    roots = np.sqrt(scale) * np.linspace(_NARROWEST, np.sqrt(_WIDEST), _NODES)
    for _ in range(_ROUNDS):
        marginal = _marginal(likelihood, _mass(edges, means, roots**2))
        weight = _weights(marginal, means, roots**2, scale)
        means, roots = _nearer(means, weight.sum(axis=1)), _nearer(roots, weight.sum(axis=0))
    spreads = roots**2
    mass = _mass(edges, means, spreads)
    marginal = _marginal(likelihood, mass)
    weight = _weights(marginal, means, spreads, scale)
    posterior = likelihood * ((weight.ravel() / marginal) @ mass.T)
    below = np.cumsum(posterior, axis=1) / posterior.sum(axis=1, keepdims=True)
    below = np.column_stack([np.zeros(len(below)), below])
    tails = (0.5, 0.5 - confidence / 2, 0.5 + confidence / 2)
    median, low, high = np.array([[np.interp(tail, each, edges) for tail in tails] for each in below]).T
    positive = np.array([1 - np.interp(0.0, edges, each) for each in below])
    with np.errstate(divide="ignore"):
        own = (spreads**2 / (spreads**2 + 1 / information[:, None])) @ weight.sum(axis=0)
    return Shrunk(median, low, high, positive, own)


def _mass(edges: Numbers, means: Numbers, spreads: Numbers) -> Numbers:
    """Return the chance of each bin under each mean and spread, shape (bins, means * spreads).

    Each mean stands for all that are nearest to it: under a spread of next to nothing the chances would stand in heaps.
    """
    half = (means[1] - means[0]) / 2
    away = (edges[:, None, None] - np.append(means - half, means[-1] + half)[:, None]) / spreads
    up_to = spreads * (away * ndtr(away) + np.exp(-(away**2) / 2) / np.sqrt(2 * np.pi))
    return (np.diff(up_to[:, :-1] - up_to[:, 1:], axis=0) / (2 * half)).reshape(len(edges) - 1, -1)


def _marginal(likelihood: Numbers, mass: Numbers) -> Numbers:
    """Return the likelihood of each mean and spread that each effect has, shape (effects, means * spreads)."""
    return np.maximum(likelihood @ mass, _NEVER)


def _weights(marginal: Numbers, means: Numbers, spreads: Numbers, scale: float) -> Numbers:
    """Return posterior weights of each mean and spread of the family, shape (means, spreads)."""
    prior = -((means / scale) ** 2)[:, None] / 2 - (spreads / scale) ** 2 / 2
    wide = np.diff(spreads)
    cell = (np.append(0.0, wide) + np.append(wide, 0.0)) / 2
    logs = np.log(marginal).sum(axis=0).reshape(len(means), -1) + prior
    weight = cell * np.exp(logs - logs.max())
    return weight / weight.sum()


def _nearer(nodes: Numbers, weight: Numbers) -> Numbers:
    """Return nodes that lie closer where there is weight."""
    told = np.flatnonzero(weight > _LEAST * weight.max())
    return np.linspace(nodes[max(told[0] - 1, 0)], nodes[min(told[-1] + 1, len(nodes) - 1)], _NODES)
