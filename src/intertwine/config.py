"""The study's settings, as frozen models read once at the border.

`config.yaml` holds what varies between studies. Every key has a type, a default and a description here; the JSON schema
is made from these models. YAML is read by the rules of YAML 1.2: ``no`` is a word and a repeated key is an error.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Hashable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from intertwine.contrasts import Contrast
from intertwine.errors import UserError

UnitKind = Literal["sentence", "turn", "window", "document"]
LabelLanguage = Literal["en", "zh", "both"]
CodePath = Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")]


CodePair = Annotated[tuple[CodePath, CodePath], Field(strict=False)]
CodeTriple = Annotated[tuple[CodePath, CodePath, CodePath], Field(strict=False)]


def repeated(values: Iterable[Hashable]) -> Hashable | None:
    """Return the first of the values that is there twice; None if each is there once.

    >>> repeated(["turn", "window", "turn"])
    'turn'
    """
    seen: set[Hashable] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, tuple) and (twice := repeated(value)) is not None:
                raise ValueError(f"{name} has {_plain(twice)} twice")
        return self


class Title(_Section):
    """The study's title in both languages."""

    en: str = Field(default="Untitled study", description="Title in English")
    zh: str = Field(default="未命名研究", description="Title in Chinese")


class Comparison(_Section):
    """Two groups of documents whose words are compared, within each language."""

    column: str = Field(description="A column of documents.csv")
    a: str = Field(description="Value of the column that marks the first group")
    b: str = Field(description="Value of the column that marks the second group")

    @property
    def name(self) -> str:
        """The comparison as results name it.

        >>> Comparison(column="source", a="promotional", b="interview").name
        'source: promotional / interview'
        """
        return str(Contrast(self.column, self.a, self.b))


class Window(_Section):
    """Length of the unit `window`."""

    zh: int = Field(default=100, ge=10, description="Han characters in a window of Chinese text")
    en: int = Field(default=50, ge=5, description="Words in a window of English text")


class Prompting(_Section):
    """When a respondent's use of a concept counts as prompted by the interviewer."""

    turns: int = Field(default=2, ge=1, description="The interviewer's turns before a use that prompt it")
    brief: int = Field(
        default=4, ge=0, description="Words (Han characters) besides the hits up to which a prompted turn is an answer"
    )


class Uptake(_Section):
    """The company's words in the respondents' mouths."""

    company: str = Field(default="promotional", description="Source whose texts are the company's")
    reference: str = Field(
        default="",
        description="CSV of word frequencies elsewhere (language, word, frequency); empty: for Chinese jieba's",
    )
    documents: int = Field(default=3, ge=2, description="Texts of the company in which a term must stand")
    ratio: float = Field(
        default=10.0, gt=1, strict=False, description="How many times as frequent as in the reference a term must be"
    )
    zh: int = Field(default=6, ge=3, description="Han characters of a run that is reused")
    en: int = Field(default=4, ge=2, description="English words of a run that is reused")
    names: tuple[CodePath, ...] = Field(
        default=(), strict=False, description="Codes whose entries are names and labels of menus, nobody's phrase"
    )


class Planning(_Section):
    """How large a study must be."""

    odds_ratio: float = Field(default=2.0, gt=1, strict=False, description="Odds ratio that a study should find")
    power: float = Field(default=0.8, gt=0, lt=1, description="With what chance")


class Smallest(_Section):
    """Below these numbers a cell says that it is too small, and prints nothing."""

    documents: int = Field(default=5, ge=1, description="Documents in which a code, or both codes of a pair, occur")
    expected: float = Field(default=5.0, ge=0, description="Units in which a pair is expected to meet by chance")
    clusters: int = Field(default=8, ge=2, description="Clusters without which no interval is given")


class Segmentation(_Section):
    """How text becomes sentences and tokens."""

    engine: Literal["jieba", "rjieba"] = Field(default="jieba", description="Segmenter for Chinese words")
    english_model: str = Field(
        default="blank", description="spaCy pipeline for English: blank, or an installed one such as en_core_web_sm"
    )
    chinese_model: str = Field(
        default="blank",
        description="spaCy pipeline for Chinese: blank (jieba), or an installed one",
    )


class Keyness(_Section):
    """Which words may be key."""

    documents: int = Field(default=5, ge=2, description="Documents in which a word must occur")
    dispersion: float = Field(default=0.9, gt=0, le=1, description="Highest DPnorm (0 even, 1 clumped) of a word")
    words: int = Field(default=15, ge=1, description="Words shown on each side of a figure")


