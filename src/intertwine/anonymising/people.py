"""What tells of a person by cue and pattern in plain text: addresses of every kind, plates, names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intertwine.anonymising.numbers import Span
from intertwine.corpus.names import looks_like_name
from intertwine.language.script import HAN

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    "石金韦贾夏傅方邹熊白孟秦邱侯江尹薛阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温庞殷章葛管甘齐简施詹游骆"
)
_AFTER_SMALL = "王李张刘陈杨赵吴周徐孙朱胡郭林罗郑梁宋唐许韩冯邓曹彭曾蔡潘袁董余苏叶吕魏蒋杜丁沈姜范卢傅汪崔陆廖姚"
_TWO_SIGNS = "欧阳|司马|上官|诸葛|司徒|东方|皇甫|慕容|令狐|端木"
_TITLES = (
    "先生|女士|小姐|太太|老师|教授|博士|经理|主任|医生|护士|同学|阿姨|叔叔|师傅|院长|局长|处长|科长|所长|校长|书记|律师|警官|队长"
    "|班长|会长|老板|总监|主管|大哥|大姐|奶奶|爷爷|伯伯"
)
_NO_GIVEN = frozenset(
    "我你您他她它们这那哪的了吗呢吧啊么什谁是说问叫喊觉和跟与同在有一个很都也还不就到给让被把对找去来从为位些"
)
TITLED = re.compile(rf"(?:{_TITLES}|总(?![是共体之部会结数统量算归])|[哥姐](?![{HAN}]))")
_LONGEST_NAME = 4
_NICKNAME = re.compile(
    rf"(?<![{HAN}])[小老阿][{_AFTER_SMALL}](?![{HAN}])|(?<=[和跟问叫找是给])[小老阿][{_AFTER_SMALL}](?=[，,。;；、说问和跟的也])"
)
_CALLED = re.compile(
    rf"(?:我叫|名字叫|名字是|名叫|姓名[是:]?|叫做|本人是)\s*([{HAN}]{{2,4}}(?:·[{HAN}]{{1,8}})?)(?=[^{HAN}]|今年|来自|是|在|$)"
)
_ENGLISH_WORD = r"[A-Z][a-zà-ÿ]+(?:['’\-][A-Z]?[a-z]+)?"
_ENGLISH_NAME = rf"{_ENGLISH_WORD}(?: {_ENGLISH_WORD}){{0,2}}"
_ENGLISH_TITLED = re.compile(
    rf"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Doctor|Auntie|Uncle|Officer|Madam|Sir)\.? {_ENGLISH_NAME}"
)
_ENGLISH_CALLED = re.compile(
    r"(?i:my (?:full |real )?name is|my name['’]s|i am called|i['’]m called|name:|call me)\s+"
    rf"({_ENGLISH_NAME})"
)
_CUED = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("email", r"([A-Za-z0-9][\w.%+\-]* ?(?:@|\(at\)|\[at\]) ?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)"),
        (
            "wechat",
            r"(?i:微信|薇信|weixin|wechat|wx|vx)[^A-Za-z0-9\n]{0,8}(?i:id|is|handle|account|[ :])*"
            r"([A-Za-z][\w\-]{5,19})(?![\w\-])",
        ),
        ("wechat", r"(?i:微信|薇信|weixin|wechat)(?:号|[ :是为]|id|is){0,6}(\d{5,19})(?!\d)"),
        ("qq", r"(?i:QQ|扣扣|企鹅号)[^\d\n]{0,12}?([1-9](?:[ \-]?\d){4,11})(?!\d)"),
        (
            "plate",
            r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-Za-z][·• .\-]?"
            r"(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{4,5}[A-Za-z0-9挂学警港澳])(?![A-Za-z0-9])",
        ),
        (
            "plate",
            r"(?i:车牌|plate)[^A-Za-z0-9\n]{0,8}(?i:号|number|is|was|[ :])*"
            r"([A-Z]{2,3}[ \-]?\d{1,4}|\d{4}-[A-Z]{2})(?![A-Za-z0-9])",
        ),
        (
            "passport",
            r"(?i:护照|通行证|passport)[^A-Za-z0-9\n]{0,8}(?i:号|number|no\.?|is|was|[ :])*([A-Z]{1,2}\d{7,9})(?!\d)",
        ),
        (
            "address",
            r"((?:(?:Flat|Room|Unit|Apartment|Apt) ?[0-9A-Z]{1,6},? )?(?:(?:\d{1,3}/F|[0-9A-Z]{1,3} Floor),? )?"
            r"\d{1,5}[A-Z]?,? (?:[A-Z][a-z’']+ ){1,4}(?:Road|Street|Avenue|Lane|Drive|Rd|St|Ave|Terrace|Close|Court"
            r"|Square|Boulevard|Blvd|Crescent|Gardens)(?![A-Za-z]))",
        ),
    )
)
_PLACE = rf"[{HAN}]{{2,24}}?(?:路|街|道|巷|弄|胡同|村|里|园|苑|小区|花园|新村|大厦)"
_NUMBER = r"[0-9零〇一二三四五六七八九十百]{1,6}(?:[ \-]?[0-9A-Za-z]{1,4})?\s?"
_ADDRESS = re.compile(
    rf"{_PLACE}(?:\s?{_NUMBER}(?:号楼|号院|号|弄|栋|幢|座|单元|楼|层|室|房|组)[A-Za-z]?)+(?:\s?\d{{3,4}}(?!\d))?"
)
_BEFORE_ADDRESS = re.compile(r".*(?:住在|位于|地址是|地址|寄到|搬到|家在|住|就在|在|是|到)")


def people(text: str) -> Iterator[Span]:
    """Yield start, end and kind of what cues and patterns tell in plain `text`; stretches may overlap."""
    for kind, pattern in _CUED:
        for found in pattern.finditer(text):
            yield *found.span(1), kind
    for found in _ADDRESS.finditer(text):
        before = _BEFORE_ADDRESS.match(found[0])
        inside = before.end() if before and before.end() < found[0].find(_first_digit(found[0])) - 1 else 0
        yield found.start() + inside, found.end(), "address"
    yield from _names(text)


def _first_digit(text: str) -> str:
    return next((sign for sign in text if sign.isdigit()), "")


def _names(text: str) -> Iterator[Span]:
    for found in TITLED.finditer(text):
        begin = _name_before(text, found.start(), full=len(found[0]) > 1)
        if begin is not None:
            yield begin, found.end(), "name"
    for found in _CALLED.finditer(text):
        if _NO_GIVEN.isdisjoint(found[1]) and looks_like_name(found[1]):
            yield *found.span(1), "name"
    for pattern, group in ((_NICKNAME, 0), (_ENGLISH_TITLED, 0), (_ENGLISH_CALLED, 1)):
        yield from ((*found.span(group), "name") for found in pattern.finditer(text))


def _name_before(text: str, end: int, *, full: bool) -> int | None:
    """Return where the name before a title begins: with a surname, and without words that stand in no name."""
    for length in range(_LONGEST_NAME if full else 1, 0, -1):
        begin = end - length
        name = text[max(begin, 0) : end]
        surname = 2 if re.match(_TWO_SIGNS, name) else int(name[:1] in _SURNAMES and bool(name))
        given = name[surname:]
        if (
            begin >= 0
            and surname
            and len(given) <= 2
            and re.fullmatch(f"[{HAN}]*", given)
            and _NO_GIVEN.isdisjoint(given)
        ):
            return begin
    return None
