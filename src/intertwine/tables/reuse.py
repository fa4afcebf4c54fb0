"""The company's words: its terms, and runs of its texts that come back in interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.measures.uptake.records import LEXICON, REUSED
from intertwine.tables.columns import MOST_PRINTED, PaperTable, count, number, text
from intertwine.wording.labels import Pair
from intertwine.wording.sentences import joined

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results

NO_TERMS: Pair = (
    "No term was found: too few of its texts, or too short ones, share a word or phrase; where company terms are "
    "counted, their number is 0.",
    "未找到任何用语：其文本过少或过短，没有共有的词或短语；凡统计公司用语之处，数目均为 0。",
)


def lexicon_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of the company's terms; LaTeX prints the first of them."""
    frame, uptake = results[LEXICON], settings.uptake
    note = (
        f"Terms of the source {uptake.company}, in at least {uptake.documents} of its texts, found from these and a "
        "reference list alone, never from the interviews. Words are at least "
        f"{uptake.ratio:g} times as frequent as in the reference; where a language has no reference there are phrases "
        "alone.",
        f"来源 {uptake.company} 的用语，至少见于其 {uptake.documents} 个文本；只据这些文本与参照词表得出，"
        f"从不参看访谈。单词的频率至少为参照的 {uptake.ratio:g} 倍；无参照词表的语言只列短语。",
    )
    if frame.empty:
        note = joined([note, NO_TERMS])
    columns = [text("language"), text("term"), count("frequency"), count("range"), number("log_ratio")]
    return PaperTable(name="lexicon", note=note, frame=frame, columns=columns, printed=frame.head(MOST_PRINTED))


def reused_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of runs of the company's texts in interviews; LaTeX prints the most widespread."""
    frame = results[REUSED].sort_values(["language", "documents", "text"], ascending=[True, False, True])
    uptake = settings.uptake
    note = (
        f"Whole runs of the company's texts ({uptake.zh} Han characters, {uptake.en} English words or more) that come "
        "back in interviews, names and labels of menus left out. Interviewers are the comparison: who talks of the "
        "same matter shares some runs by chance.",
        f"公司文本中整段（至少 {uptake.zh} 个汉字或 {uptake.en} 个英文词）在访谈中再现的语段，"
        "不含名称与菜单标签。访谈者的话供对照：谈同一话题的人总会偶然共用一些语段。",
    )
    columns = [text("language"), text("role"), text("text", width=0.5), count("documents"), count("times")]
    return PaperTable(name="reused", note=note, frame=frame, columns=columns, printed=frame.head(MOST_PRINTED))