class Topics(_Section):
    """Topic models, one per language and engine."""

    zh: int = Field(default=8, ge=2, description="Topics in Chinese")
    en: int = Field(default=8, ge=2, description="Topics in English")
    words: int = Field(default=12, ge=3, description="Words that stand for a topic")
    exemplars: int = Field(default=3, ge=1, description="Sentences that stand for a topic")
    length: int = Field(default=150, ge=20, description="Tokens to which neighbouring turns of a speaker are joined")
    documents: int = Field(default=3, ge=1, description="Documents in which a word of the vocabulary must occur")


class Validation(_Section):
    """The sample that is coded by hand to see how good the codebook is."""

    unit: Literal["sentence", "turn"] = Field(default="turn", description="What coders judge: sentence or turn")
    codes: tuple[CodePath, ...] = Field(
        default=(), strict=False, description="Target codes; empty: the codes named in the hypotheses"
    )
    size: int = Field(default=240, ge=20, description="Units to draw, evenly over sources and languages")
    coders: tuple[Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")], ...] = Field(
        default=("a", "b"), strict=False, min_length=1, description="Names of the coders; each gets sheets of their own"
    )


class Figures(_Section):
    """How figures look."""

    formats: tuple[Literal["pdf", "svg", "png"], ...] = Field(
        default=("pdf", "svg", "png"), strict=False, min_length=1, description="File formats of each figure"
    )
    width: float = Field(default=170.0, ge=60, le=400, strict=False, description="Width of a full-width figure in mm")
    dpi: int = Field(default=300, ge=72, le=1200, description="Resolution of PNG")
    font: str = Field(default="", description="Path of a font with Chinese glyphs; empty: a font of the system")


class Settings(_Section):
    """All settings of a study."""

    title: Title = Field(default=Title(), description="Title of the study")
    corpus: str = Field(default="data/corpus", description="Folder of documents.csv and speakers.csv")
    codebook: str = Field(default="data/codebook", description="Folder of codes.csv and entries.csv, or one .xlsx")
    labels: LabelLanguage = Field(default="both", description="Language of labels in tables and figures")
    comparisons: tuple[Comparison, ...] = Field(
        default=(), strict=False, description="Pairs of groups of documents whose words are compared"
    )
    units: tuple[UnitKind, ...] = Field(
        default=("sentence", "turn", "window", "document"),
        strict=False,
        min_length=1,
        description="Units within which codes are said to meet",
    )
    primary_unit: UnitKind = Field(default="turn", description="The unit of headline tables and figures")
    window: Window = Field(default=Window(), description="Length of the unit window")
    prompting: Prompting = Field(default=Prompting(), description="Who brought up what a respondent names")
    reading: Literal["all", "affirmed", "volunteered"] = Field(
        default="all",
        description="Which hits tables and figures count: all, those that affirm, or those of concepts that no "
        "interviewer had named before",
    )
    cluster: Literal["speaker", "document"] = Field(
        default="speaker",
        description="What is independent: documents that share a respondent are one cluster, or every document",
    )
    hypotheses: tuple[CodePair, ...] = Field(
        default=(), strict=False, description="Pairs of codes declared before looking, adjusted by Holm"
    )
    orders: tuple[CodePair, ...] = Field(
        default=(), strict=False, description="Ordered pairs: is the first code named so that the second follows"
    )
    triples: tuple[CodeTriple, ...] = Field(
        default=(), strict=False, description="Three codes whose patterns are looked at together"
    )
    groups: tuple[Comparison, ...] = Field(
        default=(), strict=False, description="Pairs of groups of respondents, by a column of speakers.csv"
    )
    uptake: Uptake = Field(default=Uptake(), description="Whose words are they")
    planning: Planning = Field(default=Planning(), description="How large a study must be")
    smallest: Smallest = Field(default=Smallest(), description="Limits under which nothing is estimated")
    permutations: int = Field(default=9999, ge=99, description="Circular shifts behind each p-value")
    bootstrap: int = Field(default=2000, ge=100, description="Resamples of clusters behind each interval")
    confidence: float = Field(default=0.95, gt=0.5, lt=1, description="Coverage of intervals")
    seed: int = Field(default=1, ge=0, le=2**31 - 1, description="The one seed of everything random")
    segmentation: Segmentation = Field(default=Segmentation(), description="Sentences and tokens")
    keyness: Keyness = Field(default=Keyness(), description="Key words")
    topics: Topics = Field(default=Topics(), description="Topic models")
    coded: str = Field(default="data/coded", description="Folder of the sample and of what coders sent back")
    validation: Validation = Field(default=Validation(), description="Validation by hand coding")
    figures: Figures = Field(default=Figures(), description="Figures")
    cores: int = Field(default=2, ge=1, description="Jobs that may run side by side")

    @model_validator(mode="after")
    def _consistent(self) -> Settings:
        if self.primary_unit not in self.units:
            raise ValueError(f"primary_unit {self.primary_unit!r} is not among units {list(self.units)}")
        for what, named in (("a hypothesis", self.hypotheses), ("an order", self.orders), ("a triple", self.triples)):
            for codes in named:
                for code, other in combinations(codes, 2):
                    if code == other:
                        raise ValueError(f"{what} pairs a code with itself: {list(codes)}")
                    if _holds(code, other) or _holds(other, code):
                        raise ValueError(f"{what} pairs a code with its own child, which it holds: {list(codes)}")
            if twice := repeated(tuple(sorted(codes)) for codes in named):
                raise ValueError(f"{what} is declared twice, one way round or the other: {_plain(twice)}")
        for what, compared in (("comparisons", self.comparisons), ("groups", self.groups)):
            if twice := repeated((each.column, *sorted((each.a, each.b))) for each in compared):
                raise ValueError(f"{what} has the same two groups twice: {_plain(twice)}")
        return self


