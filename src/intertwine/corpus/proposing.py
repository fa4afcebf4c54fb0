"""What a file is likely to be: a transcript, with whose labels and in which roles, or prose. A person confirms it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intertwine.corpus.label_words import word_set
from intertwine.corpus.lines import ReadFile
from intertwine.corpus.manifest import Speaker
from intertwine.corpus.names import is_generic, label_key, looks_like_name, unnumbered, without_remark
from intertwine.corpus.speakers import MARKED, Cast, LabelledLine, labelled_lines
from intertwine.corpus.transcripts import transcript_turns
from intertwine.corpus.unknown_speakers import looks_like_transcript, unknown_labels

INTERVIEWER, RESPONDENT = "interviewer", "respondent"

ASKING = word_set("""
    q question i int interviewer moderator host facilitator researcher reporter journalist
    问 問 提问 提問 提问者 提問者 问者 問者 访员 訪員 访谈者 访谈员 访谈人 采访者 采访人 访问者 访问员 訪談者 訪談員
    訪談人 採訪者 採訪人 訪問者 訪問員 研究者 调查员 調查員 记者 記者 主持人
""")
"""What the one who asks is called."""

ANSWERING = word_set("""
    a answer r p resp interviewee respondent participant informant subject guest
    答 回答 答者 回答者 受访者 受访人 被访者 被访人 被采访者 被访谈者 受訪者 受訪人 被訪者 被訪人 被採訪者 被訪談者
    嘉宾 嘉賓 来宾 來賓
""")
"""What the one who answers is called."""

_QUESTION = re.compile(r"[?？]|[吗嗎呢么麼][。\s]*$")
_MARGIN = 0.2
"""Share of turns with a question, by which one who asks is ahead of one who answers."""

_APART = re.compile(r"(\S{1,20}(?: \S{1,20}){0,2}?)(?: {2,}|\t|\u3000)")
_BRIEF = 0.7
"""Of two who speak, one asks whose turns are shorter than this share of the other's, where no questions tell."""

_ROUNDS = 6
_LEAST = 3


@dataclass(frozen=True, slots=True)
class ProposedSpeaker:
    """A label, what its speaker is likely to do, and why.

    Attributes
    ----------
    label, role, reason
        As they stand in a row of speakers.csv; the reason is its note.
    turns
        How many turns begin with it.
    """

    label: str
    role: str
    reason: str
    turns: int


def proposed_speakers(reading: ReadFile) -> tuple[ProposedSpeaker, ...]:
    """Return who is likely to speak in a file, in the order of the text; nobody where it is prose.

    Labels are those that the format marks, those in one form with which a third of the paragraphs begin, those that
    stand alone on a line again and again, and then whatever else stands in the form of these. Who is called so
    (访谈者, Q) asks or answers; of names, the one asks whose turns hold questions more often than the others'.
    """
    labels = _labels(reading)
    if not labels:
        return ()
    speakers = [Speaker("", label, RESPONDENT, "", {}) for label in labels]
    lines = labelled_lines(reading, Cast.of("", speakers))
    turns = transcript_turns(reading, lines).turns
    said = Counter(turn.speaker for turn in turns)
    asked = Counter(turn.speaker for turn in turns if _QUESTION.search(turn.text))
    spoken = [label for label in labels if said[label]]
    length = Counter[str]()
    for turn in turns:
        length[turn.speaker] += len(turn.text)
    return tuple(_with_roles(spoken, said, asked, length))


def _labels(reading: ReadFile) -> list[str]:
    """Return the labels of a file, each once, in the order of the text."""
    unlabelled = labelled_lines(reading, Cast.of("", []))
    groups = [*_marked(unlabelled), *looks_like_transcript(unlabelled)]
    found = [_label(lines[0]) for lines in groups] or _alone(reading) or _set_apart(reading)
    for _ in range(_ROUNDS):
        cast = Cast.of("", [Speaker("", label, RESPONDENT, "", {}) for label in found])
        more = [_label(lines[0]) for lines in unknown_labels(labelled_lines(reading, cast))] if found else []
        known = {label_key(label) for label in found}
        new = [label for label in more if label_key(label) not in known]
        if not new:
            break
        found += new
    numbered = {unnumbered(label_key(label)): unnumbered_label(label) for label in reversed(found)}
    order = list(dict.fromkeys(unnumbered(label_key(label)) for label in found))
    return [numbered[key] for key in order]


