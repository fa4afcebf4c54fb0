"""Topics by codes: where the families of codes occur more, topic by topic and language by language."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intertwine.figures.canvas import FAINT, LARGE, NORMAL, SMALL, TALLEST, Canvas, Look, canvas, message
from intertwine.figures.figure import Figure, labelled, texts_in
from intertwine.figures.heat_map import (
    LEGEND,
    Cells,
    Grid,
    column_heads,
    draw_cells,
    heads_of,
    longest,
    reach,
    scale_bar,
)
from intertwine.measures.topics.records import TOPIC_CODES, TOPICS
from intertwine.results import chosen_engine, languages_in
from intertwine.wording.labels import Labels, Pair, top_level
from intertwine.wording.numbers import MISSING, share, signed
from intertwine.wording.sentences import joined
from intertwine.wording.statements import (
    BCA,
    NO_TOPICS,
    THESE,
    bootstrap_sentence,
    cluster_sentence,
    seed_of,
    topics_sentences,
)

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results

NARROWEST_CELL = 3.8
TITLE = 7.0
"""Room in mm over the topics of a language, for its name."""

WHAT: Pair = ("Topics by families of codes.", "主题与编码大类。")
MEASURE: Pair = (
    "Rows: topics with their share and words; the measure in the cells is log2 of the ratio of two shares: of the "
    "topic's weight that lies with the code, and of the other topics' weight; +1 is twice as much.",
    "行：主题及其比例与主题词；格中为两个比例之比的 log2："
    "该主题权重中含该编码者，与其他主题权重中含该编码者；+1 表示多一倍。",
)
MARKS: Pair = (
    "*: the interval does not hold 0 (not adjusted for many cells). n/a: the code is too rare.",
    "*：区间不含 0（未对多格作校正）。n/a：该编码过少。",
)


def topics_figure(results: Results, labels: Labels, settings: Settings) -> Figure:
    """Return where the families of codes occur more, topic by topic; the font holds the words of every engine."""
    topics, codes = results[TOPICS], results[TOPIC_CODES]
    engine = chosen_engine(topics)
    shown = topics[(topics["engine"] == engine) & (topics["words"] != "")]
    families = codes[(codes["engine"] == engine) & codes["code"].isin(top_level(codes["code"]))]
    return Figure(
        name="topics",
        data=labelled(families, labels),
        caption=topics_caption(shown, settings),
        texts=texts_in(topics, "language", "words"),
        draw=partial(draw_topics, shown, codes),
    )


def topics_caption(topics: pd.DataFrame, settings: Settings) -> Pair:
    """Return the caption; `topics` are those shown."""
    if topics.empty:
        return NO_TOPICS
    intervals = bootstrap_sentence(settings, BCA, seed_of(topics))
    return joined([WHAT, *topics_sentences(topics), MEASURE, cluster_sentence(settings), intervals, MARKS, THESE])


def draw_topics(topics: pd.DataFrame, topic_codes: pd.DataFrame, look: Look) -> Canvas:
    """Draw topics in rows, with their words, and families of codes in columns; a panel for each language."""
    if topics.empty or topic_codes.empty:
        return message(look, look.labels.say("no topics"))
    codes = top_level(topic_codes["code"])
    panels = [topics[topics["language"] == language] for language in languages_in(topics)]
    matrices = [_cells(rows, topic_codes, codes) for rows in panels]
    look = look.at_least(len(codes) * NARROWEST_CELL / 0.54 + 3)
    margin = 0.46 * look.width
    width = min(11.0, (look.width - margin - 3) / len(codes))
    names = heads_of(look, codes, width, NORMAL)
    head = longest(look, names, NORMAL) + 3
    height = min(7.4, (TALLEST - head - LEGEND - TITLE * len(panels)) / len(topics))
    sheet = canvas(look, head + LEGEND + TITLE * len(panels) + height * len(topics))
    grid = Grid(margin, head, width, height)
    column_heads(sheet, names, grid, size=NORMAL)
    sheet.text(2, head - 2, look.labels.say("topic words"), size=SMALL, color=FAINT)
    for rows, cells in zip(panels, matrices, strict=True):
        sheet.text(2, grid.top + 3.5, look.labels.say(rows["language"].iloc[0]), size=LARGE)
        grid = replace(grid, top=grid.top + TITLE)
        draw_cells(sheet, look, cells, grid, end=reach(matrices))
        for number, topic in enumerate(rows.to_dict("records")):
            _write_topic(sheet, look, topic, grid, number)
        grid = replace(grid, top=grid.top + height * len(rows))
    notes = [f"* {look.labels.say('off zero')}", f"{MISSING}: {look.labels.say('too small')}"]
    scale_bar(sheet, look, end=reach(matrices), name=look.labels.say("log2 ratio"), notes=notes)
    return sheet


def _write_topic(sheet: Canvas, look: Look, topic: Mapping[Any, Any], grid: Grid, number: int) -> None:
    """Write number, share and words of a topic before its row, in as many lines as there is room for."""
    top = grid.middle_of_row(number)
    sheet.text(5.5, top, str(topic["topic"]), size=NORMAL, ha="right")
    sheet.text(13.5, top, share(float(topic["share"]), 0), size=SMALL, ha="right")
    lines = look.font.wrapped(topic["words"], SMALL, grid.left - 18).split("\n")
    room = max(1, int(grid.height / 2.7))
    shown = lines[:room]
    if len(lines) > room:
        shown[-1] = shown[-1].rstrip(" ,、") + " …"
    sheet.text(15, top, "\n".join(shown), size=SMALL, linespacing=1.1)


def _cells(topics: pd.DataFrame, topic_codes: pd.DataFrame, codes: list[str]) -> Cells:
    """Return the log ratios of topics and codes as a matrix, with a mark where the interval does not hold 0."""
    keys = ["language", "engine", "topic"]
    table = topic_codes.set_index([*keys, "code"])[["estimate", "low", "high"]]
    wanted = pd.MultiIndex.from_tuples([(*row, code) for row in topics[keys].itertuples(index=False) for code in codes])
    cells = table.reindex(wanted)
    off_zero = (cells["low"] > 0) | (cells["high"] < 0)
    texts = [
        MISSING if math.isnan(value) else signed(value, 1) + ("*" if off else "")
        for value, off in zip(cells["estimate"], off_zero, strict=True)
    ]
    shape = (len(topics), len(codes))
    values = cells["estimate"].to_numpy(dtype=np.float64).reshape(shape)
    every, nothing = np.ones(shape, dtype=np.bool_), np.full(shape, "", dtype=object)
    return Cells(values, np.array(texts, dtype=object).reshape(shape), every, certain=every, counts=nothing)
