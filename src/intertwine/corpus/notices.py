"""What programs write into transcripts of their own accord: notices, heads and ends that nobody said."""

from __future__ import annotations

import re

from intertwine.language.simplification import simplified

_MADE = "transcribed|transcription|transcript|subtitles|captions|generated|created|recorded|exported"
_PROGRAM = (
    r"(?:https?://\S+|[\w-]+\.(?:com|ai|io|cn|org|app)\S*|(?:an? |the )?(?:ai|otter|rev|zoom|teams|whisper\w*|descript|"
    r"sonix|trint|notta|fireflies|assemblyai|google|microsoft|iflytek)\b[\w .,-]{0,30})"
)
_TEXT = "内容|内文|文稿|文字|转写|字幕|文件|文档|记录|纪要|逐字稿|结果"
_WROTE = "生成|转写|识别|导出|转录|翻译"
_MACHINES = "自动|ai|人工智能|智能|机器|软件|系统|讯飞|腾讯|飞书|通义|钉钉"
_BY_PROGRAM = rf"(?:[^，,。]{{0,16}}?(?:{_MACHINES})[^，,。]{{0,12}}?)(?:{_WROTE})"
_NOTICES = re.compile(
    rf"(?:this )?(?:{_MADE})(?: was| is)?(?: (?:provided|generated|created|made))? (?:by|with|from|using) {_PROGRAM}|"
    r"auto(?:matically)?[- ]generated(?: (?:transcript|captions|subtitles|by .{1,40}))?\.?|"
    rf"(?:以上|本|此|该)?(?:{_TEXT})*(?:均?由|为|系|来自)\s*{_BY_PROGRAM}(?:[，,。].{{0,30}})?|"
    r"仅供参考[。.]?|"
    r"(?:[\[(])?end of (?:transcript|recording|interview|audio)[\])]?\.?|"
    r"[（(【\[]?(?:录音|录像|访谈|采访|转写|全文|转录)(?:到此)?(?:结束|完毕|完)[）)】\]]?[。.]?|"
    r"page\s*\d+(?:\s*(?:of|/)\s*\d+)?|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|"
    r"[-–—]\s*\d{1,4}\s*[-–—]",
    re.IGNORECASE,
)
_LONGEST = 160


def is_notice(text: str) -> bool:
    """Return whether a line is what a program or a page says, and nobody's words.

    >>> is_notice("Transcribed by https://otter.ai"), is_notice("以上内容由AI生成，仅供参考"), is_notice("由他们提供")
    (True, True, False)
    """
    return len(text) <= _LONGEST and _NOTICES.fullmatch(_simple(text)) is not None


def _simple(text: str) -> str:
    plain = text.strip().strip("*_# \t")
    return plain if plain.isascii() else simplified(plain)
