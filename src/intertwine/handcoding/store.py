"""The sample as it is kept in data/coded: which units were drawn, with which chance, and the lock of the test part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from intertwine import records
from intertwine.errors import UserError
from intertwine.handcoding.sampling import PARTS, lock_hash, text_hash, unit_places
from intertwine.handcoding.sheets import returned_codings
from intertwine.input_tables import collapse_spaces
from intertwine.measures.matrix import generator_for

if TYPE_CHECKING:
    from intertwine.config import Settings


def target_codes(settings: Settings) -> tuple[str, ...]:
    """Return the codes that are validated by hand coding, sorted: those named for it, or those of the hypotheses."""
    named = settings.validation.codes or tuple(code for pair in settings.hypotheses for code in pair)
    return tuple(sorted(set(named)))


OPENINGS = records.Table(
    "coded/opened.csv",
    key=("opened", "by", "lock"),
    columns=dict.fromkeys(("opened", "by", "reason", "lock", "codebook"), records.TEXT),
)
"""Every opening of the test part: when, by whom, why, of which test part, under which codebook."""

SAMPLE = records.Table(
    "coded/sample.csv",
    key=("item",),
    columns={
        "item": records.TEXT,
        "part": records.TEXT,
        "unit_kind": records.TEXT,
        "document_id": records.TEXT,
        "turn": records.COUNT,
        "start": records.COUNT,
        "end": records.COUNT,
        "text_hash": records.TEXT,
        "source": records.TEXT,
        "language": records.TEXT,
        "stratum": records.TEXT,
        "stratum_units": records.COUNT,
        "inclusion": records.NUMBER,
        "lock": records.TEXT,
    },
)


def numbered_items(
    sample: pd.DataFrame, sentences: pd.DataFrame, turns: pd.DataFrame, *, kind: str, seed: int
) -> pd.DataFrame:
    """Return the drawn units with their place and text, numbered in random order, the test part locked."""
    at = unit_places(kind, sentences, turns).loc[sample["unit_id"].to_numpy()].reset_index(drop=True)
    frame = pd.concat([sample.drop(columns="unit_id").reset_index(drop=True), at], axis=1)
    frame = frame.iloc[generator_for(seed, "items").permutation(len(frame))].reset_index(drop=True)
    width = len(str(len(frame)))
    frame = frame.assign(
        item=[f"u{number:0{width}d}" for number in range(1, len(frame) + 1)],
        unit_kind=kind,
        text=frame["text"].map(collapse_spaces),
    )
    frame = frame.assign(text_hash=frame["text"].map(text_hash))
    return frame.assign(lock=np.where(frame["part"] == "test", lock_hash(frame), ""))


def read_sample(path: Path, sentences: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Read the sample and find its units in the corpus as it is now.

    Returns
    -------
    DataFrame
        As it was written, with `unit_id` and `text`.

    Raises
    ------
    UserError
        If the test part was changed after it was drawn, or a unit's text is no longer what was coded.
    """
    sample = records.read(SAMPLE, path)
    test = sample[sample["part"] == "test"]
    if (test["lock"] != lock_hash(sample)).any():
        raise UserError(
            "the test part was changed after it was drawn",
            where=path.name,
            allowed="the file as `intertwine sample` wrote it",
        )
    keys = ["document_id", "turn", "start", "end"]
    now = unit_places(str(sample["unit_kind"].iloc[0]), sentences, turns).rename_axis("unit_id").reset_index()
    in_corpus = sample.merge(now, on=keys, how="left")
    same = [
        isinstance(text, str) and text_hash(collapse_spaces(text)) == known
        for text, known in zip(in_corpus["text"], in_corpus["text_hash"], strict=True)
    ]
    if not all(same):
        row = sample.iloc[same.index(False)]
        raise UserError(
            f"{same.count(False)} coded units are no longer in the corpus as they were coded, the first {row['item']}",
            where=f"{row['document_id']}, turn {row['turn']}",
            allowed="the corpus as it was when the sample was drawn, or a new sample",
        )
    return in_corpus.astype({"unit_id": "int64"})


@dataclass(frozen=True, slots=True)
class HandCoding:
    """What people coded.

    Attributes
    ----------
    sample
        The drawn units, found in the corpus.
    codings
        As `sheets.returned_codings` gives them.
    openings
        When the test part was opened.
    """

    sample: pd.DataFrame
    codings: pd.DataFrame
    openings: pd.DataFrame

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that may be looked at: the test part only once its opening is on record."""
        sealed = self.sample.loc[self.sample["part"] == "test", "lock"]
        opened = len(sealed) and sealed.iloc[0] in set(self.openings["lock"])
        return PARTS if opened else PARTS[:1]

    @property
    def unit(self) -> str:
        """What coders judged: sentence or turn."""
        return str(self.sample["unit_kind"].iloc[0])


def read_hand_coding(
    folder: Path, sentences: pd.DataFrame, turns: pd.DataFrame, codes: Sequence[str]
) -> HandCoding | None:
    """Read sample, returned sheets and openings from `folder`, or None where no sample was drawn.

    Raises
    ------
    UserError
        If the sample was changed, no longer fits the corpus, or a returned sheet has a fault.
    """
    if not (folder / "sample.csv").is_file():
        return None
    sample = read_sample(folder / "sample.csv", sentences, turns)
    openings = folder / "opened.csv"
    opened = records.read(OPENINGS, openings) if openings.is_file() else pd.DataFrame(columns=list(OPENINGS.columns))
    return HandCoding(sample, returned_codings(folder / "returned", sample, codes), opened)


def judged_units(hand_coding: HandCoding, gold: pd.DataFrame, predicted: pd.DataFrame, part: str) -> pd.DataFrame:
    """Return the judged units of one part with what the lexicon says and their chance of being drawn and judged.

    Parameters
    ----------
    gold
        `part`, `item`, `code`, `gold`.
    predicted
        `unit_id`, `code`: where a code is present.
    part
        ``development`` or ``test``: each is a stratified sample of its own.

    Returns
    -------
    DataFrame
        `item`, `unit_id`, place, `source`, `language`, `code`, `gold`, `predicted`, `inclusion`, `text`.
    """
    units = gold[gold["part"] == part].merge(hand_coding.sample.drop(columns=["inclusion", "part"]), on="item")
    strata = ["code", "source", "language", "stratum"]
    units = units.assign(inclusion=units.groupby(strata)["item"].transform("size") / units["stratum_units"])
    held = pd.MultiIndex.from_frame(predicted[["unit_id", "code"]].astype({"code": "str"}))
    present = pd.MultiIndex.from_frame(units[["unit_id", "code"]]).isin(held)
    columns = ["item", "unit_id", "document_id", "turn", "source", "language", "code", "gold", "inclusion", "text"]
    return units[columns].assign(predicted=present.astype(np.int64))
