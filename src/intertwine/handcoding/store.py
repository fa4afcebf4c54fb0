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
from intertwine.handcoding.sheets import ADJUDICATED, returned_codings
from intertwine.input_tables import collapse_spaces
from intertwine.measures.matrix import generator_for
from intertwine.notes import joined, note

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
        As it was written, with `unit_id` and `text`, and the documents by their ids of now.

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
    sample = _with_ids_of_now(sample, now)
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


def _with_ids_of_now(sample: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return the sample with a document whose id is no longer there under that in which most of its units stand.

    A document has another id when something in it was put right; the other units that were coded in it are still there.
    """
    gone = sample[~sample["document_id"].isin(set(units["document_id"]))]
    same = gone.merge(units, on=["turn", "start", "end"], suffixes=("", "_now"))
    same = same[same["text_hash"] == same["text"].map(collapse_spaces).map(text_hash)]
    standing = same.groupby(["document_id", "document_id_now"], as_index=False).size()
    most = standing.sort_values(["size", "document_id_now"], ascending=[False, True]).drop_duplicates("document_id")
    now = dict(zip(most["document_id"], most["document_id_now"], strict=True))
    return sample.assign(document_id=[now.get(each, each) for each in sample["document_id"]])


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

    def of_coders(self) -> pd.DataFrame:
        """Return what each coder said of the units of the open parts, and where these stand; without what settled it.

        Returns
        -------
        DataFrame
            `part`, `coder`, `item`, `unit_id`, `document_id`, `source`, `language`, `code`, `value`.
        """
        own = self.codings[(self.codings["coder"] != ADJUDICATED) & self.codings["part"].isin(self.parts)]
        return own.merge(self.sample[["item", "unit_id", "document_id", "source", "language"]], on="item")

    def part_notes(self, meaning: str | None) -> dict[str, str]:
        """Return the note on each open part: how often the test part was opened, and whether the codebook changed.

        Parameters
        ----------
        meaning
            Of the codebook as it is now; None where it is not the codebook that is judged.
        """
        return {part: self._opened(meaning) if part == "test" else note("development_part") for part in self.parts}

    def _opened(self, meaning: str | None) -> str:
        openings = self.openings.sort_values("opened")
        times = note("test_part_opened_once") if len(openings) == 1 else note("test_part_opened", times=len(openings))
        changed = meaning is not None and openings["codebook"].iloc[0] != meaning
        return joined(times, note("codebook_changed") if changed else "")


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


def judged_units(hand_coding: HandCoding, gold: pd.DataFrame, presence: pd.DataFrame) -> pd.DataFrame:
    """Return the judged units of the open parts with what the lexicon says and the chance of being drawn and judged.

    Each part is a stratified sample of its own.

    Parameters
    ----------
    gold
        `part`, `item`, `code`, `gold`.
    presence
        The hand-over table.

    Returns
    -------
    DataFrame
        `part`, `item`, `unit_id`, place, `source`, `language`, `stratum`, `stratum_units`, `code`, `gold`,
        `predicted`, `inclusion`, `text`.
    """
    judged = gold[gold["part"].isin(hand_coding.parts)]
    judged = judged.merge(hand_coding.sample.drop(columns=["inclusion", "part"]), on="item")
    strata = ["part", "code", "source", "language", "stratum"]
    inclusion = judged.groupby(strata)["item"].transform("size") / judged["stratum_units"]
    of_kind = presence[presence["unit_kind"] == hand_coding.unit]
    held = pd.MultiIndex.from_frame(of_kind[["unit_id", "code"]].astype({"code": "str"}))
    predicted = pd.MultiIndex.from_frame(judged[["unit_id", "code"]]).isin(held).astype(np.int64)
    columns = ["part", "item", "unit_id", "document_id", "turn", "source", "language", "stratum", "stratum_units"]
    columns += ["code", "gold", "text"]
    return judged[columns].assign(predicted=predicted, inclusion=inclusion)
