"""Numbers as a paper prints them."""

from __future__ import annotations

import math

MISSING = "n/a"
MINUS = "−"
NOT_ADJUSTED = "–"
"""In place of what holds of a family of tests, beside a test that belongs to none."""


def ratio(value: float) -> str:
    """Return an odds ratio: two decimals, one from 10, none from 100.

    >>> ratio(2.345), ratio(12.71), ratio(float("nan"))
    ('2.35', '12.7', 'n/a')
    """
    if math.isnan(value):
        return MISSING
    if math.isinf(value):
        return "∞"
    return f"{value:.{2 if value < 9.995 else 1 if value < 99.95 else 0}f}"


def short_ratio(value: float) -> str:
    """Return an odds ratio for a small cell: two figures.

    >>> short_ratio(0.333), short_ratio(2.345), short_ratio(12.7)
    ('0.33', '2.3', '13')
    """
    if not math.isfinite(value):
        return ratio(value)
    return f"{value:.{2 if value < 0.995 else 1 if value < 9.95 else 0}f}"


def signed(value: float, decimals: int = 2) -> str:
    """Return a number with its sign, a minus as long as a plus.

    >>> signed(-1.5), signed(0.25), signed(-0.001)
    ('−1.50', '+0.25', '0.00')
    """
    if math.isnan(value):
        return MISSING
    said = f"{value:+.{decimals}f}".replace("-", MINUS)
    return said if said.strip("+−0.") else said[1:]


def share(value: float, decimals: int = 1) -> str:
    """Return a share as per cent.

    >>> share(0.1234)
    '12.3%'
    """
    return MISSING if math.isnan(value) else f"{100 * value:.{decimals}f}%"


def adjusted_probability(value: float, adjusted: float) -> str:
    """Return an adjusted p-value; a dash where there is a p-value that belongs to no family.

    >>> adjusted_probability(0.01, 0.03), adjusted_probability(0.01, float("nan"))
    ('.030', '–')
    """
    return NOT_ADJUSTED if math.isnan(adjusted) and not math.isnan(value) else probability(adjusted)


def probability(value: float) -> str:
    """Return a p-value as papers print it: three decimals without the zero before the point.

    >>> probability(0.0001), probability(0.0312), probability(1.0)
    ('< .001', '.031', '1')
    """
    if math.isnan(value):
        return MISSING
    if value < 0.001:
        return "< .001"
    return "1" if value > 0.9995 else f"{value:.3f}"[1:]


def p_in_words(value: float) -> str:
    """Return a p-value as a sentence has it.

    >>> p_in_words(0.0001), p_in_words(0.0312)
    ('p < .001', 'p = .031')
    """
    said = probability(value)
    return f"p {said}" if said.startswith("<") else f"p = {said}"


def interval(estimate: float, low: float, high: float, *, as_ratio: bool = True) -> str:
    """Return an effect with its interval: odds ratios, or signed log ratios; one end missing is no limit there.

    >>> interval(2.0, 1.5, 3.25), interval(2.0, float("nan"), float("nan"))
    ('2.00 [1.50, 3.25]', '2.00 [n/a]')
    >>> interval(2.0, 1.5, float("nan"), as_ratio=False), interval(-2.0, float("nan"), -1.5, as_ratio=False)
    ('+2.00 [+1.50, ∞)', '−2.00 (−∞, −1.50]')
    """
    say = ratio if as_ratio else signed
    if math.isnan(estimate):
        return MISSING
    if math.isnan(low) and math.isnan(high):
        return f"{say(estimate)} [{MISSING}]"
    lower = f"({'0' if as_ratio else MINUS + '∞'}" if math.isnan(low) else f"[{say(low)}"
    upper = "∞)" if math.isnan(high) else f"{say(high)}]"
    return f"{say(estimate)} {lower}, {upper}"


def share_interval(estimate: float, low: float, high: float, *, decimals: int = 1) -> str:
    """Return a share with its interval as per cent.

    >>> share_interval(0.5, 0.4, 0.625), share_interval(0.5, float("nan"), float("nan"), decimals=0)
    ('50.0% [40.0%, 62.5%]', '50% [n/a]')
    """
    if math.isnan(low) or math.isnan(high):
        return f"{share(estimate, decimals)} [{MISSING}]"
    return f"{share(estimate, decimals)} [{share(low, decimals)}, {share(high, decimals)}]"
