"""Names by which people call the columns of a transcript in a table."""

from __future__ import annotations

from collections.abc import Sequence

from intertwine.corpus.label_words import word_set
from intertwine.corpus.names import label_key

SPEAKER_COLUMNS = word_set("""
    speaker speakers name who participant person speakername speakerlabel
    说话人 發言人 说话者 說話者 发言者 發言者 說話人 发言人 讲话人 講話人 讲者 講者 姓名 人物 角色 谁 誰 身份 称呼
    role roles interlocutor voice character talker
""")
TEXT_COLUMNS = word_set("""
    text content contents transcript utterance utterances speech paragraph message caption dialogue words
    内容 內容 文本 文字 正文 发言 發言 发言内容 發言內容 说话内容 說話內容 转写 轉寫 转录
    逐字稿 对话 對話 段落 话语 話語 说了什么 說了什麼 话 話 说的话 說的話 台词 台詞 句子
    said says line sentence comment response answer
""")


def column_named(header: Sequence[str], names: frozenset[str]) -> int | None:
    """Return the place of the first column whose name is among `names`, in any width, case and spacing.

    >>> column_named(["Time", "Speaker Name", "Text"], SPEAKER_COLUMNS)
    1
    """
    return next((at for at, name in enumerate(header) if label_key(name) in names), None)


def is_header(cells: Sequence[str]) -> bool:
    """Return whether a row names a column of speakers and a column of what they say."""
    return column_named(cells, SPEAKER_COLUMNS) is not None and column_named(cells, TEXT_COLUMNS) is not None
