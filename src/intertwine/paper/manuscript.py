"""What stands in the paper, in which order, in English and Chinese: nothing here knows of a file format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intertwine.codebook.reading import Codebook
from intertwine.coding.records import HITS
from intertwine.corpus.records import DOCUMENTS, TURNS
from intertwine.language.records import ENGINES, SENTENCES
from intertwine.measures.validation.records import VALIDATION
from intertwine.report.concordance import TextTables
from intertwine.report.findings import findings, overview
from intertwine.report.limitations import limitations
from intertwine.report.methods import methods
from intertwine.report.quotations import Quotable
from intertwine.report.references import REFERENCES
from intertwine.report.results import results_in_words
from intertwine.report.validity import validity
from intertwine.results import Results, of_unit
from intertwine.tables.gallery import GALLERY
from intertwine.wording.labels import in_both_languages
from intertwine.wording.sentences import filled, joined
from intertwine.wording.titles import FIGURES, TABLES

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.tables.columns import PaperTable
    from intertwine.wording.labels import Pair

CAPTION = {"en": 80, "zh": 160}
"""Words (en) or characters (zh) up to which a caption goes; what it says more is a note below."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first or second level."""

    text: Pair
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a small one is a note under a figure or table."""

    text: Pair
    small: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """What somebody said, word for word, and who; `marked` are the pieces in which a code stands."""

    head: Pair
    pieces: tuple[tuple[str, bool], ...]
    said_by: Pair


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: its files without suffix, its number, title and caption."""

    files: Path
    number: str
    title: Pair
    caption: Pair


@dataclass(frozen=True, slots=True, eq=False)
class Tabled:
    """A table, and its number."""

    table: PaperTable
    number: str


Block = Heading | Paragraph | Quoted | Picture | Tabled


@dataclass(frozen=True, slots=True, eq=False)
class Manuscript:
    """A paper: its title, and what follows."""

    title: Pair
    blocks: tuple[Block, ...]
    references: tuple[str, ...]


RESULTS: Pair = ("Results", "结果")
IN_NUMBERS: Pair = ("Results in numbers", "结果的数值")
SHOWN: Pair = ("Figures and tables", "图与表")
LIMITS: Pair = ("What limits this study", "本研究的局限")
METHODS: Pair = ("Methods", "方法")
MORE_FIGURES: Pair = ("Appendix: further figures", "附录：其他图")
MORE_TABLES: Pair = (
    "Further tables are in tables/tables.xlsx: {names}.",
    "其他表见 tables/tables.xlsx：{names}。",
)
NO_QUESTION: Pair = ("Neither hypotheses nor orders were declared.", "未声明假设或次序。")
FIGURE, TABLE = ("Figure {n}", "图 {n}"), ("Table {n}", "表 {n}")
SAID_BY: Pair = ("{speaker}, {title}", "{speaker}，{title}")
NOTE: Pair = ("Note. {text}", "注：{text}")


def manuscript(results: Results, codebook: Codebook, settings: Settings, *, figures: Path) -> Manuscript:
    """Return the paper of a study.

    Parameters
    ----------
    results
        What the stages wrote.
    codebook, settings
        Of the study; `settings.paper` says which figures and tables stand in the body.
    figures
        The folder that the stage of this name wrote.
    """
    names = {code.path: (code.label_en, code.label_zh) for code in codebook.codes}
    said = validity(results[VALIDATION], names)
    parts: tuple[Iterable[Block], ...] = (
        _results(results, names, settings),
        _shown(results, settings, figures),
        [Heading(IN_NUMBERS), *map(Paragraph, results_in_words(results, names, settings))],
        [Heading(LIMITS), *map(Paragraph, limitations(results, names, settings))],
        _methods(results, settings, said),
        _appendix(settings, figures),
    )
    blocks = tuple(block for part in parts for block in part)
    return Manuscript((settings.title.en, settings.title.zh), blocks, REFERENCES)


