"""All entries of a codebook found in all turns, in one pass over the text, with what the context does to each.

Matching is on characters of the matching form, so segmentation has no part in it. A Chinese entry is found as it is
said in Taiwan and Hong Kong too (网络安全 and 網路安全). Where matches overlap, the leftmost and then the longest over
all entries that count counts; then the contexts listed under `exclude` are applied to it. Entries of tiers that do
not count are found beside these. Every match, counted or not, learns its qualifier.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.codebook.pattern_search import Pattern, PatternFinder
from intertwine.codebook.reading import ENTRY_KINDS, TIERS, Cue, Entry
from intertwine.coding.qualifying import Cues
from intertwine.coding.resolution import beside, inside_context, leftmost_longest, without_neighbours
from intertwine.language.normal import CorpusForm, Positions, corpus_form
from intertwine.language.occurrences import Matches, Octets
from intertwine.language.simplification import regional_forms
from intertwine.vocabulary import QUALIFIERS

MATCH_COLUMNS = ("turn", "start", "end", "entry", "surface", "suppressed_by", "qualifier", "cue")

_CHARACTERS_AT_ONCE = 4_000_000


class Matcher:
    """The entries and cues of a codebook, ready to be found.

    Parameters
    ----------
    entries, cues
        Of the codebook.
    tiers
        Of the entries that count.
    """

    def __init__(self, entries: Sequence[Entry], cues: Sequence[Cue] = (), tiers: Collection[str] = TIERS) -> None:
        rank = {kind: place for place, kind in enumerate(ENTRY_KINDS)}
        self.entries = sorted(entries, key=lambda entry: (rank[entry.kind], entry.entry_id))
        self._in_tiers = np.array([entry.tier in tiers for entry in self.entries], dtype=np.bool_)
        self._cues = Cues(cues)
        forms = _said_elsewhere(self.entries)
        self._contexts = _contexts(self.entries)
        self._owners = np.array([place for place, _ in self._contexts], dtype=np.int64)
        self._entry_of = np.array([*range(len(self.entries)), *(place for place, _ in forms)], dtype=np.int64)
        patterns = [Pattern(entry.pattern, entry.kind, entry.language) for entry in self.entries]
        patterns += [Pattern(text, self.entries[place].kind, "zh") for place, text in forms]
        patterns += [Pattern(text, "literal", "zh") for _, text in self._contexts]
        self._limits = np.cumsum([0, len(self._entry_of), len(self._contexts), len(self._cues.patterns)]).tolist()
        self._finder = PatternFinder([*patterns, *self._cues.patterns])

    def hits(self, texts: Sequence[str]) -> pd.DataFrame:
        """Return every match in `texts`.

        Returns
        -------
        DataFrame
            `turn` (number of the text), `start`, `end` (code points in the text), `entry` (place in `entries`),
            `surface`; `suppressed_by`: empty for a hit that counts, ``taken by ENTRY_ID`` where another match is
            further left or longer, ``excluded by CONTEXT``, ``tier TIER`` where that tier does not count; `qualifier`;
            and `cue`, the cue that gave it.
        """
        frames = [self._block(texts[begin:end], begin) for begin, end in _blocks(texts)]
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(MATCH_COLUMNS))

    def _block(self, texts: Sequence[str], first: int) -> pd.DataFrame:
        form = corpus_form(texts)
        data = form.text.encode()
        octets = np.frombuffer(data, dtype=np.uint8)
        occurrences = self._finder.matches(data, octets)
        matches, contexts, cues = (
            occurrences.of_patterns(*pair) for pair in zip(self._limits[:-1], self._limits[1:], strict=True)
        )
        matches, cues = self._of_entries(matches, data), self._finder.widened(cues, data)
        winner, counts = self._resolved(matches)
        qualifier, cue = self._cues.qualify(octets, cues, matches, counts)
        turn, start, end = _original_places(form, octets, matches)
        places = zip(turn.tolist(), start.tolist(), end.tolist(), strict=True)
        return pd.DataFrame(
            {
                "turn": turn + first,
                "start": start,
                "end": end,
                "entry": matches.which,
                "surface": np.array([texts[number][begin:stop] for number, begin, stop in places], dtype=object),
                "suppressed_by": self._suppressed(matches, winner, contexts),
                "qualifier": np.array(QUALIFIERS, dtype=object)[qualifier],
                "cue": np.array([*(known.pattern for known in self._cues.cues), ""], dtype=object)[cue],
            }
        )

    def _of_entries(self, found: Matches, data: bytes) -> Matches:
        """Return the matches of patterns as those of their entries, sorted, each once."""
        wide = self._finder.widened(found, data)
        start, end = without_neighbours(wide.start, wide.end, (found.start, found.end))
        matches = Matches(self._entry_of[found.which], start, end)
        matches = matches.select(np.lexsort((matches.which, -matches.end, matches.start)))
        places = np.stack([matches.which, matches.start, matches.end])
        return matches.select(np.append(True, (places[:, 1:] != places[:, :-1]).any(axis=0))[: len(matches.which)])

    def _resolved(self, matches: Matches) -> tuple[Positions, NDArray[np.bool_]]:
        """Return the match that stands in the place of each, and which count.

        First among the entries that count; the others have what these leave.
        """
        place = np.arange(len(matches.which))
        in_tiers = self._in_tiers[matches.which]
        winner = place.copy()
        winner[in_tiers] = place[in_tiers][leftmost_longest(matches.start[in_tiers], matches.end[in_tiers])]
        counts = in_tiers & (winner == place)
        taken = beside(matches.start, matches.end, counts)
        left = ~in_tiers & (taken < 0)
        winner[~in_tiers] = taken[~in_tiers]
        winner[left] = place[left][leftmost_longest(matches.start[left], matches.end[left])]
        return winner, counts

    def _suppressed(self, matches: Matches, winner: Positions, contexts: Matches) -> NDArray[np.object_]:
        """Say what suppressed each match: nothing, a match in its place, a context, or its tier."""
        counts = winner == np.arange(len(winner))
        owners = self._owners[contexts.which]
        context = inside_context(matches.which, matches.start, matches.end, (owners, contexts.start, contexts.end))
        tiers = np.array(
            ["" if known else f"tier {entry.tier}" for known, entry in zip(self._in_tiers, self.entries, strict=True)],
            dtype=object,
        )
        suppressed = tiers[matches.which]
        excluded = counts & (context >= 0)
        names = np.array([f"excluded by {text}" for _, text in self._contexts], dtype=object)
        suppressed[excluded] = names[contexts.which[context[excluded]]]
        takers = np.array([f"taken by {entry.entry_id}" for entry in self.entries], dtype=object)
        suppressed[~counts] = takers[matches.which[winner[~counts]]]
        return suppressed


def _contexts(entries: Sequence[Entry]) -> list[tuple[int, str]]:
    """Return the contexts of all entries, as they are said elsewhere too, each with the entry's place."""
    own = [(place, text) for place, entry in enumerate(entries) for text in entry.exclude]
    forms = regional_forms([text for _, text in own])
    return [(place, text) for (place, context), others in zip(own, forms, strict=True) for text in (context, *others)]


