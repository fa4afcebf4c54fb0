"""Results in words, from the numbers alone, and what the run holds against itself; in English and Chinese."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from intertwine.measures.matrix import FEW_CLUSTERS
from intertwine.measures.order.order import ADJACENT
from intertwine.results import (
    ALL,
    ALPHA,
    best_part,
    hypothesis_rows,
    of_reading,
    of_unit,
    rows_by,
    same_sign,
)
from intertwine.wording import numbers
from intertwine.wording.labels import Pair, contrast_said, phrase
from intertwine.wording.notes import worded
from intertwine.wording.statements import joined
from intertwine.wording.titles import ONE_UNIT

if TYPE_CHECKING:
    from intertwine.config import Settings

Frames = Mapping[str, pd.DataFrame]
Names = Mapping[str, Pair]
FRAGILE = 0.75
"""Share of specifications on one side of 1 below which a result is called fragile."""

LOW = 0.7
"""Precision or recall below which a lexicon is called weak."""


def results(frames: Frames, names: Names, settings: Settings) -> list[Pair]:
    """Return one paragraph for each hypothesis and source, ordered pair and source, contrast, and on uptake.

    Parameters
    ----------
    frames
        `cooccurrence` (one reading, with length-adjusted odds ratios), `specifications`, `left_out`, `differences`,
        `order`, `uptake`.
    names
        English and Chinese label of each code.
    """
    return [
        *_hypotheses(frames, names, settings),
        *_differences(frames["differences"], names, settings),
        *_order(frames["order"], names, settings),
        *_uptake(frames["uptake"], names),
    ]


def _named(names: Names, *codes: str) -> tuple[Sequence[str], Sequence[str]]:
    pairs = [names.get(code, (code, code)) for code in codes]
    return [pair[0].lower() if pair[0].isascii() else pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _hypotheses(frames: Frames, names: Names, settings: Settings) -> Iterator[Pair]:
    rows = hypothesis_rows(of_unit(frames["cooccurrence"], settings.primary_unit), settings.hypotheses)
    told = rows_by(same_sign(frames["specifications"]), "source", "code_a", "code_b")
    for row in rows[rows["language"] == ALL].to_dict("records"):
        key = (str(row["source"]), *sorted((str(row["code_a"]), str(row["code_b"]))))
        yield joined([_met(row, names, settings), _stands(key, told.get(key), frames["left_out"])])


def _met(row: Mapping[Any, Any], names: Names, settings: Settings) -> Pair:
    (one, other), (first, second) = _named(names, row["code_a"], row["code_b"])
    english, chinese = ONE_UNIT[settings.primary_unit]
    source = phrase(row["source"])
    n = (
        f"n = {int(row['n_units']):,} {phrase(settings.primary_unit)[0]} in {int(row['n_documents'])} documents and "
        f"{int(row['n_clusters'])} clusters; {int(row['both'])} hold both",
        f"n = {int(row['n_documents'])} 个文档、{int(row['n_clusters'])} 个群组中的 {int(row['n_units']):,} 个"
        f"{chinese}，"
        f"其中 {int(row['both'])} 个两者皆有",
    )
    if math.isnan(row["p"]):
        why, _ = worded(row["note"])
        return (
            f"{source[0].capitalize()}: whether {one} and {other} meet in one {english} was not tested ({why}; "
            f"{n[0]}).",
            f"{source[1]}：{first}与{second}是否在同一{chinese}中共现，未作检验（{n[1]}）。",
        )
    length = numbers.interval(row["adjusted"], row["adjusted_low"], row["adjusted_high"])
    stratified = numbers.interval(row["estimate"], row["low"], row["high"])
    p_said = numbers.p_said(row["p_adjusted"])
    effect = row["estimate"] if math.isnan(row["adjusted"]) else row["adjusted"]
    more = ("more often", "更常") if effect > 1 else ("less often", "更少")
    shown = row["p_adjusted"] < ALPHA
    verdict = (
        (
            f"{one} and {other} met in one {english} {more[0]} than chance has it",
            f"{first}与{second}在同一{chinese}中比随机{more[1]}共现",
        )
        if shown
        else (
            f"that {one} and {other} meet in one {english} more or less often than chance could not be shown",
            f"未能表明{first}与{second}在同一{chinese}中的共现偏离随机",
        )
    )
    return (
        f"{source[0].capitalize()}: {verdict[0]} (odds ratio {length} in {phrase(settings.primary_unit)[0]} of "
        "the same "
        f"length, {stratified} by document, crude {numbers.ratio(row['crude_odds_ratio'])}; adjusted {p_said}; "
        f"{n[0]}).",
        f"{source[1]}：{verdict[1]}（同等长度的{chinese}中优势比 {length}，按文档分层 {stratified}，粗优势比 "
        f"{numbers.ratio(row['crude_odds_ratio'])}；校正后 {p_said}；{n[1]}）。",
    )


def _stands(key: Sequence[str], told: Mapping[str, Any] | None, left_out: pd.DataFrame) -> Pair:
    if not told or not told["estimated"]:
        return "", ""
    side = max(told["above"], 1 - told["above"])
    direction = ("above", "大于") if told["above"] >= 0.5 else ("below", "小于")
    without = left_out[
        (left_out["source"] == key[0]) & (left_out["code_a"] == key[1]) & (left_out["code_b"] == key[2])
        & (left_out["what"] == "document")
    ]["estimate_without"]  # fmt: skip
    ends = (numbers.ratio(float(without.min())), numbers.ratio(float(without.max()))) if len(without) else None
    left = (
        (f"; with one document left out the odds ratio by document stays between {ends[0]} and {ends[1]}",
         f"；去掉任一文档，按文档分层的优势比在 {ends[0]} 与 {ends[1]} 之间")
        if ends else ("", "")
    )  # fmt: skip
    return (
        f"Of {int(told['estimated'])} specifications {numbers.share(side, 0)} lie {direction[0]} 1{left[0]}.",
        f"{int(told['estimated'])} 种设定中 {numbers.share(side, 0)} {direction[1]} 1{left[1]}。",
    )


def _differences(found: pd.DataFrame, names: Names, settings: Settings) -> Iterator[Pair]:
    rows = found[(found["measure"] == "odds ratio") & (found["source"] == ALL) & (found["language"] == ALL)]
    for contrast, of_contrast in rows.groupby("contrast", sort=True):
        english, chinese = contrast_said(str(contrast))
        tested = of_contrast[of_contrast["p"].notna()]
        said = [_difference(row, names) for row in tested[tested["p_adjusted"] < ALPHA].to_dict("records")]
        rest = len(tested) - len(said)
        n = f"{int(of_contrast['n_documents'].max())}"
        yield joined([
            (f"Difference, {english} ({n} documents, length of {phrase(settings.primary_unit)[0]} allowed for):",
             f"差异，{chinese}（{n} 个文档，已控制长度）："),
            *said,
            (f"for {'the other ' if said else ''}{rest} of {len(of_contrast)} hypotheses no difference could be shown.",
             f"其余 {rest} 个假设（共 {len(of_contrast)} 个）未能表明有差异。") if rest else ("", ""),
        ])  # fmt: skip


def _difference(row: Mapping[Any, Any], names: Names) -> Pair:
    (one, other), (first, second) = _named(names, row["code_a"], row["code_b"])
    ratio, p_said = numbers.interval(row["estimate"], row["low"], row["high"]), numbers.p_said(row["p_adjusted"])
    larger = ("larger", "较大") if row["estimate"] > 1 else ("smaller", "较小")
    return (
        f"the odds ratio of {one} and {other} is {larger[0]} in the first (ratio {ratio}, adjusted {p_said});",
        f"{first}与{second}的优势比在前者中{larger[1]}（比值 {ratio}，校正后 {p_said}）；",
    )


def _order(order: pd.DataFrame, names: Names, settings: Settings) -> Iterator[Pair]:
    rows = of_reading(order, settings.reading) if len(order) else order
    rows = rows[(rows["measure"] == ADJACENT) & (rows["language"] == ALL)]
    for row in rows.to_dict("records"):
        (one, other), (first, second) = _named(names, row["code_a"], row["code_b"])
        source = phrase(row["source"])
        n = (f"n = {int(row['n_units'])} neighbouring spans in {int(row['n_documents'])} documents",
             f"n = {int(row['n_documents'])} 个文档中 {int(row['n_units'])} 对相邻片段")  # fmt: skip
        if math.isnan(row["p"]):
            why, _ = worded(row["note"])
            yield (f"{source[0].capitalize()}: the order of {one} and {other} was not tested ({why}).",
                   f"{source[1]}：{first}与{second}的先后未作检验（{n[1]}）。")  # fmt: skip
            continue
        ends = [numbers.share(float(row[name]), 0) for name in ("estimate", "low", "high")]
        inside = numbers.MISSING if numbers.MISSING in ends else f"{ends[1]}, {ends[2]}"
        p_said = numbers.p_said(row["p_adjusted"])
        shown = row["p_adjusted"] < ALPHA
        first_one = row["estimate"] > 0.5
        verdict = (
            (f"{one if first_one else other} comes before {other if first_one else one} more often than after it",
             f"{first if first_one else second}更常在{second if first_one else first}之前")
            if shown else (f"no order of {one} and {other} could be shown", f"未能表明{first}与{second}有先后次序")
        )  # fmt: skip
        yield (
            f"{source[0].capitalize()}: {verdict[0]} ({one} first in {ends[0]} [{inside}] of neighbouring "
            "spans, 50 % by "
            f"chance; adjusted {p_said}; {n[0]}).",
            f"{source[1]}：{verdict[1]}（相邻片段中{first}在先者占 {ends[0]} [{inside}]，随机为 50%；校正后 "
            f"{p_said}；{n[1]}）。",
        )


def _uptake(uptake: pd.DataFrame, names: Names) -> Iterator[Pair]:
    found = uptake[(uptake["language"] == ALL) & (uptake["way"] == "unprompted")]
    found = found[~found["code"].str.contains(".", regex=False) & found["estimate"].notna()]
    for source, rows in found.groupby("source", sort=True):
        english, chinese = phrase(str(source))
        said = []
        for row in rows.sort_values("estimate", ascending=False).to_dict("records"):
            (one,), (first,) = _named(names, str(row["code"]))
            ends = [numbers.share(float(row[name]), 0) for name in ("estimate", "low", "high")]
            inside = numbers.MISSING if numbers.MISSING in ends else f"{ends[1]}, {ends[2]}"
            said.append((f"{one} {ends[0]} [{inside}] of {int(row['n_units'])}",
                         f"{first} {ends[0]} [{inside}]（{int(row['n_units'])} 次）"))  # fmt: skip
        yield (
            f"{english.capitalize()}: of the respondents' uses these shares were unprompted, no interviewer "
            "having named "
            f"the concept before: {'; '.join(pair[0] for pair in said)}.",
            f"{chinese}：受访者的使用中未经提示（访谈者此前未提及该概念）的比例："
            f"{'；'.join(pair[1] for pair in said)}。",
        )


def limitations(frames: Frames, names: Names, settings: Settings) -> list[Pair]:
    """Return what the run found that speaks against itself, and what it cannot say in any case."""
    return [*_few(frames), *_not_tested(frames, settings), *_fragile(frames, names), *_driven(frames, names),
            *_weak(frames["validation"], names), *ALWAYS]  # fmt: skip


def _few(frames: Frames) -> Iterator[Pair]:
    pairs = frames["cooccurrence"]
    sizes = pairs[pairs["language"] == ALL].groupby("source")["n_clusters"].max()
    few = [(source, int(size)) for source, size in sizes.items() if size < FEW_CLUSTERS]
    if few:
        yield (
            f"Few clusters: {', '.join(f'{phrase(source)[0]} {size}' for source, size in few)}. Below {FEW_CLUSTERS} "
            "intervals and permutation tests lose power, and one text weighs much.",
            f"群组较少：{'、'.join(f'{phrase(source)[1]} {size}' for source, size in few)}。少于 {FEW_CLUSTERS} "
            "个时区间与检验"
            "的效力有限，单个文本影响较大。",
        )


def _not_tested(frames: Frames, settings: Settings) -> Iterator[Pair]:
    rows = hypothesis_rows(of_unit(frames["cooccurrence"], settings.primary_unit), settings.hypotheses)
    whole = rows[rows["language"] == ALL]
    missing = int(whole["p"].isna().sum())
    if missing:
        yield (
            f"{missing} of {len(whole)} hypotheses by source could not be tested: too few units or documents.",
            f"{len(whole)} 个按来源的假设中有 {missing} 个因单位或文档过少而无法检验。",
        )


def _fragile(frames: Frames, names: Names) -> Iterator[Pair]:
    told = same_sign(frames["specifications"])
    shaky = told[(told["above"] < FRAGILE) & (told["above"] > 1 - FRAGILE)]
    if len(shaky):
        english, chinese = _listed(shaky, names)
        yield (
            f"Fragile: in fewer than {FRAGILE:.0%} of the specifications on one side of 1: {english}.",
            f"不稳：在 1 的同侧者不足全部设定的 {FRAGILE:.0%}：{chinese}。",
        )


def _driven(frames: Frames, names: Names) -> Iterator[Pair]:
    left = frames["left_out"]
    turned = left[(left["note"] != "") & (left["what"] == "document")].drop_duplicates(["source", "code_a", "code_b"])
    if len(turned):
        english, chinese = _listed(turned, names)
        yield (
            f"One document turns the direction of the odds ratio: {english}.",
            f"去掉一个文档后优势比方向改变：{chinese}。",
        )


def _listed(rows: pd.DataFrame, names: Names) -> Pair:
    """Return the pairs of codes in `rows` with their sources."""
    said = [(_named(names, row["code_a"], row["code_b"]), phrase(row["source"])) for row in rows.to_dict("records")]
    return (
        "; ".join(f"{' × '.join(codes[0])} ({source[0]})" for codes, source in said),
        "；".join(f"{' × '.join(codes[1])}（{source[1]}）" for codes, source in said),
    )


def _weak(validation: pd.DataFrame, names: Names) -> Iterator[Pair]:
    if validation.empty:
        yield ("The codebook was not held against hand coding: all results are of words, not of meanings.",
               "编码本未与人工编码对照：所有结果反映词语，而非意义。")  # fmt: skip
        return
    found = best_part(validation)
    whole = found[(found["source"] == ALL) & (found["language"] == ALL)]
    weak = whole[(whole["precision"] < LOW) | (whole["recall"] < LOW)].to_dict("records")
    if weak:
        said = [(_named(names, str(row["code"])), row) for row in weak]
        yield (
            "Low validity: "
            + "; ".join(f"{name[0][0]} (precision {numbers.share(row['precision'], 0)}, recall "
                        f"{numbers.share(row['recall'], 0)})" for name, row in said)
            + ". What is missed or marked wrongly weakens or bends the associations above.",
            "效度较低：" + "；".join(f"{name[1][0]}（精确率 {numbers.share(row['precision'], 0)}，召回率 "
                              f"{numbers.share(row['recall'], 0)}）" for name, row in said)
            + "。漏标与误标会减弱或扭曲上述关联。",
        )  # fmt: skip


ALWAYS: tuple[Pair, ...] = (
    (
        "These texts were chosen, not drawn at random: the numbers describe them and speak of no population. An "
        "association is neither a cause nor an argument, an order no justification, an unprompted word no "
        "conviction. The "
        "sentences behind each number are to be read.",
        "这些文本是选取的，并非随机抽取：数字只描述它们，不推及总体。关联既非因果，也非论证；先后并非理由；未经提示的词也并非信念。"
        "每个数字背后的句子都应细读。",
    ),
)
