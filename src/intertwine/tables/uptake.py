"""Whose words they are: prompted or volunteered, asked and unasked, echoes of questions, and speaker by speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.measures.uptake.records import ECHOES, OPPORTUNITIES, PROFILES, UPTAKE
from intertwine.tables.columns import (
    PaperTable,
    PrintedColumn,
    count,
    counts,
    effect,
    in_all_languages,
    number,
    of_families,
    probability,
    share,
    share_with_interval,
    text,
)
from intertwine.vocabulary import PROMPTING
from intertwine.wording.sentences import joined
from intertwine.wording.statements import (
    THESE,
    adjustment_sentence,
    cluster_sentence,
    seed_of,
    share_interval_sentence,
    sign_test_sentence,
)

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair


def uptake_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of how respondents came to name each code."""
    frame = results[UPTAKE]
    return PaperTable(
        name="uptake",
        note=_shares_note(_UPTAKE, settings),
        frame=frame,
        columns=_share_columns("way"),
        printed=of_families(in_all_languages(frame)),
        estimate="share_of_uses",
    )


def opportunities_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of how often a code is named before it was asked for, right after, and later."""
    frame = results[OPPORTUNITIES]
    return PaperTable(
        name="opportunities",
        note=_shares_note(_OPPORTUNITIES, settings),
        frame=frame,
        columns=_share_columns("state"),
        printed=of_families(in_all_languages(frame)),
        estimate="share_of_turns",
    )


_UPTAKE: Pair = (
    "How respondents came to name a code, in interviews with questions: of their uses the share in each way; "
    "unprompted is volunteered and self-repeated together.",
    "在含提问的访谈中受访者如何提及编码：各方式占其使用的比例；未经提示为主动提及与自我重复之和。",
)
_OPPORTUNITIES: Pair = (
    "Share of the respondents' turns that name a code, before an interviewer named it in that interview, in the turns "
    "right after, and later.",
    "含该编码的受访者话轮比例：访谈者在该访谈中提及之前、紧随其后、以及此后。",
)


def _share_columns(by: str) -> list[PrintedColumn]:
    return [
        text("label"),
        text("source"),
        text(by),
        share_with_interval(decimals=0),
        counts("units_of", ("uses", "n_units")),
        count("n_documents"),
    ]


def _shares_note(about: Pair, settings: Settings) -> Pair:
    return joined([about, cluster_sentence(settings), share_interval_sentence(settings), THESE])


def echoes_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of how much more often an answer names a code if the question did."""
    frame = results[ECHOES]
    columns = [
        text("label"),
        text("source"),
        effect(as_ratio=False),
        probability(),
        number("crude_echo"),
        *(count(name) for name in ("questions", "answers", "both", "n_units", "n_documents")),
    ]
    return PaperTable(
        name="echoes",
        note=joined(
            [
                _ECHOES,
                cluster_sentence(settings),
                sign_test_sentence(settings, seed_of(frame)),
                adjustment_sentence(frame),
                THESE,
            ]
        ),
        frame=frame,
        columns=columns,
        printed=of_families(in_all_languages(frame)),
        estimate="echo",
    )


_ECHOES: Pair = (
    "C: how much more often the answer names a code if the question did (difference of shares), at equal length and "
    "place of question and answer and beyond what the answers one and two exchanges away lead one to expect. Crude C: "
    "against all answers, with nothing allowed for. A topic that lasts for a few exchanges is allowed for; one that "
    "changes with every question is not told from taking up its words.",
    "C：提问提及某编码时回答更多提及它的程度（比例之差），在提问与回答长度、位置相同的条件下，且扣除前后一至二次问答所预示者。"
    "粗 C：与全部回答相比，未作任何扣除。持续数次问答的话题已予扣除；随每次提问而变的话题则与承接用语无从区分。",
)


def profiles_table(results: Results, _settings: Settings) -> PaperTable:
    """Return the table of respondents one by one."""
    columns = [
        text("speaker"),
        text("language"),
        *(count(name) for name in ("turns", "words", *PROMPTING)),
        share("unprompted"),
        count("company_terms"),
        number("matching"),
    ]
    return PaperTable(name="profiles", note=_PROFILES, frame=results[PROFILES], columns=columns)


_PROFILES: Pair = (
    "Each respondent: turns, words, uses of codes by the way they came about, share unprompted, different terms of the "
    "company's lexicon used, and how alike their codes are to the questions' (1 - |p1 - p2| / (p1 + p2), mean over "
    "families of codes, 0 to 1).",
    "每位受访者：话轮、词数、各方式的编码使用数、未经提示的比例、所用公司用语的数目，以及其编码与提问的相似度"
    "（1 - |p1 - p2| / (p1 + p2) 在各编码大类上的平均，0 至 1）。",
)
