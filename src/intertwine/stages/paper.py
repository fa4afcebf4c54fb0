"""The paper, ready for a word processor.

Writes paper.en.docx and paper.zh.docx (whichever the labels are in): the questions with what was found and quotations,
the figures and tables that the setting `paper` names, results in numbers, what limits the study, methods, references,
and the other figures in an appendix; and references.bib. It holds quotations of what people said. Writes a folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine import records
from intertwine.coding.records import HITS
from intertwine.corpus.records import TURNS
from intertwine.figures import FIGURES
from intertwine.language.records import ENGINES, SENTENCES
from intertwine.paper import PAPER
from intertwine.stage import ALL_SETTINGS, Reader, Stage
from intertwine.tables import INPUTS

if TYPE_CHECKING:
    from pathlib import Path

    from intertwine.config import Settings

STAGE = Stage(
    reads=(*INPUTS, TURNS, SENTENCES, HITS, ENGINES, FIGURES),
    writes=(PAPER,),
    settings=ALL_SETTINGS,
    codebook=("labels",),
)


def run(read: Reader, settings: Settings, folder: Path) -> None:
    """Write the paper to `folder`."""
    from intertwine.codebook.reading import read_codebook
    from intertwine.paper.bibliography import bibtex
    from intertwine.paper.manuscript import manuscript
    from intertwine.paper.word import word
    from intertwine.report.references import REFERENCES
    from intertwine.results import Results
    from intertwine.wording.labels import labels_of

    codebook = read_codebook(read.path(settings.codebook))
    paper = manuscript(Results(read, reading=settings.reading), codebook, settings, figures=read.folder(FIGURES))
    for language in ("en", "zh") if settings.labels == "both" else (settings.labels,):
        document = word(paper, labels_of(codebook.codes, language))
        records.whole(folder / f"paper.{language}.docx", lambda path, made=document: path.write_bytes(made))  # type: ignore[misc]
    records.write_text(bibtex(REFERENCES), folder / "references.bib")
