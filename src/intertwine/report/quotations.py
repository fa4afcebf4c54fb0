"""Quotations chosen by rule: for two codes, a stretch that holds both and one that holds the first alone.

A stretch runs over the sentences of one turn from the first to the last word that fires. Of all that could be shown,
the one is taken whose length is nearest to their median; among equals a draw decides that depends on the text and the
seed alone. Stretches in which both codes are affirmed go before others, and speakers who were not quoted yet before
those who were. Not a character is altered.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

import numpy as np
import pandas as pd

from intertwine.report.concordance import TextTables, rows_of, sentence_offsets
from intertwine.vocabulary import AFFIRMING, COUNTED_ROLES

LONGEST = 420
"""Characters up to which a stretch is quoted, if there is one so short."""

Side = Literal["both", "first alone"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said, word for word.

    Attributes
    ----------
    pieces
        Text, and which code it stands for: ``a``, ``b`` or neither.
    speaker, document_id, title
        Who said it, and where.
    begins, ends
        Whether the turn begins and ends with the stretch.
    """

    pieces: tuple[tuple[str, str], ...]
    speaker: str
    document_id: str
    title: str
    begins: bool
    ends: bool

    @property
    def text(self) -> str:
        """The stretch as it stands in the turn."""
        return "".join(text for text, _ in self.pieces)


class Quotable:
    """The texts and hits of a study, ready to be quoted from.

    Parameters
    ----------
    text
        Documents, turns and sentences.
    hits
        The hand-over table.
    unit
        The kind of unit in which codes meet; of whole documents, turns are quoted.
    seed
        Decides among equals.
    """

    def __init__(self, text: TextTables, hits: pd.DataFrame, *, unit: str, seed: int) -> None:
        self._text, self._seed = text, seed
        self._unit = "turn_unit" if unit == "document" else f"{unit}_unit"
        counted = hits[(hits["suppressed_by"] == "") & hits["role"].isin(COUNTED_ROLES)]
        self._hits = counted.sort_values(["document_id", "turn", "start"], kind="stable").reset_index(drop=True)
        self._titles = dict(zip(text.documents["document_id"], text.documents["title"], strict=True))

    def quotation(
        self, code_a: str, code_b: str, *, source: str, side: Side, quoted: AbstractSet[str] = frozenset()
    ) -> Quotation | None:
        """Return a stretch in which respondents or authors of a source name two codes, or the first of them alone.

        Parameters
        ----------
        code_a, code_b
            Codes, with those under them.
        source
            Of documents.
        side
            ``both``: a unit that holds both; ``first alone``: one that holds the first and not the second.
        quoted
            Speakers who were quoted before, as `speaker` and document name them.
        """
        chosen = self._of_pair(code_a, code_b, source)
        held = chosen.groupby(self._unit)[["a", "b"]].transform("any")
        wanted = held["a"] & (held["b"] if side == "both" else ~held["b"])
        stretches = self._stretches(chosen[wanted], needs_both=side == "both")
        if stretches.empty:
            return None
        stretches = stretches.assign(
            long=stretches["length"] > LONGEST,
            again=[who in quoted for who in stretches["who"]],
            far=np.abs(np.log(stretches["length"] / stretches["length"].median())).round(9),
            drawn=[self._draw(*place) for place in zip(stretches["document_id"], stretches["turn"], strict=True)],
        )
        best = stretches.sort_values(["long", "denied", "again", "far", "drawn"], kind="stable").iloc[0]
        return self._cut(best, chosen)

    def _of_pair(self, code_a: str, code_b: str, source: str) -> pd.DataFrame:
        hits = self._hits[self._hits["source"] == source]
        under = {
            name: (hits["code"] == code) | hits["code"].str.startswith(f"{code}.")
            for name, code in (("a", code_a), ("b", code_b))
        }
        return hits.assign(**under)[under["a"] | under["b"]]

    def _stretches(self, hits: pd.DataFrame, *, needs_both: bool) -> pd.DataFrame:
        """Return the stretches of turns over these hits, with the `row` of the turn and `who` speaks."""
        of_turn = hits.assign(denied=~hits["qualifier"].isin(AFFIRMING)).groupby(["document_id", "turn"], sort=True)
        found = of_turn.agg(
            start=("start", "min"), end=("end", "max"), a=("a", "any"), b=("b", "any"), denied=("denied", "any"),
            speaker=("speaker", "first"),
        )  # fmt: skip
        found = found[found["a"] & found["b"]] if needs_both else found
        if found.empty:
            return found
        places = found = found.reset_index()
        row = rows_of(self._text.turns, places)
        begin, _ = sentence_offsets(self._text, row, places["start"].to_numpy())
        _, end = sentence_offsets(self._text, row, places["end"].to_numpy() - 1)
        who = places["document_id"] + "/" + places["speaker"]
        return found.assign(row=row, first=begin, last=end, length=end - begin, who=who.to_numpy())

    def _draw(self, document_id: str, turn: int) -> str:
        return sha256(f"{self._seed} {document_id} {turn}".encode()).hexdigest()

    def _cut(self, chosen: pd.Series, hits: pd.DataFrame) -> Quotation:
        document_id, turn = str(chosen["document_id"]), int(chosen["turn"])
        text = self._text.turns["text"].iloc[int(chosen["row"])]
        first, last = int(chosen["first"]), int(chosen["last"])
        inside = hits[(hits["document_id"] == document_id) & (hits["turn"] == turn)]
        inside = inside[(inside["start"] >= first) & (inside["end"] <= last)]
        return Quotation(
            pieces=tuple(_pieces(text, first, last, inside)),
            speaker=str(chosen["speaker"]),
            document_id=document_id,
            title=str(self._titles[document_id]),
            begins=not text[:first].strip(),
            ends=not text[last:].strip(),
        )


def _pieces(text: str, first: int, last: int, hits: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the stretch of a text, cut at its hits."""
    pieces, place = [], first
    for row in hits.to_dict("records"):
        pieces += [(text[place : row["start"]], ""), (text[row["start"] : row["end"]], "a" if row["a"] else "b")]
        place = int(row["end"])
    pieces.append((text[place:last].rstrip(), ""))
    return [piece for piece in pieces if piece[0]]


def who_is_quoted(quotation: Quotation) -> str:
    """Return document and speaker of a quotation, as `quoted` names them."""
    return f"{quotation.document_id}/{quotation.speaker}"


def as_shown(quotation: Quotation | None, address: str) -> Mapping[str, object] | None:
    """Return a quotation as the page shows it, with the `address` of the hits of its document."""
    if quotation is None:
        return None
    names = ("pieces", "speaker", "title", "document_id", "begins", "ends")
    return {name: getattr(quotation, name) for name in names} | {"link": address}
