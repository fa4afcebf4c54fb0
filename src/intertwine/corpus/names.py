"""What a speaker's label can be: one written form for all, labels that name no person, and what looks like a name."""

from __future__ import annotations

import re
import unicodedata

from intertwine.language.script import HAN

_DECORATION = re.compile(r"[\s*_#\[\]【】〔〕<>\u200b-\u200f\u2060\ufeff]+|[:：]+$")
_DOTS = str.maketrans(dict.fromkeys("•・‧∙●", "·"))
_REMARK = re.compile(r"[(（][^()（）]{0,40}[)）]$")
_NUMBER = re.compile(r"\d{1,3}$")


def label_key(label: str) -> str:
    """Return the form in which labels are compared: width, case, spaces and marks do not tell speakers apart.

    >>> label_key("Ｌｉ  Ling ：") == label_key("li ling")
    True
    """
    return _DECORATION.sub("", unicodedata.normalize("NFKC", label).casefold().translate(_DOTS))


def without_remark(label: str) -> str:
    """Return `label` without a remark in brackets at its end.

    >>> without_remark("林悦（笑）")
    '林悦'
    """
    return _REMARK.sub("", label.rstrip(" :：")).strip()


def unnumbered(key: str) -> str:
    """Return the `key` of a numbered question or answer without its number, other keys as they are.

    >>> unnumbered("q12"), unnumbered("p12")
    ('q', 'p12')
    """
    bare = _NUMBER.sub("", key)
    return bare if bare in _QUESTION_OR_ANSWER else key


_QUESTION_OR_ANSWER = frozenset("q a 问 答 問 question answer 提问 提問 回答".split())
_GENERIC = _QUESTION_OR_ANSWER | frozenset(
    """
    i r p int resp interviewer interviewee respondent participant informant subject speaker moderator host facilitator
    researcher reporter journalist guest audience audiencemember unknown unknownspeaker
    访谈者 访谈员 访谈人 采访者 采访人 访问者 访问员 受访者 受访人 被访者 被访人 被采访者 被访谈者
    訪談者 訪談員 訪談人 採訪者 採訪人 訪問者 訪問員 受訪者 受訪人 被訪者 被訪人 被採訪者 被訪談者
    研究者 调查员 調查員 记者 記者 主持人 嘉宾 嘉賓 来宾 來賓 观众 觀眾 听众 聽眾
    说话人 說話人 发言人 發言人 讲话人 講話人 讲者 講者 男 女 男声 女声 男聲 女聲 甲 乙 丙 丁
    """.split()
)
_GENERIC_PATTERN = re.compile(
    rf"(?:{'|'.join(sorted(map(re.escape, _GENERIC), key=len, reverse=True))})[a-z0-9一二三四五六七八九十甲乙丙丁]{{0,3}}"
    r"|[a-z]\d{1,3}"
)


def is_generic(key: str) -> bool:
    """Return whether `key` says what somebody does in an interview and not who it is.

    >>> [is_generic(label_key(label)) for label in ("说话人 2", "Interviewer", "P03", "林悦")]
    [True, True, True, False]
    """
    return key in _GENERIC or (_GENERIC_PATTERN.fullmatch(key) is not None and not _is_word(key))


def _is_word(key: str) -> bool:
    """Return whether a letter and what follows it make a word of their own, as in ``air``."""
    return len(key) > 1 and key[0] in "aiqrp" and key.isascii() and key.isalpha() and key not in _GENERIC


