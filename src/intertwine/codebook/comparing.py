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
    all_edits = [*_code_edits(old, new), *_entry_edits(old, new), *_cue_edits(old, new)]
    columns = list(Edit.__slots__)
    return pd.DataFrame([asdict(edit) for edit in all_edits], columns=columns).sort_values(
        ["what", "edit", "language", "name"], ignore_index=True
    )


def _code_edits(old: Codebook, new: Codebook) -> Iterator[Edit]:
    for path in sorted(set(old.labels) | set(new.labels)):
        old_code, new_code = old.labels.get(path), new.labels.get(path)
        if old_code is None or new_code is None:
            yield Edit("code", "removed" if new_code is None else "added", path, "", "", "")
            continue
        changed = [name for name in old_code.__slots__ if getattr(old_code, name) != getattr(new_code, name)]
        if changed:
            before, after = ("; ".join(getattr(code, name) for name in changed) for code in (old_code, new_code))
            yield Edit("code", "changed", path, "", before, after)


def _entry_edits(old: Codebook, new: Codebook) -> Iterator[Edit]:
    was = {(entry.language, entry.pattern): entry for entry in old.entries}
    now = {(entry.language, entry.pattern): entry for entry in new.entries}
    for language, pattern in sorted(set(was) | set(now)):
        old_entry, new_entry = was.get((language, pattern)), now.get((language, pattern))
        if old_entry is None or new_entry is None:
            kept = old_entry or new_entry
            code = kept.code if kept else ""
            yield Edit(
                "entry",
                "removed" if new_entry is None else "added",
                pattern,
                language,
                code if new_entry is None else "",
                code if old_entry is None else "",
            )
        elif old_entry.code != new_entry.code:
            yield Edit("entry", "moved", pattern, language, old_entry.code, new_entry.code)
        if old_entry and new_entry and _entry_description(old_entry) != _entry_description(new_entry):
            yield Edit(
                "entry", "changed", pattern, language, _entry_description(old_entry), _entry_description(new_entry)
            )


def _entry_description(entry: Entry) -> str:
    excluded = f", not in {'; '.join(entry.exclude)}" if entry.exclude else ""
    return f"{entry.kind}, {entry.tier}, concept {entry.concept or '-'}{excluded}"


def _cue_edits(old: Codebook, new: Codebook) -> Iterator[Edit]:
    was, now = ({(cue.pattern, cue.effect, cue.direction): cue for cue in book.cues} for book in (old, new))
    for key in sorted(set(was) | set(now)):
        old_cue, new_cue = was.get(key), now.get(key)
        if old_cue == new_cue:
            continue
        edit = "added" if old_cue is None else "removed" if new_cue is None else "changed"
        language = (old_cue or new_cue or next(iter(now.values()))).language
        yield Edit("cue", edit, key[0], language, _cue_description(old_cue), _cue_description(new_cue))


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
    changed = both[~kept | (both["before"] != both["after"])]
    return changed[["change", *columns[:-1], "before", "after"]].sort_values(["change", *_PLACE], ignore_index=True)