def unnumbered_label(label: str) -> str:
    """Return the label of a numbered question or answer without its number.

    >>> unnumbered_label("Q12"), unnumbered_label("P12")
    ('Q', 'P12')
    """
    key = label_key(label)
    return label.rstrip("0123456789０１２３４５６７８９ .．") if unnumbered(key) != key else label


def _marked(lines: Sequence[LabelledLine]) -> list[list[LabelledLine]]:
    by_key: dict[str, list[LabelledLine]] = {}
    for line in lines:
        if line.candidate and line.candidate.form == MARKED:
            by_key.setdefault(line.key, []).append(line)
    return list(by_key.values())


def _label(line: LabelledLine) -> str:
    return without_remark(line.candidate.label) if line.candidate else ""


def _alone(reading: ReadFile) -> list[str]:
    """Return the names that stand alone on a line again and again."""
    texts = _texts(reading)
    return _again_and_again([text.rstrip(":：") for text in texts if len(text) <= 20], of=len(texts), one_in=5)


def _set_apart(reading: ReadFile) -> list[str]:
    """Return the names that a tab or wide space sets apart at the beginning of lines again and again."""
    texts = _texts(reading)
    return _again_and_again([found[1] for text in texts if (found := _APART.match(text))], of=len(texts), one_in=3)


def _texts(reading: ReadFile) -> list[str]:
    return [line.text.strip() for line in reading.lines if line.text.strip()]


def _again_and_again(words: Sequence[str], *, of: int, one_in: int) -> list[str]:
    """Return two names or more that are there three times each, and together in one line of so many."""
    names = Counter(word for word in words if is_generic(label_key(word)) or looks_like_name(word))
    often = {name: number for name, number in names.items() if number >= _LEAST}
    if len(often) < 2 or one_in * sum(often.values()) < of:
        return []
    return list(dict.fromkeys(word for word in words if word in often))


def _with_roles(
    labels: Sequence[str], said: Counter[str], asked: Counter[str], length: Counter[str]
) -> list[ProposedSpeaker]:
    """Return the speakers with their likely roles."""
    named = {label: _role_by_name(label) for label in labels}
    asking = "" if INTERVIEWER in named.values() or len(labels) < 2 else _who_asks(labels, named, said, asked, length)
    return [
        ProposedSpeaker(
            label,
            named[label] or (INTERVIEWER if label == asking else RESPONDENT),
            "called so"
            if named[label]
            else f"{asked[label]} questions, {length[label] / said[label]:.0f} characters a turn",
            said[label],
        )
        for label in labels
    ]


def _who_asks(
    labels: Sequence[str], named: Mapping[str, str], said: Counter[str], asked: Counter[str], length: Counter[str]
) -> str:
    """Return who of those whose names do not tell it asks: the one with most questions; of two, else the brief one."""
    asks = {label: asked[label] / said[label] for label in labels}
    first = max((label for label in labels if not named[label]), key=lambda label: asks[label], default="")
    rest = max((asks[label] for label in labels if label != first), default=0.0)
    if first and asks[first] >= rest + _MARGIN:
        return first
    if len(labels) == 2 and not any(named.values()):
        brief, other = sorted(labels, key=lambda label: length[label] / said[label])
        if length[brief] / said[brief] < _BRIEF * length[other] / said[other]:
            return brief
    return ""


def _role_by_name(label: str) -> str:
    key = re.sub(r"\d{1,3}$", "", label_key(label))
    return INTERVIEWER if key in ASKING else RESPONDENT if key in ANSWERING else ""