def _holds(parent: str, child: str) -> bool:
    return child.startswith(f"{parent}.")


def _plain(value: object) -> str:
    if isinstance(value, Comparison):
        return repr(value.name)
    return str(list(value)) if isinstance(value, tuple) else repr(value)


_BOOLEAN = "tag:yaml.org,2002:bool"
_TRUE_OR_FALSE = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")


class _Loader(yaml.SafeLoader):
    """YAML 1.2 booleans, and no key twice."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - of yaml
        first: [rule for rule in rules if rule[0] != _BOOLEAN]
        + ([(_BOOLEAN, _TRUE_OR_FALSE)] if first in "tTfF" else [])
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as in yaml
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                line = key_node.start_mark.line + 1
                raise UserError(f"key {key_node.value!r} is there twice", where=f"line {line}", allowed="each key once")
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


def parse(text: str, where: str) -> dict[str, Any]:
    """Return the settings in YAML `text` as plain values; `where` names the file in errors."""
    try:
        values = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except UserError as error:
        raise UserError(error.what, where=f"{where}, {error.where}", allowed=error.allowed) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "unreadable"
        raise UserError(f"not valid YAML: {problem}", where=f"{where}{line}", allowed="lines of `key: value`") from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise UserError("settings are not lines of `key: value`", where=where, allowed="see config.yaml")
    return values


def settings_from(values: dict[str, Any], where: str) -> Settings:
    """Return the settings that plain `values` state; one clear error per wrong value, with the key's path."""
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise _explained(error, where) from None


def _explained(error: ValidationError, where: str) -> UserError:
    found = error.errors()
    first = found[0]
    path = ".".join(str(part) for part in first["loc"]) or "(settings)"
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    if first["type"] == "extra_forbidden":
        return UserError(f"unknown key {path}{more}", where=where, allowed=", ".join(_siblings(first["loc"])))
    if first["type"] == "missing":
        return UserError(f"missing key {path}{more}", where=where, allowed=first["msg"])
    message = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return UserError(message, where=where, allowed="see config.yaml")
    return UserError(f"wrong value for {path}: {str(first.get('input'))[:40]}{more}", where=where, allowed=message)


def _siblings(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in location[:-1]:
        field = model.model_fields.get(str(part))
        default = field.default if field else None
        model = type(default) if isinstance(default, BaseModel) else Comparison
    return sorted(model.model_fields)


def load(path: Path, overrides: dict[str, Any] | None = None) -> Settings:
    """Return the settings in the file `path`, with top-level `overrides` from the command line.

    Raises
    ------
    UserError
        If the file is not there, is not YAML, or a key or value is not allowed; the message names the key's path.
    """
    if not path.is_file():
        raise UserError("no such settings file", where=str(path), allowed="a YAML file like config.yaml")
    text = path.read_text(encoding="utf-8-sig")
    return settings_from({**parse(text, path.name), **(overrides or {})}, path.name)


def override(words: list[str]) -> dict[str, Any]:
    """Return settings given as ``KEY=VALUE`` words on a command line; values are read as YAML.

    >>> override(["seed=7", "corpus=elsewhere"])
    {'seed': 7, 'corpus': 'elsewhere'}
    """
    values: dict[str, Any] = {}
    for word in words:
        key, found, value = word.partition("=")
        if not found:
            raise UserError(f"{word!r} is not KEY=VALUE", where="command line", allowed="such as seed=7")
        values[key] = yaml.load(value, Loader=_Loader)  # noqa: S506 - a SafeLoader
    return values


def schema() -> dict[str, Any]:
    """Return the JSON schema of the settings, as checked in beside the workflow."""
    return Settings.model_json_schema()


def folder(settings_path: Path, named: str) -> Path:
    """Return the folder or file `named` in the settings, which is meant from the settings file's own folder."""
    return Path(os.path.normpath(settings_path.parent / Path(named).expanduser()))


if __name__ == "__main__":
    print(json.dumps(schema(), indent=2, ensure_ascii=False))  # noqa: T201 - the schema, for the file that holds it