_SAYING = "我你妳您他她它们們这這那哪的了吗嗎呢吧啊嘛么麼什怎谁誰是说說讲講问問叫喊觉覺"
_LEAD_INS = frozenset(
    """
    第一 第二 第三 第四 第五 其一 其二 其三 一 二 三 四 五 首先 其次 再次 最后 最後 另外 此外 还有 還有 同时 同時 总之 總之 所以 因此
    因为 因為 但 但是 然而 不过 不過 比如 例如 譬如 像 如 如下 以下 举例 舉例 例 例子 即 结果 結果 结论 結論 原因 理由 目的 目标 目標
    重点 重點 关键 關鍵 核心 建议 建議 注 注意 备注 備註 说明 提示 警告 提醒 问题 問題 答案 优点 優點 缺点 缺點 好处 好處 坏处 壞處
    优势 優勢 劣势 劣勢 风险 風險 安全 信用 方法 步骤 步驟 时间 時間 地点 地點 日期 主题 主題 标题 標題 题目 題目 来源 來源 出处 出處
    作者 编辑 編輯 译者 譯者 文 图 圖 表 附 附件 网址 網址 链接 連結 电话 電話 地址 邮箱 郵箱 微信 价格 價格 关于 關於 内容 內容 概述
    背景 前言 引言 摘要 定义 定義 用途 功能 特点 特點 规则 規則 条件 條件 时长 時長 访谈时间 访谈地点 访谈日期 录音 錄音 编号 編號
    性别 性別 年龄 年齡 职业 職業 学历 學歷 城市
    note notes example examples first second third fourth finally however so but and or because also then well yes no ok okay
    now one two three four five six seven eight nine ten question answers pro con pros cons warning tip tips reason result
    results conclusion summary date time place location topic title subject source sources link links url http https www mailto
    email phone address price step option options definition background overview introduction abstract keywords author
    editor translator copyright version edit update ps nb re fwd important remember caution info fig figure table chapter
    section part appendix step1 step2 step3 step4
    """.split()
)
_NOTES = re.compile(
    "笑|哭|听不清|聽不清|停顿|停頓|沉默|掌声|掌聲|鼓掌|音乐|音樂|咳|叹|嘆|录音|錄音|无声|無聲|重叠|重疊|插话|插話|打断|打斷|手机|电话|電話|中断|中斷"
    "|laugh|inaudible|unclear|pause|silence|crosstalk|overlap|applause|music|sigh|cough|noise|recording|redacted|sic|end of"
)
_HAN_NAME = re.compile(
    rf"[{HAN}]{{1,6}}(?:·[{HAN}]{{1,8}}){{0,3}}[A-Za-z0-9]{{0,4}}|[A-Za-z]{{1,12}}\d{{0,3}}[{HAN}]{{1,4}}"
)
_LATIN_WORD = re.compile(
    r"[^\W\d_a-z][^\W\d_]*(?:[.'’-][^\W\d_]*)*\d{0,3}|(?:d|de|der|den|del|della|di|da|du|la|le|van|von|bin|al|el|y|e)"
)
_ARTICLES = frozenset(
    "the a an this that these those there it he she we they you what when where why how if in on at for".split()
)


def looks_like_name(label: str) -> bool:
    """Return whether `label` can be somebody's name or pseudonym, by its shape and by what it is not.

    A Chinese name is up to six Han characters (parts of a foreign one are tied by ``·``) without pronouns, particles and
    verbs of saying; a Latin one up to four capitalised words. Words that lead in a sentence (比如, Note) and remarks of
    the transcriber (笑, inaudible) are no names.

    >>> [looks_like_name(label) for label in ("林悦", "Trisha de Borchgrave", "我跟你说", "比如", "There is one thing")]
    [True, True, False, False, False]
    """
    plain = unicodedata.normalize("NFKC", label).translate(_DOTS).strip()
    folded = plain.casefold()
    if folded.replace(" ", "") in _LEAD_INS or _NOTES.search(folded):
        return False
    if _HAN_NAME.fullmatch(plain.replace(" ", "")):
        return not any(sign in _SAYING for sign in plain)
    words = plain.split()
    latin = 1 <= len(words) <= 4 and all(map(_LATIN_WORD.fullmatch, words))
    return latin and words[0].casefold() not in _ARTICLES | _LEAD_INS and not words[0].islower()
