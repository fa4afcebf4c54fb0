"""What codes, sources, units and heads are called, in the language of labels that the settings choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from intertwine import contrasts
from intertwine.vocabulary import QUALIFIERS
from intertwine.wording.phrases import HEADS, PHRASES

if TYPE_CHECKING:
    import pandas as pd

    from intertwine.codebook.reading import Code
    from intertwine.config import LabelLanguage

Pair = tuple[str, str]
"""The same in English and in Chinese."""

CodeNames = Mapping[str, Pair]
"""English and Chinese label of each code, by its path."""

ROLES: dict[str, Pair] = {
    "interviewer": ("interviewer", "访谈者"),
    "respondent": ("respondent", "受访者"),
    "author": ("author", "作者"),
}

ONE_UNIT: dict[str, Pair] = {
    "sentence": ("sentence", "句子"),
    "turn": ("turn", "话轮"),
    "window": ("window", "窗口"),
    "document": ("document", "文档"),
}
"""Units in the singular."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of codes and of everything else, by the language the settings choose.

    Attributes
    ----------
    codes
        English and Chinese label of each code, by its path.
    language
        ``en``, ``zh`` or ``both``.

    Examples
    --------
    >>> labels = Labels({"security.personal": ("Personal security", "人身安全")}, "both")
    >>> labels.code("security.personal"), labels.say("turn")
    ('Personal security 人身安全', 'turns 话轮')
    """

    codes: CodeNames
    language: LabelLanguage

    def code(self, path: str, between: str = " ") -> str:
        """Return the label of a code, the two languages with `between` them; its path where the codebook has none."""
        return self.joined(self.codes.get(path, (path, path)), between)

    def say(self, name: object, between: str = " ", **filled: object) -> str:
        """Return the phrase `name`, with `filled` put in; a name without a phrase stands for itself."""
        return self.joined(phrase(name, **filled), between)

    def head(self, column: str, between: str = " ") -> str:
        """Return the head of a column of a table; a column without one is headed by its name."""
        return self.joined(HEADS.get(column, (column, column)), between)

    def joined(self, pair: Pair, between: str = " ") -> str:
        """Return English, Chinese, or both with `between` them."""
        english, chinese = pair
        if self.language == "en":
            return english
        if self.language == "zh" or english == chinese:
            return chinese
        return f"{english}{between}{chinese}"


def phrase(name: object, **filled: object) -> Pair:
    """Return English and Chinese of a phrase; a filled-in name that is a phrase itself is said in each language."""
    pair = PHRASES.get(str(name), (str(name), str(name)))
    english, chinese = (
        text.format(**{key: _phrase_in(value, place) for key, value in filled.items()})
        for place, text in enumerate(pair)
    )
    return english, chinese


def beginning(words: Pair) -> Pair:
    """Return words as a sentence begins.

    >>> beginning(("interviews", "访谈"))
    ('Interviews', '访谈')
    """
    return words[0][:1].upper() + words[0][1:], words[1]


def _phrase_in(value: object, place: Literal[0, 1] | int) -> str:
    return PHRASES.get(str(value), (str(value),) * 2)[place]


def in_both_languages(name: str) -> Pair:
    """Return English and Chinese of a source, language, role, qualifier or kind of unit; else its own name."""
    return ROLES.get(name) or (HEADS[name] if name in QUALIFIERS else phrase(name))


def inside_sentence(names: CodeNames, code: str) -> Pair:
    """Return English and Chinese of a code as a sentence has it: without a capital; its path where it has no label.

    >>> inside_sentence({"threat": ("Threat", "威胁")}, "threat")
    ('threat', '威胁')
    """
    english, chinese = names.get(code, (code, code))
    return english.lower() if english.isascii() else english, chinese


def with_labels(frame: pd.DataFrame, **named: Callable[[str], str]) -> pd.DataFrame:
    """Return a frame with labels of codes beside their paths.

    Parameters
    ----------
    frame
        With any of the columns `code`, `code_a`, `code_b`, `code_c`.
    named
        What each code is called in a new column, by what stands in the place of ``code`` in that column's name.

    Examples
    --------
    >>> import pandas as pd
    >>> with_labels(pd.DataFrame({"code_a": ["risk"], "both": 3}), label=str.upper).to_dict("list")
    {'code_a': ['risk'], 'label_a': ['RISK'], 'both': [3]}
    """
    found = frame.copy()
    for column in [name for name in ("code", "code_a", "code_b", "code_c") if name in frame.columns]:
        for place, (name, label) in enumerate(named.items(), start=list(found.columns).index(column) + 1):
            found.insert(place, column.replace("code", name), [label(code) for code in frame[column]])
    return found


def labels_of(codes: Iterable[Code], language: LabelLanguage) -> Labels:
    """Return the labels of the codebook's `codes`."""
    return Labels({code.path: (code.label_en, code.label_zh) for code in codes}, language)


def in_tree_order(paths: Iterable[str]) -> list[str]:
    """Return codes with each parent before its children.

    >>> in_tree_order(["threat.fraud", "security", "threat", "security.data"])
    ['security', 'security.data', 'threat', 'threat.fraud']
    """
    return sorted(set(paths), key=lambda path: path.split("."))


def leaves(paths: Iterable[str], under: str = "") -> list[str]:
    """Return the codes without children, of all `paths` or of those `under` a code; a leaf is its own.

    >>> leaves(["security", "security.data", "risk"]), leaves(["security", "security.data", "risk"], "risk")
    (['risk', 'security.data'], ['risk'])
    """
    ordered = in_tree_order(paths)
    inner = {".".join(path.split(".")[:depth]) for path in ordered for depth in range(1, path.count(".") + 1)}
    return [path for path in ordered if path not in inner and (not under or f"{path}.".startswith(f"{under}."))]


def top_level(paths: Iterable[str]) -> list[str]:
    """Return the codes that have no parent, of all `paths` and those above them.

    >>> top_level(["security.data", "risk"])
    ['risk', 'security']
    """
    return sorted({path.partition(".")[0] for path in paths})


def contrast_in_words(cell: str) -> Pair:
    """Return English and Chinese of a contrast between two groups of documents.

    >>> contrast_in_words("source: promotional / interview")
    ('promotional texts against interviews', '宣传文本与访谈之差')
    """
    found = contrasts.parsed(cell)
    if found.column in ("source", "language"):
        return phrase("difference", a=found.a, b=found.b)
    return phrase("difference", a=f"{found.column} {found.a}", b=f"{found.column} {found.b}")
