"""Bytes to text: which encoding a file is in, and how sure that is.

A mark of byte order decides; else the encoding the manifest names; else UTF-8 where every byte fits. What is left is an
old encoding: charset-normalizer names the candidates, and the characters that come out decide between them, for Big5
read as GB18030 gives no error, only rare characters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from intertwine.errors import UserError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PLAUSIBLE = ("gb18030", "big5", "cp950", "big5hkscs", "cp1252", "shift_jis", "cp932", "utf_16_le", "utf_16_be")
_COMMON_CHARACTERS = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动"
    "面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头"
    "文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更"
    "别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难"
    "且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运吗呢吧啊您跟讲网台服包易整选技查依施单责"
    "這個們來爲為國說説時會對於過發後裡裏種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產話內給門兒東聲員論處義幾認條氣題爾別變總電數報"
    "結務場計資許統區隊決馬書則聽卻達強難權設記類據邊張該規萬覺術領確傳師觀讓識帶導爭運嗎講網臺選單責"
)
_COMMON_HAN = re.compile(f"[{_COMMON_CHARACTERS}、。，；：？！…—“”‘’「」『』《》（）　０-９]")
_KANA = re.compile("[ぁ-んァ-ヶー]")
_BESIDE_ASCII = re.compile(
    r"(?:(?<=[A-Za-z '\"(])[À-ÖØ-öø-ÿœŒŠšŽžŸ’‘“”–—…€]|[À-ÖØ-öø-ÿœŒŠšŽžŸ’‘“”–—…€](?=[A-Za-z '\"),.]))"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f\ue000-\uf8ff]+|[\x00-\x08\x0e-\x1f\ue000-\uf8ff]")
_ENOUGH = 200_000
"""Characters that are looked at; more would not change the answer."""

SURE = 0.75
LEAST_PLAUSIBLE = 0.35
WHOLE_TO_BROKEN = 4
"""Whole characters for a broken one from which bytes count as UTF-8 that is damaged."""

_WAY_OUT = "a whole copy saved as UTF-8, or its encoding in a column `encoding` of documents.csv (gb18030, big5)"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and how sure that is, from 0.5 (a coin's toss) to 1 (marked, declared or UTF-8)."""

    text: str
    encoding: str
    confidence: float


def decode(data: bytes, *, declared: str = "", hint: str = "") -> Decoded:
    """Return the text in `data`.

    Parameters
    ----------
    declared
        The encoding that the manifest names: it decides.
    hint
        The encoding that the file itself names, as web pages do: taken where UTF-8 does not fit.

    Raises
    ------
    UserError
        If bytes do not fit the encoding, or none of the plausible encodings gives plausible text.
    """
    if declared:
        return Decoded(_decode_declared(data, declared), declared, 1.0)
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    if marked:
        return Decoded(_decode_declared(data, marked), marked.removesuffix("-sig"), 1.0)
    if b"\x00" not in data:
        for encoding in ("utf-8", hint):
            text = _try_decode(data, encoding) if encoding else None
            if text is not None:
                return Decoded(text, encoding, 1.0)
        _check_damage(data)
    return _guess_encoding(data)


def _decode_declared(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError) as error:
        at = f" at byte {error.start + 1:,}" if isinstance(error, UnicodeDecodeError) else ""
        raise UserError(f"the bytes are not {encoding.removesuffix('-sig')}{at}", allowed=_WAY_OUT) from None


def _try_decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _check_damage(data: bytes) -> None:
    """Stop at UTF-8 broken in a few places, as in a file that was cut off: no other encoding makes it better."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(map(len, _NOT_ASCII.findall(text))) - broken
    if whole >= WHOLE_TO_BROKEN * broken:
        raise UserError(
            f"damaged UTF-8: {broken} broken characters, the first after {text.index(chr(0xFFFD)):,} characters",
            allowed="a whole copy of the file; perhaps it was cut off, or put together from two encodings",
        )


def _guess_encoding(data: bytes) -> Decoded:
    texts = {
        encoding: text for encoding in _candidate_encodings(data) if (text := _try_decode(data, encoding)) is not None
    }
    scores = {encoding: plausibility(text, encoding) for encoding, text in texts.items()}
    ranked = sorted(scores, key=lambda encoding: (-scores[encoding], _PLAUSIBLE.index(encoding)))
    best = next(iter(ranked), "")
    if not best or scores[best] < LEAST_PLAUSIBLE:
        what = "binary data, not text" if b"\x00" in data else "the encoding cannot be found out"
        raise UserError(what, allowed=_WAY_OUT)
    rival = next((encoding for encoding in ranked if texts[encoding] != texts[best]), "")
    confidence = scores[best] / (scores[best] + scores.get(rival, 0.0))
    if confidence < SURE:
        raise UserError(f"the encoding may be {best} or {rival}", allowed=_WAY_OUT)
    return Decoded(texts[best], best.replace("_", "-"), round(confidence, 2))


def _candidate_encodings(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    guesses = from_bytes(data, cp_isolation=list(_PLAUSIBLE), preemptive_behaviour=False)
    names = {match.encoding for match in guesses} | {"gb18030", "big5", "cp950", "big5hkscs", "cp1252"}
    if len(data) % 2 == 0:
        names |= {"utf_16_le", "utf_16_be"}
    return [encoding for encoding in _PLAUSIBLE if encoding in names]


def plausibility(text: str, encoding: str) -> float:
    """Return which share of the characters outside ASCII is usual in texts of `encoding`: 0 none, 1 all.

    Right readings of running Chinese come to 0.7 and more, wrong ones to 0.1 and less.

    >>> big5 = "我覺得很安全".encode("big5")
    >>> plausibility(big5.decode("big5"), "big5"), plausibility(big5.decode("gb18030"), "gb18030")
    (1.0, 0.0)
    """
    others = "".join(_NOT_ASCII.findall(text[:_ENOUGH]))
    if not others:
        return 1.0
    if encoding == "cp1252":
        usual = len(_BESIDE_ASCII.findall(text[:_ENOUGH]))
    else:
        usual = len(_COMMON_HAN.findall(others))
        usual += len(_KANA.findall(others)) if encoding in ("shift_jis", "cp932") else 0
    return usual / len(others)
