"""The first screen: each question of the study, what was found, how large and how sure, and what somebody said."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from intertwine.measures.order.records import ORDER
from intertwine.report.links import link, pair_link
from intertwine.report.quotations import Quotable, Side, as_shown, who_is_quoted
from intertwine.report.results import (
    association_in_words,
    associations,
    is_shown,
    order_in_words,
    ordered_pairs,
    source_and_codes,
)
from intertwine.report.unprompted import share_with_interval
from intertwine.results import ALPHA, Results, of_reading
from intertwine.vocabulary import ALL
from intertwine.wording import numbers
from intertwine.wording.labels import ONE_UNIT, CodeNames, Pair, inside_sentence, phrase
from intertwine.wording.notes import worded
from intertwine.wording.sentences import filled, joined

if TYPE_CHECKING:
    from intertwine.config import Settings

Row = Mapping[Any, Any]
Codes = tuple[str, str]
Finding = dict[str, Any]

FARTHEST = 3.0
"""Doublings and halvings of the odds at the ends of the small picture."""

MORE, LESS, HINT, OPEN, UNTOLD = "more", "less", "hint", "open", "untold"
"""More or less than chance; so by itself, not with all hypotheses; not shown; too little to tell."""

ONE_PAIR: Pair = ("Do {a} and {b} go together?", "{a}与{b}是否相伴出现？")
ONE_ORDER: Pair = ("Is {a} named so that {b} follows?", "是否先说{a}、再说{b}？")

TOGETHER: Pair = (
    "{source}: who speaks of {a} speaks of {b} in the same {unit} more often than chance has it.",
    "{source}：谈到{a}的{unit}也谈到{b}，比随机更常见。",
)
APART: Pair = (
    "{source}: who speaks of {a} speaks of {b} in the same {unit} less often than chance has it.",
    "{source}：谈到{a}的{unit}也谈到{b}，比随机更少见。",
)
HINTED: Pair = (
    "{source}: a hint, no more, that {a} and {b} {together}.",
    "{source}：仅有迹象表明{a}与{b}{together}。",
)
GO_TOGETHER: Pair = ("go together", "相伴出现")
STAY_APART: Pair = ("keep apart", "彼此回避")
NOTHING_SHOWN: Pair = (
    "{source}: no tie between {a} and {b} could be shown.",
    "{source}：未能表明{a}与{b}有关联。",
)
TOO_LITTLE: Pair = (
    "{source}: too little to tell whether {a} and {b} go together ({note}).",
    "{source}：材料太少，无法判断{a}与{b}是否相伴出现（{note}）。",
)
SIZE: Pair = (
    "The odds are {odds} times as high, somewhere from {low} to {high}.",
    "优势为 {odds} 倍，在 {low} 至 {high} 倍之间。",
)
MET: Pair = (
    "Both stand in {both} of {n_units} {units}; {documents} of {n_documents} documents name both.",
    "{n_units} 个{unit}中有 {both} 个两者皆有；{n_documents} 个文档中有 {documents} 个兼有两者。",
)
IN_ORDER: Pair = (
    "{source}: {first} is named before {second} more often than after it.",
    "{source}：{first}更常在{second}之前提到。",
)
NO_ORDER: Pair = (
    "{source}: no order of {a} and {b} could be shown.",
    "{source}：未能表明{a}与{b}有先后次序。",
)
NO_ORDER_TOLD: Pair = (
    "{source}: too little to tell which of {a} and {b} comes first ({note}).",
    "{source}：材料太少，无法判断{a}与{b}孰先孰后（{note}）。",
)
SHARE_FIRST: Pair = (
    "Of {n} {units} that begin with one of the two and end with the other, {share} name {a} first.",
    "在始于其一、终于另一的 {n} 个{unit}中，{share} 先提到{a}。",
)
SURE: Pair = ("shown, with all hypotheses taken together", "全部假设合并而言，可以认定")
SURE_ORDER: Pair = ("shown, with all declared orders taken together", "全部所声明的次序合并而言，可以认定")
HARDLY_SURE: Pair = (
    "so by itself; among so many hypotheses it may be chance",
    "单独看如此；在这么多假设之中可能出于偶然",
)
NOT_SURE: Pair = ("not shown: it may be chance", "未能认定：可能出于偶然")
NOT_TOLD: Pair = ("not tested", "未作检验")
FRAGILE: Pair = (
    "; fragile: other sensible choices, or one text less, turn it",
    "；但不稳固：换一种合理选择或少一个文本即会改变",
)
BY_PEOPLE: Pair = ("; as people code it", "；按人工编码校正")
BY_LEXICON: Pair = ("; as the lexicon counts, not held against people", "；按词表计数，未经人工核对")


def findings(results: Results, names: CodeNames, settings: Settings, quotable: Quotable) -> list[dict[str, Any]]:
    """Return each question with its findings, the clearest first and with quotations.

    Parameters
    ----------
    results
        What the stages wrote.
    names
        English and Chinese label of each code.
    settings
        The questions; where there are none, each hypothesis and each order is one.
    quotable
        Texts to quote from.

    Returns
    -------
    list of dict
        `question`, and `findings`: `sentence`, `size`, `sure`, `verdict`, `picture`, `how` (the long sentence), `link`,
        and of the first `quotation` and `counter`.
    """
    associations, orders = _associations(results, names, settings), _orders(results, names, settings)
    quoted: set[str] = set()
    asked = []
    for question, hypotheses, ordered in _questions(settings, names):
        found = [each for pair in hypotheses for each in associations.get(frozenset(pair), ())]
        found += [each for pair in ordered for each in orders.get(pair, ())]
        found = [each | {"quotation": None, "counter": None} for each in found]
        found.sort(key=lambda each: each["clear"], reverse=True)
        if found:
            found[0] |= _quotations(found[0], quotable, quoted)
        asked.append({"question": question, "findings": found})
    return asked


IN_WORDS: Pair = ("In their words", "原话")
AGAINST: Pair = ("Against it", "反例")
BOTH_NAMED: Pair = ("Where both are named", "两者皆提及")
FIRST_ALONE: Pair = ("Where the first stands alone", "只提及前者")
OVERVIEW: Pair = (
    "{shown} of {all} answers hold with all hypotheses taken together; {hints} more are hints{untold}.",
    "{all} 个回答中，{shown} 个在全部假设合并时成立；另有 {hints} 个仅为迹象{untold}。",
)
SO_MANY_UNTOLD: Pair = ("; for {number} there is too little to tell", "；{number} 个材料太少，无法判断")


def overview(asked: Sequence[Mapping[str, Any]]) -> Pair:
    """Return how many of the findings are shown, and how many are not."""
    verdicts = [finding["verdict"] for question in asked for finding in question["findings"]]
    if not verdicts:
        return "", ""
    counts = {"shown": sum(verdicts.count(each) for each in (MORE, LESS)), "hints": verdicts.count(HINT)}
    untold = verdicts.count(UNTOLD)
    said = filled(SO_MANY_UNTOLD, number=untold) if untold else ("", "")
    return filled(OVERVIEW, all=len(verdicts), untold=said, **counts)


def _questions(settings: Settings, names: CodeNames) -> Iterator[tuple[Pair, Sequence[Codes], Sequence[Codes]]]:
    """Give each question with its hypotheses and orders; then those that no question names, each as its own."""
    named_pairs = {frozenset(pair) for question in settings.questions for pair in question.hypotheses}
    named_orders = {pair for question in settings.questions for pair in question.orders}
    for question in settings.questions:
        yield (question.en, question.zh), question.hypotheses, question.orders
    for pair in settings.hypotheses:
        if frozenset(pair) not in named_pairs:
            yield filled(ONE_PAIR, **_codes(*pair, names)), [pair], []
    for pair in settings.orders:
        if pair not in named_orders:
            yield filled(ONE_ORDER, **_codes(*pair, names)), [], [pair]


def _codes(code_a: str, code_b: str, names: CodeNames) -> dict[str, Pair]:
    return {"a": inside_sentence(names, code_a), "b": inside_sentence(names, code_b)}


def _said_by(row: Row, names: CodeNames, unit: str) -> dict[str, Any]:
    return source_and_codes(row, names) | {"unit": ONE_UNIT[unit], "units": phrase(unit)}


def _associations(results: Results, names: CodeNames, settings: Settings) -> dict[frozenset[str], list[Finding]]:
    """Return the findings on each pair of codes, one for each source."""
    found: dict[frozenset[str], list[Finding]] = {}
    for row in associations(results, settings):
        pair = frozenset((str(row["code_a"]), str(row["code_b"])))
        found.setdefault(pair, []).append(_association(row, names, settings))
    return found


def _association(row: Row, names: CodeNames, settings: Settings) -> Finding:
    by_people = not math.isnan(row["corrected"])
    told = by_people or not math.isnan(row["p"])
    prefix = "corrected_" if by_people else ""
    estimate, low, high = (row[name] for name in (prefix.rstrip("_") or "estimate", f"{prefix}low", f"{prefix}high"))
    shown = told and is_shown(row, by_people=by_people)
    alone = told and (low > 1 or high < 1)
    verdict = UNTOLD if not told else (MORE if estimate > 1 else LESS) if shown else HINT if alone else OPEN
    values = _said_by(row, names, settings.primary_unit) | {
        "both": f"{int(row['both']):,}", "n_units": f"{int(row['n_units']):,}", "note": worded(row["note"]),
        "documents": int(row["documents_both"]), "n_documents": int(row["n_documents"]),
        "together": GO_TOGETHER if estimate > 1 else STAY_APART,
        "odds": numbers.ratio(estimate), "low": numbers.ratio(low), "high": numbers.ratio(high),
    }  # fmt: skip
    known = told and math.isfinite(low) and math.isfinite(high)
    fragile = told and not by_people and bool(row["fragile"])
    basis = ("", "") if not told else BY_PEOPLE if by_people else BY_LEXICON
    sure = {UNTOLD: NOT_TOLD, OPEN: NOT_SURE, HINT: HARDLY_SURE}.get(verdict, SURE)
    sentence = {MORE: TOGETHER, LESS: APART, HINT: HINTED, OPEN: NOTHING_SHOWN, UNTOLD: TOO_LITTLE}[verdict]
    return {
        "verdict": verdict,
        "sentence": filled(sentence, **values),
        "size": joined([filled(SIZE, **values) if known else ("", ""), filled(MET, **values)]),
        "sure": tuple(map("".join, zip(sure, FRAGILE if fragile and shown else ("", ""), basis, strict=True))),
        "picture": picture(estimate, low, high) if known else None,
        "how": association_in_words(row, names, settings),
        "link": pair_link(row["code_a"], row["code_b"], row["source"], ALL),
        "clear": (shown, alone, told, abs(math.log(estimate)) if known and estimate > 0 else 0.0, int(row["both"])),
        "pair": (str(row["code_a"]), str(row["code_b"]), str(row["source"])),
    }


def _orders(results: Results, names: CodeNames, settings: Settings) -> dict[tuple[str, str], list[Finding]]:
    """Return the findings on each ordered pair, one for each source."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for row in ordered_pairs(of_reading(results[ORDER], settings.reading)):
        found.setdefault((str(row["code_a"]), str(row["code_b"])), []).append(_order(row, names))
    return found


