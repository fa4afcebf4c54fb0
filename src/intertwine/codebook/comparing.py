"""Two versions of a codebook: what was edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import pandas as pd

from intertwine.codebook.reading import Codebook, Cue, Entry


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: an entry, a code or a cue added, removed, moved to another code, or changed."""

    what: str
    edit: str
    name: str
    language: str
    before: str
    after: str


def edits(old: Codebook, new: Codebook) -> pd.DataFrame:
    """Return every difference in meaning between two codebooks, one row each, in a fixed order."""
    found = [*_code_edits(old, new), *_entry_edits(old, new), *_cue_edits(old, new)]
    columns = list(Edit.__slots__)
    return pd.DataFrame([asdict(one) for one in found], columns=columns).sort_values(
        ["what", "edit", "language", "name"], ignore_index=True
    )


def _code_edits(old: Codebook, new: Codebook) -> Iterator[Edit]:
    for path in sorted(set(old.labels) | set(new.labels)):
        one, other = old.labels.get(path), new.labels.get(path)
        if one is None or other is None:
            yield Edit("code", "removed" if other is None else "added", path, "", "", "")
            continue
        changed = [name for name in one.__slots__ if getattr(one, name) != getattr(other, name)]
        if changed:
            before, after = ("; ".join(getattr(code, name) for name in changed) for code in (one, other))
            yield Edit("code", "changed", path, "", before, after)


def _entry_edits(old: Codebook, new: Codebook) -> Iterator[Edit]:
    was = {(entry.language, entry.pattern): entry for entry in old.entries}
    now = {(entry.language, entry.pattern): entry for entry in new.entries}
    for language, pattern in sorted(set(was) | set(now)):
        one, other = was.get((language, pattern)), now.get((language, pattern))
        if one is None or other is None:
            kept = one or other
            code = kept.code if kept else ""
            yield Edit(
                "entry",
                "removed" if other is None else "added",
                pattern,
                language,
                code if other is None else "",
                code if one is None else "",
            )
        elif one.code != other.code:
            yield Edit("entry", "moved", pattern, language, one.code, other.code)
        if one and other and _entry_description(one) != _entry_description(other):
            yield Edit("entry", "changed", pattern, language, _entry_description(one), _entry_description(other))


def _entry_description(entry: Entry) -> str:
    excluded = f", not in {'; '.join(entry.exclude)}" if entry.exclude else ""
    return f"{entry.kind}, {entry.tier}, concept {entry.concept or '-'}{excluded}"


def _cue_edits(old: Codebook, new: Codebook) -> Iterator[Edit]:
    was, now = ({(cue.pattern, cue.effect, cue.direction): cue for cue in book.cues} for book in (old, new))
    for key in sorted(set(was) | set(now)):
        one, other = was.get(key), now.get(key)
        if one == other:
            continue
        edit = "added" if one is None else "removed" if other is None else "changed"
        language = (one or other or next(iter(now.values()))).language
        yield Edit("cue", edit, key[0], language, _cue_description(one), _cue_description(other))


def _cue_description(cue: Cue | None) -> str:
    return f"{cue.effect}, {cue.direction} {cue.reach}" if cue else ""


_PLACE = ["document_id", "turn", "start", "end", "code"]


def changed_hits(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the hits that count only before (lost) or only after (gained), or count with another qualifier.

    Parameters
    ----------
    old, new
        Hits under the two codebooks.

    Returns
    -------
    DataFrame
        `change` (gained, lost, requalified), place, `code`, `entry_id`, `surface`, `language`, `speaker`, `role`,
        `source`, `before` and `after` (qualifiers).
    """
    columns = [*_PLACE, "entry_id", "surface", "language", "speaker", "role", "source", "qualifier"]
    was, now = (hits.loc[hits["suppressed_by"] == "", columns] for hits in (old, new))
    both = was.merge(now, on=_PLACE, how="outer", suffixes=("", "_now"), indicator=True)
    gained, kept = both["_merge"] == "right_only", both["_merge"] == "both"
    for name in ("entry_id", "surface", "language", "speaker", "role", "source"):
        both[name] = both[name].where(~gained, both[f"{name}_now"])
    change = both["_merge"].astype("str").map({"left_only": "lost", "right_only": "gained", "both": "requalified"})
    both = both.assign(change=change, before=both["qualifier"].fillna(""), after=both["qualifier_now"].fillna(""))
    found = both[~kept | (both["before"] != both["after"])]
    return found[["change", *columns[:-1], "before", "after"]].sort_values(["change", *_PLACE], ignore_index=True)
