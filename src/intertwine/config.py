"""The study's settings, as frozen models.

`config.yaml` holds what varies between studies; `settings_file` reads it. Every key has a type, a default and a
description here; the JSON schema is made from these models. One module because a setting, its bounds and what two
settings say together are one agreement.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from itertools import combinations
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from intertwine.contrasts import Contrast

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


class Question(_Section):
    """A question of the study, in both languages, and the declared pairs that bear on it."""

    en: str = Field(min_length=1, description="The question in English")
    zh: str = Field(min_length=1, description="The question in Chinese")
    hypotheses: tuple[CodePair, ...] = Field(default=(), strict=False, description="Hypotheses that bear on it")
    orders: tuple[CodePair, ...] = Field(default=(), strict=False, description="Ordered pairs that bear on it")


class Counted(_Section):
    """Which matches of the codebook's entries count as hits."""

    tiers: tuple[Literal["core", "extended"], ...] = Field(
        default=("core",),
        strict=False,
        description="Tiers of the entries that count: core, alone or with extended",
        json_schema_extra={"contains": {"const": "core"}},
    )
    cuts: tuple[Literal["core", "extended"], ...] = Field(
        default=("core", "extended"),
        strict=False,
        description="Tiers whose entries count also where they cut a Chinese word of the segmenter",
    )

    @model_validator(mode="after")
    def _with_core(self) -> Self:
        if "core" not in self.tiers:
            raise ValueError("core entries always count: tiers is [core] or [core, extended]")
        return self


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
    """Below these numbers a cell is too small for its usual estimate, and says so."""

    documents: int = Field(default=3, ge=1, description="Documents in which a code, or both codes of a pair, occur")
    expected: float = Field(default=1.0, ge=0, description="Units in which a pair is expected to meet by chance")
    clusters: int = Field(
        default=8, ge=2, description="Clusters without which a share or a measure of agreement has no interval"
    )


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


FigureName = Literal[
    "hypotheses",
    "specifications",
    "order",
    "uptake",
    "first_uses",
    "cooccurrence",
    "pairs",
    "prevalence",
    "network",
    "keyness",
    "topics",
]
PaperTableName = Literal[
    "corpus",
    "prevalence",
    "hypotheses",
    "units",
    "readings",
    "robustness",
    "differences",
    "order",
    "uptake",
    "keyness",
    "topics",
    "validation",
    "agreement",
]
"""Tables that a page holds."""


class Paper(_Section):
    """What stands in the body of the paper; other figures are an appendix, other tables are in the workbook."""

    figures: tuple[FigureName, ...] = Field(
        default=("hypotheses", "cooccurrence", "prevalence"), strict=False, description="Figures, in their order"
    )
    tables: tuple[PaperTableName, ...] = Field(
        default=("corpus", "hypotheses"), strict=False, description="Tables, in their order"
    )

    @model_validator(mode="after")
    def _once(self) -> Paper:
        for what, names in (("figure", self.figures), ("table", self.tables)):
            if twice := repeated(names):
                raise ValueError(f"the paper has one {what} twice: {twice}")
        return self


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
    counted: Counted = Field(default=Counted(), description="Which matches of the codebook's entries count")
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
        default=(), strict=False, description="Pairs of codes declared before looking, adjusted by Bonferroni"
    )
    orders: tuple[CodePair, ...] = Field(
        default=(), strict=False, description="Ordered pairs: is the first code named so that the second follows"
    )
    questions: tuple[Question, ...] = Field(
        default=(),
        strict=False,
        description="Questions of the study, in the order of the report; without any, each declared pair is one",
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
    speaks: float = Field(
        default=0.2,
        gt=0,
        le=0.5,
        strict=False,
        description="Share of its words from which on a document speaks a language other than its own",
    )
    segmentation: Segmentation = Field(default=Segmentation(), description="Sentences and tokens")
    keyness: Keyness = Field(default=Keyness(), description="Key words")
    topics: Topics = Field(default=Topics(), description="Topic models")
    coded: str = Field(default="data/coded", description="Folder of the sample and of what coders sent back")
    validation: Validation = Field(default=Validation(), description="Validation by hand coding")
    figures: Figures = Field(default=Figures(), description="Figures")
    paper: Paper = Field(default=Paper(), description="The paper")
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

    @model_validator(mode="after")
    def _asks_what_is_declared(self) -> Settings:
        pairs = {frozenset(pair) for pair in self.hypotheses}
        for question in self.questions:
            for pair in question.hypotheses:
                if frozenset(pair) not in pairs:
                    raise ValueError(f"a question names a pair that is not among hypotheses: {list(pair)}")
            for pair in question.orders:
                if pair not in self.orders:
                    raise ValueError(f"a question names a pair that is not among orders: {list(pair)}")
        return self


def _holds(parent: str, child: str) -> bool:
    return child.startswith(f"{parent}.")


def _plain(value: object) -> str:
    if isinstance(value, Comparison):
        return repr(value.name)
    return str(list(value)) if isinstance(value, tuple) else repr(value)


def schema() -> dict[str, Any]:
    """Return the JSON schema of the settings, as checked in beside the workflow."""
    return Settings.model_json_schema()


if __name__ == "__main__":
    print(json.dumps(schema(), indent=2, ensure_ascii=False))  # noqa: T201 - the schema, for the file that holds it
