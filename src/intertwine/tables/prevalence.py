"""How often each code occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from intertwine.results import languages_in, of_unit
from intertwine.tables.columns import PaperTable, counts, share_with_interval, text
from intertwine.vocabulary import ALL
from intertwine.wording.sentences import joined
from intertwine.wording.statements import (
    THESE,
    cluster_sentence,
    share_interval_sentence,
    sizes_sentence,
    unit_sentence,
)

if TYPE_CHECKING:
    from intertwine.config import Settings
    from intertwine.results import Results
    from intertwine.wording.labels import Pair


def prevalence_table(results: Results, settings: Settings) -> PaperTable:
    """Return the table of shares of units that hold a code; LaTeX prints each language by itself."""
    frame = prevalence_frame(results.prevalence, settings.primary_unit)
    columns = [
        text("source"),
        text("language"),
        text("label"),
        share_with_interval(),
        counts("units_of", ("units_with_code", "n_units")),
        counts("documents_of", ("documents_with_code", "n_documents")),
    ]
    return PaperTable(
        name="prevalence",
        note=_note(frame, settings),
        frame=frame,
        columns=columns,
        printed=frame[frame["language"] != ALL],
        estimate="share",
    )


def prevalence_frame(prevalence: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the prevalence in units of one kind."""
    return of_unit(prevalence, unit).drop(columns="family")


def _note(frame: pd.DataFrame, settings: Settings) -> Pair:
    return joined(
        [
            (
                "Share of units that hold the code; a parent holds what its children hold. Nothing is tested.",
                "含该编码的单位所占比例；上级编码包含其下级。未作检验。",
            ),
            unit_sentence(settings.primary_unit, settings.reading),
            sizes_sentence(frame, settings.primary_unit, languages_in(frame)),
            cluster_sentence(settings),
            share_interval_sentence(settings),
            ("The levels of two languages must not be compared.", "两种语言的水平不可相互比较。"),
            THESE,
        ]
    )