def _results(results: Results, names: Mapping[str, Pair], settings: Settings) -> Iterator[Block]:
    """Give each question of the study with what was found, and a quotation and a counter-case of the clearest."""
    text = TextTables(results[DOCUMENTS], results[TURNS], results[SENTENCES])
    quotable = Quotable(text, results[HITS], unit=settings.primary_unit, seed=settings.seed)
    asked = findings(results, names, settings, quotable)
    yield Heading(RESULTS)
    yield Paragraph(overview(asked) if asked else NO_QUESTION)
    for question in asked:
        yield Heading(question["question"], 2)
        for found in question["findings"]:
            yield Paragraph(joined([found["sentence"], found["size"], _sure(found)]))
            yield from _quotations(found)


def _sure(found: Mapping[str, Any]) -> Pair:
    english, chinese = found["sure"]
    return f"{english[:1].upper()}{english[1:]}.", f"{chinese}。"


def _quotations(found: Mapping[str, Any]) -> Iterator[Quoted]:
    for name, head in zip(("quotation", "counter"), found.get("heads", ()), strict=False):
        quoted = found[name]
        if quoted:
            pieces = [(text, code != "") for text, code in quoted["pieces"]]
            pieces = [("" if quoted["begins"] else "… ", False), *pieces, ("" if quoted["ends"] else " …", False)]
            said_by = filled(SAID_BY, speaker=in_both_languages(quoted["speaker"]), title=quoted["title"])
            yield Quoted(head, tuple(piece for piece in pieces if piece[0]), said_by)


def _shown(results: Results, settings: Settings, figures: Path) -> Iterator[Block]:
    """Give the figures and tables of the body, each with its number."""
    yield Heading(SHOWN)
    for number, figure in enumerate(settings.paper.figures, start=1):
        yield from _picture(figures, figure, str(number))
    for number, name in enumerate(settings.paper.tables, start=1):
        yield Tabled(GALLERY[name](results, settings), str(number))
    others = [TABLES[name] for name in GALLERY if name not in settings.paper.tables]
    yield Paragraph(filled(MORE_TABLES, names=("; ".join(en for en, _ in others), "；".join(zh for _, zh in others))))


def _picture(figures: Path, name: str, number: str) -> Iterator[Picture]:
    captions = [figures / f"{name}.caption.{language}.txt" for language in ("en", "zh")]
    english, chinese = (path.read_text(encoding="utf-8").strip() for path in captions)
    yield Picture(figures / name, number, FIGURES[name], (english, chinese))


def _methods(results: Results, settings: Settings, said: Iterable[Pair]) -> Iterator[Block]:
    pairs = of_unit(results.cooccurrence, settings.primary_unit)
    yield Heading(METHODS)
    for section in methods(settings, results[ENGINES], pairs, list(said)):
        yield Heading(section.heading, 2)
        yield Paragraph(section.text)


def _appendix(settings: Settings, figures: Path) -> Iterator[Block]:
    others = [name for name in FIGURES if name not in settings.paper.figures]
    if others:
        yield Heading(MORE_FIGURES)
    for number, name in enumerate(others, start=1):
        yield from _picture(figures, name, f"A{number}")


_SENTENCE_END = {"en": re.compile(r"(?<=\.) "), "zh": re.compile(r"(?<=。)")}


def in_caption_and_note(text: str, language: str) -> tuple[str, str]:
    """Return the sentences that go into a caption, and the others.

    >>> in_caption_and_note("What it shows. " + "word " * 90 + "end.", "en")[0]
    'What it shows.'
    """
    between = " " if language == "en" else ""
    sentences = _SENTENCE_END[language].split(text)
    lengths = [len(sentence.split()) if language == "en" else len(sentence) for sentence in sentences]
    taken = next((n for n in range(1, len(lengths)) if sum(lengths[: n + 1]) > CAPTION[language]), len(lengths))
    return between.join(sentences[:taken]), between.join(sentences[taken:])
