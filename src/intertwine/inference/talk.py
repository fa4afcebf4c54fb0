"""Interviews with a known truth, said word by word: a generator that is the model of no test.

Where `simulation` draws presence from logistic models, here codes are hit by words: longer answers hold more of
everything, subjects come and go in chains, hits bring hits, the guide makes some places richer, lengths of question and
answer go together, and documents and groups are of unequal length.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

_TALKED_OF = 0.25
"""Share of exchanges in which the subject of a code is talked about."""
_NEAR = 8.0
"""Mean distance in words between a hit and one that it brings."""
_FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Interviews:
    """What is true of a simulated set of interviews.

    Attributes
    ----------
    documents, answers
        Over groups of documents: how many, and the median number of answers in one (at least 3). Where there are fewer
        values than groups, they are repeated.
    uneven
        Standard deviation of the logarithm of a document's number of answers.
    words, spread
        Median length of an answer in words, and standard deviation of its logarithm.
    asked_words, coupling
        Median length of a question, with the same spread, and the correlation of both logarithms.
    rates
        Share of answers of median length that hold each code where nothing that follows does anything.
    propensity, correlation
        Standard deviation of the documents' propensities (logarithm of the hazard), their correlation between codes.
    chain, lift
        Chance that the subject of a code is left as it is from one exchange to the next; how many times likelier a
        word of the code is while its subject is talked about. The mean hazard stays what it is.
    bursts
        Further hits of the same code that each hit brings in its turn, on average; below 1.
    drift
        Logarithm of the hazard's change along the interview, at equally spaced places: (-.7, .7) grows all along,
        (-.7, .7, -.7) is highest in the middle. Shared by all codes.
    holders
        Over codes: documents of each group that hold the code at all; 0 for all.
    ratios
        Over groups: how many times likelier a word of the first code is.
    odds_ratio
        Of the first two codes in an answer, given document, length and position.
    shared
        Whether a question has the subjects of its answer, or subjects of its own.
    """

    documents: tuple[int, ...] = (24,)
    answers: tuple[float, ...] = (40.0,)
    uneven: float = 0.4
    words: float = 40.0
    spread: float = 0.8
    asked_words: float = 12.0
    coupling: float = 0.3
    rates: tuple[float, ...] = (0.25, 0.2)
    propensity: float = 0.6
    correlation: float = 0.5
    chain: float = 0.7
    lift: float = 4.0
    bursts: tuple[float, ...] = (0.4, 0.4)
    drift: tuple[float, ...] = (0.0, 0.0)
    holders: tuple[int, ...] = (0, 0)
    ratios: tuple[float, ...] = (1.0,)
    odds_ratio: float = 1.0
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """One set of interviews, exchange by exchange (a question and its answer).

    Attributes
    ----------
    presence, asked
        Whether an answer, and the question before it, hold a code; shape (exchanges, codes).
    length, asked_length
        Words of answer and question.
    position
        Of the exchange in its document: from 0, the first one, to 1, the last one.
    bounds
        First exchange of each document, and the number of exchanges.
    group
        Of each document.
    hits
        Every hit in an answer, in the order of the text: answer, word in it (from 0), code; shape (hits, 3).
    """

    presence: NDArray[np.bool_]
    asked: NDArray[np.bool_]
    length: Places
    asked_length: Places
    position: Numbers
    bounds: Places
    group: Places
    hits: Places


def talked(what: Interviews, generator: np.random.Generator) -> Talk:
    """Say one set of interviews.

    Hits fall on words, word by word, with a hazard (a Poisson process): that of `rates` at median length, times the
    document's propensity, the place on the guide, and the subject (`chain`); codes know nothing of each other but by
    what documents and places have in common. So in an answer of l words a code is present with the chance
    p = 1 - mean over subjects of exp(-hazard l), and two codes are independent given document, length and position:
    odds ratio 1.

    Another odds ratio is planted by adding the second code, as one hit at any word, to answers with the first one and
    thinning it in those without (or the other way round), with the chances that turn p into P(B | A) and P(B | not A)
    of the two-by-two table with the same margins and that odds ratio (Plackett 1965, JASA 60:516-522). So given
    document, length and position the odds ratio is exactly the planted one; how each code spreads over all of these
    stays as it was.
    """
    bounds, group = _documents(what, generator)
    document = np.repeat(np.arange(len(group)), np.diff(bounds))
    position = (np.arange(bounds[-1]) - bounds[document]) / (np.diff(bounds)[document] - 1)
    length, asked_length = _lengths(what, len(document), generator)
    along = np.interp(position, np.linspace(0, 1, len(what.drift)), what.drift)
    hazard = _of_documents(what, group, generator)[document] * np.exp(along)[:, None]
    subjects = _subjects(what, bounds, generator)
    asked_of = subjects if what.shared else _subjects(what, bounds, generator)
    asked = generator.random(hazard.shape) < -np.expm1(-hazard * asked_of * asked_length[:, None])
    hits = _hits(hazard * subjects, length, what.bursts, generator)
    if what.odds_ratio != 1.0:
        held = _held(hits, hazard.shape)
        chances = _chances(hazard[:, :2], what, length)
        second = _planted(held[:, 0], held[:, 1], chances, what.odds_ratio, generator)
        hits = _with_second(hits, held[:, 1], second, length, generator)
    return Talk(_held(hits, hazard.shape), asked, length, asked_length, position, bounds, group, hits)


def _documents(what: Interviews, generator: np.random.Generator) -> tuple[Places, Places]:
    """Return the first exchange of each document with the number of all at the end, and the group of each."""
    group = np.repeat(np.arange(len(what.documents)), what.documents)
    uneven = np.exp(what.uneven * generator.standard_normal(len(group)))
    sizes = np.maximum(_FEWEST, np.rint(np.resize(what.answers, len(what.documents))[group] * uneven))
    return np.append(0, np.cumsum(sizes)).astype(np.intp), group


def _lengths(what: Interviews, exchanges: int, generator: np.random.Generator) -> tuple[Places, Places]:
    """Return words of answers and of questions: log-normal, coupled."""
    answer, own = generator.standard_normal((2, exchanges))
    question = what.coupling * answer + np.sqrt(1 - what.coupling**2) * own
    found = [
        np.maximum(1, np.rint(middle * np.exp(what.spread * noise))).astype(np.intp)
        for middle, noise in ((what.words, answer), (what.asked_words, question))
    ]
    return found[0], found[1]


def _of_documents(what: Interviews, group: Places, generator: np.random.Generator) -> Numbers:
    """Return the hazard of each code in each document, a word, before subject and place; shape (documents, codes)."""
    codes = len(what.rates)
    shared, own = generator.standard_normal((len(group), 1)), generator.standard_normal((len(group), codes))
    propensity = np.sqrt(what.correlation) * shared + np.sqrt(1 - what.correlation) * own
    found = -np.log1p(-np.array(what.rates)) / what.words * np.exp(what.propensity * propensity)
    found[:, 0] *= np.resize(what.ratios, len(what.documents))[group]
    for code, holders in enumerate(what.holders):
        for one in np.unique(group) if holders else ():
            inside = generator.permutation(np.flatnonzero(group == one))
            found[inside[holders:], code] = 0.0
    return found


def _levels(what: Interviews) -> tuple[float, float]:
    """Return what multiplies the hazard while the subject is not, and is, talked about; their mean is 1."""
    other = 1 / (1 + _TALKED_OF * (what.lift - 1))
    return other, other * what.lift


def _subjects(what: Interviews, bounds: Places, generator: np.random.Generator) -> Numbers:
    """Return what multiplies the hazard of each code in each exchange: subjects come in chains, each code its own."""
    shape = (int(bounds[-1]), len(what.rates))
    chosen_anew = generator.random(shape) >= what.chain
    chosen_anew[bounds[:-1]] = True
    since = np.maximum.accumulate(np.where(chosen_anew, np.arange(shape[0])[:, None], 0), axis=0)
    talked_of = np.take_along_axis(generator.random(shape) < _TALKED_OF, since, axis=0)
    return np.array(_levels(what))[talked_of.astype(np.intp)]


def _hits(hazard: Numbers, length: Places, bursts: tuple[float, ...], generator: np.random.Generator) -> Places:
    """Return hits in the order of the text, each an answer, a word in it, and a code; shape (hits, 3).

    A hit brings a Poisson number of further ones, at geometric distances, as long as the answer lasts; and so do these
    (Hawkes and Oakes 1974, J. Appl. Prob. 11:493-503).
    """
    answers, codes = hazard.shape
    of = np.repeat(np.arange(answers * codes), generator.poisson(hazard * length[:, None]).ravel())
    answer, code = np.divmod(of, codes)
    word = (generator.random(len(of)) * length[answer]).astype(np.intp)
    brought = np.resize(bursts, codes)
    found = [np.column_stack([answer, word, code])]
    while len(word):
        of = np.repeat(np.arange(len(word)), generator.poisson(brought[code]))
        word = word[of] + generator.geometric(1 / _NEAR, len(of))
        inside = word < length[answer[of]]
        answer, word, code = answer[of][inside], word[inside], code[of][inside]
        found.append(np.column_stack([answer, word, code]))
    return _in_order(np.concatenate(found))


def _in_order(hits: Places) -> Places:
    return hits[np.lexsort((hits[:, 2], hits[:, 1], hits[:, 0]))]


def _held(hits: Places, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    found = np.zeros(shape, dtype=np.bool_)
    found[hits[:, 0], hits[:, 2]] = True
    return found


def _chances(hazard: Numbers, what: Interviews, length: Places) -> Numbers:
    """Return the chance that an answer holds a code given document, length and position, whatever the subject is."""
    without = [np.exp(-hazard * level * length[:, None]) for level in _levels(what)]
    return 1 - (1 - _TALKED_OF) * without[0] - _TALKED_OF * without[1]


def _planted(
    first: NDArray[np.bool_],
    second: NDArray[np.bool_],
    chances: Numbers,
    odds_ratio: float,
    generator: np.random.Generator,
) -> NDArray[np.bool_]:
    """Return where the second code is, once answers are added and thinned out so that `odds_ratio` holds."""
    p, q = chances.T
    total = 1 + (odds_ratio - 1) * (p + q)
    both = (total - np.sqrt(total**2 - 4 * odds_ratio * (odds_ratio - 1) * p * q)) / (2 * (odds_ratio - 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        wanted = np.where(first, both / p, (q - both) / (1 - p))
        kept, added = wanted / q, (wanted - q) / (1 - q)
    drawn = generator.random(len(first))
    return np.where(second, ~(drawn >= kept), drawn < added)


def _with_second(
    hits: Places, before: NDArray[np.bool_], after: NDArray[np.bool_], length: Places, generator: np.random.Generator
) -> Places:
    """Return hits without those of the second code where it was thinned out, and with one where it was added."""
    added = np.flatnonzero(after & ~before)
    fresh = np.column_stack([added, generator.integers(0, length[added]), np.ones(len(added), dtype=np.intp)])
    return _in_order(np.concatenate([hits[(hits[:, 2] != 1) | after[hits[:, 0]]], fresh]))
