"""Results in words, from the numbers alone, in English and Chinese."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from intertwine.measures.cooccurrence.records import DIFFERENCES, LEFT_OUT, SPECIFICATIONS
from intertwine.measures.order.order import FIRST
from intertwine.measures.order.records import ORDER
from intertwine.measures.uptake.records import UPTAKE
from intertwine.measures.validation.records import CORRECTED
from intertwine.report.unprompted import share_with_interval, unprompted_shares
from intertwine.results import ALPHA, Results, hypothesis_rows, of_reading, of_unit, steadiness, with_people
from intertwine.vocabulary import ALL
from intertwine.wording import numbers
from intertwine.wording.labels import ONE_UNIT, CodeNames, Pair, beginning, contrast_in_words, inside_sentence, phrase
from intertwine.wording.notes import worded
from intertwine.wording.sentences import filled, joined, listed

if TYPE_CHECKING:
    from intertwine.config import Settings

Row = Mapping[Any, Any]


def results_in_words(results: Results, names: CodeNames, settings: Settings) -> list[Pair]:
    """Return one paragraph for each hypothesis and source, contrast, ordered pair and source, and on uptake.

    Parameters
    ----------
    results
        What the stages wrote.
    names
        English and Chinese label of each code.
    settings
        The declared pairs, the primary unit and the reading.
    """
    return [
        *_associations(results, names, settings),
        *_differences(results[DIFFERENCES], names, settings),
        *_orders(of_reading(results[ORDER], settings.reading), names),
        *unprompted_shares(results[UPTAKE], names),
    ]


def hypotheses_of_all_languages(results: Results, settings: Settings) -> pd.DataFrame:
    """Return the hypotheses in the primary unit by source, all languages together."""
    rows = hypothesis_rows(of_unit(results.cooccurrence, settings.primary_unit), settings.hypotheses)
    return with_people(rows[rows["language"] == ALL], results[CORRECTED])


ASSOCIATED: Pair = (
    "{a} and {b} met in one {unit} {more_or_less} than chance has it",
    "{a}与{b}在同一{unit}中比随机{more_or_less}共现",
)
MORE_OFTEN: Pair = ("more often", "更常")
LESS_OFTEN: Pair = ("less often", "更少")
NOT_SHOWN_ASSOCIATED: Pair = (
    "that {a} and {b} meet in one {unit} more or less often than chance could not be shown",
    "未能表明{a}与{b}在同一{unit}中的共现偏离随机",
)
ASSOCIATION: Pair = (
    "{source}: {verdict} (odds ratio {odds} in {units} of the same length and place; adjusted {p}; {n}).{excluded}",
    "{source}：{verdict}（长度与位置相同的{unit}中优势比 {odds}；校正后 {p}；{n}）。{excluded}",
)
EXCLUDED: Pair = (
    " All hypotheses taken together, odds ratios below {low} and above {high} are excluded.",
    "就全部假设合并而言，可排除低于 {low} 与高于 {high} 的优势比。",
)
AS_PEOPLE_CODE: Pair = (
    "{source}, as people code: {verdict} (odds ratio {odds}; {coded} {units} coded by hand, {both} with both)."
    "{excluded}",
    "{source}，按人工编码：{verdict}（优势比 {odds}；人工编码 {coded} 个{unit}，其中 {both} 个两者皆有）。{excluded}",
)
AS_COUNTED: Pair = ("As the lexicon counts: {sentence}", "按词表计数：{sentence}")
ASSOCIATION_NOT_TESTED: Pair = (
    "{source}: whether {a} and {b} meet in one {unit} was not tested ({note}; {n}).",
    "{source}：{a}与{b}是否在同一{unit}中共现，未作检验（{note}；{n}）。",
)
UNITS_WITH_BOTH: Pair = (
    "n = {n_units:,} {units} in {n_documents} documents and {n_clusters} clusters; {both} hold both",
    "n = {n_documents} 个文档、{n_clusters} 个群组中的 {n_units:,} 个{unit}，其中 {both} 个两者皆有",
)


def _associations(results: Results, names: CodeNames, settings: Settings) -> Iterator[Pair]:
    yield from (association_in_words(row, names, settings) for row in associations(results, settings))


def associations(results: Results, settings: Settings) -> list[Row]:
    """Return the hypotheses by source, all languages together, with how steady each is."""
    rows = hypotheses_of_all_languages(results, settings)
    return list(rows.join(steadiness(rows, results[SPECIFICATIONS], results[LEFT_OUT])).to_dict("records"))


def is_shown(row: Row, *, by_people: bool) -> bool:
    """Return whether a hypothesis stands, with all of them taken together: as people code, or as the lexicon counts."""
    if by_people:
        return bool(row["corrected_together_low"] > 1 or row["corrected_together_high"] < 1)
    return bool(row["p_adjusted"] < ALPHA)


def association_in_words(row: Row, names: CodeNames, settings: Settings) -> Pair:
    """Return what is said of one hypothesis in one source: as people code and as the lexicon counts, and how steady."""
    if math.isnan(row["corrected"]):
        return joined([_association(row, names, settings), _stability(row)])
    counted = filled(AS_COUNTED, sentence=_association(row, names, settings))
    return joined([_as_people_code(row, names, settings), counted, _stability(row)])


def _as_people_code(row: Row, names: CodeNames, settings: Settings) -> Pair:
    values = source_and_codes(row, names)
    values |= {"unit": ONE_UNIT[settings.primary_unit], "units": phrase(settings.primary_unit)}
    low, high = float(row["corrected_together_low"]), float(row["corrected_together_high"])
    found = is_shown(row, by_people=True)
    known = not (math.isnan(low) or math.isnan(high))
    return filled(
        AS_PEOPLE_CODE,
        **values,
        verdict=filled(
            ASSOCIATED if found else NOT_SHOWN_ASSOCIATED,
            **values,
            more_or_less=MORE_OFTEN if row["corrected"] > 1 else LESS_OFTEN,
        ),
        odds=numbers.interval(row["corrected"], row["corrected_low"], row["corrected_high"]),
        coded=int(row["coded"]),
        both=int(row["coded_both"]),
        excluded=filled(EXCLUDED, low=numbers.ratio(low), high=numbers.ratio(high))
        if known and not found
        else ("", ""),
    )


def _association(row: Row, names: CodeNames, settings: Settings) -> Pair:
    values = source_and_codes(row, names)
    values |= {"unit": ONE_UNIT[settings.primary_unit], "units": phrase(settings.primary_unit)}
    counts = {name: int(row[name]) for name in ("n_units", "n_documents", "n_clusters", "both")}
    values |= {"n": filled(UNITS_WITH_BOTH, **values, **counts)}
    if math.isnan(row["p"]):
        return filled(ASSOCIATION_NOT_TESTED, **values, note=worded(row["note"]))
    found = is_shown(row, by_people=False)
    excluded = filled(EXCLUDED, low=numbers.ratio(row["together_low"]), high=numbers.ratio(row["together_high"]))
    return filled(
        ASSOCIATION,
        **values,
        verdict=filled(
            ASSOCIATED if found else NOT_SHOWN_ASSOCIATED,
            **values,
            more_or_less=MORE_OFTEN if row["estimate"] > 1 else LESS_OFTEN,
        ),
        odds=numbers.interval(row["estimate"], row["low"], row["high"]),
        excluded=("", "") if found else excluded,
        p=numbers.p_in_words(row["p_adjusted"]),
    )


def source_and_codes(row: Row, names: CodeNames) -> dict[str, object]:
    """Return what a sentence on two codes begins with: the source, and the codes as a sentence has them."""
    codes = {name: inside_sentence(names, str(row[f"code_{name}"])) for name in ("a", "b")}
    return {"source": beginning(phrase(row["source"])), **codes}


SAME_SIDE: Pair = (
    "Of {estimated} specifications {share} are on the same side of 1; with one document left out the odds ratio stays "
    "between {low} and {high}.{fragile}",
    "{estimated} 种设定中 {share} 在 1 的同侧；去掉任一文档，优势比在 {low} 与 {high} 之间。{fragile}",
)
FRAGILE: Pair = (" This is fragile.", "此结果脆弱。")


def _stability(row: Row) -> Pair:
    """Say how many specifications are on the side of a tested result, and where it stays without one document."""
    if math.isnan(row["p"]) or not row["estimated"]:
        return "", ""
    return filled(
        SAME_SIDE,
        estimated=int(row["estimated"]),
        share=numbers.share(row["same_side"], 0),
        low=numbers.ratio(row["without_low"]),
        high=numbers.ratio(row["without_high"]),
        fragile=FRAGILE if row["fragile"] else ("", ""),
    )


CONTRAST: Pair = (
    "Difference, {contrast} ({documents} documents, length of {units} allowed for):",
    "差异，{contrast}（{documents} 个文档，已控制长度）：",
)
RATIO_OF_ODDS_RATIOS: Pair = (
    "the odds ratio of {a} and {b} is {size} in the first (ratio {ratio}, adjusted {p});",
    "{a}与{b}的优势比在前者中{size}（比值 {ratio}，校正后 {p}）；",
)
LARGER: Pair = ("larger", "较大")
SMALLER: Pair = ("smaller", "较小")
NO_DIFFERENCE: Pair = (
    "for {rest} of {hypotheses} hypotheses no difference could be shown.",
    "其余 {rest} 个假设（共 {hypotheses} 个）未能表明有差异。",
)
NO_OTHER_DIFFERENCE: Pair = (
    "for the other {rest} of {hypotheses} hypotheses no difference could be shown.",
    "其余 {rest} 个假设（共 {hypotheses} 个）未能表明有差异。",
)


def _differences(differences: pd.DataFrame, names: CodeNames, settings: Settings) -> Iterator[Pair]:
    whole = (differences["source"] == ALL) & (differences["language"] == ALL)
    odds_ratios = differences[whole & (differences["measure"] == "odds ratio")]
    for contrast, rows in odds_ratios.groupby("contrast", sort=True):
        tested = rows[rows["p"].notna()]
        differing = tested[tested["p_adjusted"] < ALPHA].to_dict("records")
        rest = len(tested) - len(differing)
        sentence = NO_OTHER_DIFFERENCE if differing else NO_DIFFERENCE
        yield joined(
            [
                filled(
                    CONTRAST,
                    contrast=contrast_in_words(str(contrast)),
                    documents=int(rows["n_documents"].max()),
                    units=phrase(settings.primary_unit),
                ),
                *(_ratio_of_odds_ratios(row, names) for row in differing),
                filled(sentence, rest=rest, hypotheses=len(rows)) if rest else ("", ""),
            ]
        )


def _ratio_of_odds_ratios(row: Row, names: CodeNames) -> Pair:
    return filled(
        RATIO_OF_ODDS_RATIOS,
        **source_and_codes(row, names),
        size=LARGER if row["estimate"] > 1 else SMALLER,
        ratio=numbers.interval(row["estimate"], row["low"], row["high"]),
        p=numbers.p_in_words(row["p_adjusted"]),
    )


ORDERED: Pair = ("{first} comes before {second} more often than after it", "{first}更常在{second}之前")
NOT_SHOWN_ORDERED: Pair = ("no order of {a} and {b} could be shown", "未能表明{a}与{b}有先后次序")
ORDER_FOUND: Pair = (
    "{source}: {verdict} ({a} first in {share} of the turns that begin with one of the two and end with the other, "
    "50 % by chance; adjusted {p}; {n}).",
    "{source}：{verdict}（在始于其一、终于另一的话轮中，{a}在先者占 {share}，随机为 50%；校正后 {p}；{n}）。",
)
ORDER_NOT_TESTED: Pair = (
    "{source}: the order of {a} and {b} was not tested ({note}; {n}).",
    "{source}：{a}与{b}的先后未作检验（{note}；{n}）。",
)
LEADING_TURNS: Pair = (
    "n = {n_units} such turns in {n_documents} documents",
    "n = {n_documents} 个文档中 {n_units} 个此类话轮",
)


def _orders(order: pd.DataFrame, names: CodeNames) -> Iterator[Pair]:
    yield from (order_in_words(row, names) for row in ordered_pairs(order))


def ordered_pairs(order: pd.DataFrame) -> list[Row]:
    """Return the ordered pairs by source, all languages together, by which code comes first."""
    return list(order[(order["measure"] == FIRST) & (order["language"] == ALL)].to_dict("records"))


def order_in_words(row: Row, names: CodeNames) -> Pair:
    """Return what is said of one ordered pair in one source."""
    values = source_and_codes(row, names)
    values |= {"n": filled(LEADING_TURNS, n_units=int(row["n_units"]), n_documents=int(row["n_documents"]))}
    if math.isnan(row["p"]):
        return filled(ORDER_NOT_TESTED, **values, note=worded(row["note"]))
    first, second = ("a", "b") if row["estimate"] > 0.5 else ("b", "a")
    verdict = ORDERED if row["p_adjusted"] < ALPHA else NOT_SHOWN_ORDERED
    return filled(
        ORDER_FOUND,
        **values,
        verdict=filled(verdict, **values, first=values[first], second=values[second]),
        share=share_with_interval(row),
        p=numbers.p_in_words(row["p_adjusted"]),
    )


def pairs_listed(rows: Sequence[Row], names: CodeNames) -> Pair:
    """Return the pairs of codes in `rows` with their sources, one after the other."""
    sentence: Pair = ("{a} × {b} ({source})", "{a} × {b}（{source}）")
    return listed(filled(sentence, **source_and_codes(row, names) | {"source": phrase(row["source"])}) for row in rows)