def _said_elsewhere(entries: Sequence[Entry]) -> list[tuple[int, str]]:
    """Return the patterns that Chinese entries have besides their own, with the entry's place.

    A pattern that is an entry of its own, or was had before, is no other's.
    """
    mine = [place for place, entry in enumerate(entries) if entry.language == "zh" and entry.kind != "regex"]
    taken = {entries[place].pattern for place in mine}
    found = []
    for place, forms in zip(mine, regional_forms([entries[place].pattern for place in mine]), strict=True):
        found += [(place, form) for form in forms if form not in taken]
        taken.update(forms)
    return found


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield stretches of texts that are handled at once, so that memory stays small on a large corpus."""
    begin = characters = 0
    for place, text in enumerate(texts):
        characters += len(text)
        if characters >= _CHARACTERS_AT_ONCE:
            yield begin, place + 1
            begin, characters = place + 1, 0
    if begin < len(texts):
        yield begin, len(texts)


def _original_places(form: CorpusForm, octets: Octets, matches: Matches) -> tuple[Positions, Positions, Positions]:
    """Return turn, start and end in the original of matches given in bytes of the matching form."""
    if len(form.text) == len(octets):
        return form.original(matches.start, matches.end)
    begun = np.cumsum((octets & 0xC0) != 0x80, dtype=np.int32)
    return form.original(begun[matches.start].astype(np.int64) - 1, begun[matches.end - 1].astype(np.int64))
