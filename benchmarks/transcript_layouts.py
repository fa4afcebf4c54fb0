"""One invented conversation in the layouts in which people and programs write transcripts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Said = list[tuple[str, str]]

ZH: Said = [
    ("interviewer", "先说说您怎么用手机付钱吧。"),
    ("respondent", "每天都用，坐车、吃饭，连买菜都扫码：很快。"),
    ("interviewer", "11:20那次开会您提过押金？"),
    ("respondent", "对。注意：不是不交，是分够了才不用交。（笑）"),
    ("interviewer", "嗯。"),
    ("respondent", "我室友说：“分低的人借不到。”我听了有点慌。"),
    ("interviewer", "慌什么呢？"),
    ("respondent", "怕泄露，也怕哪天被扣分，比例嘛，一半一半，5:5。"),
    ("interviewer", "那还会用吗？"),
    ("respondent", "会。网址 https://example.org/c:d 上写得很清楚。"),
    ("interviewer", "好，今天就到这里。"),
]
EN: Said = [
    ("interviewer", "How do you pay for things these days?"),
    ("respondent", "By phone, always: buses, food, even the market."),
    ("interviewer", "At 11:20 you mentioned a deposit?"),
    ("respondent", "Right. Note: you do pay, unless the score is high enough. [laughs]"),
    ("interviewer", "Mm."),
    ("respondent", 'My flatmate said: "people with low scores get no loans." That scared me.'),
    ("interviewer", "Scared of what?"),
    ("respondent", "Leaks, and losing points one day. Half and half, 5:5."),
    ("interviewer", "Will you go on using it?"),
    ("respondent", "Yes. It is all explained at https://example.org/c:d for everyone."),
    ("interviewer", "Fine, let us stop here."),
]


def spoken(language: str) -> Said:
    """Return the conversation."""
    return ZH if language == "zh" else EN


@dataclass(frozen=True, slots=True)
class Layout:
    """How a transcript is written: its language, the ending of its name, who is called what, and the text."""

    language: str
    suffix: str
    labels: dict[str, str]
    write: Callable[[Said], str]


def _clock(turn: int, *, tenths: str = "") -> str:
    return f"00:{turn // 4:02d}:{15 * (turn % 4):02d}{tenths}"


def _lines(form: str, labels: dict[str, str], *, between: str = "\n") -> Callable[[Said], str]:
    """Return a writer of one piece a turn: `{label}`, `{text}`, `{time}`, `{next}` and `{n}` in a form."""

    def write(said: Said) -> str:
        pieces = (
            form.format(label=labels[role], text=text, n=n, time=_clock(n), next=_clock(n + 1))
            for n, (role, text) in enumerate(said, start=1)
        )
        return between.join(pieces) + "\n"

    return write


def _with_slips(labels: dict[str, str], slips: dict[int, str]) -> Callable[[Said], str]:
    """Return a writer of `label：text` in which some lines begin otherwise."""

    def write(said: Said) -> str:
        form = "{label}：{text}"
        lines = [
            slips.get(n, form).format(label=labels[role], text=text) for n, (role, text) in enumerate(said, start=1)
        ]
        return "\n".join(lines) + "\n"

    return write


def _whisper(labels: dict[str, str]) -> Callable[[Said], str]:
    def write(said: Said) -> str:
        segments = [
            {"start": 15.0 * n, "end": 15.0 * n + 9, "text": text, "speaker": labels[role]}
            for n, (role, text) in enumerate(said)
        ]
        return json.dumps({"segments": segments, "language": "zh"}, ensure_ascii=False)

    return write


ZH_WORDS = {"interviewer": "提问者", "respondent": "受访者"}
ZH_NAMES = {"interviewer": "周老师", "respondent": "小林"}
EN_WORDS = {"interviewer": "Interviewer", "respondent": "P4"}
EN_NAMES = {"interviewer": "Dr Ann Low", "respondent": "Mei"}
_SCREEN = "WEBVTT\n\n"


def _layouts() -> Iterator[tuple[str, Layout]]:
    plain = {
        "colon": "{label}：{text}",
        "half-width colon": "{label}: {text}",
        "small colon": "{label}﹕{text}",
        "ratio sign": "{label}∶{text}",
        "square brackets": "[{label}] {text}",
        "black brackets": "【{label}】{text}",
        "angle brackets": "<{label}>{text}",
        "round brackets": "（{label}）{text}",
        "corner brackets": "「{label}」{text}",
        "greater": "{label}> {text}",
        "semicolon": "{label}；{text}",
        "dash": "{label} — {text}",
        "bar": "{label} | {text}",
        "space": "{label} {text}",
        "tab": "{label}\t{text}",
        "own line": "{label}\n{text}",
        "own line with colon": "{label}：\n{text}",
        "time after": "{label} {time}\n{text}\n",
        "time in brackets": "{label}（{time}）：{text}",
        "time before": "{time} {label}：{text}",
        "date and time": "{label} 2025-03-01 {time}\n{text}\n",
        "minutes": "{label} {n}分30秒\n{text}\n",
        "span": "[{time} --> {next}] {label}: {text}",
        "numbered lines": "{n} {label}：{text}",
        "numbered lines with point": "{n}. {label}：{text}",
        "signed time": "{label}: {text} #{time}-3#",
        "heading": "## {label}\n\n{text}\n",
    }
    for name, form in plain.items():
        for language, labels in (("zh", ZH_WORDS), ("zh", ZH_NAMES), ("en", EN_WORDS), ("en", EN_NAMES)):
            kind = "names" if labels in (ZH_NAMES, EN_NAMES) else "words"
            suffix = ".md" if name == "heading" else ".txt"
            yield f"{name} {language} {kind}", Layout(language, suffix, labels, _lines(form, labels))
    slips = {
        "one misspelt": {3: "提间者：{text}", 6: "受访着：{text}"},
        "one without colon": {5: "{label}{text}", 7: "{label} {text}"},
        "one semicolon": {4: "{label}；{text}", 7: "{label};{text}"},
        "one spaced": {3: "提 问 者：{text}"},
        "one traditional": {3: "提問者：{text}", 4: "受訪者：{text}"},
        "one in brackets": {3: "（{label}）{text}"},
        "one comma": {7: "{label}，{text}"},
        "one full-width greater": {7: "{label}＞{text}"},
    }
    english = {
        "one misspelt": {3: "Interviwer: {text}", 5: "Intervewer: {text}"},
        "one look-alike": {4: "Р4: {text}"},
        "one without colon": {3: "{label} {text}"},
        "one point": {4: "{label}. {text}"},
    }
    for language, labels, lines in (("zh", ZH_WORDS, slips), ("en", EN_WORDS, english)):
        for name, wrong in lines.items():
            yield f"{name} {language}", Layout(language, ".txt", labels, _with_slips(labels, wrong))
    two = "{label}：{text}"
    yield "two on a line zh", Layout("zh", ".txt", ZH_WORDS, _lines(two, ZH_WORDS, between=""))
    for language, labels in (("zh", ZH_NAMES), ("en", EN_NAMES)):
        voice = "{time}.000 --> {next}.000\n<v {label}>{text}</v>\n"
        own = "{time}.000 --> {next}.000\n<v {label}>\n{text}\n"
        srt = "{n}\n{time},000 --> {next},000\n{label}: {text}\n"
        vtt = _lines(voice, labels)
        yield f"voice {language}", Layout(language, ".vtt", labels, lambda said, vtt=vtt: _SCREEN + vtt(said))
        apart = _lines(own, labels)
        yield f"voice apart {language}", Layout(language, ".vtt", labels, lambda said, vtt=apart: _SCREEN + vtt(said))
        yield f"srt {language}", Layout(language, ".srt", labels, _lines(srt, labels))
        yield f"whisper {language}", Layout(language, ".json", labels, _whisper(labels))


LAYOUTS = dict(_layouts())
"""Each layout by its name."""
