"""Which entry did it: hits of each entry by source and language, what was suppressed by what, and sentences to read."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from intertwine.codebook.reading import TIERS, Codebook
from intertwine.coding.resolution import leftmost_longest
from intertwine.vocabulary import AFFIRMING, ALL, COUNTED_ROLES, CUTS, QUALIFIERS

_KEYS = ["source", "document_language"]
_OF_ENTRY = ("entry_id", "code", "language", "pattern", "kind", "tier")


def entry_table(hits: pd.DataFrame, documents: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """Return hits of each entry in the words of respondents and authors, in all and by source and document language.

    Returns
    -------
    DataFrame
        `entry_id`, `code`, `language` (of the entry), `pattern`, `kind`, `tier`, `source`, `document_language`, `hits`,
        `affirming` (hits that affirm), `cuts` (hits that cut a Chinese word of the segmenter), `suppressed`,
        `documents`, `speakers`, `share_of_code` (of the hits of its own code, in the same texts). Every entry has a row
        for all texts, and one for each source and language it is in.
    """
    spoken = _hits_of_counted_roles(hits, documents)
    entries = pd.DataFrame(
        [{name: getattr(entry, name) for name in _OF_ENTRY} for entry in book.entries], columns=list(_OF_ENTRY)
    )
    within = entries.merge(_counts_of_entries(spoken, _KEYS), on="entry_id")
    in_all = entries.merge(_counts_of_entries(spoken, []), on="entry_id", how="left").assign(
        **dict.fromkeys(_KEYS, ALL)
    )
    numbers = ["hits", "affirming", "cuts", "suppressed", "documents", "speakers"]
    table = pd.concat([within, in_all], ignore_index=True)
    table[numbers] = table[numbers].fillna(0).astype(np.int64)
    of_code = table.groupby(["code", *_KEYS])["hits"].transform("sum")
    return table.assign(share_of_code=(table["hits"] / of_code.where(of_code > 0)).astype("float64"))


def _hits_of_counted_roles(hits: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    language = documents.set_index("document_id")["language"]
    spoken = hits[hits["role"].isin(COUNTED_ROLES)]
    return spoken.assign(
        document_language=spoken["document_id"].map(language),
        counts=spoken["suppressed_by"] == "",
        affirms=spoken["qualifier"].isin(AFFIRMING),
        who=spoken["document_id"] + "/" + spoken["speaker"],
    )


def _counts_of_entries(spoken: pd.DataFrame, within: Sequence[str]) -> pd.DataFrame:
    """Return how often each entry counts and is suppressed, in each combination of the columns `within`."""
    marked = spoken.assign(
        affirms=spoken["affirms"] & spoken["counts"],
        cutting=(spoken["cuts"] == 1) & spoken["counts"],
        suppressed=~spoken["counts"],
        document=spoken["document_id"].where(spoken["counts"]),
        who=spoken["who"].where(spoken["counts"]),
    )
    return marked.groupby(["entry_id", *within], as_index=False, observed=True).agg(
        hits=("counts", "sum"),
        affirming=("affirms", "sum"),
        cuts=("cutting", "sum"),
        documents=("document", "nunique"),
        speakers=("who", "nunique"),
        suppressed=("suppressed", "sum"),
    )


def suppressed_table(hits: pd.DataFrame) -> pd.DataFrame:
    """Return how often each entry was suppressed, and by what: `entry_id`, `suppressed_by`, `hits`, `documents`."""
    held = hits[hits["suppressed_by"] != ""]
    return held.groupby(["entry_id", "suppressed_by"], as_index=False).agg(
        hits=("turn", "size"), documents=("document_id", "nunique")
    )


def qualifier_table(hits: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return how many hits of each code (parents with their children) have each qualifier, by source and language."""
    spoken = _hits_of_counted_roles(hits, documents)
    spoken = spoken[spoken["counts"]]
    levels = [spoken.assign(code=[".".join(code.split(".")[:depth]) for code in spoken["code"]]) for depth in (1, 2, 3)]
    every = pd.concat(levels).drop_duplicates(["document_id", "turn", "start", "end", "code"])
    both = pd.concat([every, every.assign(document_language=ALL)])
    keys = ["code", "source", "document_language"]
    marked = both.assign(**{name: both["qualifier"] == name for name in QUALIFIERS}, hits=1)
    return marked.groupby(keys, as_index=False)[[*QUALIFIERS, "hits"]].sum()


def hits_without_entry(hits: pd.DataFrame, entry: str, *, tiers: Collection[str] = TIERS) -> pd.DataFrame:
    """Return the hits that would count if `entry` were not in the codebook: what it took the place of comes back.

    A match of the `tiers` that count, if it comes back, is taken for counting; whether a context would exclude it the
    table does not say.
    """
    turn = pd.Series(hits.groupby(["document_id", "turn"], sort=False).ngroup().to_numpy(), index=hits.index)
    here = turn.isin(turn[hits["entry_id"] == entry])
    untouched = hits[~here & (hits["suppressed_by"] == "")]
    again = hits[here & (hits["entry_id"] != entry) & hits["tier"].isin(list(tiers))]
    if again.empty:
        return untouched
    again = again.assign(in_turn=turn).sort_values(
        ["in_turn", "start", "end"], ascending=[True, True, False], kind="stable"
    )
    offset = again["in_turn"].to_numpy() * (int(again["end"].max()) + 1)
    winner = leftmost_longest(offset + again["start"].to_numpy(), offset + again["end"].to_numpy())
    held = again["suppressed_by"].str.startswith(("excluded", CUTS)).to_numpy()
    wins = (winner == np.arange(len(winner))) & ~held
    return pd.concat([untouched, again[wins].drop(columns="in_turn").assign(suppressed_by="")])


def sampled_lines(lines: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return up to `number` lines of a concordance for each entry, from as many documents as there are.

    The first of each document come first, documents in an order that depends on the entry.
    """
    order = lines.assign(
        turn_in_document=lines.groupby(["entry_id", "document_id"]).cumcount(),
        mixed=pd.util.hash_pandas_object(lines["entry_id"] + lines["document_id"], index=False),
    ).sort_values(["entry_id", "turn_in_document", "mixed"], kind="stable")
    kept = order.groupby("entry_id").head(number)
    kept = kept.assign(rank=kept.groupby("entry_id").cumcount() + 1)
    return kept.drop(columns=["turn_in_document", "mixed"])
