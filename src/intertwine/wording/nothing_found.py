"""Where nothing was found, in words: what was looked for, in which language and script, and what to try."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intertwine.vocabulary import ALL
from intertwine.wording.labels import CodeNames, Pair, inside_sentence, phrase
from intertwine.wording.notes import worded
from intertwine.wording.sentences import filled, joined

IN_THE_STUDY: Pair = (
    "Nothing of the codebook was found in the whole study.",
    "整个研究中未发现编码本中的任何词条。",
)
IN_A_SOURCE: Pair = (
    "Nothing of the codebook was found in the source {name}.",
    "来源“{name}”中未发现编码本中的任何词条。",
)
IN_A_LANGUAGE: Pair = (
    "Nothing of the codebook was found in the documents in {name}.",
    "{name}文档中未发现编码本中的任何词条。",
)
OF_A_CODE: Pair = (
    "The code {name} was never found.",
    "编码“{name}”从未出现。",
)
LOOKED_FOR: Pair = (
    "Looked for: {entries_zh:,} Chinese entries (in simplified and traditional characters alike) and {entries_en:,} "
    "English ones, in what respondents and authors say in {documents:,} documents: {words_zh:,} Chinese words{script} "
    "and {words_en:,} English ones.",
    "查找范围：{entries_zh:,} 个中文词条（简体与繁体同样匹配）与 {entries_en:,} 个英文词条；"
    "{documents:,} 个文档中受访者与作者的话语：{words_zh:,} 个中文词{script}与 {words_en:,} 个英文词。",
)
SCRIPTS: dict[str, Pair] = {
    "": ("", ""),
    "simplified": (" in simplified characters", "（简体）"),
    "traditional": (" in traditional characters", "（繁体）"),
    "both": (" in simplified and in traditional characters", "（简体与繁体）"),
}
TO_TRY: Pair = ("To try: {tries}.", "可以尝试：{tries}。")


def what_was_looked_for(row: Mapping[Any, Any], names: CodeNames) -> Pair:
    """Return where nothing was found, and what was looked for there.

    Parameters
    ----------
    row
        Of the table of parts in which nothing was found.
    names
        English and Chinese label of each code.
    """
    return joined([_where(row, names), filled(LOOKED_FOR, **(dict(row) | {"script": SCRIPTS[row["script"]]}))])


def what_to_try(row: Mapping[Any, Any]) -> Pair:
    """Return what to try where nothing was found."""
    return filled(TO_TRY, tries=worded(row["note"]))


def _where(row: Mapping[Any, Any], names: CodeNames) -> Pair:
    if row["code"] != ALL:
        return filled(OF_A_CODE, name=inside_sentence(names, row["code"]))
    if row["source"] != ALL:
        return filled(IN_A_SOURCE, name=phrase(row["source"]))
    return filled(IN_A_LANGUAGE, name=phrase(row["language"])) if row["language"] != ALL else IN_THE_STUDY
