"""Which reader reads which format; each is imported when a file needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from intertwine.corpus.lines import ReadFile


def _docx(data: bytes) -> ReadFile:
    from intertwine.corpus.word import word_lines

    return ReadFile(*word_lines(data), place="paragraph")


def _pdf(data: bytes) -> ReadFile:
    from intertwine.corpus.pdf import pdf_lines

    return ReadFile(*pdf_lines(data), place="page")


def _xlsx(data: bytes) -> ReadFile:
    from intertwine.corpus.spreadsheet import xlsx_lines

    return ReadFile(*xlsx_lines(data), place="row")


def _odt(data: bytes) -> ReadFile:
    from intertwine.corpus.open_document import odt_lines

    return ReadFile(*odt_lines(data), place="paragraph")


def _rtf(data: bytes) -> ReadFile:
    from intertwine.corpus.rich_text import rtf_lines

    return ReadFile(*rtf_lines(data), place="paragraph")


def _epub(data: bytes) -> ReadFile:
    from intertwine.corpus.open_document import epub_lines

    return ReadFile(*epub_lines(data), place="paragraph")


def _eml(data: bytes) -> ReadFile:
    from intertwine.corpus.messages import eml_lines

    return ReadFile(*eml_lines(data), place="paragraph")


def _eaf(data: bytes) -> ReadFile:
    from intertwine.corpus.annotations import elan_lines

    return ReadFile(*elan_lines(data), place="annotation")


def _exb(data: bytes) -> ReadFile:
    from intertwine.corpus.annotations import exmaralda_lines

    return ReadFile(*exmaralda_lines(data), place="annotation")


def _trs(data: bytes) -> ReadFile:
    from intertwine.corpus.annotations import transcriber_lines

    return ReadFile(*transcriber_lines(data), place="annotation")


def _ttml(data: bytes) -> ReadFile:
    from intertwine.corpus.subtitles import ttml_lines

    return ReadFile(*ttml_lines(data), place="caption", captions=True)


def _txt(text: str) -> ReadFile:
    from intertwine.corpus.plain_text import plain_lines

    return ReadFile(plain_lines(text))


def _md(text: str) -> ReadFile:
    from intertwine.corpus.markdown import markdown_lines, without_marks

    return ReadFile(*markdown_lines(text), words=without_marks)


def _html(text: str) -> ReadFile:
    from intertwine.corpus.web_page import page_lines

    return ReadFile(*page_lines(text), place="paragraph")


def _csv(text: str) -> ReadFile:
    from intertwine.corpus.spreadsheet import csv_lines

    return ReadFile(*csv_lines(text), place="row")


def _json(text: str) -> ReadFile:
    from intertwine.corpus.recogniser_output import json_lines

    return ReadFile(*json_lines(text), place="segment")


def _cha(text: str) -> ReadFile:
    from intertwine.corpus.chat import chat_lines

    return ReadFile(*chat_lines(text), place="line")


def _textgrid(text: str) -> ReadFile:
    from intertwine.corpus.annotations import textgrid_lines

    return ReadFile(*textgrid_lines(text), place="annotation")


def _captions(text: str) -> ReadFile:
    from intertwine.corpus.captions import caption_lines

    return ReadFile(*caption_lines(text), place="line", captions=True)


def _sbv(text: str) -> ReadFile:
    from intertwine.corpus.subtitles import sbv_lines

    return ReadFile(*sbv_lines(text), place="line", captions=True)


def _ass(text: str) -> ReadFile:
    from intertwine.corpus.subtitles import ass_lines

    return ReadFile(*ass_lines(text), place="line", captions=True)


def _lrc(text: str) -> ReadFile:
    from intertwine.corpus.subtitles import lrc_lines

    return ReadFile(*lrc_lines(text), place="line", captions=True)


OF_BYTES: Mapping[str, Callable[[bytes], ReadFile]] = {
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "odt": _odt,
    "rtf": _rtf,
    "epub": _epub,
    "eml": _eml,
    "eaf": _eaf,
    "exb": _exb,
    "trs": _trs,
    "ttml": _ttml,
}
"""Readers of formats that say themselves how their characters are encoded."""

OF_TEXT: Mapping[str, Callable[[str], ReadFile]] = {
    "txt": _txt,
    "md": _md,
    "vtt": _captions,
    "srt": _captions,
    "html": _html,
    "csv": _csv,
    "json": _json,
    "cha": _cha,
    "textgrid": _textgrid,
    "sbv": _sbv,
    "ass": _ass,
    "lrc": _lrc,
}
"""Readers of formats that are text, by which the encoding is found out."""