def _order(row: Row, names: CodeNames) -> Finding:
    told = not math.isnan(row["p"])
    shown = told and row["p_adjusted"] < ALPHA
    values = _said_by(row, names, "turn")
    first, second = ("a", "b") if told and row["estimate"] > 0.5 else ("b", "a")
    values |= {"first": values[first], "second": values[second], "note": worded(row["note"]), "n": int(row["n_units"])}
    values |= {"share": share_with_interval(row)}
    sentence = NO_ORDER_TOLD if not told else IN_ORDER if shown else NO_ORDER
    return {
        "verdict": UNTOLD if not told else OPEN if not shown else MORE,
        "sentence": filled(sentence, **values),
        "size": filled(SHARE_FIRST, **values) if told else ("", ""),
        "sure": NOT_TOLD if not told else SURE_ORDER if shown else NOT_SURE,
        "picture": None,
        "how": order_in_words(row, names),
        "link": pair_link(row["code_a"], row["code_b"], row["source"], ALL),
        "clear": (shown, shown, told, 0.0, int(row["n_units"])),
        "pair": (str(row["code_a"]), str(row["code_b"]), str(row["source"])),
    }


def _quotations(finding: Finding, quotable: Quotable, quoted: set[str]) -> Finding:
    """Return a quotation that bears a finding out, and one that speaks against it."""
    code_a, code_b, source = finding["pair"]
    sides: tuple[Side, Side] = ("first alone", "both") if finding["verdict"] == LESS else ("both", "first alone")
    clear = finding["verdict"] in (MORE, LESS, HINT)
    shown: Finding = {"heads": (IN_WORDS, AGAINST) if clear else (BOTH_NAMED, FIRST_ALONE)}
    for name, side in zip(("quotation", "counter"), sides, strict=True):
        found = quotable.quotation(code_a, code_b, source=source, side=side, quoted=quoted)
        if found:
            quoted.add(who_is_quoted(found))
        shown[name] = as_shown(found, link(document=found.document_id, code=code_a) if found else "")
    return shown


def picture(estimate: float, low: float, high: float) -> dict[str, float]:
    """Return where an odds ratio and its interval stand on a line from an eighth to eight, in hundredths.

    >>> picture(1.0, 0.5, 16.0)
    {'estimate': 50.0, 'low': 33.3, 'high': 100.0}
    """

    def place(value: float) -> float:
        doublings = math.log2(value) if value > 0 else -FARTHEST
        return round(50 + 50 * min(max(doublings, -FARTHEST), FARTHEST) / FARTHEST, 1)

    return {"estimate": place(estimate), "low": place(low), "high": place(high)}
