"""All entries of a codebook found in all turns, in one pass over the text, with what the context does to each.

Matching is on characters of the matching form, so segmentation has no part in it. Where matches overlap, the leftmost
and then the longest over the whole codebook counts; then the contexts listed under `exclude` are applied to it. Every
match, counted or not, learns its qualifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.codebook.pattern_search import Matches, Octets, Pattern, PatternFinder
from intertwine.codebook.reading import ENTRY_KINDS, Cue, Entry
from intertwine.coding.qualifying import Cues
from intertwine.coding.resolution import inside_context, leftmost_longest
from intertwine.language.normal import CorpusForm, Positions, corpus_form
from intertwine.vocabulary import QUALIFIERS

MATCH_COLUMNS = ("turn", "start", "end", "entry", "surface", "suppressed_by", "qualifier", "cue")

_CHARACTERS_AT_ONCE = 4_000_000


class Matcher:
    """The entries and cues of a codebook, ready to be found."""

    def __init__(self, entries: Sequence[Entry], cues: Sequence[Cue] = ()) -> None:
        rank = {kind: place for place, kind in enumerate(ENTRY_KINDS)}
        self.entries = sorted(entries, key=lambda entry: (rank[entry.kind], entry.entry_id))
        self._cues = Cues(cues)
        self._contexts = [(place, text) for place, entry in enumerate(self.entries) for text in entry.exclude]
        self._owners = np.array([place for place, _ in self._contexts], dtype=np.int64)
        patterns = [Pattern(entry.pattern, entry.kind, entry.language) for entry in self.entries]
        patterns += [Pattern(text, "literal", "zh") for _, text in self._contexts]
        self._limits = np.cumsum([0, len(self.entries), len(self._contexts), len(self._cues.patterns)]).tolist()
        self._finder = PatternFinder([*patterns, *self._cues.patterns])

    def hits(self, texts: Sequence[str]) -> pd.DataFrame:
        """Return every match in `texts`.

        Returns
        -------
        DataFrame
            `turn` (number of the text), `start`, `end` (code points in the text), `entry` (place in `entries`),
            `surface`; `suppressed_by`: empty for a hit that counts, ``taken by ENTRY_ID`` where another match is
            further left or longer, ``excluded by CONTEXT``; `qualifier`; and `cue`, the cue that gave it.
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
        matches = matches.select(np.lexsort((matches.which, -matches.end, matches.start)))
        winner = leftmost_longest(matches.start, matches.end)
        counts = winner == np.arange(len(winner))
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
                "suppressed_by": self._suppressed(matches, winner, counts, contexts),
                "qualifier": np.array(QUALIFIERS, dtype=object)[qualifier],
                "cue": np.array([*(known.pattern for known in self._cues.cues), ""], dtype=object)[cue],
            }
        )

    def _suppressed(
        self, matches: Matches, winner: Positions, counts: NDArray[np.bool_], contexts: Matches
    ) -> NDArray[np.object_]:
        """Say what suppressed each match: nothing, a match in its place, or a context."""
        owners = self._owners[contexts.which]
        context = inside_context(matches.which, matches.start, matches.end, (owners, contexts.start, contexts.end))
        suppressed = np.full(len(winner), "", dtype=object)
        excluded = counts & (context >= 0)
        names = np.array([f"excluded by {text}" for _, text in self._contexts], dtype=object)
        suppressed[excluded] = names[contexts.which[context[excluded]]]
        takers = np.array([f"taken by {entry.entry_id}" for entry in self.entries], dtype=object)
        suppressed[~counts] = takers[matches.which[winner[~counts]]]
        return suppressed


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
