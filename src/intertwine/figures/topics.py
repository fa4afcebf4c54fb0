"""Topics by codes: where the families of codes occur more, topic by topic and language by language."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from intertwine.figures.canvas import FAINT, LARGE, NORMAL, SMALL, TALLEST, Canvas, Look, canvas, message
from intertwine.figures.heat_map import LEGEND, Cells, column_heads, draw_cells, heads_of, longest, reach, scale_bar
from intertwine.results import chosen_engine, languages_in
from intertwine.wording.labels import top_level
from intertwine.wording.numbers import MISSING, share, signed

NARROWEST_CELL = 3.8


def topics_figure(topics: pd.DataFrame, topic_codes: pd.DataFrame, look: Look) -> Canvas:
    """Draw topics in rows, with their words, and families of codes in columns; a panel for each language."""
    shown = topics[topics["engine"] == chosen_engine(topics)]
    shown = shown[shown["words"] != ""]
    if shown.empty or topic_codes.empty:
        return message(look, look.labels.say("no topics"))
    languages, codes = languages_in(shown), top_level(topic_codes["code"])
    look = look.at_least(len(codes) * NARROWEST_CELL / 0.54 + 3)
    margin = 0.46 * look.width
    width = min(11.0, (look.width - margin - 3) / len(codes))
    names = heads_of(look, codes, width, NORMAL)
    head = longest(look, names, NORMAL) + 3
    room = TALLEST - head - LEGEND - 7 * len(languages)
    height = min(7.4, room / len(shown))
    sheet = canvas(look, head + LEGEND + 7 * len(languages) + height * len(shown))
    column_heads(sheet, names, left=margin, bottom=head, width=width, size=NORMAL)
    matrices = [_cells(shown[shown["language"] == language], topic_codes, codes) for language in languages]
    sheet.text(2, head - 2, look.labels.say("topic words"), size=SMALL, color=FAINT)
    top = head
    for language, cells in zip(languages, matrices, strict=True):
        rows = shown[shown["language"] == language]
        sheet.text(2, top + 3.5, look.labels.say(language), size=LARGE)
        top += 7
        draw_cells(sheet, look, cells, left=margin, top=top, width=width, height=height, end=reach(matrices))
        for number, row in enumerate(rows.itertuples()):
            _row(sheet, look, row, top=top + (number + 0.5) * height, width=margin, height=height)
        top += height * len(rows)
    notes = [f"* {look.labels.say('off zero')}", f"{MISSING}: {look.labels.say('too small')}"]
    scale_bar(
        sheet,
        look,
        left=4,
        top=sheet.height - LEGEND + 3,
        end=reach(matrices),
        name=look.labels.say("log2 ratio"),
        notes=notes,
    )
    return sheet


def _row(sheet: Canvas, look: Look, row: object, *, top: float, width: float, height: float) -> None:
    topic, part, words = (getattr(row, name) for name in ("topic", "share", "words"))
    sheet.text(5.5, top, str(topic), size=NORMAL, ha="right")
    sheet.text(13.5, top, share(float(part), 0), size=SMALL, ha="right")
    lines = look.font.wrapped(words, SMALL, width - 18).split("\n")
    room = max(1, int(height / 2.7))
    said = lines[:room]
    if len(lines) > room:
        said[-1] = said[-1].rstrip(" ,、") + " …"
    sheet.text(15, top, "\n".join(said), size=SMALL, linespacing=1.1)


def _cells(topics: pd.DataFrame, topic_codes: pd.DataFrame, codes: list[str]) -> Cells:
    keys = ["language", "engine", "topic"]
    table = topic_codes.set_index([*keys, "code"])[["estimate", "low", "high"]]
    wanted = pd.MultiIndex.from_tuples([(*row, code) for row in topics[keys].itertuples(index=False) for code in codes])
    found = table.reindex(wanted)
    off_zero = (found["low"] > 0) | (found["high"] < 0)
    said = [
        MISSING if math.isnan(value) else signed(value, 1) + ("*" if off else "")
        for value, off in zip(found["estimate"], off_zero, strict=True)
    ]
    shape = (len(topics), len(codes))
    values = found["estimate"].to_numpy(dtype=np.float64).reshape(shape)
    return Cells(values, np.array(said, dtype=object).reshape(shape), np.ones(shape, dtype=np.bool_))
